// The file of an import, decoded and cut into rows, with its headings. Opened anew by whichever process takes up the job.
import { fail, ok, problem, type Result } from '../../../runtime/problem.ts'
import { type CsvRow, detectDelimiter, readCsv } from './csv.ts'
import { decodeText, detectEncoding, type Encoding } from './encoding.ts'

export interface Source {
  readonly encoding: Encoding
  readonly delimiter: string
  readonly headings: readonly string[]
  /** Rows after the headings; may be asked for once. */
  readonly rows: Iterator<CsvRow>
  /** Characters of the file, for progress. */
  readonly length: number
}

/** Opens bytes with what is declared, or else detected. */
export function openSource(bytes: Uint8Array, declared: { readonly encoding?: Encoding; readonly delimiter?: string }): Result<Source> {
  const encoding = declared.encoding ?? detectEncoding(bytes)
  const text = decodeText(bytes, encoding)
  if (!text.ok) return text
  const delimiter = declared.delimiter ?? detectDelimiter(text.value)
  const rows = readCsv(text.value, delimiter)
  const first = rows.next()
  if (first.done) return fail(problem('file', 'empty', 'The file has no lines.', '文件没有内容。'))
  const headings = first.value.cells.map((cell) => cell.trim())
  return ok({ encoding, delimiter, headings, rows, length: text.value.length })
}

/** Lines in the file: for a progress bar, so an upper bound is enough. */
export function countLines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1
  return count
}
