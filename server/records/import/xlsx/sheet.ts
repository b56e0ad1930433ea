// The rows of one sheet, read while it is unpacked: never more of it in memory than a piece.
import type { FileRow } from '../row.ts'
import { damaged } from './fault.ts'
import type { CellFormat } from './formats.ts'
import { numberText } from './numbers.ts'
import { unescapeText } from './strings.ts'
import { attribute, readXml } from './xml.ts'

export interface SheetContext {
  readonly part: string
  readonly strings: readonly string[]
  readonly formats: readonly CellFormat[]
  readonly from1904: boolean
  /** Told where the sheet says how many rows it has. */
  readonly onRows: (count: number) => void
  /** Told with every piece: the last line so far, and how many characters it took to get there. */
  readonly onRead: (line: number, characters: number) => void
}

const MAX_COLUMNS = 16_384
const MAX_LINE = 20_000_000
const NUMBER: CellFormat = { kind: 'number' }

export async function* sheetRows(pieces: AsyncIterable<string>, context: SheetContext): AsyncGenerator<FileRow> {
  const ready: FileRow[] = []
  const reader = readXml(
    context.part,
    rowHandler(context, (row) => ready.push(row)),
  )
  let [line, characters] = [0, 0]
  for await (const piece of pieces) {
    reader.write(piece)
    line = ready.at(-1)?.line ?? line
    characters += piece.length
    context.onRead(line, characters)
    yield* ready.splice(0)
  }
  reader.end()
  yield* ready
}

/** Gathers cells into rows; rows without any text are left out. */
function rowHandler({ part, strings, formats, from1904, onRows }: SheetContext, give: (row: FileRow) => void) {
  let line = 0
  let cells: string[] = []
  let numbers: number[] = []
  let column = -1
  let type = ''
  let format = NUMBER
  let value = ''
  /** Inside `v`, or inside the `t` of an inline text that is no reading aid. */
  let reading = false
  let aids = 0
  const open = (name: string, tag: string) => {
    if (name === 'v' || (name === 't' && aids === 0)) reading = true
    else if (name === 'c') {
      const place = attribute(tag, 'r')
      column = place === undefined ? column + 1 : columnOf(place)
      if (column < 0 || column >= MAX_COLUMNS) throw damaged(part)
      type = attribute(tag, 't') ?? 'n'
      format = formats[Number(attribute(tag, 's') ?? 0)] ?? NUMBER
      value = ''
    } else if (name === 'row') {
      const told = Number(attribute(tag, 'r') ?? 0)
      // Rows out of order would make lines that are done look as if they were not.
      line = told > line && told <= MAX_LINE ? told : line + 1
      cells = []
      numbers = []
      column = -1
    } else if (name === 'rPh') aids += 1
    else if (name === 'dimension') {
      const last = /(\d{1,8})$/.exec(attribute(tag, 'ref') ?? '')
      if (last) onRows(Number(last[1]))
    }
  }
  const close = (name: string) => {
    if (name === 'v' || name === 't') reading = false
    else if (name === 'rPh') aids -= 1
    else if (name === 'c') {
      const text = cellText()
      if (text === '') return
      while (cells.length < column) cells.push('')
      cells[column] = text
    } else if (name === 'row' && cells.length > 0) give(numbers.length > 0 ? { line, cells, numbers } : { line, cells })
  }
  const cellText = (): string => {
    if (value === '') return ''
    switch (type) {
      case 's':
        return strings[Number(value)] ?? ''
      case 'str':
      case 'inlineStr':
        return unescapeText(value)
      case 'b':
        return value.trim() === '1' ? 'true' : 'false'
      case 'd':
        return value
          .trim()
          .replace(/^(\d{4}-\d\d-\d\d)T/, '$1 ')
          .replace(/ 00:00(:00(\.0+)?)?$/, '')
      case 'e':
        return value
      default:
        if (format.kind !== 'date') numbers.push(column)
        return numberText(value, format, from1904)
    }
  }
  const text = (piece: string) => {
    if (reading) value += piece
  }
  return { open, close, text }
}

/** `AB12` is column 27. */
function columnOf(place: string): number {
  let column = 0
  for (let index = 0; index < place.length; index += 1) {
    const code = place.charCodeAt(index) | 0x20
    if (code < 0x61 || code > 0x7a) break
    column = column * 26 + code - 0x60
  }
  return column - 1
}
