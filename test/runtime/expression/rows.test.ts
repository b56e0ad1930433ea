import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkExpression, evaluate } from '../../../runtime/expression/expression.ts'
import { OPERATORS } from '../../../runtime/expression/operators.ts'
import {
  type AnyRow,
  fromRows,
  MEASURES,
  type Measure,
  PERSON_OPERATORS,
  type RelatedRow,
  type Row,
  type RowGroup,
  type RowOperator,
  toRows,
} from '../../../runtime/expression/rows.ts'
import { deal } from './shapes.ts'

const row = (path: string, operator: RowOperator, value: unknown = null): Row => ({ path, operator, value })
const NONE: RowGroup = { join: 'and', rows: [] }
const about = (related: string, measure: 'exists' | 'none' | 'all', where: RowGroup = NONE): RelatedRow => ({
  related,
  measure,
  of: null,
  operator: null,
  value: null,
  where,
})
const figure = (related: string, measure: Measure, of: string | null, operator: RowOperator, value: unknown, where: RowGroup = NONE) => ({
  related,
  measure,
  of,
  operator,
  value,
  where,
})
const and = (...rows: RowGroup['rows']): RowGroup => ({ join: 'and', rows })
const or = (...rows: RowGroup['rows']): RowGroup => ({ join: 'or', rows })

