// Values that hang on the clock, refreshed when a day of the app's time zone or an hour has passed. The work is a job whose id is the time it is for, so that
// however many processes notice it, it is done once.
import { HOUR, localDate } from '../../../runtime/expression/dates.ts'
import { statement } from '../../database/text.ts'
import type { AppHost } from '../../definitions/host.ts'
import type { JobKind } from '../../jobs/work.ts'
import { noChanges } from './changes.ts'
import { refreshClocks } from './recompute.ts'

export const CLOCK_JOB = 'clock'
const KEPT = 48 * HOUR

/** The time the app's values are to be right for: its day, and the hour where something reads the moment. Undefined where nothing reads the clock. */
export async function clockSlot(host: AppHost, now: number): Promise<string | undefined> {
  const { app } = await host.current()
  const clocks = new Set(app.derived.map(({ clock }) => clock))
  const day = localDate(now, app.settings.timeZone)
  if (clocks.has('moment')) return `${day} ${Math.floor(now / HOUR)}`
  return clocks.has('day') ? String(day) : undefined
}

const asked = new WeakMap<AppHost, string>()

/** Puts the refresh that is due into the queue, once for all processes. */
export async function askForRefresh(host: AppHost, now: number): Promise<void> {
  const slot = await clockSlot(host, now)
  if (slot === undefined || asked.get(host) === slot) return
  const input = host.db.dialect === 'postgres' ? `'{}'::jsonb` : `'{}'`
  const sql = `INSERT INTO "_job" ("id", "kind", "name", "state", "input", "created_at", "due_at", "attempts") VALUES (?, '${CLOCK_JOB}', '', 'waiting', ${input}, ?, ?, 0) ON CONFLICT ("id") DO NOTHING`
  await host.db.run(statement(host.db.dialect, sql, [`${CLOCK_JOB} ${slot}`, now, now]))
  asked.set(host, slot)
}

/** Brings values that hang on the clock to the present, and forgets the jobs that did so before. */
export const runClock: JobKind = async ({ host }) => {
  const now = Date.now()
  const changed = await host.write(async (trx, published) => {
    const sql = `DELETE FROM "_job" WHERE "kind" = '${CLOCK_JOB}' AND "finished_at" < ?`
    await trx.run(statement(trx.dialect, sql, [now - KEPT]))
    return refreshClocks({ trx, db: host.db, published, now }, noChanges())
  })
  return { changed }
}
