// An arrangement by the transitions instead of the order: stages that lead to each other stand in columns.
import type { PipelineDefinition } from '../../runtime/definition/types.ts'
import type { Point } from '../canvas/rounded-path.ts'
import { STAGE } from './layout.ts'
import { inRankOrder } from './stage-edits.ts'

export async function arrangedByMoves(pipeline: PipelineDefinition): Promise<Map<string, Point>> {
  const { graphlib, layout } = await import('@dagrejs/dagre')
  const graph = new graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: 56, ranksep: 96 })
  graph.setDefaultEdgeLabel(() => ({}))
  const ordered = inRankOrder(pipeline.stages)
  const order = new Map(ordered.map(({ key }, index) => [key, index]))
  for (const { key } of ordered) graph.setNode(key, { ...STAGE })
  const ends = (written: string | readonly string[]) => [written].flat().filter((key) => order.has(key))
  for (const { from, to } of pipeline.transitions ?? []) {
    // Ways back would turn the whole drawing round.
    for (const source of ends(from))
      for (const target of ends(to)) if (order.get(source)! < order.get(target)!) graph.setEdge(source, target)
  }
  // A stage that no transition names follows the one before it.
  ordered.forEach(({ key, type }, index) => {
    const before = ordered[index - 1]
    const alone = (graph.inEdges(key) ?? []).length === 0
    if (before && alone) graph.setEdge(type === 'lost' ? ordered[0]!.key : before.key, key)
  })
  layout(graph)
  return new Map(
    ordered.map(({ key }) => {
      const { x = 0, y = 0 } = graph.node(key) as { x?: number; y?: number }
      return [key, { x: Math.round(x - STAGE.width / 2), y: Math.round(y - STAGE.height / 2) }]
    }),
  )
}
