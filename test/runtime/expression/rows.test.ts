import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkExpression } from '../../../runtime/expression/expression.ts'
import { OPERATORS, type Operator } from '../../../runtime/expression/operators.ts'
import { fromRows, type Row, type RowGroup, toRows } from '../../../runtime/expression/rows.ts'
import { deal } from './shapes.ts'

const row = (path: string, operator: Operator, value: unknown = null): Row => ({ path, operator, value })
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

test('what rows cannot say stays text', () => {
  for (const text of [
    'amount > units',
    'amount * 2 > 5',
    'meetings.exists(m, m.role == "x")',
    '_owner in my_team',
    'tags == null',
    '_owner != me',
    '!(amount > 1)',
    'close_date > today()',
    'close_date >= today() - duration("1d") && signed_at <= now()',
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
const list = (item: fc.Arbitrary<unknown>) => fc.array(item, { minLength: 1, maxLength: 3 })

const rows: fc.Arbitrary<Row> = fc
  .oneof(
    fc.tuple(
      fc.constantFrom('amount', 'rate', 'units', 'account.employees'),
      fc.constantFrom<Operator>('eq', 'ne', 'lt', 'le', 'gt', 'ge'),
      numbers,
    ),
    fc.tuple(fc.constantFrom('amount', 'units'), fc.constantFrom<Operator>('in', 'not_in'), list(numbers)),
    fc.tuple(
      fc.constantFrom('name', 'note', 'account.owner_team.name'),
      fc.constantFrom<Operator>('eq', 'ne', 'lt', 'ge', 'contains', 'not_contains', 'starts_with', 'ends_with'),
      texts,
    ),
    fc.tuple(fc.constantFrom('_stage'), fc.constantFrom<Operator>('in', 'not_in'), list(fc.constantFrom('need', 'won'))),
    fc.tuple(fc.constantFrom('labels'), fc.constantFrom<Operator>('has_any', 'has_all', 'has_none'), list(texts)),
    fc.tuple(fc.constantFrom('labels'), fc.constantFrom<Operator>('contains', 'not_contains'), texts),
    fc.tuple(fc.constantFrom('active'), fc.constantFrom<Operator>('eq', 'ne'), fc.boolean()),
    fc.tuple(fc.constantFrom('close_date', 'account.since'), fc.constantFrom<Operator>('eq', 'lt', 'ge'), dates),
    fc.tuple(fc.constantFrom('signed_at', '_created_at'), fc.constantFrom<Operator>('gt', 'le'), instants),
    fc.tuple(fc.constantFrom('signed_at', 'close_date'), fc.constantFrom<Operator>('within_last', 'within_next'), durations),
    fc.tuple(fc.constantFrom('account'), fc.constantFrom<Operator>('eq', 'ne'), fc.uuid()),
    fc.tuple(fc.constantFrom('_owner'), fc.constant<Operator>('is_me'), fc.constant(null)),
    fc.tuple(
      fc.constantFrom('note', 'account', 'amount', 'labels', 'close_date'),
      fc.constantFrom<Operator>('is_empty', 'is_not_empty'),
      fc.constant(null),
    ),
  )
  .map(([path, operator, value]) => ({ path, operator, value }))

function group(depth: number, least: number): fc.Arbitrary<RowGroup> {
  const inner: fc.Arbitrary<Row | RowGroup> =
    depth === 0 ? rows : fc.oneof({ weight: 3, arbitrary: rows }, { weight: 1, arbitrary: group(depth - 1, 2) })
  const many = fc.record({ join: fc.constantFrom('and' as const, 'or' as const), rows: fc.array(inner, { minLength: 2, maxLength: 4 }) })
  return least === 2
    ? many
    : fc.oneof(
        many,
        rows.map((one) => and(one)),
        fc.constant(and()),
      )
}

test('rows survive the way through text', () => {
  let tried = 0
  const seen = new Set<string>()
  const note = (each: Row | RowGroup): void => {
    if ('join' in each) each.rows.forEach(note)
    else seen.add(each.operator)
  }
  fc.assert(
    fc.property(group(2, 0), (rows) => {
      const text = fromRows(rows, deal)
      const checked = checkExpression(text, deal, 'boolean')
      if (!checked.ok && checked.problems[0]!.code.startsWith('expression_too_')) return
      tried += 1
      note(rows)
      expect(checked.ok ? [] : [text, checked.problems]).toEqual([])
      expect(toRows(text, deal)).toEqual(rows)
      expect(fromRows(toRows(text, deal)!, deal)).toBe(text)
    }),
    { numRuns: 1000 },
  )
  expect(tried).toBeGreaterThan(500)
  expect([...seen].sort()).toEqual([...OPERATORS].sort())
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
