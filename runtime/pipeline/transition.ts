// What a move means: which transition carries it, what it asks for, what must hold, who may make it. Pure: the server asks before it writes, the pages ask
// to show what a drop would need. One judge for every path.
import type { Ask, Criterion, Module, Pipeline, Role, Stage, Transition } from '../definition/app.ts'
import type { MoveKind } from '../definition/move-kind.ts'
import type { DictionaryDefinition } from '../definition/types.ts'
import { evaluate, truthy } from '../expression/evaluate.ts'
import type { Environment } from '../expression/scope.ts'
import type { Problem } from '../problem.ts'
import { checkAnswers, type MoveAnswers } from './answers.ts'
import { criterionProblem, noTransition, notYourMove, startProblem, unknownTransition } from './explain.ts'
import { moveKind, stageOf } from './visits.ts'

/** Who moves a record, as far as a move asks. */
export interface Mover {
  /** The user's id; null for the system. */
  readonly id: string | null
  /** Administrators and the system: every role. */
  readonly powerful: boolean
  readonly roles: readonly string[]
  /** Ids of the users whose manager this person is. */
  readonly manages: readonly string[]
  canRead(name: string): boolean
  canWrite(name: string): boolean
}

export interface MoveQuestion {
  readonly module: Module
  readonly dictionaries: ReadonlyMap<string, DictionaryDefinition>
  /** The roles of the app, for their names. */
  readonly roles: ReadonlyMap<string, Pick<Role, 'label'>>
  /** The stage before; null for a new record. */
  readonly from: string | null
  readonly to: string
  readonly answers: MoveAnswers
  readonly mover: Mover
  /** `record` as it would be after the move, `before` as it is; null for a new record. */
  readonly environment: Environment
}

export interface AskState {
  readonly ask: Ask
  readonly done: boolean
}
export interface CriterionState {
  readonly criterion: Criterion
  readonly place: 'enter' | 'exit' | 'transition'
  /** The stage of `enter` and `exit`. */
  readonly stage: Stage | undefined
  readonly holds: boolean
  /** Fields of the record the criterion reads and the mover may change: filling them in may make it hold. */
  readonly fields: readonly string[]
}

/** `asks`: possible once the mover gives what is missing. `approval`: complete, but somebody must approve it. */
export type MoveStatus = 'allowed' | 'asks' | 'approval' | 'blocked'

export interface Verdict {
  readonly kind: MoveKind
  readonly pipeline: Pipeline
  readonly to: Stage
  readonly transition: Transition | undefined
  readonly status: MoveStatus
  readonly asks: readonly AskState[]
  readonly criteria: readonly CriterionState[]
  /** Everything in the way of the move as asked for; empty for `allowed` and `approval`. */
  readonly problems: readonly Problem[]
}

/** Judges a move. `to` must be a stage of the module. */
export function judgeMove(question: MoveQuestion): Verdict {
  const { module, to, answers, environment } = question
  const target = stageOf(module, to)
  if (!target) throw new Error(`${module.key} has no stage ${to}`)
  const { pipeline, stage } = target
  const start = startOf(question, pipeline)
  const from = question.from ?? start?.key ?? null
  const kind = moveKind(pipeline, question.from ?? undefined, to)
  const beginning = question.from === null && (start === undefined || start.key === to)
  if (beginning) {
    const criteria = statesOf(question, [{ criteria: stage.enter, place: 'enter', stage }])
    return finish(question, { kind, pipeline, to: stage, transition: undefined, asks: [], criteria })
  }
  const judged = question.from === null ? moveKind(pipeline, from!, to) : kind
  const candidates = candidatesOf(pipeline, from!, to, judged)
  const wanted = answers.transition === undefined ? undefined : candidates.find((each) => each.key === answers.transition)
  if (answers.transition !== undefined && !wanted)
    return blocked(kind, pipeline, stage, [unknownTransition(pipeline, answers.transition, candidates)])
  if (candidates.length === 0 && pipeline.strict) {
    const problem =
      question.from === null
        ? startProblem(pipeline, stage, start!)
        : noTransition(module, pipeline, from!, stage, nextStages(pipeline, from!))
    return blocked(kind, pipeline, stage, [problem])
  }
  const mine = candidates.filter((each) => mayMake(each, question))
  if (candidates.length > 0 && !(wanted ? mine.includes(wanted) : mine.length > 0))
    return blocked(kind, pipeline, stage, [notYourMove(question, wanted ?? candidates[0]!, stage)])
  const open = (each: Transition) => each.when.every(({ when }) => truthy(evaluate(when, environment)))
  const transition = wanted ?? mine.find(open) ?? mine[0]
  const explicit = transition !== undefined && transition.from !== '*' && transition.to !== '*'
  const criteria = statesOf(question, criteriaOf(module, pipeline, from!, stage, judged, explicit, transition))
  const asks = asksOf(question, transition)
  return finish(question, { kind, pipeline, to: stage, transition, asks, criteria })
}

