// A pipeline linked: stages by key, ranks in the order of the list (open stages first, won after all of them, lost without rank), limits in milliseconds,
// criteria and transitions with their expressions checked.
import type { CheckedExpression } from '../expression/expression.ts'
import type { RecordShape } from '../expression/scope.ts'
import type { App, Ask, Criterion, Effect, Pipeline, Stage, Transition } from './app.ts'
import { type ExpressionLinker, isLocal, type ValueLinker } from './link-expression.ts'
import type {
  AskDefinition,
  CriterionDefinition,
  DictionaryItem,
  EffectDefinition,
  PipelineDefinition,
  StageDefinition,
  TransitionDefinition,
} from './types.ts'

const HOUR = 3_600_000
const UNITS: Readonly<Record<string, number>> = { h: HOUR, d: 24 * HOUR, w: 7 * 24 * HOUR }

/** `12h`, `10d`, `2w` in milliseconds. */
export function durationOf(text: string): number {
  return Number(text.slice(0, -1)) * UNITS[text.slice(-1)]!
}

export interface PipelineSurroundings {
  readonly shape: RecordShape
  readonly shapes: ReadonlyMap<string, RecordShape>
  readonly dictionaries: App['dictionaries']
  readonly expression: ExpressionLinker
  readonly value: ValueLinker
}

export function linkPipeline(pipeline: PipelineDefinition, around: PipelineSurroundings): Pipeline {
  const path = `/pipelines/${pipeline.key}`
  const open = pipeline.stages.filter((stage) => stage.type === 'open')
  const stages = pipeline.stages.map((stage) => linkStage(stage, open, `${path}/stages/${stage.key}`, around))
  const byKey = new Map(stages.map((stage) => [stage.key, stage]))
  const transitions = (pipeline.transitions ?? []).map((transition) =>
    linkTransition(transition, `${path}/transitions/${transition.key}`, around),
  )
  const start = (pipeline.start ?? []).flatMap((key) => byKey.get(key) ?? [])
  const first = stages.find((stage) => stage.type === 'open')
  return {
    key: pipeline.key,
    label: pipeline.label ?? pipeline.key,
    module: pipeline.module,
    stages,
    stage: byKey,
    groups: (pipeline.groups ?? []).map(({ key, label }) => ({ key, label: label ?? key })),
    strict: pipeline.strict === true,
    start: start.length > 0 || !first ? start : [first],
    transitions,
    looksAround: expressionsOfPipeline({ stages, transitions }).some((each) => !isLocal(each)),
  }
}

function linkStage(stage: StageDefinition, open: readonly StageDefinition[], path: string, around: PipelineSurroundings): Stage {
  return {
    key: stage.key,
    label: stage.label ?? stage.key,
    type: stage.type,
    rank: stage.type === 'lost' ? undefined : stage.type === 'won' ? open.length : open.indexOf(stage),
    probability: stage.probability,
    description: stage.description,
    psychology: stage.psychology,
    keyAction: stage.keyAction,
    criterion: stage.criterion,
    group: stage.group,
    dwellLimit: stage.dwell ? durationOf(stage.dwell.limit) : undefined,
    enter: linkCriteria(stage.enter, `${path}/enter`, around),
    exit: linkCriteria(stage.exit, `${path}/exit`, around),
  }
}

function linkCriteria(
  criteria: readonly CriterionDefinition[] | undefined,
  path: string,
  { shape, expression }: PipelineSurroundings,
): Criterion[] {
  return (criteria ?? []).flatMap(({ key, when, label, remedy }) => {
    const linked = expression(when, shape, 'change', `${path}/${key}/when`)
    return linked ? [{ key, when: linked, label, remedy }] : []
  })
}

function linkTransition(transition: TransitionDefinition, path: string, around: PipelineSurroundings): Transition {
  const { who, approval } = transition
  return {
    key: transition.key,
    label: transition.label,
    description: transition.description,
    from: stagesOf(transition.from),
    to: stagesOf(transition.to),
    kind: transition.kind,
    roles: who?.roles,
    owner: who?.owner === true,
    who: around.expression(who?.when, around.shape, 'memory', `${path}/who/when`),
    when: linkCriteria(transition.when, `${path}/when`, around),
    ask: (transition.ask ?? []).map((ask, index) => linkAsk(ask, `${path}/ask/${index}`, around)),
    approval: approval && { roles: approval.roles ?? [], manager: approval.manager === true },
    after: (transition.after ?? []).flatMap((effect, index) => linkEffect(effect, `${path}/after/${index}`, around) ?? []),
  }
}

/** Stage keys as written: one, several, or any. */
export function stagesOf(written: string | readonly string[]): ReadonlySet<string> | '*' {
  if (written === '*') return '*'
  return new Set(typeof written === 'string' ? [written] : written)
}

function linkAsk(ask: AskDefinition, path: string, { shape, dictionaries, expression }: PipelineSurroundings): Ask {
  if ('note' in ask) return { kind: 'note', required: ask.note === 'required', into: ask.into }
  const required = ask.required !== false
  if ('check' in ask) return { kind: 'check', key: ask.check, label: ask.label, required }
  if ('field' in ask) return { kind: 'field', field: ask.field, required, when: expression(ask.when, shape, 'change', `${path}/when`) }
  const deepest = depthOf(dictionaries.get(ask.reason)?.items)
  return { kind: 'reason', dictionary: ask.reason, level: Math.min(ask.level ?? deepest, deepest), required, into: ask.into }
}

/** How many levels a dictionary has. */
export function depthOf(items: readonly DictionaryItem[] | undefined): number {
  return items ? 1 + Math.max(0, ...items.map((item) => depthOf(item.items))) : 0
}

function linkEffect(effect: EffectDefinition, path: string, { shape, shapes, value }: PipelineSurroundings): Effect | undefined {
  if ('set' in effect) {
    const to = value(effect.to, shape, shape.members.get(effect.set), `${path}/to`)
    return to && { kind: 'set', field: effect.set, to }
  }
  const target = shapes.get(effect.create)
  const values = Object.entries(effect.values).flatMap(([field, text]) => {
    const to = value(text, shape, target?.members.get(field), `${path}/values/${field}`)
    return to ? [{ field, to }] : []
  })
  return { kind: 'create', module: effect.create, link: effect.link, owner: effect.owner ?? 'owner', values }
}

/** Every expression of a linked pipeline. */
export function expressionsOfPipeline({ stages, transitions }: Pick<Pipeline, 'stages' | 'transitions'>): CheckedExpression[] {
  return [...stages.flatMap(expressionsOfStage), ...transitions.flatMap(expressionsOfTransition)]
}

function expressionsOfStage({ enter, exit }: Stage): CheckedExpression[] {
  return [...enter, ...exit].map(({ when }) => when)
}

function expressionsOfTransition({ who, when, ask, after }: Transition): CheckedExpression[] {
  const asked = ask.flatMap((each) => (each.kind === 'field' && each.when ? [each.when] : []))
  const set = after.flatMap((effect) => (effect.kind === 'set' ? [effect.to] : effect.values.map(({ to }) => to)))
  return [...(who ? [who] : []), ...when.map((criterion) => criterion.when), ...asked, ...set]
}
