// The one write path. Form, board, list edit, bulk edit, import and API end here, each with a principal, inside one transaction:
// rights, validation, rules, row with version check, visits, history, outbox.
import { isDeepStrictEqual } from 'node:util'
import type { Module } from '../../runtime/definition/app.ts'
import type { MoveKind } from '../../runtime/definition/move-kind.ts'
import { bothOf } from '../../runtime/label.ts'
import { type MoveAnswers, readAnswers } from '../../runtime/pipeline/answers.ts'
import type { Verdict } from '../../runtime/pipeline/transition.ts'
import { moveKind, stageOf } from '../../runtime/pipeline/visits.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { userId } from '../access/principal.ts'
import { type Rights, rightsOf } from '../access/rules.ts'
import { newId } from '../database/id.ts'
import { toColumn } from '../schema/columns.ts'
import { askApproval, dropApprovals } from './approvals.ts'
import { tellAssignment } from './assignment.ts'
import { clashingFields } from './conflict.ts'
import { addId, type Changes, noChanges, noteMembers, noteRow } from './derived/changes.ts'
import { deriveJudged, deriveLocal } from './derived/local.ts'
import { localColumns } from './derived/plan.ts'
import { recompute } from './derived/recompute.ts'
import { keepFiles } from './files/store.ts'
import { readInput } from './input.ts'
import { type EventKind, logEvent, logMove } from './log.ts'
import { judge, makeByTransition, setByTransition, stageColumns } from './move.ts'
import { recordProblems, uniqueProblems } from './problems.ts'
import { requestSlots } from './read.ts'
import { notAllowed, notFound } from './refusal.ts'
import { planReminder } from './reminders.ts'
import { nextNumber } from './sequence.ts'
import type { WriteContext } from './write-context.ts'
import { type Values, type Writer, writerOf } from './writer.ts'

export interface Written {
  readonly _id: string
  readonly _version: number
  /** The move waits for somebody's consent under this id; the record is still where it was. */
  readonly _approval?: string
}

/** Creates a record from values in wire form. */
export function createRecord(context: WriteContext, module: Module, body: Values): Promise<Result<Written>> {
  return wholly(context, module, body, () => create(context, module, body))
}

async function create(context: WriteContext, module: Module, body: Values): Promise<Result<Written>> {
  const { trx, db, published, principal, now } = context
  const writer = writerOf(db, published.app, module)
  const rights = rightsOf(principal, published.app, module)
  if (!rights.create) return fail(notAllowed(module, 'create'))
  const input = readInput(writer, rights, body, ['_move'])
  const answers = readAnswers(body._move)
  if (!answers.ok || input.problems.length > 0) return fail(...input.problems, ...(answers.ok ? [] : answers.problems))
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
    record._stage = module.pipeline.start[0]!.key
    record._regressions = 0
  }
  Object.assign(record, input.values)
  if (module.pipeline) Object.assign(record, stageColumns(module, String(record._stage), now))
  deriveLocal(published.app, module, record, now)
  await deriveJudged(context, module, record, undefined)
  const given = new Set(Object.keys(input.values))
  const move = await judged(context, writer, rights, record, null, answers.value)
  if (!move.ok) return move
  const { verdict, set } = move.value
  for (const [name, value] of Object.entries(set)) {
    record[name] = value
    given.add(name)
  }
  deriveLocal(published.app, module, record, now)
  const problems = uniqued([...(verdict?.problems ?? []), ...(await recordProblems(context, writer, rights, record, null, given, true))])
  if (problems.length > 0) return fail(...problems)
  for (const field of writer.numbered) record[field.key] = await nextNumber(trx, module, field)
  // A number that was just given is part of the record computed values read.
  if (writer.numbered.length > 0) deriveLocal(published.app, module, record, now)
  await trx.run(writer.insert, toRow(writer, record))
  await keepFiles(context, writer, record, null)
  if (module.pipeline) await logStage(context, module, record, undefined, 'create', answers.value, verdict)
  await log(context, module, record, 'create', null)
  await derive(context, (changes) => {
    noteRow(changes, published.app, module, String(record._id))
    noteScores(changes, context, module, record, null)
  })
  await assigned(context, module, record)
  await planReminder(context, module, record)
  const undone = await makeByTransition(context, verdict?.transition, record, null, createRecord)
  if (undone.length > 0) return fail(...undone)
  return ok({ _id: String(record._id), _version: 1 })
}

