// Corrections of cells of an uploaded file: every later run of the same upload reads the file as if they stood in it.
import type { Handle, Transaction } from '../../database/database.ts'
import { statement } from '../../database/text.ts'
import { type CellFix, corrected } from './failed-lines.ts'
import { changed, type Rows } from './row.ts'

export async function storeFixes(trx: Transaction, upload: string, fixes: readonly CellFix[]): Promise<void> {
  const text =
    'INSERT INTO "_import_fix" ("upload", "line", "heading", "value") VALUES (?, ?, ?, ?) ON CONFLICT ("upload", "line", "heading") DO UPDATE SET "value" = excluded."value"'
  for (const { line, column, value } of fixes) await trx.run(statement(trx.dialect, text, [upload, line, column, value]))
}

/** The rows of the upload with its corrections in their place. */
export async function withFixes(db: Handle, upload: string, headings: readonly string[], rows: Rows): Promise<Rows> {
  const fixes = new Map<number, { readonly place: number; readonly value: string }[]>()
  for (const row of await db.all(
    statement(db.dialect, 'SELECT "line", "heading", "value" FROM "_import_fix" WHERE "upload" = ?', [upload]),
  )) {
    const place = headings.indexOf(String(row.heading))
    const line = Number(row.line)
    if (place >= 0) fixes.set(line, [...(fixes.get(line) ?? []), { place, value: String(row.value) }])
  }
  if (fixes.size === 0) return rows
  return changed(rows, (row) => (fixes.get(row.line) ?? []).reduce((fixed, { place, value }) => corrected(fixed, place, value), row))
}
