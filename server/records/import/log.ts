// What an import has done so far, read from the rows it wrote: how it resumes without doing a line twice, which lines failed and why.
import type { Text } from '../../../runtime/label.ts'
import type { Problem } from '../../../runtime/problem.ts'
import type { Handle, Row, Transaction } from '../../database/database.ts'
import { statement } from '../../database/text.ts'
import { type Counts, noCounts } from './batch.ts'
import type { FileRow } from './row.ts'

/** One thing wrong with a line: the heading of the column, or the field where no column leads to it. */
export interface Fault {
  readonly field: string
  readonly text: string
  readonly problem: Problem
}
export interface FailedLine {
  /** With its cells where they are kept for correcting them. */
  readonly row: Pick<FileRow, 'line'> & Partial<FileRow>
  readonly faults: readonly Fault[]
}
export interface ImportError {
  readonly line: number
  readonly field: string
  readonly value: string
  readonly code: string
  readonly reason: Text
}

/** Failed lines whose cells are kept; whoever has more corrects the file. */
const MOST_KEPT = 10_000
/** Characters of a line that is kept, and of a value in the error file. */
const LONGEST_LINE = 200_000
const LONGEST_VALUE = 1000
/** Rows written with one statement. */
const TOGETHER = 500

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

/** What is wrong with the lines of an import that failed, those of a part of the file where one is given. */
export async function importErrors(
  db: Handle,
  id: string,
  {
    after = 0,
    upTo = Number.MAX_SAFE_INTEGER,
    limit = 100_000,
  }: { readonly after?: number; readonly upTo?: number; readonly limit?: number } = {},
): Promise<ImportError[]> {
  const text =
    'SELECT "line", "field", "value", "reason" FROM "_import_error" WHERE "import" = ? AND "line" > ? AND "line" <= ? ORDER BY "line", "seq" LIMIT ?'
  return (await db.all(statement(db.dialect, text, [id, after, upTo, limit]))).map(errorOf)
}

/** Notes failed lines; `before` is how many this import had already. */
export async function insertFailed(trx: Transaction, id: string, failed: readonly FailedLine[], before: number): Promise<void> {
  const errors = failed.flatMap(({ row, faults }) =>
    faults.map(({ field, text, problem: { code, message } }, seq) => [
      id,
      row.line,
      seq,
      stored(field),
      stored(text.slice(0, LONGEST_VALUE)),
      stored(JSON.stringify({ code, message })),
    ]),
  )
  const kept = failed.slice(0, Math.max(0, MOST_KEPT - before)).flatMap(({ row: { line, cells, numbers } }) => {
    const json = cells && stored(JSON.stringify({ cells, numbers }))
    return json !== undefined && json.length <= LONGEST_LINE ? [[id, line, json]] : []
  })
  await insertRows(trx, '_import_error', ['import', 'line', 'seq', 'field', 'value', 'reason'], errors)
  await insertRows(trx, '_import_bad_line', ['import', 'line', 'cells'], kept)
}

/** Forgets the failed lines of an import that begins anew. */
export async function removeFailed(trx: Transaction, id: string): Promise<void> {
  await trx.run(statement(trx.dialect, 'DELETE FROM "_import_error" WHERE "import" = ?', [id]))
  await trx.run(statement(trx.dialect, 'DELETE FROM "_import_bad_line" WHERE "import" = ?', [id]))
}

/** Takes failed lines out, to be looked at again, and says which of them were there: what two people correct at once is taken up once. */
export async function takeFailed(trx: Transaction, id: string, lines: readonly number[]): Promise<ReadonlySet<number>> {
  const among = trx.dialect === 'sqlite' ? 'SELECT value FROM json_each(?)' : 'SELECT jsonb_array_elements_text(?::jsonb)::bigint'
  const where = `WHERE "import" = ? AND "line" IN (${among})`
  const parameters = [id, JSON.stringify(lines)]
  const taken = await trx.all(statement(trx.dialect, `DELETE FROM "_import_bad_line" ${where} RETURNING "line"`, parameters))
  await trx.run(statement(trx.dialect, `DELETE FROM "_import_error" ${where}`, parameters))
  return new Set(taken.map((row) => Number(row.line)))
}

/** PostgreSQL stores no NUL, in JSON not even written as an escape. */
function stored(text: string): string {
  return text.replaceAll('\0', '␀').replaceAll('\\u0000', '␀')
}

const JSON_COLUMNS = new Set(['reason', 'cells'])

async function insertRows(trx: Transaction, table: string, names: readonly string[], rows: readonly (readonly unknown[])[]): Promise<void> {
  const place = (name: string) => (JSON_COLUMNS.has(name) && trx.dialect === 'postgres' ? '?::jsonb' : '?')
  const values = `(${names.map(place).join(', ')})`
  for (let start = 0; start < rows.length; start += TOGETHER) {
    const some = rows.slice(start, start + TOGETHER)
    const text = `INSERT INTO "${table}" (${names.map((name) => `"${name}"`).join(', ')}) VALUES ${some.map(() => values).join(', ')}`
    await trx.run(statement(trx.dialect, text, some.flat()))
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