const TEXTS: [text: string, rows: RowGroup][] = [
  ['true', and()],
  ['amount >= 10000', and(row('amount', 'ge', 10000))],
  ['amount >= 10000 && account.industry in ["it"]', and(row('amount', 'ge', 10000), row('account.industry', 'in', ['it']))],
  ['amount > 1 || (active == true && units != 3)', or(row('amount', 'gt', 1), and(row('active', 'eq', true), row('units', 'ne', 3)))],
  ['(amount > 1 || units < 2) && name == "x"', and(or(row('amount', 'gt', 1), row('units', 'lt', 2)), row('name', 'eq', 'x'))],
  ['(amount > 1 && units < 2) && name == "x"', and(and(row('amount', 'gt', 1), row('units', 'lt', 2)), row('name', 'eq', 'x'))],
  ['close_date <= date("2026-01-31")', and(row('close_date', 'le', '2026-01-31'))],
  ['signed_at > timestamp("2026-01-31T00:00:00Z")', and(row('signed_at', 'gt', '2026-01-31T00:00:00Z'))],
  ['!(_stage in ["won", "quote"])', and(row('_stage', 'not_in', ['won', 'quote']))],
  ['name.contains("50% \\"off\\"\\\\")', and(row('name', 'contains', '50% "off"\\'))],
  ['!name.contains("金额")', and(row('name', 'not_contains', '金额'))],
  ['name.startsWith("a") && name.endsWith("b")', and(row('name', 'starts_with', 'a'), row('name', 'ends_with', 'b'))],
  ['has_any(tags, ["a"]) && has_all(tags, ["b"])', and(row('tags', 'has_any', ['a']), row('tags', 'has_all', ['b']))],
  ['!has_any(tags, ["a", "c"])', and(row('tags', 'has_none', ['a', 'c']))],
  ['"a" in tags && !("b" in tags)', and(row('tags', 'contains', 'a'), row('tags', 'not_contains', 'b'))],
  ['signed_at >= now() - duration("720h") && signed_at <= now()', and(row('signed_at', 'within_last', '720h'))],
  [
    '(close_date >= today() && close_date <= today() + duration("2w")) && active == false',
    and(row('close_date', 'within_next', '2w'), row('active', 'eq', false)),
  ],
  ['_owner == me', and(row('_owner', 'is_me'))],
  ['note == null && account != null', and(row('note', 'is_empty'), row('account', 'is_not_empty'))],
  ['tags == null || size(tags) == 0', and(row('tags', 'is_empty'))],
  ['(tags == null || size(tags) == 0) && size(labels) > 0', and(row('tags', 'is_empty'), row('labels', 'is_not_empty'))],
  ['units == -5', and(row('units', 'eq', -5))],
  ['_owner != me && _owner in my_team', and(row('_owner', 'is_not_me'), row('_owner', 'in_my_team'))],
  ['!(account._owner in my_team)', and(row('account._owner', 'not_in_my_team'))],
  ['close_date < today()', and(row('close_date', 'lt', { from: 'today' }))],
  [
    'close_date <= today() + duration("7d") && close_date >= start_of("month")',
    and(row('close_date', 'le', { from: 'today', direction: 'add', duration: '7d' }), row('close_date', 'ge', { from: 'month' })),
  ],
  ['signed_at > now() - duration("2h")', and(row('signed_at', 'gt', { from: 'now', direction: 'subtract', duration: '2h' }))],
  ['meetings.exists(m, true)', and(about('meetings', 'exists'))],
  [
    'meetings.exists(m, m.role == "approver" && (m.at >= now() - duration("30d") && m.at <= now()))',
    and(about('meetings', 'exists', and(row('role', 'eq', 'approver'), row('at', 'within_last', '30d')))),
  ],
  ['!meetings.exists(m, m.account.industry in ["it"])', and(about('meetings', 'none', and(row('account.industry', 'in', ['it']))))],
  ['!meetings.exists(m, !(m.minutes > 30))', and(about('meetings', 'all', and(row('minutes', 'gt', 30))))],
  [
    '!meetings.exists(m, !(m.minutes > 30 || m.cost < 2)) || units == 1',
    or(about('meetings', 'all', or(row('minutes', 'gt', 30), row('cost', 'lt', 2))), row('units', 'eq', 1)),
  ],
  ['size(account.deals) >= 2', and(figure('account.deals', 'count', null, 'ge', 2))],
  ['count(meetings, m, m.minutes > 30) == 0', and(figure('meetings', 'count', null, 'eq', 0, and(row('minutes', 'gt', 30))))],
  ['sum(meetings, m, m.cost) >= 100.5', and(figure('meetings', 'sum', 'cost', 'ge', 100.5))],
  [
    'avg(meetings, m, m.minutes, m.role == "x" && m.cost > 1) < 9',
    and(figure('meetings', 'avg', 'minutes', 'lt', 9, and(row('role', 'eq', 'x'), row('cost', 'gt', 1)))),
  ],
  [
    'max(meetings, m, m.at) >= now() - duration("30d") && max(meetings, m, m.at) <= now()',
    and(figure('meetings', 'max', 'at', 'within_last', '30d')),
  ],
  ['min(meetings, m, m.at) == null', and(figure('meetings', 'min', 'at', 'is_empty', null))],
  [
    'account.deals.exists(d, d.amount > 1 && d.meetings.exists(m, m.minutes > 5))',
    and(about('account.deals', 'exists', and(row('amount', 'gt', 1), about('meetings', 'exists', and(row('minutes', 'gt', 5)))))),
  ],
  [
    'meetings.exists(m, m.deal.meetings.exists(x, x.minutes > 5))',
    and(about('meetings', 'exists', and(about('deal.meetings', 'exists', and(row('minutes', 'gt', 5)))))),
  ],
]

describe('text and rows', () => {
  test.each(TEXTS)('%s', (text, rows) => {
    expect(toRows(text, deal)).toEqual(rows)
    expect(fromRows(rows, deal)).toBe(text)
  })
})

