// Calendar arithmetic without a library: dates are `YYYY-MM-DD` of the proleptic Gregorian calendar, years 1 to 9999; instants are epoch milliseconds.
import type { Unit } from './ast.ts'

export const DAY = 86_400_000
export const HOUR = 3_600_000
/** 0001-01-01 and 9999-12-31 as days since 1970-01-01: results outside are null. */
export const MIN_DAY = -719_162
export const MAX_DAY = 2_932_896
export const MIN_INSTANT = MIN_DAY * DAY
export const MAX_INSTANT = (MAX_DAY + 1) * DAY - 1
/** Instants that have a date in every time zone. */
export const MIN_DATED = MIN_INSTANT + DAY
export const MAX_DATED = MAX_INSTANT - DAY

/** Days since 1970-01-01. */
export function dayNumber(date: string): number {
  return daysFromCivil(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)))
}

function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** The date of a day number, or null outside years 1 to 9999. */
export function dateOfDay(number: number): string | null {
  if (number < MIN_DAY || number > MAX_DAY) return null
  const z = number + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const m = Math.floor((5 * dayOfYear + 2) / 153)
  const month = m < 10 ? m + 3 : m - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfYear - Math.floor((153 * m + 2) / 5) + 1, 2)}`
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}

/** Whether the text is a real date in years 1 to 9999. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const [year, month, day] = [twoDigits(text, 0) * 100 + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8)]
  if (year === 0 || month === 0 || month > 12 || day === 0) return false
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= (month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31)
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 0x30) * 10 + text.charCodeAt(at + 1) - 0x30
}

/** Epoch milliseconds of an ISO 8601 text with zone (`Z` or `+08:00`), or null. */
export function parseInstant(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text) || !isDate(text.slice(0, 10))) return null
  const value = Date.parse(text)
  return Number.isFinite(value) ? inInstantRange(value) : null
}

/** The instant itself, or null outside years 1 to 9999. */
export function inInstantRange(value: number): number | null {
  return value >= MIN_INSTANT && value <= MAX_INSTANT ? value : null
}

/** The first day of the week (Monday), month, quarter or year that `date` lies in. */
export function startOf(unit: Unit, date: string): string {
  const [year, month] = [date.slice(0, 4), Number(date.slice(5, 7))]
  if (unit === 'year') return `${year}-01-01`
  if (unit === 'month') return `${year}-${pad(month, 2)}-01`
  if (unit === 'quarter') return `${year}-${pad(month - ((month - 1) % 3), 2)}-01`
  const day = dayNumber(date)
  // 1970-01-01 was a Thursday, the fourth day of its week.
  return dateOfDay(day - ((((day + 3) % 7) + 7) % 7)) ?? date
}

const UNIT_MILLISECONDS = { w: 7 * DAY, d: DAY, h: HOUR, m: 60_000 } as const
/** About a century: keeps every sum of durations exact. */
export const MAX_DURATION = 36_525 * DAY

/** Milliseconds of `720h`, `3d`, `2w`, `1d12h` (whole weeks, days, hours, minutes; an optional `-` in front), or null. */
export function parseDuration(text: string): number | null {
  if (!/^-?(\d{1,9}[wdhm])+$/.test(text)) return null
  let total = 0
  for (const [, count, unit] of text.matchAll(/(\d+)([wdhm])/g)) total += Number(count) * UNIT_MILLISECONDS[unit as 'w']
  if (total > MAX_DURATION) return null
  return text.startsWith('-') ? 0 - total : total
}

interface Zone {
  readonly format: Intl.DateTimeFormat
  /** Offset in milliseconds of each UTC day on which it does not change; null where it changes. */
  readonly days: Map<number, number | null>
}
const zones = new Map<string, Zone>()
const REMEMBERED_DAYS = 20_000

/** The calendar date of an instant in an IANA time zone; null where the date may lie outside years 1 to 9999. Throws a RangeError for an unknown zone. */
export function localDate(instant: number, timeZone: string): string | null {
  if (!(instant >= MIN_DATED && instant <= MAX_DATED)) return null
  return dateOfDay(Math.floor((instant + offsetAt(instant, timeZone)) / DAY))
}

// Intl costs microseconds a call; offsets are remembered per UTC day so that a scan over many rows asks only a few hundred times.
function offsetAt(instant: number, timeZone: string): number {
  const zone = zoneOf(timeZone)
  const day = Math.floor(instant / DAY)
  let offset = zone.days.get(day)
  if (offset === undefined) {
    const start = readOffset(zone.format, day * DAY)
    offset = start === readOffset(zone.format, (day + 1) * DAY) ? start : null
    if (zone.days.size >= REMEMBERED_DAYS) zone.days.clear()
    zone.days.set(day, offset)
  }
  return offset ?? readOffset(zone.format, instant)
}

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone)
  if (!zone) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    zone = { format, days: new Map() }
    zones.set(timeZone, zone)
  }
  return zone
}

function readOffset(format: Intl.DateTimeFormat, instant: number): number {
  const second = Math.floor(instant / 1000)
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, sec = 0] = format
    .format(second * 1000)
    .split(/\D+/)
    .map(Number)
  return (daysFromCivil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + sec - second) * 1000
}
