// An export as a workbook: numbers, days, moments and yes or no as cells of their kind, texts as texts, which no spreadsheet takes for a formula.
import { letterOf } from '../import/row.ts'
import { shiftPoint } from '../import/xlsx/numbers.ts'
import { escapeText } from '../import/xlsx/strings.ts'
import type { WireRecord } from '../row-json.ts'
import type { CellKind, ExportColumn } from './columns.ts'
import { type NewPart, zipFile } from './zip.ts'

/** What a sheet and a cell hold at most; more records go on in another sheet. */
const MOST_ROWS = 1_048_576
const LONGEST_TEXT = 32_767
const DAY = 86_400_000
const EPOCH = Date.UTC(1899, 11, 30)
/** 1 March 1900. Before it spreadsheets count a day that never was, so earlier days are written as texts. */
const FIRST_SERIAL = 61

export function xlsxFile(
  sheet: string,
  columns: readonly ExportColumn[],
  pages: AsyncIterable<readonly WireRecord[]>,
): AsyncGenerator<Uint8Array> {
  return zipFile(workbookParts(sheetName(sheet), columns, pages))
}

async function* workbookParts(
  name: string,
  columns: readonly ExportColumn[],
  pages: AsyncIterable<readonly WireRecord[]>,
): AsyncGenerator<NewPart> {
  const styles = styleSheet()
  const writers = columns.map((column) => cellWriter(column, styles))
  const records = eachRecord(pages)
  const names: string[] = []
  let next = await records.next()
  do {
    names.push(names.length === 0 ? name : `${name.slice(0, 26)} ${names.length + 1}`)
    const rows = async function* () {
      yield sheetHead(columns)
      let [text, row] = ['', 2]
      for (; !next.done && row <= MOST_ROWS; next = await records.next(), row += 1) {
        const record = next.value
        text += `<row r="${row}">${writers.map((write, index) => write(record, letterOf(index) + row)).join('')}</row>`
        if (text.length < 65_536) continue
        yield text
        text = ''
      }
      yield `${text}</sheetData><autoFilter ref="A1:${letterOf(columns.length - 1)}${row - 1}"/></worksheet>`
    }
    yield { name: `xl/worksheets/sheet${names.length}.xml`, text: rows() }
  } while (!next.done)
  yield* describing(names, styles)
}

async function* eachRecord(pages: AsyncIterable<readonly WireRecord[]>): AsyncGenerator<WireRecord> {
  for await (const page of pages) yield* page
}

