import { describe, expect, test } from 'vitest'
import type { App } from '../../../runtime/definition/app.ts'
import { compileDefinition } from '../../../runtime/definition/compile.ts'
import type { TableReportDefinition } from '../../../runtime/definition/types.ts'
import { validateReport } from '../../../runtime/definition/validate.ts'
import { reportColumns } from '../../../runtime/funnel/report-columns.ts'
import { planReport } from '../../../runtime/funnel/report-plan.ts'
import { reportsDefinition } from '../../server/reports/report-world.ts'

const compiled = compileDefinition(reportsDefinition('Asia/Shanghai'))
if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
const app: App = compiled.value

type Measure = TableReportDefinition['measures'][number]
type Group = NonNullable<TableReportDefinition['groups']>[number]
const reportOf = (
  measures: readonly Omit<Measure, 'key'>[],
  groups: readonly Omit<Group, 'key'>[] = [],
  more: object = {},
): TableReportDefinition => ({
  key: 'r',
  type: 'table',
  module: 'deal',
  groups: groups.map((each, index) => ({ key: `g${index}`, ...each }) as Group),
  measures: measures.map((each, index) => ({ key: `m${index}`, ...each }) as Measure),
  ...more,
})
const count: Omit<Measure, 'key'> = { aggregate: 'count' }

