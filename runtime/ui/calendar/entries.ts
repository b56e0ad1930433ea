// Records as they stand in a calendar: on which days, and at what time of the day where they have one.
import type { Module } from '../../definition/app.ts'
import { localDate } from '../../expression/dates.ts'
import { fromRows, type Row, type RowGroup } from '../../expression/rows.ts'
import { offsetAt } from '../../fields/time-zones.ts'
import type { ShownMember } from '../data/members.ts'
import type { RecordData } from '../data/shapes.ts'
import { addDays, daysBetween, momentOf, type Span } from './days.ts'

export interface CalendarMembers {
  readonly date: ShownMember
  readonly until: ShownMember | undefined
  /** Whose days and hours they are. */
  readonly timeZone: string
}

export interface Entry {
  readonly record: RecordData
  readonly from: string
  readonly to: string
  /** Minutes after midnight on the first and the last day; undefined for days without a time. */
  readonly begins: number | undefined
  readonly ends: number | undefined
}

const MINUTE = 60_000
const DAY_MINUTES = 1440
/** What has no end takes this long on screen. */
export const SHORT = 30

export function hasTime({ date }: CalendarMembers): boolean {
  return date.storage.kind === 'instant'
}

export function entryOf(record: RecordData, members: CalendarMembers): Entry | undefined {
  const begin = record[members.date.name]
  const end = members.until && record[members.until.name]
  if (typeof begin !== 'string') return undefined
  if (!hasTime(members)) {
    const to = typeof end === 'string' && end > begin ? end : begin
    return { record, from: begin, to, begins: undefined, ends: undefined }
  }
  const first = wallOf(begin, members.timeZone)
  if (!first) return undefined
  const last = typeof end === 'string' && end > begin ? wallOf(end, members.timeZone) : undefined
  if (!last) return { record, from: first.day, to: first.day, begins: first.minutes, ends: Math.min(first.minutes + SHORT, DAY_MINUTES) }
  // What ends at midnight does not reach into the day that begins then.
  const atMidnight = last.minutes === 0 && last.day > first.day
  const [to, ends] = atMidnight ? [addDays(last.day, -1), DAY_MINUTES] : [last.day, last.minutes]
  return { record, from: first.day, to, begins: first.minutes, ends }
}

function wallOf(instant: string, timeZone: string): { day: string; minutes: number } | undefined {
  const moment = Date.parse(instant)
  const day = localDate(moment, timeZone)
  if (day === null) return undefined
  const wall = moment + offsetAt(moment, timeZone)
  return { day, minutes: Math.floor(wall / MINUTE) - Math.floor(wall / (DAY_MINUTES * MINUTE)) * DAY_MINUTES }
}

/** The condition of all records that stand on any day of the span. */
export function spanCondition(module: Module, members: CalendarMembers, { from, to }: Span): string {
  const { date, until, timeZone } = members
  const timed = hasTime(members)
  const wire = (day: string) => (timed ? new Date(momentOf(day, 0, timeZone)).toISOString() : day)
  const before: Row = timed
    ? { path: date.name, operator: 'lt', value: wire(addDays(to, 1)) }
    : { path: date.name, operator: 'le', value: to }
  const after: Row = { path: date.name, operator: 'ge', value: wire(from) }
  // What ends with the first moment of a day does not stand on it.
  const reaches: Row | undefined = until && { path: until.name, operator: timed ? 'gt' : 'ge', value: wire(from) }
  const group: RowGroup = { join: 'and', rows: [before, reaches ? { join: 'or', rows: [after, reaches] } : after] }
  return fromRows(group, module.shape)
}

/** What is written so that the entry begins on another day, at another time where one is given; it stays as long as it is. */
export function movedTo(entry: Entry, members: CalendarMembers, day: string, minutes?: number): Record<string, unknown> {
  const { date, until, timeZone } = members
  const { record } = entry
  const begin = String(record[date.name])
  const end = until && record[until.name]
  if (!hasTime(members)) {
    const by = daysBetween(entry.from, day)
    return { [date.name]: day, ...(until && typeof end === 'string' ? { [until.name]: addDays(end, by) } : {}) }
  }
  // Seconds nobody sees are kept, so that moving back and forth changes nothing.
  const rest = Date.parse(begin) % MINUTE
  const moment = momentOf(day, minutes ?? entry.begins ?? 0, timeZone) + rest
  const length = typeof end === 'string' ? Date.parse(end) - Date.parse(begin) : 0
  return {
    [date.name]: new Date(moment).toISOString(),
    ...(until && typeof end === 'string' ? { [until.name]: new Date(moment + length).toISOString() } : {}),
  }
}

export function inOrder(entries: readonly Entry[]): Entry[] {
  const longer = (entry: Entry) => daysBetween(entry.from, entry.to)
  return entries.toSorted(
    (a, b) =>
      (a.from < b.from ? -1 : a.from > b.from ? 1 : 0) ||
      longer(b) - longer(a) ||
      (a.begins ?? -1) - (b.begins ?? -1) ||
      (a.record._id < b.record._id ? -1 : 1),
  )
}
