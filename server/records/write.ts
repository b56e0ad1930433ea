// The one write path. Form, board, list edit, bulk edit, import and API end here, each with a principal, inside one transaction:
// rights, validation, rules, row with version check, visits, history, outbox.
import { isDeepStrictEqual } from 'node:util'
import type { Module } from '../../runtime/definition/app.ts'
import type { MoveKind } from '../../runtime/definition/move-kind.ts'
import { bothOf } from '../../runtime/label.ts'
import { readAnswers } from '../../runtime/pipeline/answers.ts'
import { moveKind, stageOf } from '../../runtime/pipeline/visits.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { userId } from '../access/principal.ts'
import { type Rights, rightsOf } from '../access/rules.ts'
import { assigned, derive, log, logStage, noteScores } from './after-write.ts'
import { askApproval, dropApprovals } from './approvals.ts'
import { clashingFields } from './conflict.ts'
import { createRecord } from './create.ts'
import { noteMembers, noteRow } from './derived/changes.ts'
import { deriveJudged, deriveLocal } from './derived/local.ts'
import { localColumns } from './derived/plan.ts'
import { keepFiles } from './files/store.ts'
import { readInput } from './input.ts'
import { judged, uniqued } from './judged.ts'
import { makeByTransition, stageColumns } from './move.ts'
import { wholly } from './one-of-many.ts'
import { recordProblems, uniqueProblems } from './problems.ts'
import { requestSlots } from './read.ts'
import { notAllowed, notFound } from './refusal.ts'
import { planReminder } from './reminders.ts'
import type { WriteContext } from './write-context.ts'
import { toRow, type Values, type Writer, writerOf } from './writer.ts'
import type { Written } from './written.ts'

export { createRecord } from './create.ts'
export type { Written } from './written.ts'

const MOVED = ['_stage_at', '_stage_due', '_regressions']

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

function kindOf(module: Module, before: Values, next: Values): MoveKind {
  return moveKind(stageOf(module, next._stage)!.pipeline, String(before._stage), String(next._stage))
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

function sameValue(left: unknown, right: unknown): boolean {
  // Databases keep the members of a value of several parts in an order of their own.
  return left === right || (typeof left === 'object' && typeof right === 'object' && isDeepStrictEqual(left, right))
}
