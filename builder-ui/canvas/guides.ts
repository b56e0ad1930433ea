// Helper lines of canvases: where an edge or the middle of what is dragged comes close to that of something else, it is drawn there and snaps to it.
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Aligned {
  /** Where the dragged box goes. */
  readonly x: number
  readonly y: number
  /** The lines it meets; undefined where it meets none. */
  readonly vertical: number | undefined
  readonly horizontal: number | undefined
}

/** How close, in pixels of the canvas, counts as meeting. */
const REACH = 6

export function aligned(moving: Box, others: readonly Box[]): Aligned {
  const along = nearest(
    [0, moving.width / 2, moving.width],
    moving.x,
    others.map((box) => [box.x, box.x + box.width / 2, box.x + box.width]),
  )
  const across = nearest(
    [0, moving.height / 2, moving.height],
    moving.y,
    others.map((box) => [box.y, box.y + box.height / 2, box.y + box.height]),
  )
  return { x: along?.start ?? moving.x, y: across?.start ?? moving.y, vertical: along?.line, horizontal: across?.line }
}

/** The nearest line that an offset of the moving thing meets: left with left, middle with middle, right with right. */
function nearest(offsets: readonly number[], start: number, lines: readonly (readonly number[])[]) {
  let best: { readonly start: number; readonly line: number; readonly off: number } | undefined
  for (const of of lines) {
    for (const [index, line] of of.entries()) {
      const off = Math.abs(start + offsets[index]! - line)
      if (off <= REACH && (!best || off < best.off)) best = { start: line - offsets[index]!, line, off }
    }
  }
  return best
}
