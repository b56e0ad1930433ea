// A relation on the map: a line from the side of one box to the nearest side of the other, with the name of its field, which opens it.
import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getBezierPath, Position, useInternalNode } from '@xyflow/react'
import { textOf } from '../../../runtime/label.ts'
import { useLocale } from '../../../runtime/ui/words/words.tsx'
import { useTell } from '../../words/text.tsx'
import { words } from '../words.ts'
import { heightOf, type Position as Point, type Relation, type Way, WIDTH } from './graph.ts'
import classes from './Map.module.css'
import type { ModuleNodeData } from './ModuleNode.tsx'
import { useMapActions } from './map-context.ts'

export type RelationLine = Edge<{ readonly relation: Relation; readonly way: Way | undefined }, 'relation'>

/** Pixels between lines of the same two boxes. */
const APART = 30

export function RelationEdge({ id, source, target, data, markerEnd }: EdgeProps<RelationLine>) {
  const tell = useTell()
  const locale = useLocale()
  const map = useMapActions()
  const from = useInternalNode(source)
  const to = useInternalNode(target)
  if (!from || !to || !data) return null
  const { relation, way } = data
  const name = (node: typeof from) => {
    const { module } = node.data as ModuleNodeData
    return textOf(module.label, locale, module.key)
  }
  const boxOf = (node: typeof from) => ({
    ...node.internals.positionAbsolute,
    width: WIDTH,
    height: heightOf((node.data as ModuleNodeData).module),
  })
  const [path, x, y] = way
    ? ([smooth(way.points), way.label.x, way.label.y] as const)
    : wayBetween(boxOf(from), boxOf(to), (relation.index - (relation.count - 1) / 2) * APART, source === target)
  const label = textOf(relation.field.label, locale, relation.field.key)
  return (
    <>
      <BaseEdge id={id} path={path} {...(markerEnd === undefined ? {} : { markerEnd })} className={classes.line} />
      <EdgeLabelRenderer>
        <button
          type="button"
          className={`${classes.lineName} nodrag nopan`}
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          aria-label={tell(words.edge, { name: label, from: name(from), to: name(to) })}
          onClick={() => map.open(relation.from, relation.field.key)}
        >
          {label}
        </button>
      </EdgeLabelRenderer>
    </>
  )
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** A smooth line along the points: straight to the middle between two, round at each. */
function smooth(points: readonly Point[]): string {
  const [first, ...rest] = points
  const last = rest.at(-1)
  if (!first || !last) return ''
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1]!
    return `Q ${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`
  })
  return [`M ${first.x} ${first.y}`, ...bends, `L ${last.x} ${last.y}`].join(' ')
}

/** The path from box to box, and where its name stands. */
function wayBetween(from: Box, to: Box, aside: number, self: boolean): readonly [string, number, number] {
  if (self) {
    const [x, y] = [from.x + from.width, from.y + 20 + Math.abs(aside)]
    return [`M ${x} ${y} C ${x + 72} ${y}, ${x + 72} ${y + 48}, ${x} ${y + 48}`, x + 54, y + 24]
  }
  const [middle, other] = [centre(from), centre(to)]
  const besides = Math.abs(other.x - middle.x) > (from.width + to.width) / 2
  const start = besides ? (other.x > middle.x ? Position.Right : Position.Left) : other.y > middle.y ? Position.Bottom : Position.Top
  const end = {
    [Position.Right]: Position.Left,
    [Position.Left]: Position.Right,
    [Position.Bottom]: Position.Top,
    [Position.Top]: Position.Bottom,
  }[start]
  const [a, b] = [sideOf(from, start, aside), sideOf(to, end, aside)]
  const [path, x, y] = getBezierPath({ sourceX: a.x, sourceY: a.y, sourcePosition: start, targetX: b.x, targetY: b.y, targetPosition: end })
  return [path, x, y]
}

function centre({ x, y, width, height }: Box) {
  return { x: x + width / 2, y: y + height / 2 }
}

/** The middle of a side, moved along it. */
function sideOf(box: Box, side: Position, aside: number) {
  const { x, y } = centre(box)
  const within = (room: number) => Math.max(-room / 2 + 8, Math.min(room / 2 - 8, aside))
  switch (side) {
    case Position.Left:
      return { x: box.x, y: y + within(box.height) }
    case Position.Right:
      return { x: box.x + box.width, y: y + within(box.height) }
    case Position.Top:
      return { x: x + within(box.width), y: box.y }
    case Position.Bottom:
      return { x: x + within(box.width), y: box.y + box.height }
  }
}
