// What an import has done so far, read from the rows it wrote: how it resumes without doing a line twice, and what its error file says.
import type { Text } from '../../../runtime/label.ts'
import type { Handle, Row } from '../../database/database.ts'
import { statement } from '../../database/text.ts'
import { type Counts, noCounts } from './batch.ts'

export interface ImportError {
  readonly line: number
  readonly field: string
  readonly value: string
  readonly code: string
  readonly reason: Text
}

/** The last line that is done, and what became of the lines so far. */
export async function importState(db: Handle, id: string): Promise<{ readonly line: number; readonly counts: Counts }> {
  const counts = noCounts()
  let line = 0
  for (const row of await db.all(
    statement(db.dialect, `SELECT "line", "before" FROM "_import_line" WHERE "import" = ? AND "action" = 'batch'`, [id]),
  )) {
    const done = (typeof row.before === 'string' ? JSON.parse(row.before) : row.before) as Counts
    for (const name of Object.keys(counts) as (keyof Counts)[]) counts[name] += done[name]
    line = Math.max(line, -Number(row.line))
  }
  return { line, counts }
}

export async function importErrors(db: Handle, id: string, limit = 100_000): Promise<ImportError[]> {
  const sql = 'SELECT "line", "field", "value", "reason" FROM "_import_error" WHERE "import" = ? ORDER BY "line", "seq" LIMIT ?'
  return (await db.all(statement(db.dialect, sql, [id, limit]))).map(errorOf)
}

export async function insertErrors(db: Handle, id: string, errors: readonly Row[]): Promise<void> {
  const json = db.dialect === 'postgres' ? '?::jsonb' : '?'
  const sql = `INSERT INTO "_import_error" ("import", "line", "seq", "field", "value", "reason") VALUES (?, ?, ?, ?, ?, ${json})`
  for (const { line, seq, field, value, reason } of errors) {
    await db.run(statement(db.dialect, sql, [id, line, seq, field, value, typeof reason === 'string' ? reason : JSON.stringify(reason)]))
  }
}

function errorOf(row: Row): ImportError {
  const reason = (typeof row.reason === 'string' ? JSON.parse(row.reason) : row.reason) as { code: string; message: Text }
  return {
    line: Number(row.line),
    field: String(row.field ?? ''),
    value: String(row.value ?? ''),
    code: reason.code,
    reason: reason.message,
  }
}
