// Functions that compiled expressions use and SQLite lacks. All are deterministic and give null for null.
import { decay, matches } from '../../runtime/expression/arithmetic.ts'
import { localDate } from '../../runtime/expression/dates.ts'
import { toUnits } from '../../runtime/expression/storage.ts'
import { isChinese, pinyinPattern } from './pinyin.ts'

/** What was asked last: one statement asks all its rows the same. The pattern is long, so it is made here rather than handed over for every row. */
let last: { readonly letters: string; readonly pattern: RegExp } | undefined

function meant(letters: string): RegExp {
  if (last?.letters !== letters) last = { letters, pattern: new RegExp(pinyinPattern(letters) ?? '(?!)') }
  return last.pattern
}

export interface SqliteFunction {
  readonly name: string
  readonly fn: (...args: any[]) => unknown
}

export const sqliteFunctions: readonly SqliteFunction[] = [
  /** `_local_date(ms, zone)`: the calendar date `YYYY-MM-DD` of an instant (epoch milliseconds) in an IANA time zone. */
  {
    name: '_local_date',
    fn: (instant: unknown, zone: unknown) => (typeof instant === 'number' && typeof zone === 'string' ? localDate(instant, zone) : null),
  },
  /** `_to_units(number, scale)`: whole units of 10^-scale; null for a number too large. */
  { name: '_to_units', fn: (number: unknown, scale: unknown) => (typeof number === 'number' ? toUnits(number, Number(scale)) : null) },
  /** `_decay(age, half life)`, both milliseconds. */
  {
    name: '_decay',
    fn: (age: unknown, halfLife: unknown) => (typeof age === 'number' && typeof halfLife === 'number' ? decay(age, halfLife) : null),
  },
  /** `_matches(text, pattern)`: 1 where the RE2 pattern is found in the text, else 0; null for a text that is too long to search. */
  {
    name: '_matches',
    fn: (text: unknown, pattern: unknown) => {
      const found = typeof text === 'string' && typeof pattern === 'string' ? matches(text, pattern) : null
      return found === null ? null : Number(found)
    },
  },
  /** `_pinyin(text, letters)`: 1 where the text holds characters that the letters stand for, else 0. */
  {
    name: '_pinyin',
    fn: (text: unknown, letters: unknown) =>
      typeof text === 'string' && typeof letters === 'string' ? Number(isChinese(text) && meant(letters).test(text)) : null,
  },
]
