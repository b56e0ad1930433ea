// What can be wrong with a spreadsheet file. It may show only while rows are being read, so it is thrown there and caught where the file was opened.
import { type Problem, problem } from '../../../../runtime/problem.ts'

export class FileFault extends Error {
  readonly problem: Problem

  constructor(code: string, en: string, zh: string) {
    super(en)
    this.problem = problem('file', code, en, zh)
  }
}

export function damaged(part: string): FileFault {
  return new FileFault(
    'damaged',
    `The file is damaged at "${part}". Open it in a spreadsheet program and save it again as .xlsx.`,
    `文件在“${part}”处损坏，请用表格软件打开后重新另存为 .xlsx。`,
  )
}

export function tooLarge(part: string, megabytes: number): FileFault {
  return new FileFault(
    'too_large',
    `"${part}" in the file unpacks to more than ${megabytes} MB. Split the file or save the sheet as CSV.`,
    `文件中的“${part}”解压后超过 ${megabytes} MB，请拆分文件，或把工作表另存为 CSV。`,
  )
}
