// The one write path. Form, board, list edit, bulk edit, import and API end here, each with a principal, inside one transaction:
// rights, validation, rules, row with version check, visits, history, outbox.
import { sql } from 'kysely'
import type { Module } from '../../runtime/definition/app.ts'
import type { Environment } from '../../runtime/expression/scope.ts'
import { USER_MODULE } from '../../runtime/expression/storage.ts'
import { bothOf } from '../../runtime/label.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { type Principal, userId } from '../access/principal.ts'
import { type Rights, rightsOf } from '../access/rules.ts'
import { type Database, Slot, type Transaction } from '../database/database.ts'
import { newId } from '../database/id.ts'
import { statement } from '../database/text.ts'
import type { Published } from '../definitions/host.ts'
import { quoteName, toColumn } from '../schema/columns.ts'
import { clashingFields } from './conflict.ts'
import { conditionProblems, readInput } from './input.ts'
import { type EventKind, type LogBuffer, logBuffer, logEvent, logMove } from './log.ts'
import { requestSlots, statementCache } from './read.ts'
import { notAllowed, notFound } from './refusal.ts'
import { scopeSql } from './scope-sql.ts'
import { nextNumber } from './sequence.ts'
import { lookingAround } from './surroundings.ts'
import { type Values, type Writer, writerOf } from './writer.ts'

/** Everything a write needs to know besides what is written. */
export interface WriteContext {
  readonly trx: Transaction
  /** For building statements; the transaction runs them. */
  readonly db: Database
  readonly published: Published
  readonly principal: Principal
  /** Epoch milliseconds. */
  readonly now: number
  /** Whether a user of that id exists. */
  readonly userExists: (id: string) => Promise<boolean>
  /** Id of the import the write belongs to. */
  readonly import?: string
  /** For many writes in one transaction: what is known already and what may be written later. Whoever sets it flushes the logs. */
  readonly batch?: WriteBatch
}

export interface WriteBatch {
  readonly logs: LogBuffer
  /** References found to be there for the principal: `module id`. */
  readonly references: Set<string>
  /** Values of unique fields that are taken, by field; a field that is not in it is asked for in the database. */
  readonly taken: Map<string, Set<unknown>>
}

export function writeBatch(): WriteBatch {
  return { logs: logBuffer(), references: new Set(), taken: new Map() }
}

export interface Written {
  readonly _id: string
  readonly _version: number
}

/** Creates a record from values in wire form. */
export async function createRecord(context: WriteContext, module: Module, body: Values): Promise<Result<Written>> {
  const { trx, db, published, principal, now } = context
  const writer = writerOf(db, published.app, module)
  const rights = rightsOf(principal, published.app, module)
  if (!rights.create) return fail(notAllowed(module, 'create'))
  const input = readInput(writer, rights, body)
  if (input.problems.length > 0) return fail(...input.problems)
  const by = userId(principal)
  const record: Record<string, unknown> = { _id: newId(now) }
  for (const { name } of writer.columns) record[name] = null
  for (const field of writer.fields) record[field.key] = field.initial ?? null
  const iso = new Date(now).toISOString()
  Object.assign(record, {
    _version: 1,
    _owner: by,
    _created_at: iso,
    _created_by: by,
    _updated_at: iso,
    _updated_by: by,
    _import: context.import ?? null,
  })
  if (module.pipeline) Object.assign(record, { _stage: module.pipeline.stages.find((stage) => stage.type === 'open')!.key, _stage_at: iso })
  Object.assign(record, input.values)
  const given = new Set(Object.keys(input.values))
  const problems = await recordProblems(context, writer, rights, record, null, given, true)
  if (problems.length > 0) return fail(...problems)
  for (const field of writer.fields) if (field.assigned) record[field.key] = await nextNumber(trx, module, field)
  await trx.run(writer.insert, toRow(writer, record))
  if (module.pipeline) {
    const move = {
      record: String(record._id),
      module,
      pipeline: module.pipeline,
      version: published.number,
      to: String(record._stage),
      at: now,
      by,
    }
    await logMove(trx, { ...move, values: record, import: context.import ?? null }, context.batch?.logs)
  }
  await log(context, module, record, 'create', null)
  return ok({ _id: String(record._id), _version: 1 })
}

