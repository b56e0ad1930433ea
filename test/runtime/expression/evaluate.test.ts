import { describe, expect, test } from 'vitest'
import { checkExpression, evaluate, truthy } from '../../../runtime/expression/expression.ts'
import type { Environment } from '../../../runtime/expression/scope.ts'
import { deal } from './shapes.ts'

const team = { _id: 't1', name: 'North', budget: 1000.5, region: null }
const account = { _id: 'a1', name: 'Acme', industry: 'it', employees: 12, owner_team: 't1', active: true, tags: ['x'], since: '2020-02-29' }
const meetings = [
  { _id: 'm1', deal: 'd1', role: 'approver', at: '2026-11-10T00:00:00.000Z', minutes: 30, cost: 10.5, account: 'a1' },
  { _id: 'm2', deal: 'd1', role: 'user', at: null, minutes: null, cost: null, account: null },
]
const record = {
  _id: 'd1',
  _owner: 'u1',
  _created_at: '2026-11-16T20:00:00.000Z',
  _stage: 'quote',
  name: 'Große Sache 😀',
  note: null,
  amount: 12.34,
  rate: 0.125,
  units: 7,
  active: true,
  close_date: '2026-12-31',
  signed_at: null,
  tags: ['a', 'b'],
  labels: null,
  account: 'a1',
}
const environment: Environment = {
  record,
  before: { ...record, amount: 10, _stage: 'need' },
  now: Date.parse('2026-11-16T20:30:00.000Z'),
  timeZone: 'Asia/Shanghai',
  me: 'u1',
  myTeam: ['u1', 'u2'],
  follow: (module, id) => (module === 'account' && id === 'a1' ? account : module === 'team' && id === 't1' ? team : null),
  related: (module, via, id) => (module === 'meeting' && via === 'deal' && id === 'd1' ? meetings : []),
}

function valueWith(text: string, other: Partial<Environment> = {}): unknown {
  const checked = checkExpression(text, deal, 'any', { before: true })
  if (!checked.ok) throw new Error(`${text}: ${checked.problems[0]?.message.en}`)
  return evaluate(checked.value, { ...environment, ...other })
}

const CASES: [text: string, value: unknown][] = [
  // three-valued logic
  ['note == "x"', null],
  ['note != "x"', null],
  ['note == null', true],
  ['note != null', false],
  ['note == "x" && false', false],
  ['note == "x" && true', null],
  ['note == "x" || true', true],
  ['note == "x" || false', null],
  ['!(note == "x")', null],
  ['note in ["x"]', null],
  ['note in []', false],
  ['name in []', false],
  ['name in ["x", note]', null],
  ['"x" in labels', null],
  ['has_any(labels, ["x"])', null],
  ['(note == "x") ? 1 : 2', 2],
  ['(note == "x") == null', true],
  ['min(amount, units / 0)', null],
  // numbers
  ['amount + 0.66', 13],
  ['1 / 3', 1 / 3],
  ['7 / 2', 3.5],
  ['units / 0', null],
  ['-units', -7],
  ['- -5', 5],
  ['round(2.5)', 3],
  ['round(-2.5)', -3],
  ['round(0.49999999999999994)', 0],
  ['floor(-0.5)', -1],
  ['ceil(-0.5)', 0],
  ['abs(-3)', 3],
  ['max(units, 10)', 10],
  ['1e15 * 1e15 * 1e15 * 1e15 * 1e15 * 1e15 * 1e15', null],
  ['1e-15 * 1e-15 * 1e-15 * 1e-15 * 1e-15 * 1e-15 * 1e-15', 0],
  ['coalesce(note, name)', 'Große Sache 😀'],
  // text
  ['size(name)', 13],
  ['name.contains("😀")', true],
  ['name.contains("%")', false],
  ['name.startsWith("große")', false],
  ['name.endsWith("")', true],
  ['lower("ÄBC")', 'Äbc'],
  ['upper(name)', 'GROßE SACHE 😀'],
  ['"😀" > "\uffee"', true],
  ['"Z" < "a"', true],
  ['"a" + "b"', 'ab'],
  ['matches(name, "^Gr.ße\\\\s")', true],
  // dates
  ['today()', '2026-11-17'],
  ['now()', '2026-11-16T20:30:00.000Z'],
  ['date(_created_at)', '2026-11-17'],
  ['start_of("week")', '2026-11-16'],
  ['start_of("month")', '2026-11-01'],
  ['start_of("quarter")', '2026-10-01'],
  ['start_of("year")', '2026-01-01'],
  ['close_date + duration("1d")', '2027-01-01'],
  ['close_date - duration("1w")', '2026-12-24'],
  ['date("9999-12-31") + duration("1d")', null],
  ['date("0001-01-01") - duration("1d")', null],
  ['days(close_date - today())', 44],
  ['hours(now() - _created_at)', 0.5],
  ['now() - duration("30m")', '2026-11-16T20:00:00.000Z'],
  ['now() - _created_at', 1_800_000],
  ['timestamp("2026-01-01T08:00:00+08:00")', '2026-01-01T00:00:00.000Z'],
  ['year(close_date) * 100 + month(close_date)', 202_612],
  ['day(account.since)', 29],
  // people, references, lists
  ['_owner == me', true],
  ['_owner in my_team', true],
  ['account.industry in ["it"]', true],
  ['account.owner_team.name', 'North'],
  ['account.owner_team.region.name', null],
  ['account == "a1"', true],
  ['tags', ['a', 'b']],
  ['has_all(tags, ["a", "b"])', true],
  ['has_all(tags, ["a", "c"])', false],
  ['has_any(tags, [])', false],
  ['has_all(tags, [])', true],
  ['size(tags)', 2],
  // related records
  ['meetings.exists(m, m.role == "approver" && m.at > now() - duration("720h"))', true],
  ['meetings.exists(m, m.minutes > 30)', false],
  ['!meetings.exists(m, m.minutes > 30)', true],
  ['meetings.exists(m, m.cost < amount && m.account.industry == "it")', true],
  ['size(meetings)', 2],
  ['count(meetings, m, m.minutes == null)', 1],
  ['account.deals.exists(d, true)', false],
  // before
  ['before.amount < amount', true],
  ['before._stage != _stage', true],
]

describe('values', () => {
  test.each(CASES)('%s', (text, value) => {
    expect(valueWith(text)).toEqual(value)
  })
})

test('without a record before, before.x is null', () => {
  expect(valueWith('before.amount', { before: null })).toBe(null)
})

test('values that are not of their kind are null', () => {
  for (const wrong of ['12', Number.NaN, {}, [], true]) expect(valueWith('amount', { record: { amount: wrong } })).toBe(null)
  for (const wrong of ['2026-13-01T00:00:00Z', 5, 'yesterday']) expect(valueWith('signed_at', { record: { signed_at: wrong } })).toBe(null)
})

test('only true is truthy', () => {
  expect([true, false, null, 1, 'x', undefined].map(truthy)).toEqual([true, false, false, false, false, false])
})
