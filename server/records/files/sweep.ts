// Takes away files that nobody has: sent and never saved, taken out of their record long ago, or of records that are gone for good. A job that is due a day
// after something may have been left over; it comes back as long as something waits.
import type { Handle, Transaction } from '../../database/database.ts'
import { newId } from '../../database/id.ts'
import { statement } from '../../database/text.ts'
import type { JobKind } from '../../jobs/work.ts'
import { quoteName } from '../../schema/columns.ts'

export const SWEEP = 'file_sweep'
const DAY = 86_400_000
/** How long a file waits to be saved, and how long one can be brought back after it was taken out. */
const KEPT = { unsaved: DAY, dropped: 30 * DAY }

/** A sweep is due in a day, unless one is waiting already. */
export async function scheduleSweep(trx: Transaction, now: number): Promise<void> {
  const waiting = await trx.get(statement(trx.dialect, `SELECT 1 AS found FROM "_job" WHERE "kind" = ? AND "state" = 'waiting'`, [SWEEP]))
  if (waiting) return
  const json = trx.dialect === 'postgres' ? '?::jsonb' : '?'
  const sql = `INSERT INTO "_job" ("id", "kind", "name", "state", "input", "created_at", "due_at", "attempts") VALUES (?, ?, '', 'waiting', ${json}, ?, ?, 0)`
  await trx.run(statement(trx.dialect, sql, [newId(now), SWEEP, '{}', now, now + KEPT.unsaved + 60_000]))
}

export const runSweep: JobKind = async ({ host }) => {
  const { db } = host
  const { app } = await host.current()
  const now = Date.now()
  return db.transaction(async (trx) => {
    const removed = await sweepFiles(trx, [...app.modules.keys()], now)
    const left = await trx.get(
      statement(trx.dialect, 'SELECT 1 AS found FROM "_file" WHERE "record" IS NULL OR "dropped_at" IS NOT NULL LIMIT 1'),
    )
    if (left) await scheduleSweep(trx, now)
    return { removed }
  })
}

/** Removes what nobody has at `now` and gives the number of files; `modules` are those whose records can be asked for. */
export async function sweepFiles(trx: Transaction, modules: readonly string[], now: number): Promise<number> {
  const { dialect } = trx
  const mark = async (where: string, ...values: unknown[]) =>
    (await trx.all(statement(dialect, `SELECT "id" FROM "_file" WHERE ${where}`, values))).map((row) => String(row.id))
  const ids = new Set([
    ...(await mark('"record" IS NULL AND "at" < ?', now - KEPT.unsaved)),
    ...(await mark('"dropped_at" < ?', now - KEPT.dropped)),
  ])
  for (const module of modules) {
    const gone = `NOT EXISTS (SELECT 1 FROM ${quoteName(module)} AS r WHERE r."_id" = "_file"."record")`
    for (const id of await mark(`"module" = ? AND "record" IS NOT NULL AND ${gone}`, module)) ids.add(id)
  }
  for (const id of ids) await removeFile(trx, id)
  return ids.size
}

async function removeFile(trx: Handle, id: string): Promise<void> {
  for (const table of ['_file_piece', '_file'])
    await trx.run(statement(trx.dialect, `DELETE FROM ${quoteName(table)} WHERE "id" = ?`, [id]))
}
