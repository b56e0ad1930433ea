// What the rules of a pipeline say to a write, and what the transition sets with it.

import type { MoveAnswers } from '../../runtime/pipeline/answers.ts'
import type { Verdict } from '../../runtime/pipeline/transition.ts'
import { ok, type Problem, type Result } from '../../runtime/problem.ts'
import type { Rights } from '../access/rules.ts'
import { judge, setByTransition } from './move.ts'
import type { WriteContext } from './write-context.ts'
import type { Values, Writer } from './writer.ts'

export interface Judged {
  /** Undefined where no rule was asked: the record does not move, or its past is recorded. */
  readonly verdict: Verdict | undefined
  /** What the transition sets. */
  readonly set: Readonly<Record<string, unknown>>
}
const NOTHING = {}
const UNJUDGED = ok<Judged>({ verdict: undefined, set: NOTHING })

/** A promise only where other records have to be looked at. */
export function judged(
  context: WriteContext,
  writer: Writer,
  rights: Rights,
  next: Values,
  before: Values | null,
  answers: MoveAnswers,
): Result<Judged> | Promise<Result<Judged>> {
  const { module } = writer
  if (module.pipelines.length === 0 || context.stages === 'history' || next._stage === before?._stage) return UNJUDGED
  const verdict = judge(context.trx, context, module, rights, next, before, answers)
  if (verdict instanceof Promise) return verdict.then((found) => withEffects(context, writer, found, next, before, answers))
  return withEffects(context, writer, verdict, next, before, answers)
}

function withEffects(
  context: WriteContext,
  writer: Writer,
  verdict: Verdict,
  next: Values,
  before: Values | null,
  answers: MoveAnswers,
): Result<Judged> | Promise<Result<Judged>> {
  if (verdict.problems.length > 0 || !verdict.transition) return ok({ verdict, set: NOTHING })
  return setByTransition(context, writer, verdict.transition, next, before, answers).then((set) =>
    set.ok ? ok({ verdict, set: set.value }) : set,
  )
}

/** What two rules say of the same place in the same words is said once. */
export function uniqued(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length < 2) return problems
  const said = new Map<string, Problem>()
  for (const each of problems) {
    const key = each.code === 'required' || each.code === 'asked' ? `needed ${each.path}` : `${each.path} ${each.code} ${each.message.en}`
    if (!said.has(key)) said.set(key, each)
  }
  return [...said.values()]
}
