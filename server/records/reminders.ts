// Tells owners of activities that are due. One job of the app waits for the next moment at which something is due; what it told of is noted in the same
// transaction, so that nobody is told twice, however many processes run and whenever one of them dies.
import type { Activity, App, Module } from '../../runtime/definition/app.ts'
import { evaluate, truthy } from '../../runtime/expression/expression.ts'
import { systemPrincipal } from '../access/principal.ts'
import { notify } from '../collaboration/notify.ts'
import type { Database, Transaction } from '../database/database.ts'
import { newId } from '../database/id.ts'
import { statement } from '../database/text.ts'
import type { JobKind } from '../jobs/work.ts'
import { environmentOf } from './move.ts'
import { resolveList } from './query.ts'
import { listRecords } from './read.ts'
import type { WriteContext } from './write-context.ts'
import type { Values } from './writer.ts'

export const REMINDERS = 'reminders'
const TOLD_UNTIL = 'reminded_until'
/** At once at most; the rest follows in the next run. */
const MOST = 500
const MINUTE = 60_000
const DAY = 86_400_000

type ActivityModule = Module & { readonly activity: Activity }

function activitiesOf(app: App): readonly ActivityModule[] {
  // A day has no moment; what is due on a day stands on the page of the day.
  return [...app.modules.values()].filter(
    (module): module is ActivityModule =>
      module.activity !== undefined && module.fields.get(module.activity.at)?.storage.kind === 'instant',
  )
}

/** Sees to it that somebody looks when the activity is due. */
export async function planReminder(context: WriteContext, module: Module, record: Values): Promise<void> {
  const { activity } = module
  const at = activity && record[activity.at]
  if (!activity || typeof at !== 'string' || typeof record._owner !== 'string' || context.quiet) return
  const due = Date.parse(at)
  if (due <= context.now || !truthy(evaluate(activity.open, environmentOf(context, record, null)))) return
  await scheduleReminder(context.trx, due, context.now)
}

async function scheduleReminder(trx: Transaction, due: number, now: number): Promise<void> {
  const { dialect } = trx
  const waiting = await trx.get(
    statement(dialect, `SELECT "id", "due_at" FROM "_job" WHERE "kind" = ? AND "state" = 'waiting' ORDER BY "due_at" LIMIT 1`, [REMINDERS]),
  )
  if (waiting && Number(waiting.due_at) <= due) return
  if (waiting) {
    await trx.run(statement(dialect, 'UPDATE "_job" SET "due_at" = ? WHERE "id" = ?', [due, waiting.id]))
    return
  }
  if (!(await toldUntil(trx))) await setToldUntil(trx, now)
  const json = dialect === 'postgres' ? '?::jsonb' : '?'
  const sql = `INSERT INTO "_job" ("id", "kind", "name", "state", "input", "created_at", "due_at", "attempts") VALUES (?, ?, '', 'waiting', ${json}, ?, ?, 0)`
  await trx.run(statement(dialect, sql, [newId(now), REMINDERS, '{}', now, due]))
}

/** Up to when was told; whoever asks goes on alone until his transaction ends. */
async function toldUntil(trx: Transaction): Promise<number | undefined> {
  const lock = trx.dialect === 'postgres' ? ' FOR UPDATE' : ''
  const row = await trx.get(statement(trx.dialect, `SELECT "value" FROM "_meta" WHERE "name" = ?${lock}`, [TOLD_UNTIL]))
  return row && Number(row.value)
}

async function setToldUntil(trx: Transaction, at: number): Promise<void> {
  const changed = await trx.run(statement(trx.dialect, 'UPDATE "_meta" SET "value" = ? WHERE "name" = ?', [String(at), TOLD_UNTIL]))
  if (changed === 0) await trx.run(statement(trx.dialect, 'INSERT INTO "_meta" ("name", "value") VALUES (?, ?)', [TOLD_UNTIL, String(at)]))
}

export const runReminders: JobKind = async ({ host }) => {
  const told = await remind(host.db, (await host.current()).app, Date.now(), (work) => host.db.transaction(work))
  return { told }
}

/** Tells of everything that came due since the last time, up to `now`, and plans the next time. Gives how many were told of. */
export async function remind(
  db: Database,
  app: App,
  now: number,
  transaction: <T>(work: (trx: Transaction) => Promise<T>) => Promise<T>,
): Promise<number> {
  const due = new Map<ActivityModule, readonly { readonly id: string; readonly owner: string; readonly at: number }[]>()
  const since = (await transaction(toldUntil)) ?? now
  for (const module of activitiesOf(app)) due.set(module, await openBetween(db, app, module, since, now))
  return transaction(async (trx) => {
    // Another process may have been here meanwhile: what it told of is not told again.
    const until = (await toldUntil(trx)) ?? since
    let told = 0
    for (const [module, records] of due)
      for (const { id, owner, at } of records) {
        if (at <= until) continue
        await notify(trx, { recipient: owner, kind: 'due', at: now, module: module.key, record: id, by: null })
        told += 1
      }
    await setToldUntil(trx, Math.max(until, now))
    const next = await nextDue(db, app, now)
    if (next !== undefined) await scheduleReminder(trx, next, now)
    return told
  })
}

async function openBetween(db: Database, app: App, module: ActivityModule, from: number, to: number) {
  const { at, open } = module.activity
  const within = `${at} > timestamp("${iso(from)}") && ${at} <= timestamp("${iso(to)}") && _owner != null`
  return (await openRecords(db, app, module, `(${open.text}) && ${within}`, MOST)).map((record) => ({
    id: String(record._id),
    owner: String(record._owner),
    at: Date.parse(String(record[at])),
  }))
}

/** When the next open activity of anybody is due; undefined where none is. Looked for a day ahead at most, because writing one plans it anyway. */
async function nextDue(db: Database, app: App, now: number): Promise<number | undefined> {
  const moments: number[] = []
  for (const module of activitiesOf(app)) {
    const { at, open } = module.activity
    const [next] = await openRecords(db, app, module, `(${open.text}) && ${at} > timestamp("${iso(now)}") && _owner != null`, 1)
    if (next) moments.push(Date.parse(String(next[at])))
  }
  return moments.length === 0 ? undefined : Math.max(Math.min(...moments, now + DAY), now + MINUTE)
}

async function openRecords(db: Database, app: App, module: ActivityModule, where: string, limit: number) {
  const principal = systemPrincipal('reminders')
  const { at } = module.activity
  const query = resolveList(app, module, principal, { fields: [at, '_owner'], where, sort: [at], limit })
  if (!query.ok) throw new Error(JSON.stringify(query.problems))
  const page = await listRecords(db, query.value, principal)
  return page.ok ? page.value.records : []
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
