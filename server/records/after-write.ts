// What follows once a record is written: its visit, its history, computed values that hang on it, and who is told. Each step gives a promise only where
// it has something to ask the database; within a batch most of it waits in the logs.
import type { Module } from '../../runtime/definition/app.ts'
import type { MoveKind } from '../../runtime/definition/move-kind.ts'
import type { MoveAnswers } from '../../runtime/pipeline/answers.ts'
import type { Verdict } from '../../runtime/pipeline/transition.ts'
import { stageOf } from '../../runtime/pipeline/visits.ts'
import { userId } from '../access/principal.ts'
import { tellAssignment } from './assignment.ts'
import { addId, type Changes, noChanges } from './derived/changes.ts'
import { localColumns } from './derived/plan.ts'
import { recompute } from './derived/recompute.ts'
import { type EventKind, logEvent, logMove } from './log.ts'
import type { WriteContext } from './write-context.ts'
import type { Values } from './writer.ts'

type Work = Promise<void> | undefined

/** Notes what the write means for computed values; they are brought up to date now, or at the end of the batch. */
export function derive(context: WriteContext, note: (changes: Changes) => void): Work {
  if (context.published.app.derived.length === 0) return undefined
  const changes = context.batch?.derived ?? noChanges()
  note(changes)
  return context.batch ? undefined : recompute(context, changes)
}

/** Scores that were computed with the record itself. */
export function noteScores(changes: Changes, { published }: WriteContext, module: Module, record: Values, before: Values | null): void {
  for (const { name, scorecard } of localColumns(published.app, module))
    if (scorecard !== undefined && record[name] !== (before?.[name] ?? null))
      addId(changes.scored, `${module.key} ${name}`, String(record._id))
}

export function logStage(
  context: WriteContext,
  module: Module,
  record: Values,
  from: string | undefined,
  kind: MoveKind,
  answers: MoveAnswers,
  verdict: Verdict | undefined,
): Work {
  const { trx, published, principal, now } = context
  const to = String(record._stage)
  const move = {
    record: String(record._id),
    module,
    pipeline: stageOf(module, to)!.pipeline,
    version: published.number,
    from,
    to,
    kind,
    answers,
    transition: verdict?.transition?.key,
    at: now,
    by: userId(principal),
    values: record,
    import: context.import ?? null,
  }
  return logMove(trx, move, context.batch?.logs)
}

export function log(
  context: WriteContext,
  module: Module,
  record: Values,
  kind: EventKind,
  changes: Record<string, readonly [unknown, unknown]> | null,
): Work {
  const { trx, principal, now } = context
  const event = {
    kind,
    module: module.key,
    record: String(record._id),
    version: Number(record._version),
    at: now,
    by: userId(principal),
    changes,
    import: context.import ?? null,
  }
  return logEvent(trx, event, context.batch?.logs)
}

/** Tells who was given the record. */
export function assigned({ trx, principal, now, batch, silent, import: ofImport }: WriteContext, module: Module, record: Values): Work {
  const [owner, by] = [record._owner, userId(principal)]
  if (silent || ofImport !== undefined || typeof owner !== 'string' || owner === by) return undefined
  return tellAssignment(trx, { module: module.key, record: String(record._id), owner, by, at: now }, batch?.assignments)
}
