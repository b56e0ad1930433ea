import { describe, expect, test } from 'vitest'
import { describeExpression } from '../../../runtime/expression/describe.ts'
import { checkExpression, evaluate } from '../../../runtime/expression/expression.ts'
import { deal } from './shapes.ts'

const meetings = [
  { _id: 'm1', role: 'approver', minutes: 30, cost: 0.1, at: '2026-01-02T00:00:00.000Z' },
  { _id: 'm2', role: 'user', minutes: null, cost: 0.2, at: '2026-01-05T00:00:00.000Z' },
  { _id: 'm3', role: 'approver', minutes: 45, cost: 1.005, at: null },
]
const environment = {
  record: { _id: 'd1', amount: 100, signed_at: '2026-01-01T00:00:00.000Z' },
  now: Date.parse('2026-01-31T00:00:00.000Z'),
  timeZone: 'UTC',
  me: null,
  myTeam: [],
  related: (_module: string, _via: string, id: string) => (id === 'd1' ? meetings : []),
}

function answerTo(text: string, record: Record<string, unknown> = environment.record) {
  const checked = checkExpression(text, deal, 'any', { sql: true })
  if (!checked.ok) throw new Error(checked.problems[0]?.message.en)
  return evaluate(checked.value, { ...environment, record })
}

describe('sums, averages and extremes over related records', () => {
  test.each([
    ['sum(meetings, m, m.cost)', 1.31],
    ['sum(meetings, m, m.cost, m.role == "user")', 0.2],
    ['meetings.sum(m, m.minutes)', 75],
    ['avg(meetings, m, m.minutes)', 37.5],
    ['min(meetings, m, m.minutes)', 30],
    ['max(meetings, m, m.at)', '2026-01-05T00:00:00.000Z'],
    ['max(meetings, m, date(m.at), m.role == "approver")', '2026-01-02'],
    ['sum(meetings, m, m.cost * amount)', 130.5],
    ['sum(meetings, m, m.cost, m.role == "nobody")', 0],
    ['avg(meetings, m, m.cost, m.role == "nobody")', null],
    ['min(amount, 3)', 3],
    ['decay(now() - signed_at, duration("30d"))', 0.5],
    ['decay(now() - signed_at, duration("15d"))', 0.25],
    ['decay(signed_at - now(), duration("15d"))', 1],
    ['decay(now() - signed_at, duration("0d"))', null],
  ])('%s is %s', (text, wanted) => {
    expect(answerTo(text)).toEqual(wanted)
  })

  test('over nothing the sum is 0 and the others are unknown', () => {
    expect(['sum', 'avg', 'min', 'max'].map((name) => answerTo(`${name}(meetings, m, m.minutes)`, { _id: 'd2' }))).toEqual([
      0,
      null,
      null,
      null,
    ])
  })

  test.each([
    ['sum(meetings, m, m.role)', 'wrong_argument'],
    ['sum(meetings, m, m.at)', 'wrong_argument'],
    ['max(meetings, m, m.role)', 'wrong_argument'],
    ['sum(amount, m, 1)', 'wrong_argument'],
    ['avg(meetings, m)', 'wrong_argument'],
  ])('%s is refused', (text, code) => {
    const checked = checkExpression(text, deal, 'any')
    expect(checked.ok ? [] : checked.problems.map((each) => each.code)).toEqual([code])
  })

  test('as sentences', () => {
    const checked = checkExpression('sum(meetings, m, m.cost, m.role == "approver") > 5', deal, 'boolean')
    if (!checked.ok) throw new Error()
    expect(describeExpression(checked.value, deal, 'en')).toBe('the sum of cost over the Meetings where Role is “approver” is more than 5')
    expect(describeExpression(checked.value, deal, 'zh-CN')).toBe('满足（角色 是 “approver”）的会议 的 cost 之和 > 5')
  })
})
