// Functions that compiled expressions use and SQLite lacks. All are deterministic and give null for null.
import { matches } from '../../runtime/expression/arithmetic.ts'
import { localDate } from '../../runtime/expression/dates.ts'

/** One statement asks all its rows the same. */
let characters: RegExp | undefined

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
  /** `_matches(text, pattern)`: 1 where the RE2 pattern is found in the text, else 0; null for a text that is too long to search. */
  {
    name: '_matches',
    fn: (text: unknown, pattern: unknown) => {
      const found = typeof text === 'string' && typeof pattern === 'string' ? matches(text, pattern) : null
      return found === null ? null : Number(found)
    },
  },
  /** `_characters(text, pattern)`: 1 where the text holds characters as pinyin means them (`pinyin.ts`), else 0. */
  {
    name: '_characters',
    fn: (text: unknown, pattern: unknown) => {
      if (typeof text !== 'string' || typeof pattern !== 'string') return null
      if (characters?.source !== pattern) characters = new RegExp(pattern)
      return Number(characters.test(text))
    },
  },
]
