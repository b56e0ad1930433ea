// What kind of move leads from one stage to another, by the order and types of the pipeline's stages.
import type { Pipeline } from '../definition/app.ts'

export type MoveKind = 'create' | 'advance' | 'skip' | 'regress' | 'lose' | 'win' | 'revive' | 'move' | 'import'

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