test('other spellings of a row are understood', () => {
  expect(toRows('10000 <= amount', deal)).toEqual(and(row('amount', 'ge', 10000)))
  expect(toRows('active && !account.active', deal)).toEqual(and(row('active', 'eq', true), row('account.active', 'eq', false)))
  expect(toRows('units > 1 && signed_at >= now() - duration("1d") && signed_at <= now()', deal)).toEqual(
    and(row('units', 'gt', 1), row('signed_at', 'within_last', '1d')),
  )
  expect(toRows('((amount > 1)) && (((units > 2)))', deal)).toEqual(and(row('amount', 'gt', 1), row('units', 'gt', 2)))
  expect(toRows('amount > 1 && (units > 2) && active', deal)).toEqual(
    and(row('amount', 'gt', 1), row('units', 'gt', 2), row('active', 'eq', true)),
  )
  expect(toRows('name == "(" && (name == ")" || units > 1) // )', deal)).toEqual(
    and(row('name', 'eq', '('), or(row('name', 'eq', ')'), row('units', 'gt', 1))),
  )
})

test('the record before a change is a path of its own', () => {
  const rows = and(row('before.amount', 'lt', 5), row('before.account.since', 'ge', '2026-01-31'))
  const text = 'before.amount < 5 && before.account.since >= date("2026-01-31")'
  expect(fromRows(rows, deal)).toBe(text)
  expect(toRows(text, deal, true)).toEqual(rows)
  expect(toRows(text, deal)).toBeNull()
})

test('the name of a related record means nothing else where it stands', () => {
  const inner = about('deals', 'exists', and(about('account.deals', 'exists', and(row('amount', 'gt', 1)))))
  const rows = and(
    about('account.deals', 'exists', and(about('meetings', 'exists', and(about('account.deals', 'exists', and(row('units', 'gt', 1))))))),
  )
  const text = fromRows(rows, deal)
  expect(text).toBe('account.deals.exists(d, d.meetings.exists(m, m.account.deals.exists(x, x.units > 1)))')
  expect(toRows(text, deal)).toEqual(rows)
  // A member of the record that is called like the short name.
  const odd = {
    key: 'odd',
    members: new Map([...deal.members, ['m', { kind: 'value', name: 'm', label: 'm', storage: { kind: 'text' } } as const]]),
  }
  expect(fromRows(and(about('meetings', 'exists', and(row('minutes', 'gt', 1)))), odd)).toBe('meetings.exists(x, x.minutes > 1)')
  // Related records that are not there are written, so that the check can say so.
  expect(checkExpression(fromRows(and(inner), deal), deal, 'boolean').ok).toBe(false)
})

test('what rows cannot say stays text', () => {
  for (const text of [
    'amount > units',
    'amount * 2 > 5',
    'meetings.exists(m, m.minutes > amount)',
    'meetings.exists(m, amount > 1)',
    'meetings.exists(m, m.minutes + 1 > 2)',
    'account.deals.exists(d, meetings.exists(m, m.minutes > 1))',
    'account.deals.exists(d, d.meetings.exists(m, d.amount > 1))',
    'sum(meetings, m, m.minutes * 2) > 1',
    'count(meetings, m, m.minutes > 1) > units',
    'size(meetings) > size(account.deals)',
    'tags == null',
    '!(amount > 1)',
    'date(signed_at) > today()',
    'close_date > today() + duration("1d") + duration("1d")',
    'close_date > account.since',
    'active ? true : false',
    'amount > 1 && (units > 2 ? true : false)',
    'false',
    'nonsense ==',
  ]) {
    expect([text, toRows(text, deal)]).toEqual([text, null])
  }
})

const texts = fc.string({ unit: 'binary', maxLength: 8 }).filter((text) => !text.includes('\0'))
const numbers = fc.oneof(
  fc.integer({ min: -1_000_000, max: 1_000_000 }),
  fc.integer({ min: -99_999, max: 99_999 }).map((value) => value / 100),
)
const durations = fc.constantFrom('1d', '30d', '2w', '1w2d')
const dates = fc.constantFrom('2026-01-31', '2024-02-29')
const instants = fc.constantFrom('2026-01-31T00:00:00.000Z', '2026-01-31T08:00:00+08:00')
const reckoned = (...from: string[]) =>
  fc.oneof(
    fc.constantFrom(...from).map((each) => ({ from: each })),
    fc.record({ from: fc.constantFrom(...from), direction: fc.constantFrom('add', 'subtract'), duration: durations }),
  )
