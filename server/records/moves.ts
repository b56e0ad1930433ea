// What moves a record has before it, as the record page, the board and other programs ask: for every stage whether it may go there, what it would ask,
// why not. The same judge as on the write path; nothing is written.
import type { Module, Stage } from '../../runtime/definition/app.ts'
import { type MoveAnswers, NO_ANSWERS } from '../../runtime/pipeline/answers.ts'
import { sentenceOf, shownKey } from '../../runtime/pipeline/explain.ts'
import type { MoveAsk, MoveOption } from '../../runtime/pipeline/option.ts'
import { candidatesOf, type Verdict } from '../../runtime/pipeline/transition.ts'
import { moveKind, stageOf } from '../../runtime/pipeline/visits.ts'
import { fail, ok, type Result } from '../../runtime/problem.ts'
import type { Principal } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import type { Database } from '../database/database.ts'
import type { Published } from '../definitions/host.ts'
import { readInput } from './input.ts'
import { judge, moverOf } from './move.ts'
import { requestSlots } from './read.ts'
import { notAllowed, notFound } from './refusal.ts'
import { type Values, writerOf } from './writer.ts'

/** What is asked of one move: where to, with what values and answers. */
export interface MoveTrial {
  readonly to: string
  readonly values: Values
  readonly answers: MoveAnswers
}

/**
 * The moves of a record the principal may read and change: one option for each other stage of its pipeline and for the beginnings of the module's other
 * pipelines, where several transitions lead to a stage one for each; or the one move of `trial` with its values.
 */
export async function movesOf(
  db: Database,
  published: Published,
  principal: Principal,
  module: Module,
  id: string,
  trial?: MoveTrial,
): Promise<Result<{ readonly stage: string; readonly options: readonly MoveOption[] }>> {
  const { app } = published
  const writer = writerOf(db, app, module)
  const rights = rightsOf(principal, app, module)
  const now = Date.now()
  const row = await db.get(writer.peek(rights), requestSlots(app, principal, now, { id }))
  if (!row?._may_read || row._deleted_at !== null) return fail(notFound(module, id))
  if (!row._may_update || !rights.canWrite('_stage')) return fail(notAllowed(module, 'update'))
  const before = writer.toWire(row)
  const input = trial ? readInput(writer, rights, trial.values) : { values: {}, problems: [] }
  if (input.problems.length > 0) return fail(...input.problems)
  const mover = moverOf(principal, published, rights)
  const options: MoveOption[] = []
  for (const { stage, transition } of trial
    ? [{ stage: stageOf(module, trial.to)!.stage, transition: trial.answers.transition }]
    : waysFrom(module, before)) {
    const answers = trial?.answers ?? { ...NO_ANSWERS, ...(transition === undefined ? {} : { transition }) }
    const next = { ...before, ...input.values, _stage: stage.key }
    options.push(optionOf(await judge(db, { published, principal, now }, module, rights, next, before, answers), module, mover))
  }
  return ok({ stage: String(before._stage), options })
}

interface Way {
  readonly stage: Stage
  readonly transition: string | undefined
}

function waysFrom(module: Module, record: Values): Way[] {
  const from = String(record._stage)
  const here = stageOf(module, from)?.pipeline
  return module.pipelines.flatMap((pipeline) =>
    (pipeline === here ? pipeline.stages : pipeline.start)
      .filter(({ key }) => key !== from)
      .flatMap((stage): Way[] => {
        const ways = candidatesOf(pipeline, from, stage.key, moveKind(pipeline, from, stage.key))
        return ways.length > 1 ? ways.map(({ key }) => ({ stage, transition: key })) : [{ stage, transition: undefined }]
      }),
  )
}

function optionOf(verdict: Verdict, module: Module, mover: ReturnType<typeof moverOf>): MoveOption {
  return {
    to: verdict.to.key,
    pipeline: verdict.pipeline.key,
    kind: verdict.kind,
    transition: verdict.transition?.key ?? null,
    status: verdict.status,
    asks: verdict.asks
      .filter(({ ask }) => ask.kind !== 'field' || mover.canRead(ask.field))
      .map(({ ask, done }): MoveAsk => {
        if (ask.kind === 'reason') return { kind: 'reason', key: ask.dictionary, level: ask.level, required: ask.required, done }
        const key = ask.kind === 'field' ? ask.field : ask.kind === 'check' ? ask.key : 'note'
        return { kind: ask.kind, key, required: ask.required, done }
      }),
    criteria: verdict.criteria.map(({ criterion, place, stage, holds, fields }) => ({
      key: shownKey(criterion, module, { mover }),
      place,
      stage: stage?.key ?? null,
      holds,
      fields,
      text: { en: sentenceOf(criterion, module, { mover }, 'en'), 'zh-CN': sentenceOf(criterion, module, { mover }, 'zh-CN') },
    })),
    problems: verdict.problems,
  }
}
