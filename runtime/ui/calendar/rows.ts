// Where entries stand in a week of a month: one below the other without overlapping, as many as there is room for, the rest counted by day.
import { addDays, daysBetween } from './days.ts'
import type { Entry } from './entries.ts'

export interface Placed {
  readonly entry: Entry
  /** Line within the day, from 0. */
  readonly row: number
  /** First day of it in the week, 0 to 6, and how many days it covers there. */
  readonly column: number
  readonly length: number
  /** It began before this week, or goes on after it. */
  readonly continued: boolean
  readonly continues: boolean
}
export interface WeekRows {
  readonly placed: readonly Placed[]
  /** By day: entries there is no room for. */
  readonly hidden: readonly number[]
}

/** `entries` in order; `room`: lines there is room for, of which the last says how many more there are where not all fit. */
export function weekRows(entries: readonly Entry[], monday: string, room: number): WeekRows {
  const sunday = addDays(monday, 6)
  const ends: number[] = []
  const all = entries
    .filter((entry) => entry.from <= sunday && entry.to >= monday)
    .map((entry): Placed => {
      const column = Math.max(0, daysBetween(monday, entry.from))
      const last = Math.min(6, daysBetween(monday, entry.to))
      let row = ends.findIndex((end) => end < column)
      if (row < 0) row = ends.length
      ends[row] = last
      return { entry, row, column, length: last - column + 1, continued: entry.from < monday, continues: entry.to > sunday }
    })
  const days = [0, 1, 2, 3, 4, 5, 6]
  const over = days.map((day) => all.some((each) => covers(each, day) && each.row >= room))
  const shown = all.filter((each) => each.row < room - 1 || (each.row < room && !days.some((day) => covers(each, day) && over[day])))
  const hidden = days.map((day) => all.filter((each) => covers(each, day) && !shown.includes(each)).length)
  return { placed: shown, hidden }
}

function covers({ column, length }: Placed, day: number): boolean {
  return column <= day && day < column + length
}

export interface Timed {
  readonly entry: Entry
  readonly begins: number
  readonly ends: number
  /** Which of `columns` it stands in beside others at the same time. */
  readonly column: number
  readonly columns: number
}

/** Entries of one day beside each other where their times overlap. */
export function dayColumns(entries: readonly Entry[]): Timed[] {
  const sorted = entries.toSorted((a, b) => (a.begins ?? 0) - (b.begins ?? 0) || (b.ends ?? 0) - (a.ends ?? 0))
  const out: Timed[] = []
  let group: { entry: Entry; begins: number; ends: number; column: number }[] = []
  let reach = -1
  const close = () => {
    const columns = Math.max(0, ...group.map(({ column }) => column + 1))
    out.push(...group.map((each) => ({ ...each, columns })))
    group = []
  }
  for (const entry of sorted) {
    const begins = entry.begins ?? 0
    const ends = Math.max(begins + LEAST, entry.ends ?? 0)
    if (begins >= reach) close()
    const taken = new Set(group.filter((each) => each.ends > begins).map(({ column }) => column))
    let column = 0
    while (taken.has(column)) column += 1
    group.push({ entry, begins, ends, column })
    reach = Math.max(group.length === 1 ? -1 : reach, ends)
  }
  close()
  return out
}

/** Minutes that an entry takes on screen at least. */
const LEAST = 30
