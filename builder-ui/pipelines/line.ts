// The way of a transition's line and the place of its label, from where its ends are now.
import { type Point, roundedPath } from '../canvas/rounded-path.ts'
import { labelRoom, type Route, STAGE, STUB } from './layout.ts'

export interface Line {
  readonly path: string
  /** Where the label stands, by which of its parts, and how wide it may be. */
  readonly label: Point
  readonly anchor: 'start' | 'middle' | 'end'
  readonly room: number
}

/** From the side of a stage to where its line turns. */
const TURN = 16
const INSET = 16

/** `source` is the upper left corner of the stage the line leaves, `target` that of the one it arrives at. */
export function lineOf(route: Route, source: Point, target: Point): Line {
  const lane = route.lane ?? straightLane(route, source, target)
  const start = route.from === undefined ? [] : leaving(route, source, lane)
  const end = route.to === undefined ? [] : arriving(route, target, lane)
  const points = [...start, ...end]
  if (route.from === undefined) points.unshift({ x: end[0]!.x - STUB, y: lane })
  if (route.to === undefined) points.push({ x: start.at(-1)!.x + (route.side === 'above' ? STUB : -STUB), y: lane })
  const along = points.filter(({ y }) => y === lane).map(({ x }) => x)
  const [left, right] = [Math.min(...along), Math.max(...along)]
  const path = roundedPath(points)
  // The label of a line to or from any stage stands at its open end.
  if (route.from === undefined) return { path, label: { x: left, y: lane }, anchor: 'start', room: STUB - 28 }
  if (route.to === undefined)
    return {
      path,
      label: { x: route.side === 'above' ? right : left, y: lane },
      anchor: route.side === 'above' ? 'end' : 'start',
      room: STUB - 28,
    }
  const at = route.label ?? { x: (left + right) / 2, room: labelRoom(right - left) }
  return { path, label: { x: at.x, y: lane }, anchor: 'middle', room: at.room }
}

function leaving({ leaves, side, besideFrom }: Route, { x, y }: Point, lane: number): Point[] {
  if (besideFrom) {
    const height = within(lane, y)
    return [
      { x, y: height },
      { x: x - TURN, y: height },
      { x: x - TURN, y: lane },
    ]
  }
  const middle = x + STAGE.width / 2 + leaves
  return [
    { x: middle, y: side === 'above' ? y : y + STAGE.height },
    { x: middle, y: lane },
  ]
}

function arriving({ arrives, side, besideTo }: Route, { x, y }: Point, lane: number): Point[] {
  if (besideTo) {
    const height = within(lane, y)
    return [
      { x: x - TURN, y: lane },
      { x: x - TURN, y: height },
      { x, y: height },
    ]
  }
  const middle = x + STAGE.width / 2 + arrives
  return [
    { x: middle, y: lane },
    { x: middle, y: side === 'above' ? y : y + STAGE.height },
  ]
}

function within(lane: number, top: number): number {
  return Math.max(top + INSET, Math.min(lane, top + STAGE.height - INSET))
}

/** Beside stages that were moved by hand: just over the upper, or under the lower of the two. */
function straightLane({ from, to, side }: Route, source: Point, target: Point): number {
  const tops = [...(from === undefined ? [] : [source.y]), ...(to === undefined ? [] : [target.y])]
  return side === 'above' ? Math.min(...tops) - 44 : Math.max(...tops) + STAGE.height + 34
}
