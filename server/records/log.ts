// The rows written beside a record in the same transaction: history, outbox, stage visits.
import type { Module, Pipeline } from '../../runtime/definition/app.ts'
import type { MoveKind } from '../../runtime/definition/move-kind.ts'
import type { MoveAnswers } from '../../runtime/pipeline/answers.ts'
import { stageOf } from '../../runtime/pipeline/visits.ts'
import { type DialectName, type Into, Slot, type Statement, type Transaction } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { boundedCache, type Cache } from './cache.ts'
import type { Values } from './writer.ts'

function insertInto(dialect: DialectName, table: string, names: readonly string[], json: readonly string[] = []): Statement {
  const columns = names.map((name) => `"${name}"`).join(', ')
  const values = names.map((name) => (json.includes(name) && dialect === 'postgres' ? '?::jsonb' : '?')).join(', ')
  return statement(
    dialect,
    `INSERT INTO "${table}" (${columns}) VALUES (${values})`,
    names.map((name) => new Slot(name)),
  )
}

const HISTORY = ['record', 'module', 'version', 'at', 'by_user', 'kind', 'changes', 'import']
const OUTBOX = ['at', 'kind', 'module', 'record', 'version', 'by_user', 'payload']
/** The columns of a visit. */
export const VISIT = [
  'record',
  'pipeline',
  'seq',
  'module',
  'version',
  'stage',
  'entered_at',
  'left_at',
  'kind',
  'reason',
  'sub_reason',
  'note',
  'by_user',
  'owner',
  'snapshot',
  'import',
  'transition',
  'checks',
]

const both = <T>(make: (dialect: DialectName) => T): Readonly<Record<DialectName, T>> => ({
  sqlite: make('sqlite'),
  postgres: make('postgres'),
})

const statements = both((dialect) => ({
  history: insertInto(dialect, '_history', HISTORY, ['changes']),
  outbox: insertInto(dialect, '_outbox', OUTBOX, ['payload']),
  visit: insertInto(dialect, '_visit', VISIT, ['snapshot', 'checks']),
  lastVisit: statement(
    dialect,
    'SELECT "seq", "stage", "entered_at" FROM "_visit" WHERE "record" = ? AND "pipeline" = ? ORDER BY "seq" DESC LIMIT 1',
    [new Slot('record'), new Slot('pipeline')],
  ),
  closeVisit: statement(
    dialect,
    'UPDATE "_visit" SET "left_at" = ? WHERE "record" = ? AND "pipeline" = ? AND "seq" = ?',
    ['left_at', 'record', 'pipeline', 'seq'].map((name) => new Slot(name)),
  ),
}))

export type EventKind = 'create' | 'update' | 'move' | 'delete' | 'restore' | 'approval'

export interface Event {
  readonly kind: EventKind
  readonly module: string
  readonly record: string
  readonly version: number
  readonly at: number
  readonly by: string | null
  /** Field -> [before, after] in wire form; null for what carries no values. */
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>> | null
  readonly import: string | null
}

type LogTable = '_history' | '_outbox' | '_visit'

/** Rows of the logs that wait to be written together: a batch of records then costs three statements instead of three for each record. */
export interface LogBuffer {
  readonly rows: Record<LogTable, Values[]>
  /** Ids of records that an import made, or many in one batch, by module: the outbox tells of them together. */
  readonly imported: Map<string, string[]>
}

export function logBuffer(): LogBuffer {
  return { rows: { _history: [], _outbox: [], _visit: [] }, imported: new Map() }
}

const INTEGERS = new Set(['version', 'at', 'seq', 'entered_at', 'left_at', 'line'])
const JSONS = new Set(['changes', 'payload', 'snapshot', 'before', 'checks'])
const places: Cache<Into> = boundedCache(50)

/** Inserts many rows of the same columns of a system table; members that are JSON come as text. */
export async function insertMany(trx: Transaction, table: string, names: readonly string[], rows: readonly Values[]): Promise<void> {
  if (rows.length === 0) return
  const into = places.get(`${table} ${names.join()}`, () => ({
    table,
    columns: names.map((name) => ({ name, type: INTEGERS.has(name) ? 'bigint' : JSONS.has(name) ? 'jsonb' : 'text' })),
  }))
  await trx.insert(
    into,
    rows.map((row) => names.map((name) => row[name])),
  )
}

/** More new records of one module than this are told of together, as those of an import are. */
const MOST_TOLD = 100

/** Takes the new records of modules that have many out of the outbox and puts them among those that are told of together. */
function gatherCreated({ rows, imported }: LogBuffer): void {
  const created = new Map<unknown, string[]>()
  for (const { kind, module, record } of rows._outbox) {
    if (kind !== 'create') continue
    const ids = created.get(module)
    if (ids) ids.push(record as string)
    else created.set(module, [record as string])
  }
  for (const [module, ids] of created) {
    if (ids.length <= MOST_TOLD) continue
    rows._outbox = rows._outbox.filter((row) => row.kind !== 'create' || row.module !== module)
    imported.set(module as string, [...(imported.get(module as string) ?? []), ...ids])
  }
}

