// What each call does to values that are not null. Numbers settle to finite doubles, dates and instants to years 1 to 9999, or become null.
import { decay, lower, matches, round, settle, sizeOfText, upper } from './arithmetic.ts'
import type { CallName } from './ast.ts'
import { DAY, dateOfDay, dayNumber, HOUR, inInstantRange, localDate } from './dates.ts'

/** A value inside an evaluation: instants and durations are milliseconds, dates `YYYY-MM-DD`. */
export type Plain = boolean | number | string | null | readonly string[]
type CallFunction = (args: readonly Plain[], timeZone: string) => Plain

function numbers(compute: (a: number, b: number) => number | null): CallFunction {
  return ([a, b]) => compute(a as number, b as number)
}
function texts(compute: (a: string, b: string) => Plain): CallFunction {
  return ([a, b]) => compute(a as string, b as string)
}

/** Moves a date by the whole days of a duration, parts of a day dropped. */
function moveDate(date: string, milliseconds: number): string | null {
  return dateOfDay(dayNumber(date) + Math.trunc(milliseconds / DAY))
}

export const CALL_FUNCTIONS: Readonly<Record<Exclude<CallName, 'coalesce'>, CallFunction>> = {
  add: numbers((a, b) => settle(a + b)),
  subtract: numbers((a, b) => settle(a - b)),
  multiply: numbers((a, b) => settle(a * b)),
  divide: numbers((a, b) => (b === 0 ? null : settle(a / b))),
  negate: numbers((a) => 0 - a),
  abs: numbers(Math.abs),
  min: numbers(Math.min),
  max: numbers(Math.max),
  round: numbers(round),
  floor: numbers(Math.floor),
  ceil: numbers((a) => Math.ceil(a) + 0),
  concat: texts((a, b) => a + b),
  lower: texts(lower),
  upper: texts(upper),
  contains: texts((a, b) => a.includes(b)),
  starts_with: texts((a, b) => a.startsWith(b)),
  ends_with: texts((a, b) => a.endsWith(b)),
  matches: texts(matches),
  size_text: texts(sizeOfText),
  size_list: ([list]) => (list as readonly string[]).length,
  has_any: ([list, wanted]) => (wanted as readonly string[]).some((value) => (list as readonly string[]).includes(value)),
  has_all: ([list, wanted]) => (wanted as readonly string[]).every((value) => (list as readonly string[]).includes(value)),
  year: texts((date) => Number(date.slice(0, 4))),
  month: texts((date) => Number(date.slice(5, 7))),
  day: texts((date) => Number(date.slice(8, 10))),
  date_of: ([instant], timeZone) => localDate(instant as number, timeZone),
  date_add: ([date, duration]) => moveDate(date as string, duration as number),
  date_subtract: ([date, duration]) => moveDate(date as string, -(duration as number)),
  date_difference: texts((a, b) => (dayNumber(a) - dayNumber(b)) * DAY),
  instant_add: numbers((a, b) => inInstantRange(a + b)),
  instant_subtract: numbers((a, b) => inInstantRange(a - b)),
  instant_difference: numbers((a, b) => a - b),
  duration_add: numbers((a, b) => a + b),
  duration_subtract: numbers((a, b) => a - b),
  duration_negate: numbers((a) => 0 - a),
  days: numbers((a) => a / DAY),
  hours: numbers((a) => a / HOUR),
  decay: numbers(decay),
}
