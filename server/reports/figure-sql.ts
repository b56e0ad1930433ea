// The aggregates behind each measure as columns of the grouped statement, how they are ordered by, and in which form they leave the database.
// Sums are exact: SQLite adds the high and the low digits apart, so that neither sum leaves 64 bits, and both databases give them as text.
import { type RawBuilder, sql } from 'kysely'
import { COMPUTED_SCALE, LARGEST_COMPUTED } from '../../runtime/definition/report-value.ts'
import type { PlannedMeasure, PlannedPart } from '../../runtime/funnel/report-plan.ts'
import type { DialectName } from '../database/database.ts'
import { type Sql, spellingOf } from './column-sql.ts'

/** The two places of a sum: value = high * SPLIT + low. */
export const SPLIT = 1_000_000_000

export interface FigureColumn {
  readonly name: string
  /** Over the columns of the records. */
  readonly aggregate: Sql
  /** Whether it is given as text, its digits exact. */
  readonly exact: boolean
}

/** The columns of the records that a part reads: its value where it counts, and the places of the middle ones. */
export interface PartColumns {
  /** 1 or the value where the record counts, else null; undefined: every record counts. */
  readonly value: RawBuilder<any> | undefined
  readonly rank: RawBuilder<any> | undefined
  readonly size: RawBuilder<any> | undefined
}

export function partName(measure: number, part: number, what: string): string {
  return `m${measure}_${part}_${what}`
}

export function isRanked({ aggregate }: PlannedPart): boolean {
  return aggregate === 'median' || aggregate === 'p90'
}

/** The aggregates of one measure. */
export function figureColumns(
  index: number,
  measure: PlannedMeasure,
  columns: readonly PartColumns[],
  dialect: DialectName,
): FigureColumn[] {
  const figures = measure.parts.flatMap((part, place) => partFigures(index, place, part, columns[place]!, dialect))
  if (measure.parts.length === 2) {
    const either = columns.every((each) => each.value)
      ? sql.join(
          columns.map((each) => sql`${each.value!} IS NOT NULL`),
          sql` OR `,
        )
      : undefined
    figures.push({ name: `m${index}_n`, aggregate: either ? sql`count(CASE WHEN ${either} THEN 1 END)` : sql`count(*)`, exact: false })
  }
  return figures
}

function partFigures(
  index: number,
  place: number,
  part: PlannedPart,
  { value, rank, size }: PartColumns,
  dialect: DialectName,
): FigureColumn[] {
  const figure = (what: string, aggregate: Sql, exact = false): FigureColumn => ({ name: partName(index, place, what), aggregate, exact })
  const n = figure('n', value ? sql`count(${value})` : sql`count(*)`)
  switch (part.aggregate) {
    case 'count':
      return [n]
    case 'count_distinct':
      return [n, figure('distinct', sql`count(DISTINCT ${value!})`)]
    case 'min':
    case 'max':
      return [n, figure(part.aggregate, sql`${sql.raw(part.aggregate)}(${value!})`)]
    case 'median':
      // the middle one twice, or the two middle ones
      return [
        n,
        ...[1, 2].map((more) =>
          figure(`middle${more}`, sql`max(CASE WHEN ${rank!} = (${size!} + ${sql.lit(more)}) / 2 THEN ${value!} END)`),
        ),
      ]
    case 'p90':
      // nearest rank: the ceil(0.9 n)-th smallest
      return [n, figure('p90', sql`max(CASE WHEN ${rank!} = (9 * ${size!} + 9) / 10 THEN ${value!} END)`)]
    default: {
      if (part.form.kind !== 'number') return [n, ...sums(figure, value!, dialect)]
      const { whole, parts, beyond } = computed(value!, dialect)
      return [
        n,
        figure('beyond', sql`count(CASE WHEN ${beyond} THEN 1 END)`),
        ...sums(figure, whole, dialect),
        figure('parts', sql`sum(${parts})`, true),
      ]
    }
  }
}

type Figure = (what: string, aggregate: Sql, exact?: boolean) => FigureColumn

function sums(figure: Figure, units: Sql, dialect: DialectName): FigureColumn[] {
  if (dialect === 'postgres') return [figure('sum', sql`sum(${units})`, true)]
  return [figure('high', sql`sum(${units} / ${sql.lit(SPLIT)})`, true), figure('low', sql`sum(${units} % ${sql.lit(SPLIT)})`, true)]
}

/** A computed number as a whole number and whole millionths, halves away from zero; both null beyond what can be added. */
function computed(value: RawBuilder<any>, dialect: DialectName): { readonly whole: Sql; readonly parts: Sql; readonly beyond: Sql } {
  const { number, whole, calls } = spellingOf(dialect)
  const limit = sql.lit(LARGEST_COMPUTED)
  const signed = (size: Sql) => sql`CASE WHEN abs(${value}) <= ${limit} THEN ${whole(sql`sign(${value}) * ${size}`)} END`
  const parts = sql`((abs(${value}) - floor(abs(${value}))) * ${number(sql.lit(10 ** COMPUTED_SCALE))})`
  return { whole: sql`(${signed(sql`floor(abs(${value}))`)})`, parts: signed(calls.round(parts)), beyond: sql`abs(${value}) > ${limit}` }
}

/** What rows are ordered by: a number (or day) that grows with the figure, null where there is no data. `alias` has the figure columns. */
export function orderSql(index: number, measure: PlannedMeasure, alias: string, dialect: DialectName): Sql {
  const column = (place: number, what: string) => sql.id(alias, partName(index, place, what))
  const { number } = spellingOf(dialect)
  const sum = (place: number): Sql => {
    if (measure.parts[place]!.aggregate === 'count') return number(column(place, 'n'))
    const { form, divisor } = measure.parts[place]!
    const whole =
      dialect === 'postgres'
        ? number(column(place, 'sum'))
        : sql`(${number(column(place, 'high'))} * ${sql.lit(SPLIT)} + ${column(place, 'low')})`
    const total = form.kind === 'number' ? sql`(${whole} * ${sql.lit(divisor)} + ${number(column(place, 'parts'))})` : whole
    return sql`(coalesce(${total}, 0) / ${number(sql.lit(divisor))})`
  }
  if (measure.parts.length === 2) return sql`(${sum(0)} / nullif(${sum(1)}, 0))`
  switch (measure.parts[0].aggregate) {
    case 'count':
      return column(0, 'n')
    case 'count_distinct':
      return column(0, 'distinct')
    case 'sum':
      return sum(0)
    case 'average':
      return sql`(${sum(0)} / nullif(${number(column(0, 'n'))}, 0))`
    case 'median':
      return sql`(${number(column(0, 'middle1'))} + ${column(0, 'middle2')})`
    default:
      return column(0, measure.parts[0].aggregate)
  }
}