/**
 * Changes values of a record. `body._version` is the version the client saw: fields that someone else changed since then and this change also
 * touches are refused as a conflict with their names; other fields merge. Without `_version` the change is refused.
 */
export async function updateRecord(context: WriteContext, module: Module, id: string, body: Values): Promise<Result<Written>> {
  const { trx, db, published, principal, now } = context
  const writer = writerOf(db, published.app, module)
  const rights = rightsOf(principal, published.app, module)
  const found = await find(context, writer, rights, id, 'update')
  if (!found.ok) return found
  const before = found.value
  const input = readInput(writer, rights, body, ['_version'])
  const version = versionProblems(body._version)
  if (input.problems.length + version.length > 0) return fail(...input.problems, ...version)
  const changed = Object.keys(input.values).filter((name) => !sameValue(before[name], input.values[name]))
  if (changed.length === 0) return ok({ _id: id, _version: Number(before._version) })
  if (body._version !== before._version) {
    const clash = await clashingFields(trx, module, rights, id, Number(body._version), changed, before, input.values)
    if (clash) return fail(clash)
  }
  const by = userId(principal)
  const iso = new Date(now).toISOString()
  const next: Record<string, unknown> = { ...before }
  for (const name of changed) next[name] = input.values[name]
  Object.assign(next, { _version: Number(before._version) + 1, _updated_at: iso, _updated_by: by })
  const moved = changed.includes('_stage') && module.pipeline !== undefined
  if (moved) next._stage_at = iso
  const problems = await recordProblems(context, writer, rights, next, before, new Set(changed), false)
  if (problems.length > 0) return fail(...problems)
  const names = [...changed, '_version', '_updated_at', '_updated_by', ...(moved ? ['_stage_at'] : [])].sort()
  await trx.run(writer.update(names), toRow(writer, next, names))
  if (moved) {
    const move = { record: id, module, pipeline: module.pipeline!, version: published.number, to: String(next._stage), at: now, by }
    await logMove(trx, { ...move, values: next, import: context.import ?? null }, context.batch?.logs)
  }
  const changes = Object.fromEntries(changed.map((name) => [name, [before[name], next[name]] as const]))
  await log(context, module, next, moved && changed.length === 1 ? 'move' : 'update', changes)
  return ok({ _id: id, _version: Number(next._version) })
}

/** Moves a record to the trash; nothing is lost, its visits and history stay. */
export async function deleteRecord(context: WriteContext, module: Module, id: string, version?: unknown): Promise<Result<Written>> {
  return setDeleted(context, module, id, version, true)
}

/** Brings a record back from the trash; what must be unique is checked again. */
export async function restoreRecord(context: WriteContext, module: Module, id: string): Promise<Result<Written>> {
  return setDeleted(context, module, id, undefined, false)
}

async function setDeleted(context: WriteContext, module: Module, id: string, version: unknown, deleted: boolean): Promise<Result<Written>> {
  const { trx, db, published, principal, now } = context
  const writer = writerOf(db, published.app, module)
  const rights = rightsOf(principal, published.app, module)
  const found = await find(context, writer, rights, id, 'delete', !deleted)
  if (!found.ok) return found
  const record = found.value
  if (version !== undefined && version !== record._version) return fail(movedOn(module))
  const iso = new Date(now).toISOString()
  Object.assign(record, {
    _deleted_at: deleted ? iso : null,
    _version: Number(record._version) + 1,
    _updated_at: iso,
    _updated_by: userId(principal),
  })
  if (!deleted) {
    const problems = await uniqueProblems(context, writer, rights, record, undefined)
    if (problems.length > 0) return fail(...problems)
  }
  const names = ['_deleted_at', '_updated_at', '_updated_by', '_version']
  await trx.run(writer.update(names), toRow(writer, record, names))
  await log(context, module, record, deleted ? 'delete' : 'restore', null)
  return ok({ _id: id, _version: Number(record._version) })
}

