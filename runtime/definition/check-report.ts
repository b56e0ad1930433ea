// Checks of a report against the module it reports on: expressions, buckets, what a measure needs, what it is sorted and drawn by.
import { checkExpression } from '../expression/expression.ts'
import type { RecordShape } from '../expression/scope.ts'
import { type Problem, problem } from '../problem.ts'
import type { ReportDefinition } from './types.ts'

type Part = { readonly aggregate: string; readonly value?: string; readonly where?: string }
const NUMERIC = new Set(['number', 'duration'])

export function checkReport(report: ReportDefinition, shape: RecordShape): Problem[] {
  const path = `/reports/${report.key}`
  const problems: Problem[] = []
  const check = (text: string | undefined, expect: 'boolean' | 'any', at: string) => {
    if (text === undefined) return undefined
    const result = checkExpression(text, shape, expect, { path: at, sql: true })
    if (result.ok) return result.value.type.kind
    problems.push(...result.problems)
    return undefined
  }
  check(report.where, 'boolean', `${path}/where`)
  for (const group of report.groups ?? []) {
    const at = `${path}/groups/${group.key}`
    const kind = check(group.by, 'any', `${at}/by`)
    if (kind === 'records' || kind === 'list' || kind === 'duration') {
      problems.push(problem(`${at}/by`, 'cannot_group', `${at}/by: a ${kind} cannot be grouped by. Use a single value.`, `${at}/by：不能按 ${kind} 分组，请使用单个值。`))
    }
    if (group.bucket && kind && kind !== 'date' && kind !== 'instant') {
      problems.push(problem(`${at}/bucket`, 'bucket', `${at}/bucket: only dates can be cut into ${group.bucket}s; "${group.by}" is ${kind}.`, `${at}/bucket：只有日期可以按 ${group.bucket} 归并，“${group.by}”不是日期。`))
    }
  }
  const measurePart = (part: Part, at: string) => {
    check(part.where, 'boolean', `${at}/where`)
    const kind = check(part.value, 'any', `${at}/value`)
    if (part.aggregate !== 'count' && part.value === undefined) {
      problems.push(problem(`${at}/value`, 'missing', `${at}: ${part.aggregate} needs a value. Add "value".`, `${at}：${part.aggregate} 需要 value，请补上。`))
    }
    const ordered = part.aggregate === 'min' || part.aggregate === 'max' ? kind === 'date' || kind === 'instant' : part.aggregate === 'count_distinct' || part.aggregate === 'count'
    if (kind && !ordered && !NUMERIC.has(kind)) {
      problems.push(problem(`${at}/value`, 'not_a_number', `${at}/value: ${part.aggregate} needs a number; "${part.value}" is ${kind}.`, `${at}/value：${part.aggregate} 需要数字，“${part.value}”不是数字。`))
    }
  }
  for (const measure of report.measures) {
    const at = `${path}/measures/${measure.key}`
    if (measure.aggregate !== 'ratio') {
      measurePart(measure as Part, at)
      continue
    }
    for (const side of ['numerator', 'denominator'] as const) {
      const part = measure[side]
      if (part) measurePart(part as Part, `${at}/${side}`)
      else problems.push(problem(`${at}/${side}`, 'missing', `${at}: a ratio needs a ${side}. Add it.`, `${at}：比率需要 ${side}，请补上。`))
    }
    check(measure.where, 'boolean', `${at}/where`)
  }
  const known = new Set([...(report.groups ?? []), ...report.measures].map((each) => each.key))
  for (const sort of report.sort ?? []) {
    if (!known.has(sort.by)) problems.push(unknownKey(`${path}/sort/${sort.by}`, sort.by, known))
  }
  const measures = new Set(report.measures.map((measure) => measure.key))
  if (report.chart && !measures.has(report.chart.measure)) problems.push(unknownKey(`${path}/chart/measure`, report.chart.measure, measures))
  return problems
}

function unknownKey(path: string, key: string, known: ReadonlySet<string>): Problem {
  const list = [...known].join(', ')
  return problem(path, 'unknown_reference', `${path}: there is no "${key}" here. Use one of ${list}.`, `${path}：没有“${key}”，可用：${list}。`)
}
