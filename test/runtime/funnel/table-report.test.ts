import { expect, test } from 'vitest'
import { compileDefinition } from '../../../runtime/definition/compile.ts'
import type { TableReportDefinition } from '../../../runtime/definition/types.ts'
import { tableReport } from '../../../runtime/funnel/table-report.ts'
import { NOW, reportsDefinition } from '../../server/reports/report-world.ts'

const compiled = compileDefinition(reportsDefinition('Asia/Shanghai'))
if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
const app = compiled.value

/** Six deals whose figures are worked out by hand below. */
const records = [
  {
    _id: '1',
    source: 'web',
    _stage: 'won',
    amount: 0.1,
    score: 1,
    opened: '2026-01-30',
    closes: '2026-02-01',
    met: '2026-01-31T15:59:00.000Z',
    account: 'x',
  },
  {
    _id: '2',
    source: 'web',
    _stage: 'lost',
    amount: 0.2,
    score: 2,
    opened: '2026-01-30',
    closes: '2026-02-02',
    met: '2026-01-31T16:01:00.000Z',
    account: 'x',
  },
  { _id: '3', source: 'web', _stage: 'need', amount: null, score: 4, opened: '2026-01-01', closes: null, met: null, account: 'y' },
  {
    _id: '4',
    source: 'fair',
    _stage: 'won',
    amount: 10.05,
    score: 7,
    opened: '2025-12-29',
    closes: '2026-01-04',
    met: '2025-12-31T15:59:59.999Z',
    account: null,
  },
  {
    _id: '5',
    source: null,
    _stage: 'need',
    amount: 99,
    score: null,
    opened: null,
    closes: '2026-01-05',
    met: '2025-12-31T16:00:00.000Z',
    account: 'y',
  },
  {
    _id: '6',
    source: 'old',
    _stage: 'won',
    amount: 1,
    score: -3,
    opened: '2026-01-05',
    closes: '2026-01-05',
    met: '2026-03-31T16:00:00.000Z',
    account: 'x',
  },
]

function run(measures: object[], groups: object[] = [], more: object = {}) {
  const report = {
    key: 'r',
    type: 'table',
    module: 'deal',
    groups: groups.map((each, index) => ({ key: `g${index}`, ...each })),
    measures: measures.map((each, index) => ({ key: `m${index}`, ...each })),
    ...more,
  } as TableReportDefinition
  const table = tableReport({
    app,
    report,
    records,
    environment: { now: NOW, timeZone: 'Asia/Shanghai', me: null, myTeam: [] },
    titleOf: (_, id) => (id === 'x' ? 'Zoe' : 'Abe'),
  })
  return {
    ...table,
    plain: table.rows.map(({ groups, figures }) => [...groups.map(({ value }) => value), ...figures.map(({ value }) => value)]),
    totals: table.totals,
  }
}

test('totals by hand', () => {
  const { totals } = run([
    { aggregate: 'count' },
    { aggregate: 'count', where: '_stage == "won"' },
    { aggregate: 'sum', value: 'amount' },
    { aggregate: 'average', value: 'amount' },
    { aggregate: 'median', value: 'score' },
    { aggregate: 'median', value: 'score', where: 'score > 0' },
    { aggregate: 'p90', value: 'score' },
    { aggregate: 'min', value: 'closes' },
    { aggregate: 'max', value: 'met' },
    { aggregate: 'median', value: 'closes - opened' },
    { aggregate: 'sum', value: 'closes - opened', unit: 'hours' },
    { aggregate: 'count_distinct', value: 'source' },
    { aggregate: 'sum', value: 'score / 3.0' },
    { aggregate: 'average', value: 'amount', where: 'score > 100' },
    { aggregate: 'sum', value: 'amount', where: 'score > 100' },
  ])
  // scores -3 1 2 4 7; days 0 2 3 6; thirds 0.333333 + 0.666667 + 1.333333 + 2.333333 - 1
  expect(totals.map(({ value }) => value)).toEqual([
    6,
    3,
    110.35,
    22.07,
    2,
    3,
    7,
    '2026-01-04',
    '2026-03-31T16:00:00.000Z',
    2.5,
    264,
    3,
    3.666666,
    null,
    0,
  ])
  expect(totals[2]!.ids).toEqual(['1', '2', '4', '5', '6'])
})