/** The stage a new record would begin in on its way to the target, which is judged like a move from there. */
function startOf(question: MoveQuestion, pipeline: Pipeline): Stage | undefined {
  if (question.from !== null) return undefined
  return pipeline.start.find((stage) => stage.key === question.to) ?? pipeline.start[0]
}

/** Transitions that fit a move, of the most exact kind only: a rule for two named stages stands before one for any. */
export function candidatesOf(pipeline: Pipeline, from: string, to: string, kind: MoveKind): readonly Transition[] {
  const fits = ({ from: sources, to: targets, kind: wanted }: Transition) =>
    (sources === '*' || sources.has(from)) && (targets === '*' || targets.has(to)) && (wanted === undefined || wanted === kind)
  const exactness = (each: Transition) => Number(each.from !== '*') + Number(each.to !== '*')
  const fitting = pipeline.transitions.filter(fits)
  const most = Math.max(...fitting.map(exactness))
  return fitting.filter((each) => exactness(each) === most)
}

/** Stages the pipeline lets a record in `from` move to. */
export function nextStages(pipeline: Pipeline, from: string): readonly Stage[] {
  return pipeline.stages.filter(
    ({ key }) => key !== from && (!pipeline.strict || candidatesOf(pipeline, from, key, moveKind(pipeline, from, key)).length > 0),
  )
}

function mayMake({ roles, owner, who }: Transition, { mover, environment }: MoveQuestion): boolean {
  if (mover.powerful) return true
  const record = environment.before ?? environment.record
  if (roles && !roles.some((role) => mover.roles.includes(role))) return false
  if (owner && record._owner !== mover.id) return false
  return who === undefined || truthy(evaluate(who, { ...environment, record }))
}

interface Gate {
  readonly criteria: readonly Criterion[]
  readonly place: CriterionState['place']
  readonly stage: Stage | undefined
}

/**
 * What must hold for a move. Forward: leaving, entering, and all that the stages passed by ask, unless a transition names both ends and so says that
 * the one may follow the other. Coming back from lost or from another pipeline: entering. Going back and losing: only what the transition asks.
 */
function criteriaOf(
  module: Module,
  pipeline: Pipeline,
  from: string,
  to: Stage,
  kind: MoveKind,
  explicit: boolean,
  transition: Transition | undefined,
): Gate[] {
  const own: Gate = { criteria: transition?.when ?? [], place: 'transition', stage: undefined }
  const entering: Gate = { criteria: to.enter, place: 'enter', stage: to }
  if (kind === 'regress' || kind === 'lose') return [own]
  const source = stageOf(module, from)
  if (!source || source.pipeline !== pipeline || source.stage.rank === undefined) return [entering, own]
  const passed = explicit
    ? []
    : pipeline.stages.filter(({ rank, type }) => type === 'open' && rank! > source.stage.rank! && rank! < to.rank!)
  return [
    { criteria: source.stage.exit, place: 'exit', stage: source.stage },
    ...passed.flatMap((stage): Gate[] => [
      { criteria: stage.enter, place: 'enter', stage },
      { criteria: stage.exit, place: 'exit', stage },
    ]),
    entering,
    own,
  ]
}

