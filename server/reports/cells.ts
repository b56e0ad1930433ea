// From a row of the database to the cells of a report: whole units become numbers in major units with one rounding, first days become buckets.

import { quotient } from '../../runtime/funnel/quotient.ts'
import type { PlannedGroup, PlannedMeasure, PlannedPart, ReportPlan } from '../../runtime/funnel/report-plan.ts'
import type { Bucket, GroupCell, MeasureCell } from '../../runtime/funnel/report-table.ts'
import type { Row } from '../database/database.ts'
import { groupKind } from './column-sql.ts'
import { partName, SPLIT } from './figure-sql.ts'
import { groupName, titleName } from './table-sql.ts'
import { type GroupValue, writeToken } from './token.ts'

/** The values of the row's groups as tokens carry them. */
export function groupValues(plan: ReportPlan, row: Row): GroupValue[] {
  return plan.groups.map((group, index) => {
    const value = row[groupName(index)]
    if (value === null || value === undefined) return null
    switch (groupKind(group)) {
      case 'boolean':
        return value === true || value === 1
      case 'whole':
      case 'number':
        return Number(value) + 0
      default:
        return String(value)
    }
  })
}

export function groupCell(group: PlannedGroup, index: number, value: GroupValue, row: Row): GroupCell {
  if (value === null) return { value }
  const title = row[titleName(index)]
  if (title !== null && title !== undefined) return { value, title: String(title) }
  if (group.bucket) return { value: bucketText(group.bucket, String(value)) }
  const { ast, type } = group.by
  if (type.kind === 'instant') return { value: new Date(Number(value)).toISOString() }
  if (ast.op === 'member' && ast.storage.kind === 'decimal') return { value: Number(value) / 10 ** ast.storage.scale }
  return { value }
}

/** `2026-02-01` as its day or week `2026-02-01`, month `2026-02`, quarter `2026-Q1` or year `2026`. */
export function bucketText(bucket: Bucket, first: string): string {
  if (bucket === 'month') return first.slice(0, 7)
  if (bucket === 'year') return first.slice(0, 4)
  return bucket === 'quarter' ? `${first.slice(0, 4)}-Q${Math.ceil(Number(first.slice(5, 7)) / 3)}` : first
}

export function measureCell(measure: PlannedMeasure, index: number, values: readonly GroupValue[], row: Row): MeasureCell {
  const open = writeToken(measure.key, values)
  const [part, second] = measure.parts
  const read = (place: number, what: string) => row[partName(index, place, what)]
  const n = Number(read(0, 'n'))
  if (!second) return { value: figure(part, n, (what) => read(0, what)), n, open }
  const sides = { numerator: n, denominator: Number(read(1, 'n')) }
  const [a, b] = [wholeOf(part, sides.numerator, (what) => read(0, what)), wholeOf(second, sides.denominator, (what) => read(1, what))]
  const [numerator, denominator] = inOneUnit(a, BigInt(part.divisor), b, BigInt(second.divisor))
  const value = denominator === 0n ? null : quotient(numerator, denominator)
  return { value, numerator: wire(numerator), denominator: wire(denominator), n: Number(row[`m${index}_n`]), sides, open }
}

type Read = (what: string) => unknown

function figure(part: PlannedPart, n: number, read: Read): number | string | null {
  const divisor = BigInt(part.divisor)
  switch (part.aggregate) {
    case 'count':
      return n
    case 'count_distinct':
      return Number(read('distinct'))
    case 'sum':
      return quotient(sumOf(part, read), divisor)
    case 'average':
      return n === 0 ? null : quotient(sumOf(part, read), divisor * BigInt(n))
    case 'median': {
      if (n === 0) return null
      const [low, high] = [Number(read('middle1')), Number(read('middle2'))]
      return part.form.kind === 'number' ? (low + high) / 2 + 0 : quotient(BigInt(low) + BigInt(high), 2n * divisor)
    }
    default:
      return n === 0 ? null : single(part, read(part.aggregate))
  }
}

/** One value of one record. */
function single({ form, divisor }: PlannedPart, value: unknown): number | string {
  switch (form.kind) {
    case 'date':
      return String(value)
    case 'instant':
      return new Date(Number(value)).toISOString()
    case 'number':
      return Number(value) + 0
    default:
      return quotient(BigInt(Number(value)), BigInt(divisor))
  }
}

/** A side of a ratio in whole units of its own. */
function wholeOf(part: PlannedPart, n: number, read: Read): bigint {
  return part.aggregate === 'count' ? BigInt(n) : sumOf(part, read)
}

/** The whole units of a sum; 0 where there is nothing to add. A computed number comes as a whole number and millionths. */
function sumOf({ form, divisor }: PlannedPart, read: Read): bigint {
  const [sum, high, low, parts] = ['sum', 'high', 'low', 'parts'].map(read)
  const whole = typeof sum === 'string' ? BigInt(sum) : typeof high === 'string' ? BigInt(high) * BigInt(SPLIT) + BigInt(String(low)) : 0n
  return form.kind === 'number' ? whole * BigInt(divisor) + BigInt(String(parts ?? 0)) : whole
}

/** `a / unitA` and `b / unitB` as two whole numbers of one unit, whose quotient is theirs. */
function inOneUnit(a: bigint, unitA: bigint, b: bigint, unitB: bigint): readonly [bigint, bigint] {
  const common = (unitA / commonDivisor(unitA, unitB)) * unitB
  return [a * (common / unitA), b * (common / unitB)]
}

function commonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : commonDivisor(b, a % b)
}

function wire(value: bigint): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}