const list = (item: fc.Arbitrary<unknown>) => fc.array(item, { minLength: 1, maxLength: 3 })
const compared = fc.constantFrom<RowOperator>('eq', 'ne', 'lt', 'le', 'gt', 'ge')

const dealRows: fc.Arbitrary<AnyRow> = fc
  .oneof(
    fc.tuple(fc.constantFrom('amount', 'rate', 'units', 'account.employees'), compared, numbers),
    fc.tuple(fc.constantFrom('amount', 'units'), fc.constantFrom<RowOperator>('in', 'not_in'), list(numbers)),
    fc.tuple(
      fc.constantFrom('name', 'note', 'account.owner_team.name'),
      fc.constantFrom<RowOperator>('eq', 'ne', 'lt', 'ge', 'contains', 'not_contains', 'starts_with', 'ends_with'),
      texts,
    ),
    fc.tuple(fc.constantFrom('_stage'), fc.constantFrom<RowOperator>('in', 'not_in'), list(fc.constantFrom('need', 'won'))),
    fc.tuple(fc.constantFrom('labels'), fc.constantFrom<RowOperator>('has_any', 'has_all', 'has_none'), list(texts)),
    fc.tuple(fc.constantFrom('labels'), fc.constantFrom<RowOperator>('contains', 'not_contains'), texts),
    fc.tuple(fc.constantFrom('active'), fc.constantFrom<RowOperator>('eq', 'ne'), fc.boolean()),
    fc.tuple(
      fc.constantFrom('close_date', 'account.since'),
      compared,
      fc.oneof(dates, reckoned('today', 'week', 'month', 'quarter', 'year')),
    ),
    fc.tuple(fc.constantFrom('signed_at', '_created_at'), fc.constantFrom<RowOperator>('gt', 'le'), fc.oneof(instants, reckoned('now'))),
    fc.tuple(fc.constantFrom('signed_at', 'close_date'), fc.constantFrom<RowOperator>('within_last', 'within_next'), durations),
    fc.tuple(fc.constantFrom('account'), fc.constantFrom<RowOperator>('eq', 'ne'), fc.uuid()),
    fc.tuple(fc.constantFrom('_owner'), fc.constantFrom<RowOperator>('is_me', ...PERSON_OPERATORS), fc.constant(null)),
    fc.tuple(
      fc.constantFrom('note', 'account', 'amount', 'labels', 'close_date'),
      fc.constantFrom<RowOperator>('is_empty', 'is_not_empty'),
      fc.constant(null),
    ),
  )
  .map(([path, operator, value]) => ({ path, operator, value }))

const meetingRows: fc.Arbitrary<AnyRow> = fc
  .oneof(
    fc.tuple(fc.constantFrom('minutes', 'cost', 'account.employees'), compared, numbers),
    fc.tuple(
      fc.constantFrom('role'),
      fc.constantFrom<RowOperator>('eq', 'contains', 'not_contains', 'is_empty'),
      fc.constantFrom('approver', 'x'),
    ),
    fc.tuple(fc.constantFrom('at'), fc.constantFrom<RowOperator>('within_last', 'within_next'), durations),
    fc.tuple(fc.constantFrom('account.industry'), fc.constantFrom<RowOperator>('in', 'not_in'), list(fc.constantFrom('it', 'bank'))),
  )
  .map(([path, operator, value]) => ({ path, operator, value: operator === 'is_empty' ? null : value }))

function joined(inner: fc.Arbitrary<AnyRow>): fc.Arbitrary<RowGroup> {
  return fc.record({ join: fc.constantFrom('and' as const, 'or' as const), rows: fc.array(inner, { minLength: 2, maxLength: 3 }) })
}
const whereOf = (inner: fc.Arbitrary<AnyRow>) =>
  fc.oneof(
    fc.constant(NONE),
    inner.map((one) => and(one)),
    joined(inner),
  )

