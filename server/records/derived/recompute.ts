// Brings derived columns up to date after records were written: column by column in their order, each with one statement over the records it touches,
// which are found by going back the ways the column reads. The number of statements depends on the definition, not on the number of records.
import { sql } from 'kysely'
import type { Derived } from '../../../runtime/definition/derived.ts'
import type { Read, Step } from '../../../runtime/expression/reads.ts'
import type { Transaction } from '../../database/database.ts'
import { slotValues } from '../expression-sql.ts'
import { insertMany } from '../log.ts'
import { statementCache } from '../read.ts'
import type { WriteContext } from '../write-context.ts'
import { addId, type Changes, isEmpty } from './changes.ts'
import { idsSql, refreshStatement } from './column-sql.ts'
import { appendScores } from './score-history.ts'

export type DerivedContext = Pick<WriteContext, 'trx' | 'db' | 'published' | 'now' | 'quiet'>

/** Works the changes off and tells listeners of other records whose values changed. */
export async function recompute(context: DerivedContext, changes: Changes): Promise<void> {
  if (isEmpty(changes)) return
  const { published } = context
  const told = new Map<string, Map<string, Told>>()
  for (const column of published.app.derived) {
    if (column.local && !changes.outside) continue
    const ids = new Set<string>()
    for (const read of column.reads) for (const id of await touched(context, column, read, changes)) ids.add(id)
    if (column.reads.length === 0) for (const id of changes.rows.get(column.module) ?? []) ids.add(id)
    if (ids.size === 0) continue
    await refresh(context, column, [...ids], changes, told)
  }
  await appendScores(context, changes)
  await tell(context, changes, told)
}

/** Columns that read the clock, brought to the present; those that hang on them follow. Returns the number of values that changed. */
export async function refreshClocks(context: DerivedContext, changes: Changes): Promise<number> {
  const told = new Map<string, Map<string, Told>>()
  let count = 0
  for (const column of context.published.app.derived) {
    if (column.clock) count += await refresh(context, column, undefined, changes, told)
    else {
      const ids = new Set<string>()
      for (const read of column.reads) for (const id of await touched(context, column, read, changes)) ids.add(id)
      if (ids.size > 0) count += await refresh(context, column, [...ids], changes, told)
    }
  }
  await appendScores(context, changes)
  await tell(context, changes, told)
  return count
}

interface Told {
  readonly version: number
  readonly names: string[]
}

/** Computes one column of the records, or of all, and notes whose value changed. */
async function refresh(
  { trx, db, published, now }: DerivedContext,
  column: Derived,
  ids: readonly string[] | undefined,
  changes: Changes,
  told: Map<string, Map<string, Told>>,
): Promise<number> {
  const { app } = published
  const clock = slotValues({ now, timeZone: app.settings.timeZone, me: null, myTeam: [] })
  const rows = await trx.all(refreshStatement(db, app, column, ids !== undefined), ids ? { ...clock, ids: JSON.stringify(ids) } : clock)
  const ofModule = told.get(column.module) ?? new Map<string, Told>()
  told.set(column.module, ofModule)
  for (const row of rows) {
    const id = String(row._id)
    addId(changes.members, `${column.module} ${column.name}`, id)
    if (column.scorecard !== undefined) addId(changes.scored, `${column.module} ${column.name}`, id)
    const known = ofModule.get(id)
    if (known) known.names.push(column.name)
    else ofModule.set(id, { version: Number(row._version), names: [column.name] })
  }
  return rows.length
}

/** The records whose column may have changed because of what lies on one of its ways, found from the far end back. */
async function touched(context: DerivedContext, column: Derived, { steps, members }: Read, changes: Changes): Promise<Set<string>> {
  const modules = [column.module, ...steps.map((step) => step.module)]
  let carried = new Set<string>()
  for (let place = steps.length; place >= 0; place -= 1) {
    const module = modules[place]!
    const [entered, next] = [steps[place - 1], steps[place]]
    const names = [...(place === steps.length ? members : []), ...(next?.kind === 'to' ? [next.member] : [])]
    const here = new Set(carried)
    const add = (ids: ReadonlySet<string> | undefined) => {
      for (const id of ids ?? []) here.add(id)
    }
    for (const name of names) add(changes.members.get(`${module} ${name}`))
    if (place === 0 || entered?.kind === 'of') add(changes.rows.get(module))
    if (entered?.kind === 'of') add(changes.members.get(`${module} ${entered.via}`))
    if (!entered) return here
    carried = await stepBack(context, modules[place - 1]!, entered, here)
    if (entered.kind === 'of') for (const id of changes.left.get(`${module} ${entered.via}`) ?? []) carried.add(id)
  }
  return carried
}

/** The records of `module` from which the step leads to one of `ids`. */
async function stepBack(
  { trx, db, published }: DerivedContext,
  module: string,
  step: Step,
  ids: ReadonlySet<string>,
): Promise<Set<string>> {
  if (ids.size === 0) return new Set()
  const [table, from, to] = step.kind === 'to' ? [module, '_id', step.member] : [step.module, step.via, '_id']
  const back = statementCache(published.app).get(`back ${table} ${from} ${to}`, () =>
    sql`SELECT DISTINCT ${sql.id(from)} AS id FROM ${sql.id(table)} WHERE ${sql.id(to)} IN (${idsSql(db.dialect)}) AND ${sql.id(from)} IS NOT NULL`.compile(
      db.build,
    ),
  )
  return new Set((await trx.all(back, { ids: JSON.stringify([...ids]) })).map((row) => String(row.id)))
}

/** More records of a module than this are told of together. */
const MOST_TOLD = 100

async function tell(
  { trx, now, quiet }: DerivedContext,
  changes: Changes,
  told: ReadonlyMap<string, ReadonlyMap<string, Told>>,
): Promise<void> {
  if (quiet) return
  const rows: Record<string, unknown>[] = []
  for (const [module, records] of told) {
    const own = changes.own.get(module)
    const others = [...records].filter(([id]) => !own?.has(id))
    const shared = { at: now, module, by_user: null }
    if (others.length > MOST_TOLD) {
      const payload = JSON.stringify(others.map(([id]) => id))
      rows.push({ ...shared, kind: 'import', record: '', version: 1, payload })
    } else
      for (const [id, { version, names }] of others)
        rows.push({ ...shared, kind: 'update', record: id, version, payload: JSON.stringify(names) })
  }
  await insertOutbox(trx, rows)
}

const OUTBOX = ['at', 'kind', 'module', 'record', 'version', 'by_user', 'payload']

async function insertOutbox(trx: Transaction, rows: readonly Record<string, unknown>[]): Promise<void> {
  await insertMany(trx, '_outbox', OUTBOX, rows)
}
