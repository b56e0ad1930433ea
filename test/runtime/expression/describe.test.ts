import { describe, expect, test } from 'vitest'
import { describeExpression } from '../../../runtime/expression/describe.ts'
import { checkExpression } from '../../../runtime/expression/expression.ts'
import { fromRows } from '../../../runtime/expression/rows.ts'
import { deal } from './shapes.ts'

function say(text: string, locale: 'en' | 'zh-CN'): string {
  const checked = checkExpression(text, deal, 'any', { before: true })
  if (!checked.ok) throw new Error(`${text}: ${checked.problems[0]?.message.en}`)
  return describeExpression(checked.value, deal, locale, (_module, id) => (id === 'a1' ? 'Acme' : undefined))
}

const CASES: [text: string, en: string, zh: string][] = [
  [
    'amount >= 10000 && account.industry == "it"',
    'Amount is at least 10,000 and Account › Industry is IT',
    '金额 ≥ 10,000 且 客户 › 行业 是 IT',
  ],
  ['account.industry in ["it"]', 'Account › Industry is IT', '客户 › 行业 是 IT'],
  ['_stage in ["won", "quote"]', 'Stage is one of Won, Quote', '阶段 是 赢单、报价 之一'],
  ['!(_stage in ["won", "quote"])', 'Stage is none of Won, Quote', '阶段 不是 赢单、报价 中的任何一个'],
  [
    'amount < 1.5 || (active && !active)',
    'Amount is less than 1.5 or (Active is yes and Active is no)',
    '金额 < 1.5 或 （启用 为 是 且 启用 为 否）',
  ],
  ['_owner == me && _owner in my_team', 'Owner is me and Owner is in my team', '负责人 是 我 且 负责人 属于我的团队'],
  ['!(_owner in my_team)', 'Owner is not in my team', '负责人 不属于我的团队'],
  ['account == "a1"', 'Account is Acme', '客户 是 Acme'],
  ['note == null && account != null', 'Note is empty and Account is not empty', '备注 为空 且 客户 不为空'],
  ['name.contains("x") && !note.contains("y")', 'Name contains “x” and Note does not contain “y”', '名称 包含 “x” 且 备注 不包含 “y”'],
  ['name.startsWith("x") || name.endsWith("y")', 'Name starts with “x” or Name ends with “y”', '名称 以 “x” 开头 或 名称 以 “y” 结尾'],
  ['has_any(tags, ["a", "b"])', 'Tags has any of Alpha, Beta', '标签 含有 甲、乙 中任一项'],
  ['!has_any(tags, ["c"])', 'Tags has none of Gamma', '标签 不含 丙 中任何一项'],
  ['"a" in tags', 'Tags contains Alpha', '标签 包含 甲'],
  ['close_date > date("2026-01-31")', 'Close date is after 2026-01-31', '预计成交日期 晚于 2026-01-31'],
  [
    'close_date >= today() && close_date <= today() + duration("30d")',
    'Close date is within the next 30 days',
    '预计成交日期 在今后 30 天内',
  ],
  [
    '(signed_at >= now() - duration("24h") && signed_at <= now()) && active',
    'Signed is within the last 1 day and Active is yes',
    '签约时间 在最近 1 天内 且 启用 为 是',
  ],
  ['_created_at < now() - duration("720h")', 'Created is before 30 days ago', '创建时间 早于 30 天前'],
  ['close_date >= start_of("quarter")', 'Close date is not before the start of this quarter', '预计成交日期 不早于 本季度第一天'],
  ['tags == null || size(tags) == 0', 'Tags is empty', '标签 为空'],
  ['before.amount != amount', 'Amount before the change is not Amount', '变更前的金额 ≠ 金额'],
  [
    'meetings.exists(m, m.role == "approver" && m.account.industry == "it")',
    'Meetings has a record where Role is “approver” and account › Industry is IT',
    '会议 中存在满足（角色 是 “approver” 且 account › 行业 是 IT）的记录',
  ],
  [
    'count(meetings, m, m.role == "x") > 2',
    'the number of Meetings where Role is “x” is more than 2',
    '会议 中满足（角色 是 “x”）的记录数 > 2',
  ],
  [
    'meetings.exists(m, true) && !meetings.exists(m, true)',
    'Meetings has a record and Meetings has no record',
    '会议 中有记录 且 会议 中没有记录',
  ],
  ['!meetings.exists(m, m.role == "x")', 'Meetings has no record where Role is “x”', '会议 中没有满足（角色 是 “x”）的记录'],
  [
    '!meetings.exists(m, !(m.at >= now() - duration("30d") && m.at <= now()))',
    'Meetings has only records where Time is within the last 30 days',
    '会议 中只有满足（时间 在最近 30 天内）的记录',
  ],
  ['size(account.deals) == 0', 'the number of Account › Deals is 0', '客户 › 商机 的记录数 = 0'],
  ['active ? amount : rate * 2', '(Amount if Active is yes, otherwise (Rate × 2))', '（若 启用 为 是 则为 金额，否则为 (比率 × 2)）'],
  ['days(today() - close_date) >= 7', 'the days of (today − Close date) is at least 7', '(今天 − 预计成交日期) 的天数 ≥ 7'],
]

describe('sentences', () => {
  test.each(CASES)('%s', (text, en, zh) => {
    expect(say(text, 'en')).toBe(en)
    expect(say(text, 'zh-CN')).toBe(zh)
  })
})

test('rows of the rule builder become sentences too', () => {
  const text = fromRows(
    {
      join: 'and',
      rows: [
        { path: '_stage', operator: 'eq', value: 'won' },
        { path: 'close_date', operator: 'within_last', value: '2w' },
      ],
    },
    deal,
  )
  expect(say(text, 'zh-CN')).toBe('阶段 是 赢单 且 预计成交日期 在最近 2 周内')
})