/** Rows about meetings of a deal, or about the deals of its account and their meetings in turn. */
function relatedRows(depth: number): fc.Arbitrary<AnyRow> {
  const where = whereOf(meetingRows)
  const meetings = fc.oneof(
    fc
      .tuple(fc.constantFrom('exists' as const, 'none' as const, 'all' as const), where)
      .map(([measure, rows]) => about('meetings', measure, rows)),
    fc.tuple(compared, fc.nat(3), where).map(([operator, value, rows]) => figure('meetings', 'count', null, operator, value, rows)),
    fc
      .tuple(fc.constantFrom<Measure>('sum', 'avg', 'min', 'max'), fc.constantFrom('minutes', 'cost'), compared, numbers, where)
      .map(([measure, of, operator, value, rows]) => figure('meetings', measure, of, operator, value, rows)),
    fc
      .tuple(fc.constantFrom<Measure>('min', 'max'), fc.constantFrom<RowOperator>('within_last', 'within_next'), durations, where)
      .map(([measure, operator, value, rows]) => figure('meetings', measure, 'at', operator, value, rows)),
    fc
      .tuple(fc.constantFrom<RowOperator>('is_empty', 'is_not_empty'), where)
      .map(([operator, rows]) => figure('meetings', 'avg', 'cost', operator, null, rows)),
  )
  if (depth === 0) return meetings
  const deals = fc
    .tuple(fc.constantFrom('exists' as const, 'none' as const, 'all' as const), whereOf(fc.oneof(dealRows, relatedRows(depth - 1))))
    .map(([measure, rows]) => about('account.deals', measure, rows))
  return fc.oneof({ weight: 2, arbitrary: meetings }, { weight: 1, arbitrary: deals })
}

const rows = fc.oneof({ weight: 3, arbitrary: dealRows }, { weight: 1, arbitrary: relatedRows(1) })

function group(depth: number, least: number): fc.Arbitrary<RowGroup> {
  const inner = depth === 0 ? rows : fc.oneof({ weight: 3, arbitrary: rows }, { weight: 1, arbitrary: group(depth - 1, 2) })
  const many = fc.record({ join: fc.constantFrom('and' as const, 'or' as const), rows: fc.array(inner, { minLength: 2, maxLength: 4 }) })
  return least === 2
    ? many
    : fc.oneof(
        many,
        rows.map((one) => and(one)),
        fc.constant(and()),
      )
}

/** "None of them breaks it" and "all of them keep it" are one text, which is read as the latter. */
function isPlain(each: AnyRow): boolean {
  if ('join' in each) return each.rows.every(isPlain)
  return !('related' in each) || (each.measure !== 'none' && isPlain(each.where))
}

const meetingsOf = (deal: string) =>
  fc.array(
    fc.record({
      _id: fc.uuid(),
      deal: fc.constant(deal),
      role: fc.constantFrom(null, 'approver', 'x'),
      at: fc.constantFrom(null, '2026-11-10T00:00:00.000Z', '2026-10-20T00:00:00.000Z'),
      minutes: fc.constantFrom(null, 0, 1, 2, 3, 4),
      cost: fc.constantFrom(null, 1.5, 3),
    }),
    { maxLength: 4 },
  )
/** What an expression says of a deal and another one of its account, each with its meetings. */
const worlds = fc.tuple(meetingsOf('d1'), meetingsOf('d2'), fc.constantFrom(null, 1, 2, 3)).map(([own, others, units]) => {
  const deals = [
    { _id: 'd1', account: 'a1', units, _owner: 'u1', name: 'x' },
    { _id: 'd2', account: 'a1', units: 2, _owner: null },
  ]
  return (text: string) => {
    const checked = checkExpression(text, deal, 'boolean')
    if (!checked.ok) throw new Error(`${text}: ${checked.problems[0]?.message.en}`)
    return evaluate(checked.value, {
      record: deals[0]!,
      now: Date.parse('2026-11-16T20:30:00.000Z'),
      timeZone: 'Asia/Shanghai',
      me: 'u1',
      myTeam: ['u1'],
      follow: (module, id) => (module === 'account' && id === 'a1' ? { _id: 'a1' } : null),
      related: (module, _via, id) => (module === 'deal' ? deals : id === 'd1' ? own : others),
    })
  }
})

