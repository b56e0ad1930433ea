// What the two dialects write differently: how a value becomes a typed parameter, and each call of the language.
import type { RawBuilder } from 'kysely'
import type { CallName, Unit } from '../../runtime/expression/ast.ts'

export type Sql = RawBuilder<any>

/** Calls whose SQL needs no more than their arguments' SQL. The others are in expression-calls.ts. */
export type PlainCall = Exclude<
  CallName,
  'coalesce' | 'has_any' | 'has_all' | 'date_of' | 'date_add' | 'date_subtract' | 'instant_add' | 'instant_subtract'
>

/** Which operands are surely not null, so that no check is written and an index can serve. */
export interface Known {
  readonly list: boolean
  readonly other: boolean
}

export interface Spelling {
  /** Parameters (values or slots) of a definite type. */
  number(value: unknown): Sql
  /** Instants and durations: whole milliseconds; also stored units of decimals. */
  whole(value: unknown): Sql
  text(value: unknown): Sql
  date(value: unknown): Sql
  /** JSON text of a list. */
  list(value: unknown): Sql
  boolean(value: boolean): Sql
  toNumber(value: Sql): Sql
  /** A number as whole units of 10^-scale, null where it is too large: as `toUnits` in memory. */
  toUnits(alias: string, value: Sql, scale: number): Sql
  /** The exact sum of a column of whole units, as a double; null over nothing. */
  sumUnits(units: Sql): Sql
  /** `(select use(name) from (select value as name))`, evaluated once. */
  bind(alias: string, value: Sql, use: (name: Sql) => Sql): Sql
  /** The right side of an ordering of texts by code point. */
  ordered(text: Sql): Sql
  /** Whether a text is in a list; null where the list is, false for an empty list. */
  inList(value: Sql, list: Sql, known: Known): Sql
  /** Whether a list has any or all of the wanted texts; null where one of the lists is. */
  hasSome(quantity: 'any' | 'all', list: Sql, wanted: Sql, known: Known): Sql
  startOf(unit: Unit, today: Sql): Sql
  /** Date of an instant in a zone; `instant` is written more than once. */
  dateOf(instant: Sql, timeZone: string): Sql
  /** Today moved by a fixed number of days. */
  moveToday(today: Sql, days: number): Sql
  /** A date moved by whole days of a duration; null outside years 1 to 9999. */
  moveDate(alias: string, date: Sql, sign: '+' | '-', duration: Sql): Sql
  readonly calls: Readonly<Record<PlainCall, (...args: Sql[]) => Sql>>
}
