// How SQLite writes the expression language.
import { sql } from 'kysely'
import { MAX_DAY, MIN_DAY } from '../../runtime/expression/dates.ts'
import type { Spelling, Sql } from './expression-spelling.ts'

const integer = (value: unknown): Sql => sql`cast(${value} as integer)`
const real = (value: unknown): Sql => sql`cast(${value} as real)`
const elements = (list: Sql): Sql => sql`(select value from json_each(${list}))`

export const sqliteSpelling: Spelling = {
  number: real,
  whole: integer,
  text: (value) => sql`${value}`,
  date: (value) => sql`${value}`,
  list: (value) => sql`${value}`,
  boolean: (value) => (value ? sql`1` : sql`0`),
  toNumber: (value) => sql`cast(${value} as real)`,
  toUnits: (_alias, value, scale) => integer(sql`_to_units(${value}, ${sql.lit(scale)})`),
  // The high and the low digits apart, so that no sum leaves 64 bits.
  sumUnits: (units) => sql`(cast(sum(${units} / 1000000) as real) * 1000000 + sum(${units} % 1000000))`,
  bind: (alias, value, use) => sql`(select ${use(sql.id(alias))} from (select ${value} as ${sql.id(alias)}))`,
  ordered: (text) => text,
  inList(value, list, known) {
    const found = sql`(${value} in ${elements(list)})`
    return known.list ? found : sql`(case when ${list} is not null then ${found} end)`
  },
  hasSome(quantity, list, wanted, known) {
    const found =
      quantity === 'any'
        ? sql`exists (select 1 from json_each(${list}) where value in ${elements(wanted)})`
        : sql`not exists (select 1 from json_each(${wanted}) where value not in ${elements(list)})`
    const checks = [...(known.list ? [] : [sql`${list} is not null`]), ...(known.other ? [] : [sql`${wanted} is not null`])]
    return checks.length > 0 ? sql`(case when ${sql.join(checks, sql` and `)} then ${found} end)` : found
  },
  startOf(unit, today) {
    if (unit === 'week') return sql`date(${today}, '-6 days', 'weekday 1')`
    if (unit === 'quarter') return sql`date(${today}, 'start of month', '-' || ((substr(${today}, 6, 2) - 1) % 3) || ' months')`
    return unit === 'month' ? sql`date(${today}, 'start of month')` : sql`date(${today}, 'start of year')`
  },
  // the function itself gives null outside the calendar
  dateOf: (instant, timeZone) => sql`_local_date(${instant}, ${timeZone})`,
  moveToday: (today, days) => sql`date(${today}, ${`${days} days`})`,
  moveDate(alias, date, sign, duration) {
    const day = sql.id(alias)
    return sql`(select date(${day} * 86400, 'unixepoch') from (select unixepoch(${date}) / 86400 ${sql.raw(sign)} ${duration} / 86400000 as ${day}) where ${day} between ${sql.lit(MIN_DAY)} and ${sql.lit(MAX_DAY)})`
  },
  calls: {
    add: (a, b) => sql`(${a} + ${b})`,
    subtract: (a, b) => sql`(${a} - ${b})`,
    multiply: (a, b) => sql`(${a} * ${b})`,
    divide: (a, b) => sql`(${a} / ${b})`,
    negate: (a) => sql`(0 - ${a})`,
    abs: (a) => sql`abs(${a})`,
    min: (a, b) => sql`min(${a}, ${b})`,
    max: (a, b) => sql`max(${a}, ${b})`,
    round: (a) => sql`(sign(${a}) * (floor(abs(${a})) + (abs(${a}) - floor(abs(${a})) >= 0.5)))`,
    floor: (a) => sql`floor(${a})`,
    ceil: (a) => sql`ceil(${a})`,
    concat: (a, b) => sql`(${a} || ${b})`,
    lower: (a) => sql`lower(${a})`,
    upper: (a) => sql`upper(${a})`,
    contains: (a, b) => sql`(instr(${a}, ${b}) > 0)`,
    starts_with: (a, b) => sql`(substr(${a}, 1, length(${b})) = ${b})`,
    ends_with: (a, b) => sql`(substr(${a}, -length(${b}), length(${b})) = ${b})`,
    matches: (a, b) => sql`_matches(${a}, ${b})`,
    size_text: (a) => sql`cast(length(${a}) as real)`,
    size_list: (a) => sql`cast(json_array_length(${a}) as real)`,
    year: (date) => sql`cast(substr(${date}, 1, 4) as real)`,
    month: (date) => sql`cast(substr(${date}, 6, 2) as real)`,
    day: (date) => sql`cast(substr(${date}, 9, 2) as real)`,
    date_difference: (a, b) => sql`((unixepoch(${a}) - unixepoch(${b})) * 1000)`,
    instant_difference: (a, b) => sql`(${a} - ${b})`,
    duration_add: (a, b) => sql`(${a} + ${b})`,
    duration_subtract: (a, b) => sql`(${a} - ${b})`,
    duration_negate: (a) => sql`(0 - ${a})`,
    days: (a) => sql`(cast(${a} as real) / 86400000)`,
    hours: (a) => sql`(cast(${a} as real) / 3600000)`,
    decay: (a, b) => sql`_decay(${a}, ${b})`,
  },
}
