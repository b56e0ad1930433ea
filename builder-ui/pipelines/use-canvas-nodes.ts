// The nodes of the canvas as they are drawn: what the model says, what was measured, and what somebody is dragging just now.
import { useCallback, useState } from 'react'
import type { Box } from '../canvas/guides.ts'
import type { Point } from '../canvas/rounded-path.ts'
import type { CanvasModel, CanvasNode } from './canvas-model.ts'
import { STAGE } from './layout.ts'

type SetNodes = (update: (now: CanvasNode[]) => CanvasNode[]) => void

/** The nodes as they are drawn: those of the model, with what was measured, and moved along while somebody drags. */
export function useNodes(model: CanvasModel): readonly [CanvasNode[], SetNodes] {
  const [held, setHeld] = useState({ model, nodes: [...model.nodes] })
  let nodes = held.nodes
  if (held.model !== model) {
    const measured = new Map(held.nodes.map((node) => [node.id, node]))
    nodes = model.nodes.map((node) => {
      const before = measured.get(node.id)
      if (before && sameNode(before, node)) return before
      return before?.measured ? ({ ...node, measured: before.measured } as CanvasNode) : node
    })
    setHeld({ model, nodes })
  }
  const setNodes = useCallback<SetNodes>((update) => setHeld((now) => ({ ...now, nodes: update(now.nodes) })), [])
  return [nodes, setNodes]
}

function sameNode(left: CanvasNode, right: CanvasNode): boolean {
  return (
    left.data === right.data &&
    left.selected === right.selected &&
    left.parentId === right.parentId &&
    left.width === right.width &&
    left.height === right.height &&
    left.position.x === right.position.x &&
    left.position.y === right.position.y
  )
}

/** Where a node is on the canvas, not in its group. */
export function boxOf(nodes: readonly CanvasNode[], id: string, position: Point): Box | undefined {
  const node = nodes.find((each) => each.id === id)
  if (!node) return undefined
  const parent = nodes.find((each) => each.id === node.parentId)
  const { width = STAGE.width, height = STAGE.height } = node
  return { x: position.x + (parent?.position.x ?? 0), y: position.y + (parent?.position.y ?? 0), width, height }
}

export function othersOf(nodes: readonly CanvasNode[], id: string): Box[] {
  return nodes.flatMap((node) =>
    node.type === 'stage' && node.id !== id && node.parentId !== id ? (boxOf(nodes, node.id, node.position) ?? []) : [],
  )
}
