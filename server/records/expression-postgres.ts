// How PostgreSQL writes the expression language. Parameters are cast, so that the server never has to guess their types.
import { sql } from 'kysely'
import { MAX_DATED, MAX_DAY, MIN_DATED, MIN_DAY } from '../../runtime/expression/dates.ts'
import { MAX_UNITS } from '../../runtime/expression/storage.ts'
import type { Spelling, Sql } from './expression-spelling.ts'

const number = (value: unknown): Sql => sql`cast(${value} as double precision)`
const elements = (list: Sql): Sql => sql`array(select jsonb_array_elements_text(${list}))`
const either = (a: Sql, b: Sql, name: 'least' | 'greatest'): Sql =>
  // least and greatest skip nulls
  sql`(case when ${a} is not null and ${b} is not null then ${sql.raw(name)}(${a}, ${b}) end)`

export const postgresSpelling: Spelling = {
  number,
  whole: (value) => sql`cast(${value} as bigint)`,
  text: (value) => sql`cast(${value} as text)`,
  date: (value) => sql`cast(${value} as date)`,
  list: (value) => sql`cast(${value} as jsonb)`,
  boolean: (value) => (value ? sql`true` : sql`false`),
  toNumber: number,
  // A double as a numeric has the same fifteen digits that are kept in memory.
  toUnits(alias, value, scale) {
    const units = sql.id(alias)
    return sql`(select case when abs(${units}) <= ${sql.lit(MAX_UNITS)} then cast(${units} as bigint) end from (select round(cast(${value} as numeric) * ${sql.lit(10 ** scale)}) as ${units} offset 0) as ${sql.id(`${alias}_`)})`
  },
  sumUnits: (units) => number(sql`sum(${units})`),
  // `offset 0` keeps the planner from writing the value out again at every use
  bind: (alias, value, use) =>
    sql`(select ${use(sql.id(alias))} from (select ${value} as ${sql.id(alias)} offset 0) as ${sql.id(`${alias}_`)})`,
  ordered: (text) => sql`${text} collate "C"`,
  inList(value, list, known) {
    // `?` gives null for a null list, and an index on the list serves it
    if (known.other) return sql`(${list} ? ${value})`
    const found = sql`(${value} = any (${elements(list)}))`
    return known.list ? found : sql`(case when ${list} is not null then ${found} end)`
  },
  hasSome(quantity, list, wanted, known) {
    const found = sql`(${list} ${quantity === 'any' ? sql`?|` : sql`?&`} ${elements(wanted)})`
    return known.other ? found : sql`(case when ${wanted} is not null then ${found} end)`
  },
  startOf: (unit, today) => sql`cast(date_trunc(${sql.lit(unit)}, cast(${today} as timestamp)) as date)`,
  dateOf: (instant, timeZone) =>
    sql`(case when ${instant} between ${sql.lit(MIN_DATED)} and ${sql.lit(MAX_DATED)} then cast(to_timestamp(${number(instant)} / 1000) at time zone cast(${timeZone} as text) as date) end)`,
  moveToday: (today, days) => sql`(${today} + cast(${days} as integer))`,
  moveDate(alias, date, sign, duration) {
    const day = sql.id(alias)
    return sql`(select date '1970-01-01' + cast(${day} as integer) from (select (${date} - date '1970-01-01') ${sql.raw(sign)} ${duration} / 86400000 as ${day} offset 0) as ${sql.id(`${alias}_`)} where ${day} between ${sql.lit(MIN_DAY)} and ${sql.lit(MAX_DAY)})`
  },
  calls: {
    add: (a, b) => sql`(${a} + ${b})`,
    subtract: (a, b) => sql`(${a} - ${b})`,
    multiply: (a, b) => sql`(${a} * ${b})`,
    divide: (a, b) => sql`(${a} / nullif(${b}, 0))`,
    negate: (a) => sql`(0 - ${a})`,
    abs: (a) => sql`abs(${a})`,
    min: (a, b) => either(a, b, 'least'),
    max: (a, b) => either(a, b, 'greatest'),
    round: (a) => sql`(sign(${a}) * (floor(abs(${a})) + case when abs(${a}) - floor(abs(${a})) >= 0.5 then 1 else 0 end))`,
    floor: (a) => sql`floor(${a})`,
    ceil: (a) => sql`ceil(${a})`,
    concat: (a, b) => sql`(${a} || ${b})`,
    lower: (a) => sql`lower(${a} collate "C")`,
    upper: (a) => sql`upper(${a} collate "C")`,
    contains: (a, b) => sql`(strpos(${a}, ${b}) > 0)`,
    starts_with: (a, b) => sql`starts_with(${a}, ${b})`,
    ends_with: (a, b) => sql`(right(${a}, length(${b})) = ${b})`,
    matches() {
      throw new Error('PostgreSQL has no RE2 patterns: check expressions for SQL with { sql: true }.')
    },
    size_text: (a) => number(sql`length(${a})`),
    size_list: (a) => number(sql`jsonb_array_length(${a})`),
    year: (date) => number(sql`extract(year from ${date})`),
    month: (date) => number(sql`extract(month from ${date})`),
    day: (date) => number(sql`extract(day from ${date})`),
    date_difference: (a, b) => sql`(cast(${a} - ${b} as bigint) * 86400000)`,
    instant_difference: (a, b) => sql`(${a} - ${b})`,
    duration_add: (a, b) => sql`(${a} + ${b})`,
    duration_subtract: (a, b) => sql`(${a} - ${b})`,
    duration_negate: (a) => sql`(0 - ${a})`,
    days: (a) => sql`(${number(a)} / 86400000)`,
    hours: (a) => sql`(${number(a)} / 3600000)`,
    // beyond a thousand half-lives nothing is left; `power` would complain
    decay: (a, b) =>
      sql`(case when ${b} > 0 and ${a} > 0 then floor(power(0.5::double precision, least(${number(a)} / ${b}, 1000)) * 1e9::double precision + 0.5) / 1e9::double precision when ${b} > 0 and ${a} <= 0 then 1::double precision end)`,
  },
}
