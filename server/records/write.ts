// The one write path. Form, board, list edit, bulk edit, import and API end here, each with a principal, inside one transaction:
// rights, validation, rules, row with version check, visits, history, outbox.
import type { Module } from '../../runtime/definition/app.ts'
import { bothOf } from '../../runtime/label.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { userId } from '../access/principal.ts'
import { type Rights, rightsOf } from '../access/rules.ts'
import { newId } from '../database/id.ts'
import { toColumn } from '../schema/columns.ts'
import { tellAssignment } from './assignment.ts'
import { clashingFields } from './conflict.ts'
import { readInput } from './input.ts'
import { type EventKind, logEvent, logMove } from './log.ts'
import { recordProblems, uniqueProblems } from './problems.ts'
import { requestSlots } from './read.ts'
import { notAllowed, notFound } from './refusal.ts'
import { nextNumber } from './sequence.ts'
import type { WriteContext } from './write-context.ts'
import { type Values, type Writer, writerOf } from './writer.ts'

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
  const iso = new Date(now).toISOString()
  const record: Record<string, unknown> = { ...writer.blank }
  record._id = newId(now)
  record._version = 1
  record._owner = by
  record._created_at = iso
  record._created_by = by
  record._updated_at = iso
  record._updated_by = by
  record._import = context.import ?? null
  if (module.pipeline) {
    record._stage = module.pipeline.stages.find((stage) => stage.type === 'open')!.key
    record._stage_at = iso
  }
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
  await assigned(context, module, record)
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
  if (changed.includes('_owner')) await assigned(context, module, next)
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

async function assigned(
  { trx, principal, now, batch, silent, import: ofImport }: WriteContext,
  module: Module,
  record: Values,
): Promise<void> {
  if (silent || ofImport !== undefined) return
  const assignment = { module: module.key, record: String(record._id), owner: record._owner, by: userId(principal), at: now }
  await tellAssignment(trx, assignment, batch?.assignments)
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
