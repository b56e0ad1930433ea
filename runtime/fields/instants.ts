// Moments as people write them: `2026-03-01 14:30` on the clock of the app's time zone. On the wire a moment is ISO 8601 in UTC with milliseconds and `Z`.
import { fail, ok, problem, type Result } from '../problem.ts'
import type { DateOrder } from './contract.ts'
import { readDate } from './dates.ts'
import { halfWidth, LONGEST_WRITTEN } from './numerals.ts'
import { quote } from './quote.ts'
import { momentsOf, offsetAt, offsetText, wallTime } from './time-zones.ts'

/** True for the canonical text of a moment of the years 0001 to 9999 UTC. */
export function isInstant(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text) || text.startsWith('0000')) return false
  const moment = Date.parse(text)
  return !Number.isNaN(moment) && new Date(moment).toISOString() === text
}

/**
 * Local time as `2026-03-01 14:30`, with seconds and milliseconds only where they are not zero, and with the offset only where
 * the clock shows the same time twice. Text that is no moment comes back as it is.
 */
export function formatInstant(text: string, timeZone: string): string {
  if (!isInstant(text)) return text
  const moment = Date.parse(text)
  const offset = offsetAt(moment, timeZone)
  const wall = moment + offset
  const local = new Date(wall).toISOString()
  if (!/^\d{4}-/.test(local) || local.startsWith('0000')) return text
  const tail = local.slice(16, 23)
  const shown = `${local.slice(0, 10)} ${local.slice(11, 16)}${tail === ':00.000' ? '' : tail.replace('.000', '')}`
  return momentsOf(wall, timeZone).length > 1 ? `${shown} ${offsetText(offset)}` : shown
}

const WRITTEN =
  /^(?<date>.+?)(?:(?:T|\s+|(?<=日))\s*(?<half>上午|下午)?\s*(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?\s*(?<meridiem>[AP]M)?\s*(?<zone>Z|[+-]\d{2}:?\d{2}(?::\d{2})?)?)?$/i

/**
 * A written moment in wire form; blank is null. Without an offset it is read on the clock of `timeZone`: the first of two moments
 * where the clock shows it twice, a problem where the clock skips it. A date alone is the first moment of that day.
 */
export function readInstant(written: string, order: DateOrder | undefined, timeZone: string): Result<string | null> {
  const text = halfWidth(written).trim()
  if (text === '') return ok(null)
  const match = text.length <= LONGEST_WRITTEN ? WRITTEN.exec(text) : null
  const parts = match?.groups ?? {}
  const date = readDate(parts.date ?? text, order)
  if (!date.ok) return date
  const [year = 0, month = 0, day = 0] = (date.value ?? '').split('-').map(Number)
  const hour = hourOf(parts)
  const [minute, second] = [Number(parts.minute ?? 0), Number(parts.second ?? 0)]
  const shown = quote(written)
  if (date.value === null || hour === undefined || minute > 59 || second > 59) {
    return fail(
      problem(
        '',
        'time_unreadable',
        `${shown} is not a time. Write it as 2026-03-01 14:30.`,
        `${shown} 不是时间。写成 2026-03-01 14:30 的形式。`,
      ),
    )
  }
  const wall = wallTime(year, month, day, hour, minute, second, Number((parts.fraction ?? '').padEnd(3, '0').slice(0, 3)))
  const moment = parts.zone ? wall - offsetOf(parts.zone) : (momentsOf(wall, timeZone)[0] ?? firstOfDay(parts, wall, timeZone))
  if (moment === undefined) {
    return fail(
      problem(
        '',
        'time_skipped',
        `${shown} does not exist in ${timeZone}: the clock is set forward over it. Write a time an hour earlier or later.`,
        `${shown} 在 ${timeZone} 不存在：时钟在此拨快。改为早一小时或晚一小时。`,
      ),
    )
  }
  const instant = new Date(moment).toISOString()
  if (isInstant(instant)) return ok(instant)
  return fail(
    problem(
      '',
      'time_range',
      `${shown} lies outside the years 1 to 9999. Correct the year.`,
      `${shown} 超出公元 1 年至 9999 年。更正年份。`,
    ),
  )
}

type Written = { readonly [part: string]: string | undefined }

function hourOf(parts: Written): number | undefined {
  const hour = Number(parts.hour ?? 0)
  const half = parts.half === '下午' ? 'PM' : parts.half === '上午' ? 'AM' : parts.meridiem?.toUpperCase()
  if (half === undefined) return hour <= 23 ? hour : undefined
  // 下午 14:30 is written too: the half of the day then says nothing new.
  if (hour > 12) return half === 'PM' && hour <= 23 ? hour : undefined
  return (hour % 12) + (half === 'PM' ? 12 : 0)
}

function offsetOf(zone: string): number {
  if (/^z$/i.test(zone)) return 0
  const digits = zone.slice(1).replace(/:/g, '').padEnd(6, '0')
  const seconds = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2, 4)) * 60 + Number(digits.slice(4, 6))
  return (zone.startsWith('-') ? -1 : 1) * seconds * 1000
}

/** Some clocks skip midnight; a date alone then begins with the first time they show. */
function firstOfDay(parts: Written, midnight: number, timeZone: string): number | undefined {
  if (parts.hour !== undefined) return undefined
  for (let minutes = 15; minutes <= 180; minutes += 15) {
    const moment = momentsOf(midnight + minutes * 60_000, timeZone)[0]
    if (moment !== undefined) return moment
  }
  return undefined
}
