// The file of an import as rows under headings, whatever kind it is: text of some encoding and delimiter, or a sheet of a workbook. Opened anew by
// whichever process takes up the job.
import { fail, ok, problem, type Result } from '../../../runtime/problem.ts'
import { csvRows, detectDelimiter, looksGuarded, unguarded } from './csv.ts'
import { BEGINNING, decoded, type Encoding, encodingOf } from './encoding.ts'
import { beginningOf, type FilePieces, wholeOf } from './file-pieces.ts'
import { changed, type FileRow, headingsOf, type Rows } from './row.ts'
import { FileFault } from './xlsx/fault.ts'
import { openWorkbook } from './xlsx/workbook.ts'

/** How a file is read; what is not said is found out. */
export interface FileForm {
  readonly encoding?: Encoding
  readonly delimiter?: string
  readonly sheet?: string
  /** The line the headings stand on; what is above it is left out. */
  readonly headingLine?: number
}

export interface Source {
  readonly format: 'csv' | 'xlsx'
  readonly encoding?: Encoding
  readonly delimiter?: string
  readonly sheet?: string
  readonly sheets?: readonly string[]
  readonly headings: readonly string[]
  readonly headingLine: number
  /** Rows after the headings; may be asked for once. Throws a FileFault where the file turns out to be damaged. */
  readonly rows: Rows
  /** About how many lines the file has, for a progress bar. */
  readonly lines: number
  /** Lets go of a file that is not read to its end. */
  close(): Promise<void>
}

/** Opens a file with what is declared, or else detected. */
export async function openSource(file: FilePieces, declared: FileForm): Promise<Result<Source>> {
  try {
    const beginning = await beginningOf(file, BEGINNING)
    if (startsWith(beginning, ZIP)) return await openSheet(await wholeOf(file), declared)
    if (startsWith(beginning, OLD_OFFICE)) return fail(oldOffice())
    return await openText(file, beginning, declared)
  } catch (error) {
    if (error instanceof FileFault) return fail(error.problem)
    throw error
  }
}

const ZIP = [0x50, 0x4b, 0x03, 0x04]
/** Workbooks of before 2007, and those of today that are protected by a password. */
const OLD_OFFICE = [0xd0, 0xcf, 0x11, 0xe0]

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte)
}

async function openText(file: FilePieces, beginning: Uint8Array, { headingLine, ...declared }: FileForm): Promise<Result<Source>> {
  const found = await encodingOf(file, beginning, declared.encoding)
  if (!found.ok) return found
  const encoding = found.value
  const delimiter = declared.delimiter ?? detectDelimiter(await sampleOf(decoded(file, encoding)))
  const text = decoded(file, encoding)
  const rows = plainRows(csvRows(text, delimiter))
  const heading = await headingRow(rows, headingLine)
  if (!heading) return fail(noLines())
  const form = { format: 'csv' as const, encoding, delimiter }
  const close = async () => void (await text.return(undefined))
  return ok({ ...form, headings: headingsOf(heading.cells), headingLine: heading.line, rows, lines: await countLines(file), close })
}

function plainRows(rows: Rows): Rows {
  return changed(rows, (row) => (row.cells.some(looksGuarded) ? { line: row.line, cells: row.cells.map(unguarded) } : row))
}

async function sampleOf(text: AsyncGenerator<string>): Promise<string> {
  for await (const piece of text) return piece
  return ''
}

async function openSheet(bytes: Uint8Array, { sheet, headingLine }: FileForm): Promise<Result<Source>> {
  const { sheets, open } = await openWorkbook(bytes)
  const name = sheet ?? sheets[0]!
  const { rows, count } = await open(name)
  const heading = await headingRow(rows, headingLine)
  if (!heading) return fail(noLines())
  const headings = headingsOf(heading.cells)
  const form = { format: 'xlsx' as const, sheet: name, sheets }
  const close = async () => void (await rows.return(undefined))
  return ok({ ...form, headings, headingLine: heading.line, rows: filledRows(rows, headings.length), lines: count(), close })
}

/** A sheet says nothing of the empty cells at the end of a row. */
function filledRows(rows: Rows, width: number): Rows {
  return changed(rows, (row) => {
    const missing = width - row.cells.length
    return missing <= 0 ? row : { ...row, cells: [...row.cells, ...new Array<string>(missing).fill('')] }
  })
}

async function headingRow(rows: Rows, line = 1): Promise<FileRow | undefined> {
  for (let row = await rows.next(); !row.done; row = await rows.next()) if (row.value.line >= line) return row.value
  return undefined
}

async function countLines(file: FilePieces): Promise<number> {
  let count = 0
  for await (const piece of file.pieces()) for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) count += 1
  return count
}

function noLines() {
  return problem('file', 'empty', 'The file has no lines.', '文件没有内容。')
}

function oldOffice() {
  return problem(
    'file',
    'old_workbook',
    'The file is an old .xls workbook or has a password. Save it as .xlsx without a password, or as CSV.',
    '文件是旧版 .xls 工作簿或有密码保护，请另存为无密码的 .xlsx 或 CSV。',
  )
}
