// A table report made ready: its expressions checked, groups and measures with the form of their values, columns as they are shown.
import type { App } from '../definition/app.ts'
import { checkReport } from '../definition/check-report.ts'
import { COMPUTED_SCALE, type ValueForm, valueForm } from '../definition/report-value.ts'
import type { TableReportDefinition } from '../definition/types.ts'
import { DAY, HOUR } from '../expression/dates.ts'
import { type CheckedExpression, checkExpression } from '../expression/expression.ts'
import type { Member, RecordShape } from '../expression/scope.ts'
import type { Label } from '../label.ts'
import { fail, ok, problem, type Result } from '../problem.ts'
import type { Bucket } from './report-table.ts'

export interface PlannedGroup {
  readonly key: string
  readonly label: Label
  readonly by: CheckedExpression
  readonly bucket: Bucket | undefined
  /** The module a reference points into. */
  readonly module: string | undefined
  /** The values in the definition's order, where the group is a choice or a stage. */
  readonly choices: readonly { readonly value: string; readonly label: Label }[] | undefined
}

/** What is counted or computed over the records for which every condition holds and the value is not null. */
export interface PlannedPart {
  readonly aggregate: 'count' | 'count_distinct' | 'sum' | 'average' | 'median' | 'p90' | 'min' | 'max'
  readonly where: readonly CheckedExpression[]
  /** Absent for `count` alone. */
  readonly value: CheckedExpression | undefined
  readonly form: ValueForm
  /** How many of the whole units (or milliseconds) that are added make one of what is shown. */
  readonly divisor: number
}

export interface PlannedMeasure {
  readonly key: string
  readonly label: Label
  readonly unit: 'days' | 'hours'
  /** One part; the numerator and the denominator of a ratio. */
  readonly parts: readonly [PlannedPart] | readonly [PlannedPart, PlannedPart]
}

export interface PlannedSort {
  readonly group: number | undefined
  readonly measure: number | undefined
  readonly descending: boolean
}

export interface ReportPlan {
  readonly report: TableReportDefinition
  readonly where: CheckedExpression | undefined
  readonly groups: readonly PlannedGroup[]
  readonly measures: readonly PlannedMeasure[]
  /** What the report asks for, then the groups it does not name, so that the order is always complete. */
  readonly sort: readonly PlannedSort[]
  readonly limit: number
}

export const MAX_ROWS = 1000

/** Makes a report of valid shape ready; the problems are those of `checkReport`. */
export function planReport(app: App, report: TableReportDefinition): Result<ReportPlan> {
  const module = app.modules.get(report.module)
  if (!module) {
    const path = `/reports/${report.key}/module`
    return fail(
      problem(path, 'unknown_reference', `${path}: there is no module "${report.module}".`, `${path}：没有模块“${report.module}”。`),
    )
  }
  const problems = checkReport(report, module.shape)
  if (problems.some((each) => each.severity !== 'warning')) return fail(...problems)
  const check = (text: string, expect: 'boolean' | 'any'): CheckedExpression => {
    const checked = checkExpression(text, module.shape, expect, { sql: true })
    if (!checked.ok) throw new Error(`the checked report ${report.key} does not check: ${text}`)
    return checked.value
  }
  const part = (written: WrittenPart, unit: 'days' | 'hours', outer: string | undefined): PlannedPart => {
    const value = written.value === undefined ? undefined : check(written.value, 'any')
    const form: ValueForm = value ? valueForm(value) : { kind: 'other' }
    const where = [outer, written.where].flatMap((text) => (text === undefined ? [] : [check(text, 'boolean')]))
    return { aggregate: written.aggregate as PlannedPart['aggregate'], where, value, form, divisor: divisorOf(form, unit) }
  }
  const groups = (report.groups ?? []).map((group): PlannedGroup => {
    const by = check(group.by, 'any')
    const member = memberOf(app, module.shape, by)
    return {
      key: group.key,
      label: group.label ?? member?.label ?? group.key,
      by,
      bucket: group.bucket,
      module: by.type.kind === 'reference' ? by.type.module : undefined,
      choices: member?.kind === 'value' ? member.choices : undefined,
    }
  })
  const measures = report.measures.map((measure): PlannedMeasure => {
    const unit = measure.unit ?? 'days'
    const { numerator, denominator } = measure
    const parts: PlannedMeasure['parts'] =
      numerator && denominator
        ? [part(numerator, unit, measure.where), part(denominator, unit, measure.where)]
        : [part(measure, unit, undefined)]
    return { key: measure.key, label: measure.label ?? defaultLabel(app, module.shape, measure.aggregate, parts[0].value), unit, parts }
  })
  return ok({
    report,
    where: report.where === undefined ? undefined : check(report.where, 'boolean'),
    groups,
    measures,
    sort: sortOf(report, groups, measures),
    limit: Math.min(report.limit ?? MAX_ROWS, MAX_ROWS),
  })
}

interface WrittenPart {
  readonly aggregate: string
  readonly value?: string
  readonly where?: string
}

function divisorOf(form: ValueForm, unit: 'days' | 'hours'): number {
  if (form.kind === 'duration') return unit === 'hours' ? HOUR : DAY
  if (form.kind === 'number') return 10 ** COMPUTED_SCALE
  return form.kind === 'units' ? 10 ** form.scale : 1
}

function sortOf(report: TableReportDefinition, groups: readonly PlannedGroup[], measures: readonly PlannedMeasure[]): PlannedSort[] {
  const asked = (report.sort ?? []).map(({ by, descending }): PlannedSort => {
    const [group, measure] = [groups.findIndex((each) => each.key === by), measures.findIndex((each) => each.key === by)]
    return { group: group < 0 ? undefined : group, measure: group < 0 ? measure : undefined, descending: descending ?? false }
  })
  const named = new Set(asked.map((each) => each.group))
  const rest = groups.map((_, group) => ({ group, measure: undefined, descending: false }))
  return [...asked, ...rest.filter(({ group }) => !named.has(group))]
}

/** The member an expression is, where it is nothing but a member or a path to one. */
function memberOf(app: App, shape: RecordShape, { ast }: CheckedExpression): Member | undefined {
  if (ast.op !== 'member') return undefined
  const { source } = ast
  if (source.from === 'record') return shape.members.get(ast.name)
  return source.from === 'reference' ? app.modules.get(source.module)?.shape.members.get(ast.name) : undefined
}

const AGGREGATE_NAMES: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  count: ['Records', '记录数'],
  count_distinct: ['distinct', '去重数'],
  sum: ['sum', '合计'],
  average: ['average', '平均'],
  median: ['median', '中位数'],
  p90: ['90th percentile', '90 分位'],
  min: ['smallest', '最小'],
  max: ['largest', '最大'],
  ratio: ['Ratio', '比率'],
}

function defaultLabel(app: App, shape: RecordShape, aggregate: string, value: CheckedExpression | undefined): Label {
  const [en, zh] = AGGREGATE_NAMES[aggregate] ?? [aggregate, aggregate]
  const member = value && aggregate !== 'ratio' ? memberOf(app, shape, value) : undefined
  if (!member) return { en: en.charAt(0).toUpperCase() + en.slice(1), 'zh-CN': zh }
  const label = (locale: 'en' | 'zh-CN') => (typeof member.label === 'string' ? member.label : (member.label[locale] ?? member.name))
  return { en: `${label('en')} (${en})`, 'zh-CN': `${label('zh-CN')}（${zh}）` }
}
