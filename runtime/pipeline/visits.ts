// What kind of move leads from one stage to another, by the order and types of the pipeline's stages.
import type { Module, Pipeline, Stage } from '../definition/app.ts'
import type { MoveKind } from '../definition/move-kind.ts'

/** The pipeline and the stage a stage key of the module means; undefined where the module has it no more. */
export function stageOf(module: Module, key: unknown): { readonly pipeline: Pipeline; readonly stage: Stage } | undefined {
  for (const pipeline of module.pipelines) {
    const stage = pipeline.stage.get(String(key))
    if (stage) return { pipeline, stage }
  }
  return undefined
}

/** All stages of a module, pipeline by pipeline. */
export function stagesOf(module: Module): readonly Stage[] {
  return module.pipelines.flatMap((pipeline) => pipeline.stages)
}

/** The kind of a move between two stages of `pipeline`; `from` undefined is a new record. A stage the pipeline has no more counts as unranked. */
export function moveKind(pipeline: Pipeline, from: string | undefined, to: string): MoveKind {
  if (from === undefined) return 'create'
  const before = pipeline.stage.get(from)
  const after = pipeline.stage.get(to)
  if (!after) throw new Error(`pipeline ${pipeline.key} has no stage ${to}`)
  if (after.type === 'won') return 'win'
  if (after.type === 'lost') return 'lose'
  if (before?.type === 'lost') return 'revive'
  if (before?.rank === undefined || after.rank === undefined) return 'move'
  if (after.rank < before.rank) return 'regress'
  return after.rank === before.rank + 1 ? 'advance' : 'skip'
}
