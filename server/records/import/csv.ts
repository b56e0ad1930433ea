// CSV text as rows with the line each begins on, read in pieces so that a long file is never in memory as rows all at once.
import Papa from 'papaparse'
import type { FileRow, Rows } from './row.ts'

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

/** Every row of the text; empty lines are left out but counted. */
export function readCsv(text: string, delimiter: string): readonly FileRow[] {
  return rowReader(delimiter)(text, true)
}

/** The rows of a text that comes in pieces, as `readCsv` gives them. */
export function csvRows(text: AsyncIterator<string>, delimiter: string): Rows {
  const read = rowReader(delimiter)
  let rows: readonly FileRow[] = []
  let at = 0
  let ended = false
  function next(): IteratorResult<FileRow, undefined> | Promise<IteratorResult<FileRow, undefined>> {
    const value = rows[at]
    if (value === undefined) return ended ? { done: true, value } : more()
    at += 1
    return { done: false, value }
  }
  async function more(): Promise<IteratorResult<FileRow, undefined>> {
    const piece = await text.next()
    ended = piece.done === true
    rows = read(piece.done ? '' : piece.value, ended)
    at = 0
    return next()
  }
  return { next }
}

/** Takes a text piece by piece and gives the rows that have ended; with the `last` piece, those that are left. */
function rowReader(delimiter: string): (piece: string, last: boolean) => readonly FileRow[] {
  let newline: string | undefined
  let line = 1
  let rest = ''
  /** Length of text to wait for: a row longer than a piece is not looked through again with every piece. */
  let wanted = 0
  return (piece, last) => {
    rest += piece
    if (rest === '' || (!last && rest.length < wanted)) return []
    const whole = last || rest.length >= LONGEST_ROW
    newline ??= lineEnding(rest, whole)
    // A piece may end before its first line does, or within what ends it.
    if (newline === undefined) return []
    const { data, meta } = new Parser({ delimiter, newline, quoteChar: '"' }).parse(rest, 0, !whole)
    const rows: FileRow[] = []
    for (const cells of data) {
      if (cells.length > 1 || (cells[0] ?? '').trim() !== '') rows.push({ line, cells })
      line += 1 + breaksIn(cells)
    }
    wanted = meta.cursor === 0 ? rest.length * 4 : 0
    rest = whole ? '' : rest.slice(meta.cursor)
    return rows
  }
}

/** What ends the first line; undefined where that is not to be seen yet. `whole`: nothing follows that could show it. */
function lineEnding(text: string, whole: boolean): string | undefined {
  const first = text.search(/[\r\n]/)
  if (!whole && (first < 0 || (text[first] === '\r' && first === text.length - 1))) return undefined
  return text[first] !== '\r' ? '\n' : text[first + 1] === '\n' ? '\r\n' : '\r'
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
