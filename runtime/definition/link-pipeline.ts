// A pipeline linked: stages by key, ranks in the order of the list (open stages first, won after all of them, lost without rank), limits in milliseconds.
import type { Pipeline, Stage } from './app.ts'
import type { PipelineDefinition } from './types.ts'

const HOUR = 3_600_000
const UNITS: Readonly<Record<string, number>> = { h: HOUR, d: 24 * HOUR, w: 7 * 24 * HOUR }

/** `12h`, `10d`, `2w` in milliseconds. */
export function durationOf(text: string): number {
  return Number(text.slice(0, -1)) * UNITS[text.slice(-1)]!
}

export function linkPipeline(pipeline: PipelineDefinition): Pipeline {
  const open = pipeline.stages.filter((stage) => stage.type === 'open')
  const stages = pipeline.stages.map(
    (stage): Stage => ({
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
    }),
  )
  return {
    key: pipeline.key,
    label: pipeline.label ?? pipeline.key,
    module: pipeline.module,
    stages,
    stage: new Map(stages.map((stage) => [stage.key, stage])),
    groups: (pipeline.groups ?? []).map(({ key, label }) => ({ key, label: label ?? key })),
  }
}
