// Checks of a report against the module it reports on: expressions, buckets, what a measure needs, what it is sorted and drawn by.
import { type CheckedExpression, checkExpression } from '../expression/expression.ts'
import type { RecordShape } from '../expression/scope.ts'
import { type Problem, problem } from '../problem.ts'
import { currenciesOf } from './report-value.ts'
import type { TableReportDefinition } from './types.ts'

type Part = { readonly aggregate: string; readonly value?: string; readonly where?: string }
const NUMERIC = new Set(['number', 'duration'])
const UNGROUPED = new Set(['records', 'list', 'duration', 'null'])

/** All problems of a report whose shape is valid, told under `/reports/<key>`. */
export function checkReport(report: TableReportDefinition, shape: RecordShape): Problem[] {
  const path = `/reports/${report.key}`
  const problems: Problem[] = []
  const check = (text: string | undefined, expect: 'boolean' | 'any', at: string) => {
    if (text === undefined) return undefined
    const result = checkExpression(text, shape, expect, { path: at, sql: true })
    if (result.ok) return result.value
    problems.push(...result.problems)
    return undefined
  }
  check(report.where, 'boolean', `${path}/where`)
  for (const group of report.groups ?? []) {
    const at = `${path}/groups/${group.key}`
    const kind = check(group.by, 'any', `${at}/by`)?.type.kind
    if (kind && UNGROUPED.has(kind)) {
      problems.push(
        problem(
          `${at}/by`,
          'cannot_group',
          `${at}/by: a ${kind} cannot be grouped by. Use a single value.`,
          `${at}/by：不能按 ${kind} 分组，请使用单个值。`,
        ),
      )
    }
    if (group.bucket && kind && kind !== 'date' && kind !== 'instant') {
      problems.push(
        problem(
          `${at}/bucket`,
          'bucket',
          `${at}/bucket: only dates can be cut into ${group.bucket}s; "${group.by}" is ${kind}.`,
          `${at}/bucket：只有日期可以按 ${group.bucket} 归并，“${group.by}”不是日期。`,
        ),
      )
    }
  }
  const measurePart = (part: Part, at: string, unit: string | undefined): CheckedExpression | undefined => {
    check(part.where, 'boolean', `${at}/where`)
    const value = check(part.value, 'any', `${at}/value`)
    const kind = value?.type.kind
    const currencies = value ? [...currenciesOf(value.ast)] : []
    if (currencies.length > 1) problems.push(mixedCurrencies(`${at}/value`, currencies))
    if (part.aggregate === 'count' && part.value !== undefined) {
      const [en, zh] = [
        'count counts records and takes no value. Remove it, or write the condition as "where"',
        'count 统计记录数，不需要 value。请删除，或把条件写到 where',
      ]
      problems.push(problem(`${at}/value`, 'not_needed', `${at}/value: ${en}.`, `${at}/value：${zh}。`))
    }
    if (unit !== undefined && kind && kind !== 'duration') {
      problems.push(
        problem(
          `${at}/unit`,
          'not_needed',
          `${at}/unit: only durations have a unit; "${part.value}" is ${kind}. Remove it.`,
          `${at}/unit：只有时长才有单位，“${part.value}”不是时长，请删除。`,
        ),
      )
    }
    if (part.aggregate !== 'count' && part.value === undefined) {
      problems.push(
        problem(
          `${at}/value`,
          'missing',
          `${at}: ${part.aggregate} needs a value. Add "value".`,
          `${at}：${part.aggregate} 需要 value，请补上。`,
        ),
      )
    }
    const ordered =
      part.aggregate === 'min' || part.aggregate === 'max'
        ? kind === 'date' || kind === 'instant'
        : part.aggregate === 'count_distinct'
          ? kind !== 'null'
          : part.aggregate === 'count'
    if (kind && !ordered && !NUMERIC.has(kind)) {
      problems.push(
        problem(
          `${at}/value`,
          'not_a_number',
          `${at}/value: ${part.aggregate} needs a number; "${part.value}" is ${kind}.`,
          `${at}/value：${part.aggregate} 需要数字，“${part.value}”不是数字。`,
        ),
      )
    }
    return value
  }
  for (const measure of report.measures) {
    const at = `${path}/measures/${measure.key}`
    if (measure.aggregate !== 'ratio') {
      measurePart(measure as Part, at, measure.unit)
      for (const side of ['numerator', 'denominator'] as const) if (measure[side]) problems.push(onlyFor(`${at}/${side}`, side, 'ratio'))
      continue
    }
    if (measure.value !== undefined) problems.push(onlyFor(`${at}/value`, 'value', 'numerator, denominator'))
    if (measure.unit !== undefined) problems.push(onlyFor(`${at}/unit`, 'unit', 'sum, average, median, p90, min, max'))
    const currencies = new Set<string>()
    for (const side of ['numerator', 'denominator'] as const) {
      const part = measure[side]
      const value = part && measurePart(part as Part, `${at}/${side}`, undefined)
      const own = value ? currenciesOf(value.ast) : new Set<string>()
      if (own.size === 1) currencies.add([...own][0]!)
      if (!part)
        problems.push(problem(`${at}/${side}`, 'missing', `${at}: a ratio needs a ${side}. Add it.`, `${at}：比率需要 ${side}，请补上。`))
    }
    if (currencies.size > 1) problems.push(mixedCurrencies(at, [...currencies]))
    check(measure.where, 'boolean', `${at}/where`)
  }
  for (const { key } of report.measures.filter((measure) => report.groups?.some((group) => group.key === measure.key))) {
    const at = `${path}/measures/${key}`
    problems.push(
      problem(
        at,
        'duplicate_key',
        `${at}: a group has the key "${key}" too. Give one of them another key.`,
        `${at}：分组中也有键“${key}”，请修改其中一个。`,
      ),
    )
  }
  const known = new Set([...(report.groups ?? []), ...report.measures].map((each) => each.key))
  for (const sort of report.sort ?? []) {
    if (!known.has(sort.by)) problems.push(unknownKey(`${path}/sort/${sort.by}`, sort.by, known))
  }
  const measures = new Set(report.measures.map((measure) => measure.key))
  if (report.chart && !measures.has(report.chart.measure))
    problems.push(unknownKey(`${path}/chart/measure`, report.chart.measure, measures))
  return problems
}

function mixedCurrencies(at: string, currencies: readonly string[]): Problem {
  const list = currencies.join(', ')
  return problem(
    at,
    'mixed_currencies',
    `${at}: ${list} are different currencies and cannot be computed together. Use one measure for each.`,
    `${at}：${list} 币种不同，不能混合计算，请分别设置度量。`,
  )
}

function onlyFor(at: string, name: string, place: string): Problem {
  return problem(at, 'not_needed', `${at}: "${name}" only serves ${place}. Remove it.`, `${at}：“${name}”仅用于 ${place}，请删除。`)
}

function unknownKey(path: string, key: string, known: ReadonlySet<string>): Problem {
  const list = [...known].join(', ')
  return problem(
    path,
    'unknown_reference',
    `${path}: there is no "${key}" here. Use one of ${list}.`,
    `${path}：没有“${key}”，可用：${list}。`,
  )
}
