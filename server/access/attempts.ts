// Counts attempts per subject (an address, an account) in windows of time, in the database, so that every process sees them.
import { type Problem, problem } from '../../runtime/problem.ts'
import { type Database, Slot } from '../database/database.ts'
import { statement } from '../database/text.ts'

const WINDOW = 5 * 60_000
const text =
  'INSERT INTO "_attempt" ("subject", "slot", "count") VALUES (?, ?, 1) ON CONFLICT ("subject", "slot") DO UPDATE SET "count" = "_attempt"."count" + 1 RETURNING "count"'
const count = {
  sqlite: statement('sqlite', text, [new Slot('subject'), new Slot('slot')]),
  postgres: statement('postgres', text, [new Slot('subject'), new Slot('slot')]),
}

/** Counts one attempt; a problem once `most` attempts were made within the running five minutes. */
export async function countAttempt(db: Database, subject: string, most: number, now = Date.now()): Promise<Problem | undefined> {
  const slot = Math.floor(now / WINDOW)
  const made = await db.transaction(async (trx) => {
    await trx.run(statement(trx.dialect, 'DELETE FROM "_attempt" WHERE "slot" < ?', [slot]))
    return Number((await trx.get(count[trx.dialect], { subject, slot }))!.count)
  })
  if (made <= most) return undefined
  const minutes = Math.max(1, Math.ceil(((slot + 1) * WINDOW - now) / 60_000))
  return problem('', 'too_many', `Too many attempts. Wait ${minutes} minutes and try again.`, `尝试次数过多，请 ${minutes} 分钟后再试。`)
}