/**
 * Changes values of a record. `body._version` is the version the client saw: fields that someone else changed since then and this change also
 * touches are refused as a conflict with their names; other fields merge. Without `_version` the change is refused.
 */
export function updateRecord(context: WriteContext, module: Module, id: string, body: Values): Promise<Result<Written>> {
  return wholly(context, module, body, () => update(context, module, id, body))
}

async function update(context: WriteContext, module: Module, id: string, body: Values): Promise<Result<Written>> {
  const { trx, db, published, principal, now } = context
  const writer = writerOf(db, published.app, module)
  const rights = rightsOf(principal, published.app, module)
  const found = await find(context, writer, rights, id, 'update')
  if (!found.ok) return found
  const before = found.value
  const input = readInput(writer, rights, body, ['_version', '_move'])
  const answers = readAnswers(body._move)
  const version = versionProblems(body._version)
  if (!answers.ok || input.problems.length + version.length > 0)
    return fail(...input.problems, ...version, ...(answers.ok ? [] : answers.problems))
  let changed = Object.keys(input.values).filter((name) => !sameValue(before[name], input.values[name]))
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
  deriveLocal(published.app, module, next, now)
  await deriveJudged(context, module, next, changed)
  const move = await judged(context, writer, rights, next, before, answers.value)
  if (!move.ok) return move
  const { verdict, set } = move.value
  let waiting: string | undefined
  if (verdict?.status === 'approval' && !context.approved) {
    const problems = await recordProblems(context, writer, rights, next, before, new Set(changed), false)
    if (problems.length > 0) return fail(...problems)
    waiting = await askApproval(context, module, next, before, verdict, answers.value)
    next._stage = before._stage
    changed = changed.filter((name) => name !== '_stage')
    if (changed.length === 0) return ok({ _id: id, _version: Number(before._version), _approval: waiting })
  }
  const moved = changed.includes('_stage')
  if (moved) {
    Object.assign(next, set, stageColumns(module, String(next._stage), now))
    changed = [...new Set([...changed, ...Object.keys(set).filter((name) => !sameValue(before[name], set[name]))])]
    if (verdict?.kind === 'regress') next._regressions = Number(before._regressions ?? 0) + 1
  }
  deriveLocal(published.app, module, next, now)
  const wrong = await recordProblems(context, writer, rights, next, before, new Set(changed), false)
  const problems = uniqued([...(moved ? (verdict?.problems ?? []) : []), ...wrong])
  if (problems.length > 0) return fail(...problems)
  const computed = localColumns(published.app, module).flatMap(({ name }) => (sameValue(before[name], next[name]) ? [] : [name]))
  const names = [...new Set([...changed, ...computed, '_version', '_updated_at', '_updated_by', ...(moved ? MOVED : [])])].sort()
  await trx.run(writer.update(names), toRow(writer, next, names))
  await keepFiles(context, writer, next, before)
  if (moved) await logStage(context, module, next, String(before._stage), kindOf(module, before, next), answers.value, verdict)
  const changes = Object.fromEntries(changed.map((name) => [name, [before[name], next[name]] as const]))
  await log(context, module, next, moved && changed.length === 1 ? 'move' : 'update', changes)
  if (changed.includes('_owner')) await assigned(context, module, next)
  await planReminder(context, module, next)
  await derive(context, (changes) => {
    noteMembers(changes, published.app, module, id, names, before)
    noteScores(changes, context, module, next, before)
  })
  if (moved) {
    await dropApprovals(context, id)
    const undone = await makeByTransition(context, verdict?.transition, next, before, createRecord)
    if (undone.length > 0) return fail(...undone)
  }
  return ok({ _id: id, _version: Number(next._version), ...(waiting === undefined ? {} : { _approval: waiting }) })
}

/**
 * A write that fails alone takes its transaction with it. Among others in a batch it must leave nothing behind either: what a transition makes can still
 * fail when the record is written, so such a write stands on a savepoint, and what it put into the logs goes with it.
 */
