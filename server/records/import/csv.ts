// CSV text as rows with the line each begins on, read in pieces so that a long file is never in memory as rows all at once.
import Papa from 'papaparse'

export const DELIMITERS = [',', ';', '\t', '|', '；', '，'] as const
const PIECE = 1 << 20
const SAMPLE = 256 * 1024

export interface CsvRow {
  /** Line of the file the row begins on; the first line is 1. */
  readonly line: number
  readonly cells: readonly string[]
}

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

/** Every row of the text, empty lines left out but counted. */
export function* readCsv(text: string, delimiter: string): Generator<CsvRow> {
  // The parser Papa.parse itself uses on chunks: it can leave the last, perhaps unfinished row for the next piece.
  const Parser = (
    Papa as unknown as {
      Parser: new (
        config: object,
      ) => { parse(text: string, base: number, ignoreLast: boolean): { data: string[][]; meta: { cursor: number } } }
    }
  ).Parser
  const newline = lineEnding(text)
  let offset = 0
  let line = 1
  while (offset < text.length) {
    let size = PIECE
    let piece = text.slice(offset, offset + size)
    let last = offset + piece.length >= text.length
    let { data, meta } = new Parser({ delimiter, newline, quoteChar: '"' }).parse(piece, 0, !last)
    // A row longer than a piece: take a larger one.
    while (!last && meta.cursor === 0) {
      size *= 4
      piece = text.slice(offset, offset + size)
      last = offset + piece.length >= text.length
      ;({ data, meta } = new Parser({ delimiter, newline, quoteChar: '"' }).parse(piece, 0, !last))
    }
    for (const cells of data) {
      const row = { line, cells }
      line += 1 + breaksIn(cells)
      if (cells.length > 1 || (cells[0] ?? '').trim() !== '') yield row
    }
    if (last) return
    offset += meta.cursor
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

/** Numbers stay numbers; anything else that begins like a formula is made text. */
export function guarded(cell: string): string {
  const formula = /^[=+\-@\t\r\n＝＋－＠]/.test(cell)
  return formula && !/^[+-]?\d+([.,]\d+)*%?$/.test(cell) ? `'${cell}` : cell
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
