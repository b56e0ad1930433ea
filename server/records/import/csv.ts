// CSV text as rows with the line each begins on, read in pieces so that a long file is never in memory as rows all at once.
import Papa from 'papaparse'
import type { FileRow } from './row.ts'

export const DELIMITERS = [',', ';', '\t', '|', '；', '，'] as const
const SAMPLE = 256 * 1024
/** Text that is taken for one row although it does not end: a quote somebody forgot to close. */
const LONGEST_ROW = 8 << 20

/** The delimiter under which the first rows have most columns of equal count. */
export function detectDelimiter(text: string): string {
  const sample = text.slice(0, SAMPLE)
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of DELIMITERS) {
    const rows = Papa.parse<string[]>(sample, { delimiter, preview: 20, skipEmptyLines: true }).data
    const width = rows[0]?.length ?? 0
    const even = rows.filter((row) => row.length === width).length
    const score = width > 1 ? width * (even / Math.max(1, rows.length)) : 0
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** The parser Papa.parse itself uses on chunks: it can leave the last, perhaps unfinished row for the next piece. */
const Parser = (
  Papa as unknown as {
    Parser: new (
      config: object,
    ) => { parse(text: string, base: number, ignoreLast: boolean): { data: string[][]; meta: { cursor: number } } }
  }
).Parser

/** Every row of the text, given whole or in pieces; empty lines are left out but counted. */
export function* readCsv(text: string | Iterable<string>, delimiter: string): Generator<FileRow> {
  const pieces = (typeof text === 'string' ? [text] : text)[Symbol.iterator]()
  let newline: string | undefined
  let line = 1
  let rest = ''
  /** Length of text to wait for: a row longer than a piece is not looked through again with every piece. */
  let wanted = 0
  for (let last = false; !last; ) {
    const piece = pieces.next()
    last = piece.done === true
    if (!piece.done) rest += piece.value
    if (rest === '' || (!last && rest.length < wanted)) continue
    newline ??= lineEnding(rest)
    const whole = last || rest.length >= LONGEST_ROW
    const { data, meta } = new Parser({ delimiter, newline, quoteChar: '"' }).parse(rest, 0, !whole)
    for (const cells of data) {
      const row = { line, cells }
      line += 1 + breaksIn(cells)
      if (cells.length > 1 || (cells[0] ?? '').trim() !== '') yield row
    }
    wanted = meta.cursor === 0 ? rest.length * 4 : 0
    rest = whole ? '' : rest.slice(meta.cursor)
  }
}

function lineEnding(text: string): string {
  const first = text.slice(0, SAMPLE).search(/\r\n|\n|\r/)
  if (first < 0) return '\n'
  return text[first] === '\n' ? '\n' : text[first + 1] === '\n' ? '\r\n' : '\r'
}

function breaksIn(cells: readonly string[]): number {
  let count = 0
  for (const cell of cells) for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1
  return count
}

/** One line of CSV. Texts a spreadsheet would take for a formula get a leading apostrophe. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(guarded(cell))).join(',')}\r\n`
}

/** Numbers stay numbers; anything else that begins like a formula is made text. What looks made text already gets one apostrophe more, for `unguarded`. */
export function guarded(cell: string): string {
  const formula = /^'*[=+\-@\t\r\n＝＋－＠]/.test(cell)
  return formula && !/^[+-]?\d+([.,]\d+)*%?$/.test(cell) ? `'${cell}` : cell
}

export function looksGuarded(cell: string): boolean {
  return cell.charCodeAt(0) === 0x27
}

/** The text `guarded` was given. */
export function unguarded(cell: string): string {
  return looksGuarded(cell) && /^'+[=+\-@\t\r\n＝＋－＠]/.test(cell) ? cell.slice(1) : cell
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