/** A name Excel takes: no characters of paths and references, no quotes at the ends, at most 31 long. */
function sheetName(name: string): string {
  return (
    name
      .replace(/[\\/?*:[\]]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim()
      .slice(0, 31) || 'Sheet'
  )
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const BOLD = 1

/** Everything before the first record: headings that stay in sight, columns wide enough to read. */
function sheetHead(columns: readonly ExportColumn[]): string {
  const widths = columns.map(({ cell, heading }, index) => {
    const width = Math.max(WIDTHS[cell.kind], Math.min(40, widthOf(heading) + 4))
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`
  })
  const headings = columns.map(({ heading }, index) => textCell(heading, `${letterOf(index)}1`, BOLD))
  const view = '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
  return `${HEAD}<worksheet ${MAIN}><sheetViews>${view}</sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${headings.join('')}</row>`
}

const WIDTHS: Readonly<Record<CellKind['kind'], number>> = { text: 18, number: 14, boolean: 9, date: 12, instant: 18 }

/** Characters wide, Chinese ones twice as wide as others. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0)
}

type CellWriter = (record: WireRecord, place: string) => string

function cellWriter({ name, cell, text }: ExportColumn, styles: StyleSheet): CellWriter {
  const style = cell.kind === 'text' || cell.kind === 'boolean' ? '' : ` s="${styles.of(formatOf(cell))}"`
  const type = cell.kind === 'boolean' ? ' t="b"' : ''
  return (record, place) => {
    const written = text(record)
    if (written === '') return ''
    const value = cell.kind === 'boolean' ? (record[name] === true ? '1' : '0') : typedValue(cell, written)
    return value === undefined ? textCell(written, place) : `<c r="${place}"${type}${style}><v>${value}</v></c>`
  }
}

/** The number a cell keeps; undefined for what can only be a text. */
function typedValue(cell: CellKind, written: string): string | undefined {
  if (cell.kind === 'number') return cell.percent ? shiftPoint(written.replace('%', ''), -2) : written
  const parts = /^(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d)(?::(\d\d)(?:\.(\d{3}))?)?)?$/.exec(written)
  if (!parts || cell.kind === 'text') return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millisecond = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  const serial = (Date.UTC(year, month - 1, day, hour, minute, second, millisecond) - EPOCH) / DAY
  return year >= 1900 && serial >= FIRST_SERIAL ? String(serial) : undefined
}

function textCell(text: string, place: string, style = 0): string {
  const whole = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text
  return `<c r="${place}" t="inlineStr"${style > 0 ? ` s="${style}"` : ''}><is><t xml:space="preserve">${escapeText(whole)}</t></is></c>`
}

/** How a spreadsheet shows the cells of a column. */
function formatOf(cell: CellKind): string {
  if (cell.kind === 'date') return 'yyyy-mm-dd'
  if (cell.kind === 'instant') return 'yyyy-mm-dd hh:mm'
  if (cell.kind !== 'number') return 'General'
  const fraction = cell.decimals > 0 ? `.${'0'.repeat(cell.decimals)}` : ''
  return `${cell.grouped ? '#,##0' : '0'}${fraction}${cell.percent ? '%' : ''}`
}

interface StyleSheet {
  /** The place of the style with that number format. */
  of(format: string): number
  readonly formats: readonly string[]
}

function styleSheet(): StyleSheet {
  const formats: string[] = []
  return {
    formats,
    of(format) {
      if (!formats.includes(format)) formats.push(format)
      return BOLD + 1 + formats.indexOf(format)
    },
  }
}

/** Formats of one's own have numbers from here on. */
const OWN_FORMAT = 164

/** The parts that say what the others are; they come last, as only then it is known how many sheets there are. */
function* describing(sheets: readonly string[], { formats }: StyleSheet): Generator<NewPart> {
  const list = (each: (name: string, number: number) => string) => sheets.map((name, index) => each(name, index + 1)).join('')
  const part = (name: string, text: string): NewPart => ({ name, text: [HEAD + text] })
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  yield part(
    'xl/styles.xml',
    `<styleSheet ${MAIN}><numFmts count="${formats.length}">${formats
      .map((format, index) => `<numFmt numFmtId="${OWN_FORMAT + index}" formatCode="${escapeText(format)}"/>`)
      .join(
        '',
      )}</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
      '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
      '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
      `<cellXfs count="${formats.length + 2}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>${formats
        .map((_, index) => `<xf numFmtId="${OWN_FORMAT + index}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`)
        .join('')}</cellXfs></styleSheet>`,
  )
  yield part(
    'xl/workbook.xml',
    `<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets>${list((name, number) => `<sheet name="${escapeText(name).replaceAll('"', '&quot;')}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
  )
  const relation = (id: string, kind: string, target: string) => `<Relationship Id="${id}" Type="${OFFICE}/${kind}" Target="${target}"/>`
  const relations = (text: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${text}</Relationships>`
  yield part(
    'xl/_rels/workbook.xml.rels',
    relations(
      list((_, number) => relation(`rId${number}`, 'worksheet', `worksheets/sheet${number}.xml`)) +
        relation('styles', 'styles', 'styles.xml'),
    ),
  )
  yield part('_rels/.rels', relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')))
  yield part(
    '[Content_Types].xml',
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${list((_, number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${type}.worksheet+xml"/>`)}</Types>`,
  )
}