/** Writes what waits in the buffer. */
export async function flushLogs(trx: Transaction, buffer: LogBuffer): Promise<void> {
  gatherCreated(buffer)
  const { rows, imported } = buffer
  for (const [module, ids] of imported) {
    rows._outbox.push({ at: Date.now(), kind: 'import', module, record: '', version: 1, by_user: null, payload: JSON.stringify(ids) })
  }
  imported.clear()
  await insertMany(trx, '_visit', VISIT, rows._visit.splice(0))
  await insertMany(trx, '_history', HISTORY, rows._history.splice(0))
  await insertMany(trx, '_outbox', OUTBOX, rows._outbox.splice(0))
}

/** Writes history and outbox of one change, or lets them wait in `buffer`; a promise only where they are written. */
export function logEvent(trx: Transaction, event: Event, buffer?: LogBuffer): Promise<void> | undefined {
  if (event.kind === 'create' && event.import !== null && buffer) {
    const ids = buffer.imported.get(event.module)
    if (ids) ids.push(event.record)
    else buffer.imported.set(event.module, [event.record])
    return undefined
  }
  const shared = { record: event.record, module: event.module, version: event.version, at: event.at, by_user: event.by, kind: event.kind }
  // A new record says itself who made it and when, so its history begins with its first change.
  // Approvals have a log of their own.
  const historyRow =
    event.kind === 'create' || event.kind === 'approval'
      ? undefined
      : { ...shared, changes: event.changes ? JSON.stringify(event.changes) : null, import: event.import }
  const outboxRow = { ...shared, payload: event.changes ? JSON.stringify(Object.keys(event.changes)) : null }
  if (!buffer) return writeEvent(trx, historyRow, outboxRow)
  if (historyRow) buffer.rows._history.push(historyRow)
  buffer.rows._outbox.push(outboxRow)
  return undefined
}

async function writeEvent(trx: Transaction, historyRow: Values | undefined, outboxRow: Values): Promise<void> {
  const { history, outbox } = statements[trx.dialect]
  if (historyRow) await trx.run(history, historyRow)
  await trx.run(outbox, outboxRow)
}

export interface Move {
  readonly record: string
  readonly module: Module
  readonly pipeline: Pipeline
  /** Number of the definition version. */
  readonly version: number
  /** The stage before; undefined for a new record. */
  readonly from: string | undefined
  readonly to: string
  readonly kind: MoveKind
  readonly answers: MoveAnswers
  /** The transition it went through. */
  readonly transition: string | undefined
  readonly at: number
  readonly by: string | null
  /** The record as it is after the change, in wire form. */
  readonly values: Values
  readonly import: string | null
}

/** Closes the visit the record is in, in whatever pipeline it was, and opens one of `to`; a promise only where something is asked or written. */
export function logMove(trx: Transaction, move: Move, buffer?: LogBuffer): Promise<void> | undefined {
  if (move.from !== undefined || !buffer) return moveOn(trx, move, buffer)
  buffer.rows._visit.push(visitOf(move, 1, move.at))
  return undefined
}

async function moveOn(trx: Transaction, move: Move, buffer: LogBuffer | undefined): Promise<void> {
  const { visit, lastVisit, closeVisit } = statements[trx.dialect]
  const place = { record: move.record, pipeline: move.pipeline.key }
  const source = (move.from === undefined ? undefined : stageOf(move.module, move.from)?.pipeline) ?? move.pipeline
  const left = move.from === undefined ? undefined : await trx.get(lastVisit, { ...place, pipeline: source.key })
  const last = source === move.pipeline || move.from === undefined ? left : await trx.get(lastVisit, place)
  // A clock set back must not make a visit end before it began.
  const at = Math.max(move.at, Number(left?.entered_at ?? 0))
  if (left) await trx.run(closeVisit, { ...place, pipeline: source.key, seq: left.seq, left_at: at })
  const row = visitOf(move, Number(last?.seq ?? 0) + 1, at)
  if (buffer) buffer.rows._visit.push(row)
  else await trx.run(visit, row)
}

function visitOf(move: Move, seq: number, at: number): Values {
  const { answers } = move
  const [reason, subReason] = reasonsOf(answers.reason)
  return {
    record: move.record,
    pipeline: move.pipeline.key,
    seq,
    module: move.module.key,
    version: move.version,
    stage: move.to,
    entered_at: at,
    kind: move.kind,
    reason,
    sub_reason: subReason,
    note: answers.note ?? null,
    transition: move.transition ?? null,
    checks: answers.checks.length > 0 ? JSON.stringify(answers.checks) : null,
    by_user: move.by,
    owner: move.values._owner ?? null,
    snapshot: snapshotOf(move.module, move.values),
    import: move.import,
  }
}

/** The first level of a reason, and the whole path where it goes deeper: `price`, `price/slow_discount`. */
function reasonsOf(reason: string | undefined): [string | null, string | null] {
  if (reason === undefined) return [null, null]
  return [reason.split('/')[0]!, reason.includes('/') ? reason : null]
}

/** The values reports read as they were at entry: every amount of money, as JSON text; null where the module has none. */
export function snapshotOf(module: Module, values: Values): string | null {
  let keys = moneyKeys.get(module)
  if (!keys) {
    keys = [...module.fields.values()].flatMap(({ key, storage }) => (storage.kind === 'decimal' && storage.currency ? [key] : []))
    moneyKeys.set(module, keys)
  }
  if (keys.length === 0) return null
  const amounts: Record<string, unknown> = {}
  for (const key of keys) amounts[key] = values[key] ?? null
  return JSON.stringify(amounts)
}

const moneyKeys = new WeakMap<Module, readonly string[]>()
