// What can be done with the stages and transitions of a pipeline, as edits: adding between two, splitting, copying, putting in order, connecting.

import type { Edit } from '../../runtime/definition/edit.ts'
import type { AppDefinition, PipelineDefinition, StageDefinition, TransitionDefinition } from '../../runtime/definition/types.ts'
import { bothOf, type Label, type Text } from '../../runtime/label.ts'
import { freeKey } from '../editor/keys.ts'
import { words as common } from '../inspector/words.ts'
import { filled } from '../words/text.tsx'
import { words } from './words.ts'

export type StageType = StageDefinition['type']

export function pipelinePath(pipeline: { readonly key: string }): string {
  return `/pipelines/${pipeline.key}`
}
export function stagePath(pipeline: { readonly key: string }, stage: string): string {
  return `/pipelines/${pipeline.key}/stages/${stage}`
}
export function transitionPath(pipeline: { readonly key: string }, transition: string): string {
  return `/pipelines/${pipeline.key}/transitions/${transition}`
}

/** Keys a new stage of the pipeline cannot have: a stage tells the pipeline, so all of the module count. */
export function takenStages(definition: AppDefinition, pipeline: PipelineDefinition): string[] {
  return (definition.pipelines ?? [])
    .filter(({ module }) => module === pipeline.module)
    .flatMap(({ stages }) => stages.map(({ key }) => key))
}

/** The stage before which another of that type stands by itself: open ones before the closed, won before lost. */
export function placeFor(pipeline: PipelineDefinition, type: StageType): string | undefined {
  if (type === 'lost') return undefined
  return pipeline.stages.find((stage) => stage.type === 'lost' || (type === 'open' && stage.type === 'won'))?.key
}

/** In the order people read them: open stages by rank, then won, then lost. */
export function inRankOrder(stages: readonly StageDefinition[]): readonly StageDefinition[] {
  const weight = { open: 0, won: 1, lost: 2 }
  return stages.toSorted((left, right) => weight[left.type] - weight[right.type])
}

/** A chance to win between those of the open stages around a place. */
export function probabilityAt(pipeline: PipelineDefinition, before: string | undefined): number | undefined {
  const at = before === undefined ? pipeline.stages.length : pipeline.stages.findIndex(({ key }) => key === before)
  const known = (stages: readonly StageDefinition[]) =>
    stages.filter(({ type, probability }) => type === 'open' && probability !== undefined).map(({ probability }) => probability!)
  const earlier = known(pipeline.stages.slice(0, at)).at(-1)
  const later = known(pipeline.stages.slice(at))[0]
  // A pipeline that names no chances is not given one.
  if (earlier === undefined && later === undefined) return undefined
  return Math.round(((earlier ?? 0) + (later ?? 100)) / 2)
}

export interface NewStage {
  readonly key: string
  readonly name: Label
  readonly type: StageType
  readonly before: string | undefined
}

export function addStage(pipeline: PipelineDefinition, { key, name, type, before }: NewStage): Edit[] {
  const probability = type === 'won' ? 100 : type === 'lost' ? 0 : probabilityAt(pipeline, before)
  const at = pipeline.stages.findIndex((stage) => stage.key === before)
  const [earlier, later] = [pipeline.stages[at - 1], pipeline.stages[at]]
  // Between two stages of one group the new one belongs to it too.
  const group = type === 'open' && earlier?.group !== undefined && earlier.group === later?.group ? earlier.group : undefined
  const item: StageDefinition = {
    key,
    label: name,
    type,
    ...(probability === undefined ? {} : { probability }),
    ...(group === undefined ? {} : { group }),
  }
  return [{ kind: 'add', path: `${pipelinePath(pipeline)}/stages`, item, before }]
}

/** One stage as two: the second takes what must hold to leave, and the ways that lead forward from the first. */
export function splitStage(
  pipeline: PipelineDefinition,
  stage: StageDefinition,
  second: { readonly key: string; readonly name: Label },
): Edit[] {
  const { key, name } = second
  const stages = pipeline.stages
  const before = stages[stages.indexOf(stage) + 1]?.key
  const { label: _, enter: _enter, exit, ...rest } = stage
  const probability = stage.probability === undefined ? undefined : probabilityAt(pipeline, before)
  const item = { ...rest, key, label: name, ...(probability === undefined ? {} : { probability }), ...(exit ? { exit } : {}) }
  return [
    { kind: 'add', path: `${pipelinePath(pipeline)}/stages`, item, before },
    ...(exit ? [{ kind: 'set' as const, path: `${stagePath(pipeline, stage.key)}/exit`, value: undefined }] : []),
    ...(pipeline.transitions ?? []).flatMap((transition): Edit[] => {
      const sources = [transition.from].flat()
      if (!sources.includes(stage.key) || !leadsForward(pipeline, stage, transition)) return []
      const path = `${transitionPath(pipeline, transition.key)}/from`
      const value = typeof transition.from === 'string' ? key : transition.from.map((each) => (each === stage.key ? key : each))
      return [{ kind: 'set', path, value }]
    }),
  ]
}

