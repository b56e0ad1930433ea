// The reference of table reports: plain records in an array, every expression evaluated in memory, all arithmetic in exact fractions. It knows nothing of SQL;
// what the databases answer must equal it, cell by cell, down to the records behind each figure.
import type { App } from '../definition/app.ts'
import { COMPUTED_SCALE, valueForm } from '../definition/report-value.ts'
import type { TableReportDefinition } from '../definition/types.ts'
import { compareText } from '../expression/arithmetic.ts'
import { localDate, startOf } from '../expression/dates.ts'
import { type CheckedExpression, checkExpression, evaluate, truthy } from '../expression/expression.ts'
import type { Environment } from '../expression/scope.ts'
import { toUnits } from '../expression/storage.ts'
import { quotient } from './quotient.ts'
import type { Bucket } from './report-table.ts'

type Wire = Readonly<Record<string, unknown>>

export interface ReferenceInput {
  readonly app: App
  readonly report: TableReportDefinition
  /** The records of the report's module that its reader may read, none of them in the trash, in wire form. */
  readonly records: readonly Wire[]
  /** The world around them, as far as the reader may read it. */
  readonly environment: Omit<Environment, 'record'>
  /** Title of a referenced record; undefined where the reader may not read it. */
  readonly titleOf?: (module: string, id: string) => string | undefined
}

export interface ReferenceGroup {
  readonly value: string | number | boolean | null
  readonly title?: string
}
export interface ReferenceFigure {
  readonly value: string | number | null
  readonly numerator?: bigint
  readonly denominator?: bigint
  /** Ids of the records behind the figure, and behind each side of a ratio. */
  readonly ids: readonly string[]
  readonly sides?: { readonly numerator: readonly string[]; readonly denominator: readonly string[] }
}
export interface ReferenceRow {
  readonly groups: readonly ReferenceGroup[]
  readonly figures: readonly ReferenceFigure[]
}
export interface ReferenceTable {
  readonly rows: readonly ReferenceRow[]
  readonly totals: readonly ReferenceFigure[]
  readonly truncated: boolean
}

/** The report over the given records. The report must check; throws otherwise. */
export function tableReport(input: ReferenceInput): ReferenceTable {
  const { report, records } = input
  const evaluator = evaluatorOf(input)
  const kept = records.filter((record) => report.where === undefined || evaluator.holds(report.where, record))
  const groups = report.groups ?? []
  const sets = new Map<string, { values: readonly ReferenceGroup['value'][]; records: Wire[] }>()
  for (const record of kept) {
    const values = groups.map((group) => evaluator.group(group.by, group.bucket, record))
    const key = JSON.stringify(values)
    const set = sets.get(key) ?? { values, records: [] }
    set.records.push(record)
    sets.set(key, set)
  }
  if (groups.length === 0) sets.set('[]', { values: [], records: kept })
  const figures = (of: readonly Wire[]) => report.measures.map((measure) => figureOf(measure, of, evaluator))
  const rows = [...sets.values()].map(
    (set): ReferenceRow => ({
      groups: set.values.map((value, index) => ({ value, ...titled(input, groups[index]!.by, value) })),
      figures: figures(set.records),
    }),
  )
  rows.sort(comparison(input))
  const limit = report.limit ?? 1000
  return { rows: rows.slice(0, limit), totals: figures(kept), truncated: rows.length > limit }
}

interface Evaluator {
  holds(condition: string, record: Wire): boolean
  value(text: string, record: Wire): unknown
  group(text: string, bucket: Bucket | undefined, record: Wire): ReferenceGroup['value']
  checked(text: string): CheckedExpression
}

function evaluatorOf({ app, report, environment }: ReferenceInput): Evaluator {
  const { shape } = app.modules.get(report.module)!
  const known = new Map<string, CheckedExpression>()
  const checked = (text: string) => known.get(text) ?? remember(text)
  const remember = (text: string) => {
    const result = checkExpression(text, shape, 'any')
    if (!result.ok) throw new Error(`${text}: ${result.problems[0]?.message.en}`)
    known.set(text, result.value)
    return result.value
  }
  const value = (text: string, record: Wire) => evaluate(checked(text), { ...environment, record })
  return {
    checked,
    value,
    holds: (text, record) => truthy(value(text, record)),
    group(text, bucket, record) {
      const plain = value(text, record) as ReferenceGroup['value']
      if (!bucket || plain === null) return plain
      const date = checked(text).type.kind === 'instant' ? localDate(Date.parse(String(plain)), environment.timeZone) : String(plain)
      return date === null ? null : bucketOf(bucket, date)
    },
  }
}