describe('what is refused', () => {
  const cases: [what: string, report: TableReportDefinition, path: string, code: string][] = [
    [
      'two currencies in a value',
      reportOf([{ aggregate: 'sum', value: 'amount + yen' }]),
      '/reports/r/measures/m0/value',
      'mixed_currencies',
    ],
    [
      'two currencies chosen by a condition',
      reportOf([{ aggregate: 'max', value: 'done ? amount : dinar' }]),
      '/reports/r/measures/m0/value',
      'mixed_currencies',
    ],
    [
      'two currencies in coalesce',
      reportOf([{ aggregate: 'average', value: 'coalesce(yen, dinar)' }]),
      '/reports/r/measures/m0/value',
      'mixed_currencies',
    ],
    [
      'two currencies in a ratio',
      reportOf([{ aggregate: 'ratio', numerator: { aggregate: 'sum', value: 'amount' }, denominator: { aggregate: 'sum', value: 'yen' } }]),
      '/reports/r/measures/m0',
      'mixed_currencies',
    ],
    ['a value for count', reportOf([{ aggregate: 'count', value: 'amount' }]), '/reports/r/measures/m0/value', 'not_needed'],
    ['a sum without a value', reportOf([{ aggregate: 'sum' }]), '/reports/r/measures/m0/value', 'missing'],
    ['a sum of texts', reportOf([{ aggregate: 'sum', value: 'name' }]), '/reports/r/measures/m0/value', 'not_a_number'],
    ['a sum of dates', reportOf([{ aggregate: 'sum', value: 'closes' }]), '/reports/r/measures/m0/value', 'not_a_number'],
    ['a count of nothing', reportOf([{ aggregate: 'count_distinct', value: 'null' }]), '/reports/r/measures/m0/value', 'not_a_number'],
    ['a unit for money', reportOf([{ aggregate: 'sum', value: 'amount', unit: 'days' }]), '/reports/r/measures/m0/unit', 'not_needed'],
    [
      'a numerator beside a sum',
      reportOf([{ aggregate: 'sum', value: 'amount', numerator: { aggregate: 'count' } }]),
      '/reports/r/measures/m0/numerator',
      'not_needed',
    ],
    [
      'a value beside a ratio',
      reportOf([{ aggregate: 'ratio', value: 'amount', numerator: { aggregate: 'count' }, denominator: { aggregate: 'count' } }]),
      '/reports/r/measures/m0/value',
      'not_needed',
    ],
    [
      'half a ratio',
      reportOf([{ aggregate: 'ratio', numerator: { aggregate: 'count' } }]),
      '/reports/r/measures/m0/denominator',
      'missing',
    ],
    ['groups by a list', reportOf([count], [{ by: 'tags' }]), '/reports/r/groups/g0/by', 'cannot_group'],
    ['groups by related records', reportOf([count], [{ by: 'account.deals' }]), '/reports/r/groups/g0/by', 'wrong_argument'],
    ['groups by nothing', reportOf([count], [{ by: 'null' }]), '/reports/r/groups/g0/by', 'cannot_group'],
    ['groups by a duration', reportOf([count], [{ by: 'closes - opened' }]), '/reports/r/groups/g0/by', 'cannot_group'],
    ['a bucket of a number', reportOf([count], [{ by: 'score', bucket: 'month' }]), '/reports/r/groups/g0/bucket', 'bucket'],
    ['an unknown field', reportOf([count], [{ by: 'nowhere' }]), '/reports/r/groups/g0/by', 'unknown_name'],
    ['a condition that is none', reportOf([{ aggregate: 'count', where: 'amount' }]), '/reports/r/measures/m0/where', 'type_mismatch'],
    ['patterns', reportOf([{ aggregate: 'count', where: 'name.matches("a+")' }]), '/reports/r/measures/m0/where', 'not_available'],
    ['an unknown sort key', reportOf([count], [], { sort: [{ by: 'amount' }] }), '/reports/r/sort/amount', 'unknown_reference'],
    [
      'an unknown chart measure',
      reportOf([count], [], { chart: { type: 'bar', measure: 'x' } }),
      '/reports/r/chart/measure',
      'unknown_reference',
    ],
    [
      'one key for a group and a measure',
      { ...reportOf([]), groups: [{ key: 'a', by: 'name' }], measures: [{ key: 'a', aggregate: 'count' }] },
      '/reports/r/measures/a',
      'duplicate_key',
    ],
    ['an unknown module', reportOf([count], [], { module: 'nowhere' }), '/reports/r/module', 'unknown_reference'],
  ]
  test.each(cases)('%s', (_, report, path, code) => {
    const plan = planReport(app, report)
    if (plan.ok) throw new Error('it was accepted')
    expect(plan.problems.map((each) => [each.path, each.code])).toContainEqual([path, code])
    for (const { message } of plan.problems) expect(message['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
  })
})

test('amounts of one currency, and amounts that only choose, may be computed together', () => {
  const values = ['amount - cost', 'amount * 0.3', 'yen > 100.0 ? amount : 0', 'amount / account.revenue', 'yen']
  expect(planReport(app, reportOf(values.map((value) => ({ aggregate: 'sum', value })))).ok).toBe(true)
})

test('a report that comes alone is validated like one in a definition', () => {
  const good = reportOf([count], [{ by: 'name' }])
  expect(validateReport(good)).toEqual([])
  const twice = { ...good, measures: [good.measures[0], good.measures[0]] }
  const bad: [unknown, string][] = [
    [null, 'type'],
    [[], 'type'],
    [{}, 'missing'],
    [{ ...good, surprise: 1 }, 'unknown_key'],
    [JSON.parse(`{"__proto__":{},${JSON.stringify(good).slice(1)}`), 'unknown_key'],
    [{ ...good, type: 'funny' }, 'unknown_type'],
    [{ ...good, measures: [] }, 'below_minimum'],
    [{ ...good, measures: Array.from({ length: 21 }, (_, index) => ({ key: `m${index}`, aggregate: 'count' })) }, 'above_maximum'],
    [{ ...good, groups: Array.from({ length: 5 }, (_, index) => ({ key: `g${index}`, by: 'name' })) }, 'above_maximum'],
    [{ ...good, limit: 1001 }, 'above_maximum'],
    [{ ...good, limit: 0 }, 'below_minimum'],
    [{ ...good, measures: [{ key: 'a', aggregate: 'variance' }] }, 'not_allowed'],
    [twice, 'duplicate_key'],
  ]
  for (const [document, code] of bad)
    expect(
      validateReport(document).map((each) => each.code),
      JSON.stringify(document)?.slice(0, 80),
    ).toContain(code)
})

test('columns say what stands in them', () => {
  const report = reportOf(
    [
      count,
      { aggregate: 'sum', value: 'amount' },
      { aggregate: 'average', value: 'dinar' },
      { aggregate: 'sum', value: 'score' },
      { aggregate: 'average', value: 'score' },
      { aggregate: 'median', value: 'closes - opened', unit: 'hours' },
      { aggregate: 'min', value: 'closes' },
      { aggregate: 'max', value: 'met' },
      { aggregate: 'sum', value: 'amount * 0.5' },
      { aggregate: 'sum', value: 'amount / cost' },
      { aggregate: 'ratio', numerator: { aggregate: 'sum', value: 'amount' }, denominator: { aggregate: 'sum', value: 'cost' } },
      { aggregate: 'ratio', numerator: { aggregate: 'count' }, denominator: { aggregate: 'count' } },
      { aggregate: 'count_distinct', value: 'tags' },
      { aggregate: 'sum', value: 'rate' },
    ],
    [{ by: 'met', bucket: 'week' }, { by: 'account' }, { by: 'source' }, { by: 'yen' }],
  )
  const plan = planReport(app, report)
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems))
  const columns = reportColumns(plan.value).map(({ key: _, label: __, role: ___, ...rest }) => rest)
  const number = { kind: 'number' }
  expect(columns).toEqual([
    { kind: 'bucket', format: 'plain', bucket: 'week' },
    { kind: 'reference', format: 'plain', module: 'account' },
    { kind: 'text', format: 'plain', choices: ['web', 'fair', 'ads'].map((value) => ({ value, label: value })) },
    { ...number, format: 'money', scale: 0, currency: 'JPY' },
    { ...number, format: 'integer' },
    { ...number, format: 'money', scale: 2, currency: 'CNY' },
    { ...number, format: 'money', scale: 3, currency: 'KWD' },
    { ...number, format: 'integer' },
    { ...number, format: 'plain' },
    { ...number, format: 'duration', unit: 'hours' },
    { kind: 'date', format: 'plain' },
    { kind: 'instant', format: 'plain' },
    { ...number, format: 'money', currency: 'CNY' },
    { ...number, format: 'plain' },
    { ...number, format: 'ratio', scale: 2, currency: 'CNY' },
    { ...number, format: 'ratio', scale: 0 },
    { ...number, format: 'integer' },
    { ...number, format: 'plain', scale: 4 },
  ])
  expect(reportColumns(plan.value)[5]?.label).toEqual({ en: 'Amount (sum)', 'zh-CN': '金额（合计）' })
})
