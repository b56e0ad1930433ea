// Random table reports over the world of report-world.ts, well formed by construction.
import fc from 'fast-check'
import type { TableReportDefinition } from '../../../runtime/definition/types.ts'

const GROUPS = [
  '_stage',
  'source',
  'loss',
  'account',
  'account.name',
  'account.industry',
  'account.parent',
  'account.parent.industry',
  'account.revenue',
  '_owner',
  'done',
  'score',
  'amount',
  'yen',
  'rate',
  'opened',
  'met',
  'name',
  'amount > 1000.0',
  'score + 1',
  'amount / score',
  'coalesce(source, "none")',
  'size(account.deals)',
  'date(met)',
  'account.deals.exists(d, d.done)',
  'closes + duration("3d")',
  '_owner == me',
  'lower(name)',
  'me',
  '_stage_at',
  'done ? closes : opened',
  '_id',
]
const DATED = [
  'opened',
  'closes',
  'met',
  '_created_at',
  '_stage_at',
  'date(met)',
  'met + duration("90m")',
  'closes - duration("1w")',
  'account._created_at',
  'done ? closes : opened',
]
const NUMBERS = [
  'amount',
  'yen',
  'dinar',
  'score',
  'rate',
  'account.revenue',
  'account.parent.revenue',
  'amount * 0.3',
  'amount / score',
  'amount - cost',
  'coalesce(amount, 0)',
  'score + 0.5',
  '_stage == "won" ? score : 0',
  'size(name)',
  'year(closes)',
  'size(account.deals)',
  'count(account.deals, d, d.done)',
  'days(closes - opened)',
  'score * -0.1',
  'min(score, 2)',
]
const DURATIONS = ['closes - opened', 'met - _created_at', 'now() - met', 'closes - today()', '(closes - opened) - duration("36h")']
const ADDABLE = [...NUMBERS.filter((text) => text !== 'amount / score'), 'score / 3.0']
const CONDITIONS = [
  'amount > 100.0',
  'source == "web"',
  '_stage == "won"',
  '_stage in ["won", "lost"]',
  'done',
  '!done',
  'closes >= today()',
  'account.industry in ["it"]',
  'tags != null',
  'has_any(tags, ["a"])',
  '_owner == me',
  '_owner in my_team',
  'account.deals.exists(d, d.score > 2)',
  'name.contains("a")',
  'met < now()',
  'score != null && !done',
  'loss == "price/discount"',
  'amount > cost',
  'account.parent != null',
  'met - duration("2d") < _created_at',
  'false',
]

const value = (texts: readonly string[]) => fc.constantFrom(...texts)
const where = fc.option(value(CONDITIONS), { nil: undefined, freq: 2 })
const part = fc.oneof(
  fc.record({ aggregate: fc.constant('count' as const), where }),
  fc.record({
    aggregate: fc.constant('sum' as const),
    value: value([...ADDABLE.filter((text) => !/yen|dinar/.test(text)), ...DURATIONS]),
    where,
  }),
)

const measure = fc.oneof(
  fc.record({ aggregate: fc.constant('count' as const), where }),
  fc.record({
    aggregate: fc.constant('count_distinct' as const),
    value: value([...GROUPS.filter((text) => text !== 'me'), ...NUMBERS, ...DURATIONS, 'tags']),
    where,
  }),
  fc.record({ aggregate: fc.constantFrom('sum' as const, 'average' as const), value: value(ADDABLE), where }),
  fc.record({
    aggregate: fc.constantFrom('median' as const, 'p90' as const, 'min' as const, 'max' as const),
    value: value(NUMBERS),
    where,
  }),
  fc.record({
    aggregate: fc.constantFrom('sum' as const, 'average' as const, 'median' as const, 'p90' as const, 'min' as const, 'max' as const),
    value: value(DURATIONS),
    unit: fc.constantFrom('days' as const, 'hours' as const),
    where,
  }),
  fc.record({
    aggregate: fc.constantFrom('min' as const, 'max' as const),
    value: value(['closes', 'met', '_created_at', 'done ? closes : opened']),
    where,
  }),
  fc.record({ aggregate: fc.constant('ratio' as const), numerator: part, denominator: part, where }),
)

const group = fc.oneof(
  fc.record({ by: value(GROUPS) }),
  fc.record({
    by: value(DATED),
    bucket: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'quarter' as const, 'year' as const),
  }),
)

/** Reports as JSON gives them: without members that are undefined. */
export const reports: fc.Arbitrary<TableReportDefinition> = fc
  .record({
    where,
    groups: fc.array(group, { maxLength: 3 }),
    measures: fc.array(measure, { minLength: 1, maxLength: 6 }),
    sort: fc.array(fc.record({ place: fc.nat({ max: 8 }), descending: fc.boolean() }), { maxLength: 2 }),
    limit: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined, freq: 3 }),
  })
  .map(({ where, groups, measures, sort, limit }) => {
    const keyed = {
      groups: groups.map((each, index) => ({ key: `g${index}`, ...each })),
      measures: measures.map((each, index) => ({ key: `m${index}`, ...each })),
    }
    const keys = [...keyed.groups, ...keyed.measures].map(({ key }) => key)
    const sorted = [...new Map(sort.map(({ place, descending }) => [keys[place % keys.length]!, descending]))].map(([by, descending]) => ({
      by,
      descending,
    }))
    return JSON.parse(JSON.stringify({ key: 'random', type: 'table', module: 'deal', where, ...keyed, sort: sorted, limit }))
  })