function bucketOf(bucket: Bucket, date: string): string {
  const [year, month] = date.split('-') as [string, string]
  switch (bucket) {
    case 'day':
      return date
    case 'week':
      return startOf('week', date)
    case 'month':
      return `${year}-${month}`
    case 'quarter':
      return `${year}-Q${Math.floor((Number(month) + 2) / 3)}`
    case 'year':
      return year
  }
}

type Measure = TableReportDefinition['measures'][number]
type Part = { readonly aggregate: string; readonly value?: string; readonly where?: string }
/** An exact number: whole / over. */
interface Exact {
  readonly whole: bigint
  readonly over: bigint
}

function figureOf(measure: Measure, records: readonly Wire[], evaluator: Evaluator): ReferenceFigure {
  const { numerator, denominator } = measure
  if (!numerator || !denominator) {
    const behind = recordsOf(measure, records, evaluator)
    return { value: aggregate(measure, behind, measure.unit ?? 'days', evaluator), ids: behind.map(idOf) }
  }
  const within = measure.where === undefined ? records : records.filter((record) => evaluator.holds(measure.where!, record))
  const [top, bottom] = [recordsOf(numerator, within, evaluator), recordsOf(denominator, within, evaluator)]
  const [a, b] = [side(numerator, top, evaluator), side(denominator, bottom, evaluator)]
  // Both sides over one number, the smallest that both divide.
  const over = leastMultiple(a.over, b.over)
  const pair = { numerator: a.whole * (over / a.over), denominator: b.whole * (over / b.over) }
  const either = new Set([...top, ...bottom])
  return {
    value: pair.denominator === 0n ? null : quotient(pair.numerator, pair.denominator),
    ...pair,
    ids: within.filter((record) => either.has(record)).map(idOf),
    sides: { numerator: top.map(idOf), denominator: bottom.map(idOf) },
  }
}

function idOf(record: Wire): string {
  return String(record._id)
}

function recordsOf({ where, value }: Part, records: readonly Wire[], evaluator: Evaluator): readonly Wire[] {
  return records.filter(
    (record) => (where === undefined || evaluator.holds(where, record)) && (value === undefined || evaluator.value(value, record) !== null),
  )
}

function side(part: Part, records: readonly Wire[], evaluator: Evaluator): Exact {
  if (part.aggregate === 'count') return { whole: BigInt(records.length), over: 1n }
  return total(part.value!, records, 'days', evaluator)
}

function aggregate(part: Part, records: readonly Wire[], unit: 'days' | 'hours', evaluator: Evaluator): string | number | null {
  if (part.aggregate === 'count') return records.length
  const text = part.value!
  const values = records.map((record) => evaluator.value(text, record))
  if (part.aggregate === 'count_distinct') return new Set(values.map((value) => JSON.stringify(value))).size
  if (part.aggregate === 'sum') return toNumber(total(text, records, unit, evaluator))
  const count = values.length
  if (count === 0) return null
  if (part.aggregate === 'average') {
    const { whole, over } = total(text, records, unit, evaluator)
    return toNumber({ whole, over: over * BigInt(count) })
  }
  const form = valueForm(evaluator.checked(text))
  const inUnit = (value: unknown): unknown => (form.kind === 'duration' ? toNumber(exactOf(text, value, unit, evaluator)) : value)
  const sorted = [...values].sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b))))
  const at = (place: number) => sorted[place - 1]
  switch (part.aggregate) {
    case 'min':
      return inUnit(at(1)) as string | number
    case 'max':
      return inUnit(at(count)) as string | number
    case 'p90':
      return inUnit(at(Math.ceil((9 * count) / 10))) as string | number
    default: {
      const [low, high] = [at(Math.ceil(count / 2)), at(Math.floor(count / 2) + 1)]
      if (form.kind === 'number') return (Number(low) + Number(high)) / 2 + 0
      const [a, b] = [exactOf(text, low, unit, evaluator), exactOf(text, high, unit, evaluator)]
      return toNumber({ whole: a.whole + b.whole, over: 2n * a.over })
    }
  }
}

