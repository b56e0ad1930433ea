// A copy of a whole pipeline. Stages of one module have different keys, so the copy's stages get their own and everything in the copy names those.

import type { AppDefinition, PipelineDefinition, TransitionDefinition } from '../../runtime/definition/types.ts'
import { bothOf } from '../../runtime/label.ts'
import { freeKey } from '../editor/keys.ts'
import { words as common } from '../inspector/words.ts'
import { filled } from '../words/text.tsx'
import { takenStages } from './stage-edits.ts'

export function duplicatePipeline(definition: AppDefinition, pipeline: PipelineDefinition): PipelineDefinition {
  const key = freeKey(
    pipeline.key,
    (definition.pipelines ?? []).map((each) => each.key),
  )
  const taken = new Set(takenStages(definition, pipeline))
  const keys = new Map<string, string>()
  for (const stage of pipeline.stages) {
    const next = freeKey(stage.key, taken)
    taken.add(next)
    keys.set(stage.key, next)
  }
  const renamed = (own: string) => keys.get(own) ?? own
  const end = (written: TransitionDefinition['from']) => (typeof written === 'string' ? renamed(written) : written.map(renamed))
  return {
    ...pipeline,
    key,
    label: filled(common.copyOf, { name: bothOf(pipeline.label, pipeline.key) }),
    stages: pipeline.stages.map((stage) => ({ ...stage, key: renamed(stage.key) })),
    ...(pipeline.start ? { start: pipeline.start.map(renamed) } : {}),
    ...(pipeline.transitions
      ? { transitions: pipeline.transitions.map((transition) => ({ ...transition, from: end(transition.from), to: end(transition.to) })) }
      : {}),
  }
}
