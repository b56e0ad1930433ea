// What one reader gets to hear of a batch of the outbox: records he may read now, records that have just left what he may read, nothing of all others.
// Questions that readers of the same rights share are asked once per batch.
import type { App, Module } from '../../../runtime/definition/app.ts'
import { evaluate, truthy } from '../../../runtime/expression/expression.ts'
import { type Principal, userId } from '../../access/principal.ts'
import { type Grant, type Rights, rightsOf } from '../../access/rules.ts'
import type { Database } from '../../database/database.ts'
import { statement } from '../../database/text.ts'
import { readColumns } from '../../records/columns.ts'
import { readableRecords, readsAny } from '../../records/readable.ts'
import { lookingAround } from '../../records/surroundings.ts'
import { columnsOf } from '../../schema/record-columns.ts'
import type { OutboxRow } from './outbox.ts'

export type LiveEvent =
  | {
      /** `gone`: the reader may not read the record any more. The others are what was done. */
      readonly kind: 'create' | 'update' | 'move' | 'delete' | 'restore' | 'note' | 'gone'
      readonly module: string
      readonly record: string
      readonly version: number
      readonly by: string | null
      /** Changed members that the reader may read. */
      readonly fields?: readonly string[]
    }
  /** Many records changed at once. */
  | { readonly kind: 'many'; readonly module: string }
  | { readonly kind: 'notification' }

export interface Batch {
  readonly db: Database
  readonly app: App
  readonly rows: readonly OutboxRow[]
  /** The place in the outbox after this batch. */
  readonly place: number
  /** Answers that readers share. */
  readonly known: Map<string, Promise<any>>
}

/** More records of one module than this are told of as many. */
const MOST_RECORDS = 100

export function batchOf(db: Database, app: App, rows: readonly OutboxRow[], place: number): Batch {
  return { db, app, rows, place, known: new Map() }
}

/** The events of the batch for the principal, in its order. */
export async function eventsFor(batch: Batch, principal: Principal): Promise<LiveEvent[]> {
  const me = userId(principal)
  const told = batch.rows.some(
    ({ kind, payload }) => kind === 'notification' && me !== null && (payload as { user?: unknown })?.user === me,
  )
  const events: LiveEvent[] = told ? [{ kind: 'notification' }] : []
  const keys = new Set(batch.rows.map((row) => row.module))
  for (const key of keys) {
    const module = batch.app.modules.get(key)
    if (!module) continue
    const rights = rightsOf(principal, batch.app, module)
    if (rights.read === 'none') continue
    events.push(...(await moduleEvents(batch, module, rights, principal)))
  }
  return events
}

async function moduleEvents(batch: Batch, module: Module, rights: Rights, principal: Principal): Promise<LiveEvent[]> {
  const { db, app } = batch
  const many: LiveEvent[] = [{ kind: 'many', module: module.key }]
  const rows = batch.rows.filter((row) => row.module === module.key)
  // Records that are gone for good can be asked about no more.
  if (rows.some(({ kind }) => kind === 'purge')) return many
  for (const { kind, id, payload } of rows) {
    if (kind !== 'import') continue
    const any = () => readsAny(db, app, module, principal, payload as string[])
    if (await shared(batch, `import ${id} ${readerKey(rights, principal)}`, any)) return many
  }
  const single = rows.filter((row) => row.kind !== 'import')
  const ids = [...new Set(single.map((row) => row.record))]
  const read = () => readableRecords(db, app, module, principal, ids)
  const open = await shared(batch, `open ${module.key} ${readerKey(rights, principal)}`, read)
  if (single.filter((row) => open.has(row.record)).length > MOST_RECORDS) return many
  const left = single.filter((row) => !open.has(row.record) && touchesScope(row, rights))
  if (left.length > MOST_RECORDS) return many
  const gone = new Set<OutboxRow>()
  for (const row of left) if (await wasOpen(batch, module, rights, principal, row)) gone.add(row)
  return single.flatMap((row): LiveEvent[] => {
    const shown = { module: module.key, record: row.record, version: row.version, by: row.by }
    if (gone.has(row)) return [{ kind: 'gone', ...shown }]
    if (!open.has(row.record)) return []
    const fields = Array.isArray(row.payload) ? { fields: row.payload.filter((name) => rights.canRead(name)) } : {}
    return [{ kind: row.kind as 'update', ...shown, ...fields }]
  })
}

/** Equal for principals who read the same records of a module. */
function readerKey(rights: Rights, principal: Principal): string {
  if (rights.read === 'all') return rights.cacheKey
  const team = principal.kind === 'user' ? principal.team.join(',') : ''
  return `${rights.cacheKey} ${userId(principal)} ${team}`
}

function shared<T>(batch: Batch, key: string, ask: () => Promise<T>): Promise<T> {
  const known = batch.known.get(key)
  if (known) return known
  const asked = ask()
  batch.known.set(key, asked)
  return asked
}

/** Whether a change may have moved its record out of the scope: it changed something the scope looks at. */
function touchesScope({ kind, payload }: OutboxRow, { read }: Rights): boolean {
  if ((kind !== 'update' && kind !== 'move') || !Array.isArray(payload) || typeof read === 'string') return false
  return read.some((grant) => payload.some((name) => grantReads(grant, name)))
}

function grantReads(grant: Grant, name: string): boolean {
  return grant === 'own' || grant === 'team' ? name === '_owner' : grant.references.some((reference) => reference.member === name)
}

/** Whether the principal could read the record as it was before this change. */
async function wasOpen(batch: Batch, module: Module, { read }: Rights, principal: Principal, row: OutboxRow): Promise<boolean> {
  if (typeof read === 'string') return read === 'all'
  const { db, app } = batch
  const record = await shared(batch, `before ${row.record} ${row.version}`, () => recordBefore(batch, module, row))
  const team = principal.kind === 'user' ? principal.team : []
  const environment = { record, now: Date.now(), timeZone: app.settings.timeZone, me: userId(principal), myTeam: team }
  for (const grant of read) {
    if (grant === 'own' || grant === 'team') {
      const owners = grant === 'own' ? [userId(principal)] : team
      if (owners.includes(record._owner as string)) return true
    } else if (await lookingAround(db, app, environment, (around) => truthy(evaluate(grant, around)))) return true
  }
  return false
}

/** The record as it was before a change: as it is now, with every change since taken back. */
async function recordBefore({ db }: Batch, module: Module, { record, version }: OutboxRow): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {
    _id: record,
    ...(await readColumns(
      db,
      module,
      record,
      columnsOf(module).map(({ name }) => name),
    )),
  }
  const sql = 'SELECT "changes" FROM "_history" WHERE "record" = ? AND "module" = ? AND "version" >= ? ORDER BY "id" DESC'
  for (const { changes } of await db.all(statement(db.dialect, sql, [record, module.key, version]))) {
    const all = (typeof changes === 'string' ? JSON.parse(changes) : changes) as Record<string, readonly [unknown, unknown]> | null
    for (const [name, [before]] of Object.entries(all ?? {})) values[name] = before
  }
  return values
}
