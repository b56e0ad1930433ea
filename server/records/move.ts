// Moves between stages on the write path: judged by the one judge, with what the transition does besides.
import type { Effect, Module, Transition } from '../../runtime/definition/app.ts'
import { evaluate } from '../../runtime/expression/expression.ts'
import type { Environment } from '../../runtime/expression/scope.ts'
import { type MoveAnswers, NO_ANSWERS } from '../../runtime/pipeline/answers.ts'
import { judgeMove, type Mover, type Verdict } from '../../runtime/pipeline/transition.ts'
import { stageOf } from '../../runtime/pipeline/visits.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { isAllPowerful, type Principal, rolesIn, systemPrincipal, userId } from '../access/principal.ts'
import type { Rights } from '../access/rules.ts'
import type { Handle } from '../database/database.ts'
import type { Published } from '../definitions/host.ts'
import { isoOf } from '../schema/columns.ts'
import { cachePerOwner } from './cache.ts'
import { lookingAround } from './surroundings.ts'
import type { WriteContext } from './write-context.ts'
import type { Values, Writer } from './writer.ts'

type Asking = Pick<WriteContext, 'published' | 'principal' | 'now'>

export function environmentOf({ published, principal, now }: Asking, next: Values, before: Values | null): Environment {
  return {
    record: next,
    before,
    now,
    timeZone: published.app.settings.timeZone,
    me: userId(principal),
    myTeam: principal.kind === 'user' ? principal.team : [],
  }
}

export function moverOf(principal: Principal, { app }: Published, rights: Rights): Mover {
  return {
    id: userId(principal),
    powerful: isAllPowerful(principal),
    roles: rolesIn(principal, app),
    manages: principal.kind === 'user' ? principal.manages : [],
    canRead: rights.canRead,
    canWrite: rights.canWrite,
  }
}

/** What the rules say to a record becoming `next`; `before` is null for a new one. A promise only where rules look at other records. */
export function judge(
  db: Handle,
  asking: Asking,
  module: Module,
  rights: Rights,
  next: Values,
  before: Values | null,
  answers: MoveAnswers,
): Verdict | Promise<Verdict> {
  const { app } = asking.published
  const environment = environmentOf(asking, next, before)
  const judged = (around: Environment) =>
    judgeMove({
      module,
      dictionaries: app.dictionaries,
      roles: app.roles,
      from: before ? String(before._stage) : null,
      to: String(next._stage),
      answers,
      mover: moverOf(asking.principal, asking.published, rights),
      environment: around,
    })
  if (before === null && answers === NO_ANSWERS && asksNothing(module))
    return verdicts(module).get(String(next._stage), () => judged(environment))
  return module.pipelines.some((pipeline) => pipeline.looksAround) ? lookingAround(db, app, environment, judged) : judged(environment)
}

/** Whether nothing about a new record or who makes it matters to the pipelines, only the stage it begins in. */
function asksNothing({ pipelines }: Module): boolean {
  return pipelines.every(
    ({ transitions, stages }) => transitions.length === 0 && stages.every(({ enter, exit }) => enter.length + exit.length === 0),
  )
}

/** By stage, where nothing else matters. */
const verdicts = cachePerOwner<Module, Verdict>(100)

/** When the limit of `stage` ends for a record that entered it at `at`, both epoch milliseconds; null where it has none. */
export function stageDue(module: Module, stage: string, at: number): number | null {
  const limit = stageOf(module, stage)?.stage.dwellLimit
  return limit === undefined ? null : at + limit
}

/** The system columns a record in `stage` has since `at` (epoch milliseconds), in wire form. */
export function stageColumns(module: Module, stage: string, at: number): { _stage_at: string; _stage_due: string | null } {
  const due = stageDue(module, stage, at)
  return { _stage_at: isoOf(at), _stage_due: due === null ? null : new Date(due).toISOString() }
}

/** The values a transition sets, by field, checked like any other value: answers that a field takes too, then what is computed. */
export async function setByTransition(
  context: WriteContext,
  writer: Writer,
  transition: Transition | undefined,
  next: Values,
  before: Values | null,
  answers: MoveAnswers,
): Promise<Result<Record<string, unknown>>> {
  const said = (transition?.ask ?? []).flatMap((ask): [string, string][] => {
    const answer = ask.kind === 'note' ? answers.note : ask.kind === 'reason' ? answers.reason : undefined
    return (ask.kind === 'note' || ask.kind === 'reason') && ask.into !== undefined && answer !== undefined ? [[ask.into, answer]] : []
  })
  const effects = (transition?.after ?? []).filter((effect) => effect.kind === 'set')
  if (effects.length + said.length === 0) return ok({})
  const computed = await lookingAround(context.trx, context.published.app, environmentOf(context, next, before), (around) =>
    Object.fromEntries(effects.map(({ field, to }) => [field, plainOf(evaluate(to, around))])),
  )
  const values = { ...Object.fromEntries(said), ...computed }
  const problems = Object.entries(values).flatMap(([name, value]) => (value === null ? [] : (writer.check.get(name)?.(value, name) ?? [])))
  return problems.length > 0 ? fail(...problems.map((each) => effectFailed(transition!, each))) : ok(values)
}

type Create = Effect & { kind: 'create' }
export type CreateRecord = (context: WriteContext, module: Module, body: Values) => Promise<Result<unknown>>

/** Makes the records a transition makes; they are the product's work, so no rights of the mover are asked. */
export async function makeByTransition(
  context: WriteContext,
  transition: Transition | undefined,
  record: Values,
  before: Values | null,
  create: CreateRecord,
): Promise<readonly Problem[]> {
  const { app } = context.published
  for (const effect of transition?.after ?? []) {
    if (effect.kind !== 'create') continue
    const target = app.modules.get(effect.module)
    if (!target) continue
    const values = await valuesOf(context, effect, record, before)
    const made = await create({ ...context, principal: systemPrincipal('transition') }, target, values)
    if (!made.ok) return made.problems.map((each) => effectFailed(transition!, each))
  }
  return []
}

async function valuesOf(context: WriteContext, effect: Create, record: Values, before: Values | null): Promise<Values> {
  const values = await lookingAround(context.trx, context.published.app, environmentOf(context, record, before), (around) =>
    Object.fromEntries(effect.values.map(({ field, to }) => [field, plainOf(evaluate(to, around))])),
  )
  const owner = effect.owner === 'mover' ? userId(context.principal) : record._owner
  return { ...values, ...(effect.link === undefined ? {} : { [effect.link]: record._id }), _owner: owner ?? null }
}

function plainOf(value: unknown): unknown {
  return value === undefined ? null : value
}

function effectFailed(transition: Transition, { path, message }: Problem): Problem {
  return problem(
    '_stage',
    'effect_failed',
    `The transition "${transition.key}" could not do its work at "${path}": ${message.en} Tell whoever designs the app.`,
    `流转“${transition.key}”未能完成“${path}”：${message['zh-CN']} 请联系应用设计者。`,
  )
}
