// Days of a calendar: which of them a month, a week or a list shows, and how one goes from one to the next. Days are `YYYY-MM-DD`; weeks begin on Monday.
import { dateOfDay, dayNumber, startOf } from '../../expression/dates.ts'
import { momentsOf, wallTime } from '../../fields/time-zones.ts'

export type Mode = 'month' | 'week' | 'list'

/** Both ends belong to it. */
export interface Span {
  readonly from: string
  readonly to: string
}

export function addDays(day: string, by: number): string {
  return dateOfDay(dayNumber(day) + by) ?? day
}

/** Days from one to the other; negative where the other is before it. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

function lastOfMonth(day: string): string {
  const first = startOf('month', day)
  const next = startOf('month', addDays(first, 31))
  return addDays(next, -1)
}

/** What is shown around a day: whole weeks in a month, one week, or the days of the month in a list. */
export function spanOf(mode: Mode, day: string): Span {
  if (mode === 'week') {
    const from = startOf('week', day)
    return { from, to: addDays(from, 6) }
  }
  const [first, last] = [startOf('month', day), lastOfMonth(day)]
  if (mode === 'list') return { from: first, to: last }
  return { from: startOf('week', first), to: addDays(startOf('week', last), 6) }
}

export function weeksOf({ from, to }: Span): string[][] {
  const weeks = (daysBetween(from, to) + 1) / 7
  return Array.from({ length: weeks }, (_, week) => Array.from({ length: 7 }, (_, day) => addDays(from, week * 7 + day)))
}

/** The same day one month or week on or back; the last day of a month that is shorter. */
export function stepped(mode: Mode, day: string, by: 1 | -1): string {
  if (mode === 'week') return addDays(day, 7 * by)
  const first = startOf('month', day)
  const other = by > 0 ? startOf('month', addDays(first, 31)) : startOf('month', addDays(first, -1))
  const last = lastOfMonth(other)
  const wanted = addDays(other, Number(day.slice(8)) - 1)
  return wanted < last ? wanted : last
}

/** The moment at which the clock of the zone shows so many minutes after midnight of the day; the first one after it where the clock skips that time. */
export function momentOf(day: string, minutes: number, timeZone: string): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  for (let skipped = 0; skipped <= 180; skipped += 15) {
    const moment = momentsOf(wallTime(year, month, date, 0, minutes + skipped), timeZone)[0]
    if (moment !== undefined) return moment
  }
  return wallTime(year, month, date, 0, minutes)
}