function statesOf({ module, mover, environment }: MoveQuestion, gates: readonly Gate[]): CriterionState[] {
  return gates.flatMap(({ criteria, place, stage }) =>
    criteria.map((criterion) => ({
      criterion,
      place,
      stage,
      holds: truthy(evaluate(criterion.when, environment)),
      fields: fieldsOf(criterion, module).filter((name) => mover.canRead(name) && mover.canWrite(name)),
    })),
  )
}

/** Fields of the record itself that a criterion reads and people can fill in. */
function fieldsOf({ when }: Criterion, module: Module): string[] {
  const names = when.references.filter(({ path, member }) => path.split('.')[0] === member).map(({ member }) => member)
  return [...new Set(names)].filter((name) => {
    const field = module.fields.get(name)
    return field !== undefined && !field.assigned && field.readOnly !== true
  })
}

function asksOf({ answers, environment, dictionaries }: MoveQuestion, transition: Transition | undefined): AskState[] {
  const asked = (transition?.ask ?? []).filter(
    (ask) => ask.kind !== 'field' || ask.when === undefined || truthy(evaluate(ask.when, environment)),
  )
  return asked.map((ask) => ({ ask, done: isDone(ask, answers, environment, dictionaries) }))
}

function isDone(ask: Ask, answers: MoveAnswers, { record }: Environment, dictionaries: MoveQuestion['dictionaries']): boolean {
  switch (ask.kind) {
    case 'field':
      return record[ask.field] !== null && record[ask.field] !== undefined
    case 'check':
      return answers.checks.includes(ask.key)
    case 'note':
      return answers.note !== undefined && answers.note.trim() !== ''
    case 'reason':
      return answers.reason !== undefined && reachesLevel(answers.reason, ask, dictionaries)
  }
}

/** Whether a reason goes as deep as asked, or ends earlier because nothing stands below it. */
function reachesLevel(
  reason: string,
  { dictionary, level }: Ask & { kind: 'reason' },
  dictionaries: MoveQuestion['dictionaries'],
): boolean {
  const keys = reason.split('/')
  if (keys.length >= level) return true
  let items = dictionaries.get(dictionary)?.items
  for (const key of keys) items = items?.find((item) => item.key === key)?.items
  return (items ?? []).length === 0
}

type Findings = Pick<Verdict, 'kind' | 'pipeline' | 'to' | 'transition' | 'asks' | 'criteria'>

function finish(question: MoveQuestion, found: Findings): Verdict {
  const { mover, environment } = question
  const unmet = found.criteria.filter(({ holds }) => !holds)
  const missing = found.asks.filter(({ ask, done }) => ask.required && !done)
  const problems = [
    ...unmet.map((state) => criterionProblem(question, state, found.transition)),
    ...checkAnswers(question, found.transition, missing),
  ]
  const asksUnseen = missing.some(({ ask }) => ask.kind === 'field' && !mover.canWrite(ask.field))
  const stuck = unmet.some(({ fields }) => fields.length === 0) || asksUnseen
  const status = stuck
    ? 'blocked'
    : problems.length > 0
      ? 'asks'
      : needsApproval(found.transition, mover, environment.record)
        ? 'approval'
        : 'allowed'
  return { ...found, status, problems }
}

function blocked(kind: MoveKind, pipeline: Pipeline, to: Stage, problems: readonly Problem[]): Verdict {
  return { kind, pipeline, to, transition: undefined, status: 'blocked', asks: [], criteria: [], problems }
}

/** Whether somebody else has to approve a move through the transition. */
function needsApproval(transition: Transition | undefined, mover: Mover, record: Environment['record']): boolean {
  return transition?.approval !== undefined && !mayApprove(transition.approval, mover, [record._owner])
}

/** Whether this person may approve a move of a record that belongs to, or was asked for by, `people`. */
export function mayApprove(
  { roles, manager }: NonNullable<Transition['approval']>,
  mover: Pick<Mover, 'powerful' | 'roles' | 'manages'>,
  people: readonly unknown[],
): boolean {
  return (
    mover.powerful ||
    roles.some((role) => mover.roles.includes(role)) ||
    (manager && people.some((id) => mover.manages.includes(String(id))))
  )
}