/** The record in wire form, locked, if the principal may read it and do `action` with it. */
async function find(
  context: WriteContext,
  writer: Writer,
  rights: Rights,
  id: string,
  action: 'update' | 'delete',
  trash = false,
): Promise<Result<Record<string, unknown>>> {
  const { trx, published, principal, now } = context
  const plain = rights.read === 'all' && rights[action] === 'all'
  const slots = plain ? { id } : requestSlots(published.app, principal, now, { id })
  const row = await trx.get(writer.select(rights), slots)
  const there = row && Boolean(row._may_read) && (row._deleted_at !== null) === trash
  if (!there) return fail(notFound(writer.module, id))
  if (!row[`_may_${action}`]) return fail(notAllowed(writer.module, action))
  return ok(writer.toWire(row))
}

function versionProblems(version: unknown): Problem[] {
  if (typeof version === 'number' && Number.isInteger(version) && version > 0) return []
  const text = version === undefined ? { en: 'missing', zh: '缺失' } : { en: JSON.stringify(version), zh: JSON.stringify(version) }
  return [
    problem(
      '_version',
      'version',
      `_version: ${text.en}. Send the _version of the record you changed.`,
      `_version：${text.zh}。请提交你所修改记录的 _version。`,
    ),
  ]
}

function movedOn(module: Module): Problem {
  const label = bothOf(module.label)
  return problem(
    '_version',
    'conflict',
    `This ${label.en} was changed by someone else meanwhile. Look at it again before deleting it.`,
    `此“${label['zh-CN']}”记录刚被他人修改，请查看后再删除。`,
  )
}

function toRow(writer: Writer, record: Values, names?: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = { _id: record._id }
  for (const { name, storage } of writer.columns) if (!names || names.includes(name)) row[name] = toColumn(storage, record[name])
  return row
}

function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true
  return Array.isArray(left) && Array.isArray(right) && left.length === right.length && left.every((item, index) => item === right[index])
}

/** Everything that can be wrong with the record as it will be. */
async function recordProblems(
  context: WriteContext,
  writer: Writer,
  rights: Rights,
  next: Values,
  before: Values | null,
  changed: ReadonlySet<string>,
  creating: boolean,
): Promise<Problem[]> {
  const { trx, published, principal, now } = context
  const environment: Environment = {
    record: next,
    before,
    now,
    timeZone: published.app.settings.timeZone,
    me: userId(principal),
    myTeam: principal.kind === 'user' ? principal.team : [],
  }
  const conditions = writer.looksAround
    ? await lookingAround(trx, published.app, environment, (around) => conditionProblems(writer, around, changed, creating))
    : conditionProblems(writer, environment, changed, creating)
  return [
    ...conditions,
    ...(await referenceProblems(context, writer, next, changed)),
    ...(await uniqueProblems(context, writer, rights, next, creating ? undefined : changed)),
  ]
}

/** References must lead to records outside the trash that the principal may read, and to users that exist. */
async function referenceProblems(context: WriteContext, writer: Writer, next: Values, changed: ReadonlySet<string>): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const { name, storage } of writer.columns) {
    const id = next[name]
    if (storage.kind !== 'reference' || typeof id !== 'string' || !changed.has(name)) continue
    const mark = `${storage.module} ${id}`
    if (context.batch?.references.has(mark)) continue
    const there = storage.module === USER_MODULE ? await context.userExists(id) : await recordExists(context, storage.module, id)
    if (there) context.batch?.references.add(mark)
    else {
      problems.push(
        problem(
          name,
          'no_such_record',
          `${name}: there is no record "${id}" to point at. Choose an existing one.`,
          `${name}：没有可关联的记录“${id}”，请选择已有记录。`,
        ),
      )
    }
  }
  return problems
}