function leadsForward(pipeline: PipelineDefinition, stage: StageDefinition, { to, kind }: TransitionDefinition): boolean {
  if (kind !== undefined) return kind === 'advance' || kind === 'skip' || kind === 'win'
  if (to === '*') return false
  const at = pipeline.stages.indexOf(stage)
  return [to].flat().every((key) => pipeline.stages.some((each, index) => each.key === key && index > at && each.type !== 'lost'))
}

/** Copies of stages, at the end of those of their type; a group the pipeline does not have is left out. */
export function pasteStages(
  definition: AppDefinition,
  pipeline: PipelineDefinition,
  copied: readonly StageDefinition[],
): { readonly keys: readonly string[]; readonly edits: Edit[] } {
  const taken = new Set(takenStages(definition, pipeline))
  const groups = new Set((pipeline.groups ?? []).map(({ key }) => key))
  const keys: string[] = []
  const edits = copied.map((stage): Edit => {
    const key = freeKey(stage.key, taken)
    const same = pipeline.stages.find((each) => each.key === stage.key)
    taken.add(key)
    keys.push(key)
    const { group, ...rest } = stage
    const label = key === stage.key ? stage.label : filled(common.copyOf, { name: bothOf(stage.label, stage.key) })
    const item = { ...rest, key, ...(label === undefined ? {} : { label }), ...(group !== undefined && groups.has(group) ? { group } : {}) }
    const after = same && pipeline.stages[pipeline.stages.indexOf(same) + 1]?.key
    return { kind: 'add', path: `${pipelinePath(pipeline)}/stages`, item, before: after ?? placeFor(pipeline, stage.type) }
  })
  return { keys, edits }
}

/** Puts a stage one step earlier or later among those of its type; undefined where it is the first or the last. */
export function stepStage(pipeline: PipelineDefinition, key: string, step: -1 | 1): Edit | undefined {
  const stage = pipeline.stages.find((each) => each.key === key)
  const same = pipeline.stages.filter(({ type }) => type === stage?.type)
  const at = same.findIndex((each) => each.key === key)
  const beside = same[at + step]
  if (!stage || !beside) return undefined
  return moveStage(pipeline, key, step < 0 ? beside.key : pipeline.stages[pipeline.stages.indexOf(beside) + 1]?.key)
}

export function moveStage(pipeline: PipelineDefinition, key: string, before: string | undefined): Edit {
  return { kind: 'move', path: stagePath(pipeline, key), before }
}

export interface NewTransition {
  readonly from: TransitionDefinition['from']
  readonly to: TransitionDefinition['to']
  readonly item?: Partial<TransitionDefinition>
}

/** A transition between stages, and the place it stands at. */
export function addTransition(
  pipeline: PipelineDefinition,
  { from, to, item }: NewTransition,
): { readonly path: string; readonly edits: Edit[] } {
  const target = typeof to === 'string' && to !== '*' ? to : 'any'
  const key = freeKey(
    `to_${target}`.slice(0, 44),
    (pipeline.transitions ?? []).map((each) => each.key),
  )
  return {
    path: transitionPath(pipeline, key),
    edits: [{ kind: 'add', path: `${pipelinePath(pipeline)}/transitions`, item: { key, from, to, ...item } }],
  }
}

/** What a transition is called: its own name, else the stages it leads between. */
export function transitionName(
  pipeline: PipelineDefinition,
  { label, from, to }: Pick<TransitionDefinition, 'label' | 'from' | 'to'>,
): Text {
  if (label !== undefined) return bothOf(label)
  const end = (keys: string | readonly string[]) => {
    if (keys === '*') return words.anyStage
    const names = [keys].flat().map((key) => bothOf(pipeline.stages.find((stage) => stage.key === key)?.label, key))
    return { en: names.map(({ en }) => en).join(', '), 'zh-CN': names.map((each) => each['zh-CN']).join('、') }
  }
  return filled(words.fromTo, { from: end(from), to: end(to) })
}