async function wholly(context: WriteContext, module: Module, body: Values, work: () => Promise<Result<Written>>): Promise<Result<Written>> {
  const { trx, batch } = context
  if (!batch || body._stage === undefined || !makesRecords(module)) return work()
  const { rows } = batch.logs
  const marks = LOGS.map((name) => rows[name].length)
  await trx.script('SAVEPOINT one_of_many')
  const result = await work()
  if (!result.ok) {
    await trx.script('ROLLBACK TO SAVEPOINT one_of_many')
    for (const [index, name] of LOGS.entries()) rows[name].length = marks[index]!
  }
  await trx.script('RELEASE SAVEPOINT one_of_many')
  return result
}

const LOGS = ['_visit', '_history', '_outbox'] as const

function makesRecords({ pipelines }: Module): boolean {
  return pipelines.some(({ transitions }) => transitions.some(({ after }) => after.some((effect) => effect.kind === 'create')))
}

/** Notes what the write means for computed values; they are brought up to date now, or at the end of the batch. */
async function derive(context: WriteContext, note: (changes: Changes) => void): Promise<void> {
  if (context.published.app.derived.length === 0) return
  const changes = context.batch?.derived ?? noChanges()
  note(changes)
  if (!context.batch) await recompute(context, changes)
}

/** Scores that were computed with the record itself. */
function noteScores(changes: Changes, { published }: WriteContext, module: Module, record: Values, before: Values | null): void {
  for (const { name, scorecard } of localColumns(published.app, module))
    if (scorecard !== undefined && record[name] !== (before?.[name] ?? null))
      addId(changes.scored, `${module.key} ${name}`, String(record._id))
}

const MOVED = ['_stage_at', '_stage_due', '_regressions']

interface Judged {
  /** Undefined where no rule was asked: the record does not move, or its past is recorded. */
  readonly verdict: Verdict | undefined
  /** What the transition sets. */
  readonly set: Readonly<Record<string, unknown>>
}
const UNJUDGED: Judged = { verdict: undefined, set: {} }

async function judged(
  context: WriteContext,
  writer: Writer,
  rights: Rights,
  next: Values,
  before: Values | null,
  answers: MoveAnswers,
): Promise<Result<Judged>> {
  const { module } = writer
  if (module.pipelines.length === 0 || context.stages === 'history' || next._stage === before?._stage) return ok(UNJUDGED)
  const verdict = await judge(context.trx, context, module, rights, next, before, answers)
  if (verdict.problems.length > 0) return ok({ verdict, set: {} })
  const set = await setByTransition(context, writer, verdict.transition, next, before, answers)
  return set.ok ? ok({ verdict, set: set.value }) : set
}

function kindOf(module: Module, before: Values, next: Values): MoveKind {
  return moveKind(stageOf(module, next._stage)!.pipeline, String(before._stage), String(next._stage))
}

async function logStage(
  context: WriteContext,
  module: Module,
  record: Values,
  from: string | undefined,
  kind: MoveKind,
  answers: MoveAnswers,
  verdict: Verdict | undefined,
): Promise<void> {
  const { trx, published, principal, now } = context
  const to = String(record._stage)
  const { transition: _, ...said } = answers
  const through = verdict?.transition === undefined ? {} : { transition: verdict.transition.key }
  const move = { record: String(record._id), module, pipeline: stageOf(module, to)!.pipeline, version: published.number, from, to, kind }
  const rest = { answers: { ...said, ...through }, at: now, by: userId(principal), values: record, import: context.import ?? null }
  await logMove(trx, { ...move, ...rest }, context.batch?.logs)
}

/** What two rules say of the same place in the same words is said once. */
function uniqued(problems: readonly Problem[]): Problem[] {
  const said = new Map<string, Problem>()
  for (const each of problems) {
    const key = each.code === 'required' || each.code === 'asked' ? `needed ${each.path}` : `${each.path} ${each.code} ${each.message.en}`
    if (!said.has(key)) said.set(key, each)
  }
  return [...said.values()]
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
  if (deleted) await dropApprovals(context, id)
  await log(context, module, record, deleted ? 'delete' : 'restore', null)
  await derive(context, (changes) => noteRow(changes, published.app, module, id))
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

export function toRow(writer: Writer, record: Values, names?: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = { _id: record._id }
  for (const { name, storage } of writer.columns) if (!names || names.includes(name)) row[name] = toColumn(storage, record[name])
  return row
}

function sameValue(left: unknown, right: unknown): boolean {
  // Databases keep the members of a value of several parts in an order of their own.
  return left === right || (typeof left === 'object' && typeof right === 'object' && isDeepStrictEqual(left, right))
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
