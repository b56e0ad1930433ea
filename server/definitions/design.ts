// What is being designed, linked as far as it can be: for trying parts of it before it can be published.
import type { App } from '../../runtime/definition/app.ts'
import { checkScorecards } from '../../runtime/definition/check-scorecards.ts'
import type { Derived } from '../../runtime/definition/derived.ts'
import { nodesIn } from '../../runtime/definition/expressions-in.ts'
import { linkDefinition } from '../../runtime/definition/link.ts'
import type { AppDefinition, ScorecardDefinition } from '../../runtime/definition/types.ts'
import { validateDefinition } from '../../runtime/definition/validate.ts'
import type { RecordShape } from '../../runtime/expression/scope.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { notPublished } from '../records/try-expression.ts'

/** What expressions may name in a module of the design. Fails where the design has not even the shape of a definition. */
export function designedShape(document: unknown, module: string): Result<RecordShape> {
  const wrong = validateDefinition(document)
  if (wrong.length > 0) return fail(...wrong)
  const shape = linkDefinition(document as AppDefinition).app.modules.get(module)?.shape
  if (shape) return ok(shape)
  const shown = module.slice(0, 60)
  return fail(problem('module', 'not_found', `module: there is no module "${shown}".`, `module：没有模块“${shown}”。`))
}

export interface DesignedCard {
  /** The live app with the scorecard in it. */
  readonly app: App
  readonly card: NonNullable<ReturnType<App['scorecards']['get']>>
  readonly score: Derived
}

/** The scorecard put into the live app. Where it reads what only the design has, that is told with the places. */
export function designedCard(live: App, design: unknown, written: Readonly<Record<string, unknown>>): Result<DesignedCard> {
  const within = judged(live.definition, written)
  if (within.ok) return within
  const designed = judged(design as AppDefinition, written)
  return fail(...(designed.ok ? notPublished(within.problems) : designed.problems))
}

function judged(definition: AppDefinition, written: Readonly<Record<string, unknown>>): Result<DesignedCard> {
  const key = typeof written.key === 'string' ? written.key : ''
  const path = `/scorecards/${key}`
  const others = nodesIn(definition, 'scorecards').filter((card) => card.key !== key)
  const document = { ...definition, scorecards: [...others, written] as unknown as readonly ScorecardDefinition[] } as AppDefinition
  const own = ({ path: at }: Problem) => at === path || at.startsWith(`${path}/`)
  const shape = validateDefinition(document)
  if (shape.length > 0) return fail(...(shape.some(own) ? shape.filter(own) : shape))
  const { app, problems } = linkDefinition(document)
  const wrong = [...checkScorecards(document), ...problems].filter(own)
  if (wrong.length > 0) return fail(...wrong)
  const card = app.scorecards.get(key)
  const score = app.derived.find((column) => column.scorecard === key)
  return card && score ? ok({ app, card, score }) : fail(circle(path))
}

function circle(path: string): Problem {
  return problem(path, 'computed_circle', `${path}: the score is computed from itself.`, `${path}：评分的计算出现循环。`)
}
