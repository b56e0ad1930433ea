// Making a record, on the one write path. Most records of most apps ask nothing of the database but to be kept, and many come at once; so every step that
// can't matter for the module is passed over, and nothing waits for what is there already.
import type { Module } from '../../runtime/definition/app.ts'
import { readAnswers } from '../../runtime/pipeline/answers.ts'
import { fail, ok, type Result } from '../../runtime/problem.ts'
import { userId } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import { newId } from '../database/id.ts'
import { isoOf } from '../schema/columns.ts'
import { assigned, derive, log, logStage, noteScores } from './after-write.ts'
import { noteRow } from './derived/changes.ts'
import { deriveJudged, deriveLocal } from './derived/local.ts'
import { derivedPlan } from './derived/plan.ts'
import { keepFiles } from './files/store.ts'
import { readInput } from './input.ts'
import { judged, uniqued } from './judged.ts'
import { makeByTransition, stageColumns } from './move.ts'
import { wholly } from './one-of-many.ts'
import { recordProblems } from './problems.ts'
import { notAllowed } from './refusal.ts'
import { planReminder } from './reminders.ts'
import { nextNumber } from './sequence.ts'
import type { WriteContext } from './write-context.ts'
import { rowOf, type Values, writerOf } from './writer.ts'
import type { Written } from './written.ts'

/** Creates a record from values in wire form. */
export function createRecord(context: WriteContext, module: Module, body: Values): Promise<Result<Written>> {
  return wholly(context, module, body, () => create(context, module, body))
}

async function create(context: WriteContext, module: Module, body: Values): Promise<Result<Written>> {
  const { trx, db, published, principal, now, batch } = context
  const { app } = published
  const writer = writerOf(db, app, module)
  const rights = rightsOf(principal, app, module)
  if (!rights.create) return fail(notAllowed(module, 'create'))
  const by = userId(principal)
  const iso = isoOf(now)
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
  const { problems: wrong } = readInput(writer, rights, body, IGNORED, record)
  const answers = readAnswers(body._move)
  if (!answers.ok || wrong.length > 0) return fail(...wrong, ...(answers.ok ? [] : answers.problems))
  if (module.pipeline) Object.assign(record, stageColumns(module, String(record._stage), now))
  deriveLocal(app, module, record, now)
  if (derivedPlan(app).judged.has(module.key)) await deriveJudged(context, module, record, undefined)
  const judging = judged(context, writer, rights, record, null, answers.value)
  const move = judging instanceof Promise ? await judging : judging
  if (!move.ok) return move
  const { verdict, set } = move.value
  Object.assign(record, set)
  deriveLocal(app, module, record, now)
  const touched = { has: (name: string) => Object.hasOwn(body, name) || Object.hasOwn(set, name) }
  const asking = recordProblems(context, writer, rights, record, null, touched, true)
  const problems = uniqued([...(verdict?.problems ?? []), ...(asking instanceof Promise ? await asking : asking)])
  if (problems.length > 0) return fail(...problems)
  for (const field of writer.numbered) record[field.key] = await nextNumber(trx, module, field)
  // A number that was just given is part of the record computed values read.
  if (writer.numbered.length > 0) deriveLocal(app, module, record, now)
  if (batch) batch.rows.add(writer.into, rowOf(writer, record))
  else await trx.insert(writer.into, [rowOf(writer, record)])
  if (writer.keepsFiles) await keepFiles(context, writer, record, null)
  if (module.pipeline) {
    const logged = logStage(context, module, record, undefined, 'create', answers.value, verdict)
    if (logged) await logged
  }
  const told = log(context, module, record, 'create', null)
  if (told) await told
  const derived = derive(context, (changes) => {
    noteRow(changes, app, module, String(record._id))
    noteScores(changes, context, module, record, null)
  })
  if (derived) await derived
  const given = assigned(context, module, record)
  if (given) await given
  if (module.activity) await planReminder(context, module, record)
  if (verdict?.transition) {
    const undone = await makeByTransition(context, verdict.transition, record, null, createRecord)
    if (undone.length > 0) return fail(...undone)
  }
  return ok({ _id: String(record._id), _version: 1 })
}

const IGNORED = ['_move']