test('rows survive the way through text', () => {
  let tried = 0
  const seen = new Set<string>()
  const note = (each: AnyRow): void => {
    if ('join' in each) {
      each.rows.forEach(note)
      return
    }
    if (each.operator) seen.add(each.operator)
    if ('related' in each) {
      seen.add(each.measure)
      note(each.where)
    }
  }
  fc.assert(
    fc.property(group(2, 0), worlds, (rows, meaningOf) => {
      const text = fromRows(rows, deal)
      const checked = checkExpression(text, deal, 'boolean')
      if (!checked.ok && checked.problems[0]!.code.startsWith('expression_too_')) return
      tried += 1
      note(rows)
      expect(checked.ok ? [] : [text, checked.problems]).toEqual([])
      const again = toRows(text, deal)!
      if (isPlain(rows)) expect([again, fromRows(again, deal)]).toEqual([rows, text])
      else expect(toRows(fromRows(again, deal), deal)).toEqual(again)
      expect([text, meaningOf(fromRows(again, deal))]).toEqual([text, meaningOf(text)])
    }),
    { numRuns: 1500 },
  )
  expect(tried).toBeGreaterThan(500)
  expect([...seen].sort()).toEqual([...OPERATORS, ...PERSON_OPERATORS, ...MEASURES].sort())
})

// Spellings rows do not write themselves: other names, other sides, other ways to count.
const spelled = fc
  .tuple(
    fc.constantFrom(
      'meetings.exists(foo, foo.minutes > N)',
      'exists(meetings, foo, N < foo.minutes)',
      '!meetings.exists(foo, !(foo.minutes >= N && foo.cost != null))',
      'size(meetings.filter(foo, foo.minutes > N)) >= 1',
      'N <= size(meetings)',
      'N > sum(meetings, foo, foo.minutes, foo.role == "approver" || foo.minutes < N)',
      '!meetings.exists(foo, foo.role == null)',
      'meetings.exists(foo, !(foo.role in ["approver"]))',
      'max(meetings, foo, foo.at) > now() - duration("N0d")',
      'min(meetings, foo, foo.minutes) == null || units > N',
      'account.deals.exists(foo, foo.units > N && !foo.meetings.exists(bar, bar.minutes > N))',
    ),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([text, value]) => text.replaceAll('N', String(value)))
test('what is read as rows and written again means the same of every record', () => {
  const values = new Set<unknown>()
  fc.assert(
    fc.property(spelled, worlds, (text, meaningOf) => {
      const rows = toRows(text, deal)
      expect([text, rows]).not.toEqual([text, null])
      const meant = meaningOf(text)
      values.add(meant)
      expect([text, meaningOf(fromRows(rows!, deal))]).toEqual([text, meant])
    }),
    { numRuns: 1000 },
  )
  expect(values).toEqual(new Set([true, false, null]))
})

test('groups of one row are written as the row, empty groups vanish', () => {
  expect(fromRows(and(or(row('units', 'gt', 1)), and(), row('active', 'eq', true)), deal)).toBe('units > 1 && active == true')
  expect(fromRows(or(), deal)).toBe('true')
})

test('a value that does not fit is written so that the check can say so', () => {
  expect(checkExpression(fromRows(and(row('amount', 'gt', 'many')), deal), deal, 'boolean').ok).toBe(false)
  expect(checkExpression(fromRows(and(row('close_date', 'gt', 'soon')), deal), deal, 'boolean').ok).toBe(false)
  expect(fromRows(and(row('amount', 'gt', '12.5')), deal)).toBe('amount > 12.5')
})
