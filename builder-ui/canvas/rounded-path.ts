// Lines of canvases: a way along right angles with rounded corners, as an SVG path.
export interface Point {
  readonly x: number
  readonly y: number
}

export function roundedPath(points: readonly Point[], radius = 10): string {
  const way = points.filter((point, index) => index === 0 || !samePlace(point, points[index - 1]!))
  const first = way[0]
  if (!first) return ''
  const parts = [`M${first.x} ${first.y}`]
  for (let index = 1; index < way.length - 1; index += 1) {
    const [before, corner, after] = [way[index - 1]!, way[index]!, way[index + 1]!]
    const room = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2)
    const [enter, leave] = [towards(corner, before, room), towards(corner, after, room)]
    parts.push(`L${enter.x} ${enter.y}Q${corner.x} ${corner.y} ${leave.x} ${leave.y}`)
  }
  const last = way.at(-1)!
  if (way.length > 1) parts.push(`L${last.x} ${last.y}`)
  return parts.join('')
}

function samePlace(left: Point, right: Point): boolean {
  return Math.abs(left.x - right.x) < 0.5 && Math.abs(left.y - right.y) < 0.5
}
function distance(left: Point, right: Point): number {
  return Math.hypot(right.x - left.x, right.y - left.y)
}
function towards(from: Point, to: Point, by: number): Point {
  const whole = distance(from, to) || 1
  return { x: from.x + ((to.x - from.x) * by) / whole, y: from.y + ((to.y - from.y) * by) / whole }
}