async function recordExists({ trx, db, published, principal, now }: WriteContext, key: string, id: string): Promise<boolean> {
  const { app } = published
  const target = app.modules.get(key)
  if (!target) return false
  const rights = rightsOf(principal, app, target)
  const statement = statementCache(app).get(`exists ${key} ${rights.cacheKey}`, () => {
    const where = [sql`x."_id" = ${new Slot('id')}`, sql`x."_deleted_at" IS NULL`, ...scopeSql(rights.read, app, 'x', db.dialect)]
    return sql`SELECT 1 AS found FROM ${sql.id(key)} AS x WHERE ${sql.join(where, sql` AND `)}`.compile(db.build)
  })
  return (await trx.get(statement, requestSlots(app, principal, now, { id }))) !== undefined
}

/** Unique fields and duplicate rules that block, for the values that changed (`changed` undefined: all). */
async function uniqueProblems(
  context: WriteContext,
  writer: Writer,
  rights: Rights,
  next: Values,
  changed: ReadonlySet<string> | undefined,
): Promise<Problem[]> {
  const { trx } = context
  const problems: Problem[] = []
  const id = next._id
  for (const { field, statement } of writer.unique) {
    if (next[field.key] === null || (changed && !changed.has(field.key))) continue
    const taken = context.batch?.taken.get(field.key)
    const free =
      taken && !changed ? !taken.has(next[field.key]) : !(await trx.get(statement, { id, value: toColumn(field.storage, next[field.key]) }))
    if (free) {
      taken?.add(next[field.key])
      continue
    }
    const label = bothOf(field.label)
    const value = rights.canRead(field.key) ? `"${String(next[field.key])}"` : ''
    problems.push(
      problem(
        field.key,
        'not_unique',
        `${label.en}: ${value} is already taken by another record. Use another value or open that record.`,
        `${label['zh-CN']}：${value} 已被其他记录使用，请更换，或打开那条记录。`,
      ),
    )
  }
  for (const rule of writer.module.duplicates) {
    if (
      rule.action !== 'block' ||
      rule.fields.some((key) => next[key] === null) ||
      (changed && !rule.fields.some((key) => changed.has(key)))
    )
      continue
    if (await hasTwin(trx, writer, rule.fields, next)) {
      const labels = rule.fields.map((key) => bothOf(writer.module.fields.get(key)!.label))
      const [en, zh] = [labels.map((label) => label.en).join(', '), labels.map((label) => label['zh-CN']).join('、')]
      problems.push(
        problem(
          rule.fields[0]!,
          `duplicate_${rule.key}`,
          `${en}: another record has the same. Open that one instead of making a second.`,
          `${zh}：已有相同的记录，请打开它，不要重复新建。`,
        ),
      )
    }
  }
  return problems
}

async function hasTwin(trx: Transaction, writer: Writer, fields: readonly string[], record: Values): Promise<boolean> {
  const where = fields.map((key) => `${quoteName(key)} = ?`).join(' AND ')
  const values = fields.map((key) => toColumn(writer.module.fields.get(key)!.storage, record[key]))
  const text = `SELECT 1 AS found FROM ${quoteName(writer.module.key)} WHERE ${where} AND "_deleted_at" IS NULL AND "_id" <> ?`
  return (await trx.get(statement(trx.dialect, text, [...values, record._id]))) !== undefined
}

async function log(
  context: WriteContext,
  module: Module,
  record: Values,
  kind: EventKind,
  changes: Record<string, readonly [unknown, unknown]> | null,
): Promise<void> {
  const { trx, principal, now } = context
  const event = {
    kind,
    module: module.key,
    record: String(record._id),
    version: Number(record._version),
    at: now,
    by: userId(principal),
    changes,
  }
  await logEvent(trx, { ...event, import: context.import ?? null }, context.batch?.logs)
}