test('a ratio keeps its two numbers, in one unit', () => {
  const won = { aggregate: 'count', where: '_stage == "won"' }
  const { totals } = run([
    { aggregate: 'ratio', numerator: won, denominator: { aggregate: 'count', where: '_stage in ["won", "lost"]' } },
    {
      aggregate: 'ratio',
      numerator: { aggregate: 'sum', value: 'amount' },
      denominator: { aggregate: 'sum', value: 'score' },
      where: 'source == "web"',
    },
    { aggregate: 'ratio', numerator: won, denominator: { aggregate: 'count', where: 'score > 100' } },
  ])
  expect(totals.map(({ value, numerator, denominator }) => [value, numerator, denominator])).toEqual([
    [0.75, 3n, 4n],
    [0.3 / 7, 30n, 700n],
    [null, 3n, 0n],
  ])
  expect(totals[1]!.sides).toEqual({ numerator: ['1', '2'], denominator: ['1', '2', '3'] })
  expect(totals[1]!.ids).toEqual(['1', '2', '3'])
})

test('choices stand in their order, an option that is gone after them, nothing last', () => {
  expect(run([{ aggregate: 'count' }], [{ by: 'source' }]).plain).toEqual([
    ['web', 3],
    ['fair', 1],
    ['old', 1],
    [null, 1],
  ])
  expect(
    run([{ aggregate: 'count' }], [{ by: 'source' }], { sort: [{ by: 'g0', descending: true }] }).plain.map(([value]) => value),
  ).toEqual(['old', 'fair', 'web', null])
  expect(
    run([{ aggregate: 'sum', value: 'amount' }], [{ by: 'source' }], { sort: [{ by: 'm0', descending: true }] }).plain.map(
      ([value]) => value,
    ),
  ).toEqual([null, 'fair', 'old', 'web'])
  expect(run([{ aggregate: 'count' }], [{ by: 'account' }]).rows.map(({ groups }) => groups[0])).toEqual([
    { value: 'y', title: 'Abe' },
    { value: 'x', title: 'Zoe' },
    { value: null },
  ])
})

test('buckets: instants in the zone of the app, dates as they are, weeks from Monday', () => {
  const buckets = (by: string, bucket: string) => run([{ aggregate: 'count' }], [{ by, bucket }]).plain
  expect(buckets('met', 'month')).toEqual([
    ['2025-12', 1],
    ['2026-01', 2],
    ['2026-02', 1],
    ['2026-04', 1],
    [null, 1],
  ])
  expect(buckets('met', 'quarter')).toEqual([
    ['2025-Q4', 1],
    ['2026-Q1', 3],
    ['2026-Q2', 1],
    [null, 1],
  ])
  expect(buckets('met', 'day').slice(0, 2)).toEqual([
    ['2025-12-31', 1],
    ['2026-01-01', 1],
  ])
  expect(buckets('closes', 'week')).toEqual([
    ['2025-12-29', 1],
    ['2026-01-05', 2],
    ['2026-01-26', 1],
    ['2026-02-02', 1],
    [null, 1],
  ])
  expect(buckets('opened', 'year')).toEqual([
    ['2025', 1],
    ['2026', 4],
    [null, 1],
  ])
})

test('a limit tells that there is more', () => {
  const limited = run([{ aggregate: 'count' }], [{ by: 'source' }], { limit: 2 })
  expect([limited.rows.length, limited.truncated, limited.totals[0]!.value]).toEqual([2, true, 6])
  expect(run([{ aggregate: 'count' }], [{ by: 'source' }], { limit: 4 }).truncated).toBe(false)
})
