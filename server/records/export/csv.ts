// An export as CSV: UTF-8 with a byte order mark, which is what spreadsheets know it by; what would be taken for a formula is made text.
import { csvLine } from '../import/csv.ts'
import type { WireRecord } from '../row-json.ts'
import type { ExportColumn } from './columns.ts'

export async function* csvFile(columns: readonly ExportColumn[], pages: AsyncIterable<readonly WireRecord[]>): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`\uFEFF${csvLine(columns.map(({ heading }) => heading))}`)
  for await (const page of pages) yield Buffer.from(page.map((record) => csvLine(columns.map((column) => column.text(record)))).join(''))
}
