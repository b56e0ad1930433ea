// Times of sample data, counted from the day it is loaded: `-12d` is a day, `-12d 14:05` a moment of that day on the clock of the app, `-40m` a number
// of minutes from now, on a multiple of five. So boards look alive whenever somebody starts.
import { momentsOf, offsetAt } from '../../runtime/fields/time-zones.ts'

export interface Clock {
  /** Epoch milliseconds. */
  readonly now: number
  readonly timeZone: string
}

const MINUTE = 60_000
const FIVE = 5 * MINUTE
const DAY = 24 * 60 * MINUTE
const DATE = /^([+-]\d{1,4})d$/
const MOMENT = /^(?:([+-]\d{1,4})d ([01]\d|2[0-3]):([0-5]\d)|([+-]\d{1,5})m)$/
const PAST = /^-/

/** `2026-03-01` of `-12d`; undefined where the text is no such day. */
export function dateOf(text: unknown, clock: Clock): string | undefined {
  const match = typeof text === 'string' ? DATE.exec(text) : null
  return match ? new Date((today(clock) + Number(match[1])) * DAY).toISOString().slice(0, 10) : undefined
}

/** Epoch milliseconds of `-12d 14:05` or `-40m`; undefined where the text is no such moment. */
export function momentOf(text: unknown, clock: Clock): number | undefined {
  const match = typeof text === 'string' ? MOMENT.exec(text) : null
  if (!match) return undefined
  const [, days, hour, minute, minutes] = match
  if (minutes !== undefined) return Math.floor((clock.now + Number(minutes) * MINUTE) / FIVE) * FIVE
  const wall = (today(clock) + Number(days)) * DAY + (Number(hour) * 60 + Number(minute)) * MINUTE
  // Where the clock skips that time, the hour before is meant.
  return momentsOf(wall, clock.timeZone)[0] ?? wall - offsetAt(wall, clock.timeZone)
}

/** Whether the text is a moment before the time of loading, whatever that is. */
export function isPast(text: unknown): boolean {
  return typeof text === 'string' && MOMENT.test(text) && PAST.test(text)
}

/** Days since 1970 on the wall calendar of the app. */
function today({ now, timeZone }: Clock): number {
  return Math.floor((now + offsetAt(now, timeZone)) / DAY)
}