function total(text: string, records: readonly Wire[], unit: 'days' | 'hours', evaluator: Evaluator): Exact {
  const values = records.map((record) => exactOf(text, evaluator.value(text, record), unit, evaluator))
  const over = exactOf(text, 0, unit, evaluator).over
  return { whole: values.reduce((sum, value) => sum + value.whole, 0n), over }
}

/** A value as it is added: stored numbers and durations as they are, computed numbers to six places. */
function exactOf(text: string, value: unknown, unit: 'days' | 'hours', evaluator: Evaluator): Exact {
  const form = valueForm(evaluator.checked(text))
  const number = Number(value)
  if (form.kind === 'duration') return { whole: BigInt(number), over: unit === 'days' ? 86_400_000n : 3_600_000n }
  if (form.kind === 'units') return { whole: BigInt(toUnits(number, form.scale)!), over: 10n ** BigInt(form.scale) }
  const size = Math.abs(number)
  const parts = (size - Math.floor(size)) * 10 ** COMPUTED_SCALE
  const over = 10n ** BigInt(COMPUTED_SCALE)
  const whole = BigInt(Math.floor(size)) * over + BigInt(Math.floor(parts)) + (parts - Math.floor(parts) >= 0.5 ? 1n : 0n)
  return { whole: number < 0 ? -whole : whole, over }
}

function toNumber({ whole, over }: Exact): number {
  return quotient(whole, over)
}

function leastMultiple(a: bigint, b: bigint): bigint {
  const step = a > b ? a : b
  let multiple = step
  while (multiple % a !== 0n || multiple % b !== 0n) multiple += step
  return multiple
}

/** The order of rows: what `sort` names, then the groups it leaves out. Nothing comes last in either direction. */
function comparison(input: ReferenceInput): (a: ReferenceRow, b: ReferenceRow) => number {
  const { report } = input
  const groups = report.groups ?? []
  const rest = groups.filter(({ key }) => !report.sort?.some(({ by }) => by === key)).map(({ key }) => ({ by: key, descending: false }))
  const keys = [...(report.sort ?? []), ...rest].map(({ by, descending }) => {
    const group = groups.findIndex((each) => each.key === by)
    if (group >= 0) return { descending, ranks: (row: ReferenceRow) => groupRanks(input, groups[group]!.by, row.groups[group]!) }
    const measure = report.measures.findIndex((each) => each.key === by)
    return { descending, ranks: (row: ReferenceRow) => [row.figures[measure]!.value] }
  })
  return (a, b) => {
    for (const { descending, ranks } of keys) {
      const [left, right] = [ranks(a), ranks(b)]
      for (const [index, value] of left.entries()) {
        const order = compare(value, right[index]!)
        if (order === 0) continue
        return value === null || right[index] === null ? order : descending ? -order : order
      }
    }
    return 0
  }
}

type Rank = string | number | boolean | null

function groupRanks({ app, report }: ReferenceInput, text: string, { value, title }: ReferenceGroup): readonly Rank[] {
  const names = text.split('.')
  let shape = app.modules.get(report.module)?.shape
  let member = shape?.members.get(names[0]!)
  for (const name of names.slice(1)) {
    shape = member?.kind === 'reference' ? member.target : undefined
    member = shape?.members.get(name)
  }
  if (member?.kind === 'reference') return [title ?? null, value]
  if (member?.kind !== 'value' || !member.choices || value === null)
    return [value === null && member?.kind === 'value' && member.choices ? null : 0, value]
  const place = member.choices.findIndex((choice) => choice.value === value)
  return [place < 0 ? member.choices.length : place, value]
}

function compare(a: Rank, b: Rank): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  if (typeof a === 'string' && typeof b === 'string') return a === b ? 0 : compareText(a, b)
  return Number(a) - Number(b)
}

function titled({ report, app, titleOf }: ReferenceInput, text: string, value: ReferenceGroup['value']): { title?: string } {
  const shape = app.modules.get(report.module)!.shape
  const checked = checkExpression(text, shape, 'any')
  if (!checked.ok || checked.value.type.kind !== 'reference' || value === null) return {}
  const title = titleOf?.(checked.value.type.module, String(value))
  return title === undefined ? {} : { title }
}
