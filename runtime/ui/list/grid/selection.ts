// Where one is in a grid: the active cell, and the range that reaches from it to another cell. Rows and columns count from 0; the heads are row -1.

export interface Place {
  readonly row: number
  readonly col: number
}
export interface Selection {
  readonly active: Place
  /** The corner opposite to the active cell; the same where one cell is chosen. */
  readonly to: Place
}
export interface Range {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}
export interface Size {
  readonly rows: number
  readonly cols: number
}

export const HEADS = -1

export function at(row: number, col: number): Selection {
  return { active: { row, col }, to: { row, col } }
}

export function rangeOf({ active, to }: Selection): Range {
  return {
    top: Math.min(active.row, to.row),
    bottom: Math.max(active.row, to.row),
    left: Math.min(active.col, to.col),
    right: Math.max(active.col, to.col),
  }
}

export function isRange({ active, to }: Selection): boolean {
  return active.row !== to.row || active.col !== to.col
}

export function holds(range: Range, row: number, col: number): boolean {
  return row >= range.top && row <= range.bottom && col >= range.left && col <= range.right
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value))
}

/** A place inside the grid; the grid has at least one column. */
export function within(place: Place, size: Size, least = 0): Place {
  return { row: clamp(place.row, least, Math.max(size.rows - 1, least)), col: clamp(place.col, 0, Math.max(size.cols - 1, 0)) }
}

/** The selection inside a grid that may have become smaller. */
export function fitted(selection: Selection, size: Size): Selection {
  const least = selection.active.row === HEADS ? HEADS : 0
  return { active: within(selection.active, size, least), to: within(selection.to, size, least) }
}

/** Moves the active cell; with `extend` the other corner moves and the active cell stays. Heads are reached from the first row, and never part of a range. */
export function step(selection: Selection, rows: number, cols: number, size: Size, extend: boolean): Selection {
  const from = extend ? selection.to : selection.active
  const next = within({ row: from.row + rows, col: from.col + cols }, size, extend ? 0 : HEADS)
  return extend ? { active: selection.active, to: next } : { active: next, to: next }
}

/** The next cell in reading order; undefined beyond the ends, where Tab leaves the grid. */
export function tab({ active }: Selection, back: boolean, size: Size): Selection | undefined {
  const index = active.row * size.cols + active.col + (back ? -1 : 1)
  if (index < 0 || index >= size.rows * size.cols) return undefined
  return at(Math.floor(index / size.cols), index % size.cols)
}
