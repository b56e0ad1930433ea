// The words of described expressions, one set per language. Chinese keeps a space around symbols and names, as in 金额 ≥ 10,000。
import type { Locale } from '../label.ts'
import type { Aggregation, CallName, Comparison, Unit } from './ast.ts'

type Verbs = Readonly<Record<Comparison, string>>
type Words = (...args: string[]) => string

export interface Phrases {
  readonly and: string
  readonly or: string
  readonly group: Words
  readonly not: Words
  readonly numbers: Verbs
  readonly times: Verbs
  readonly others: Verbs
  /** Yes/no values know equality only. */
  readonly booleans: Readonly<Record<'eq' | 'ne', string>>
  readonly empty: Words
  readonly notEmpty: Words
  readonly in: Words
  readonly notIn: Words
  readonly team: Words
  readonly notTeam: Words
  readonly has: Words
  readonly hasNot: Words
  readonly hasNone: Words
  readonly listed: string
  readonly yes: string
  readonly no: string
  readonly nothing: string
  readonly now: string
  readonly today: string
  readonly me: string
  readonly myTeam: string
  readonly startOf: Readonly<Record<Unit, string>>
  readonly ago: Words
  readonly ahead: Words
  readonly withinLast: Words
  readonly withinNext: Words
  readonly before: Words
  readonly exists: Words
  readonly existsAny: Words
  readonly none: Words
  readonly noneAtAll: Words
  readonly all: Words
  readonly count: Words
  readonly countAll: Words
  readonly aggregates: Readonly<Record<Aggregation, Words>>
  /** Related records that meet a condition. */
  readonly those: Words
  readonly choose: Words
  /** Amount and unit: weeks, days, hours, minutes. */
  readonly durations: Readonly<Record<'w' | 'd' | 'h' | 'm', (count: number) => string>>
  readonly calls: Readonly<Record<CallName, Words>>
}

const plural = (unit: string) => (count: number) => `${count} ${unit}${Math.abs(count) === 1 ? '' : 's'}`
const infix =
  (sign: string): Words =>
  (a, b) =>
    `(${a} ${sign} ${b})`

const SYMBOLS = {
  add: infix('+'),
  subtract: infix('−'),
  multiply: infix('×'),
  divide: infix('÷'),
  concat: infix('+'),
  date_add: infix('+'),
  date_subtract: infix('−'),
  date_difference: infix('−'),
  instant_add: infix('+'),
  instant_subtract: infix('−'),
  instant_difference: infix('−'),
  duration_add: infix('+'),
  duration_subtract: infix('−'),
  negate: (a = '') => `−${a}`,
  duration_negate: (a = '') => `−${a}`,
} as const

const en: Phrases = {
  and: ' and ',
  or: ' or ',
  group: (a) => `(${a})`,
  not: (a) => `not (${a})`,
  numbers: { eq: 'is', ne: 'is not', lt: 'is less than', le: 'is at most', gt: 'is more than', ge: 'is at least' },
  times: { eq: 'is', ne: 'is not', lt: 'is before', le: 'is not after', gt: 'is after', ge: 'is not before' },
  others: { eq: 'is', ne: 'is not', lt: 'sorts before', le: 'does not sort after', gt: 'sorts after', ge: 'does not sort before' },
  booleans: { eq: 'is', ne: 'is not' },
  empty: (a) => `${a} is empty`,
  notEmpty: (a) => `${a} is not empty`,
  in: (a, list) => `${a} is one of ${list}`,
  notIn: (a, list) => `${a} is none of ${list}`,
  team: (a) => `${a} is in my team`,
  notTeam: (a) => `${a} is not in my team`,
  has: (list, a) => `${list} contains ${a}`,
  hasNot: (list, a) => `${list} does not contain ${a}`,
  hasNone: (a, b) => `${a} has none of ${b}`,
  listed: ', ',
  yes: 'yes',
  no: 'no',
  nothing: 'nothing',
  now: 'now',
  today: 'today',
  me: 'me',
  myTeam: 'my team',
  startOf: {
    week: 'the start of this week',
    month: 'the start of this month',
    quarter: 'the start of this quarter',
    year: 'the start of this year',
  },
  ago: (a) => `${a} ago`,
  ahead: (a) => `${a} from now`,
  withinLast: (a, b) => `${a} is within the last ${b}`,
  withinNext: (a, b) => `${a} is within the next ${b}`,
  before: (a) => `${a} before the change`,
  exists: (records, body) => `${records} has a record where ${body}`,
  existsAny: (records) => `${records} has a record`,
  none: (records, body) => `${records} has no record where ${body}`,
  noneAtAll: (records) => `${records} has no record`,
  all: (records, body) => `${records} has only records where ${body}`,
  count: (records, body) => `the number of ${records} where ${body}`,
  countAll: (records) => `the number of ${records}`,
  aggregates: {
    sum: (value, records) => `the sum of ${value} over ${records}`,
    avg: (value, records) => `the average of ${value} over ${records}`,
    min: (value, records) => `the least ${value} of ${records}`,
    max: (value, records) => `the greatest ${value} of ${records}`,
  },
  those: (records, body) => `the ${records} where ${body}`,
  choose: (condition, a, b) => `(${a} if ${condition}, otherwise ${b})`,
  durations: { w: plural('week'), d: plural('day'), h: plural('hour'), m: plural('minute') },
  calls: {
    ...SYMBOLS,
    abs: (a) => `the absolute value of ${a}`,
    min: (a, b) => `the smaller of ${a} and ${b}`,
    max: (a, b) => `the larger of ${a} and ${b}`,
    round: (a) => `${a} rounded`,
    floor: (a) => `${a} rounded down`,
    ceil: (a) => `${a} rounded up`,
    lower: (a) => `${a} in lower case`,
    upper: (a) => `${a} in upper case`,
    contains: (a, b) => `${a} contains ${b}`,
    starts_with: (a, b) => `${a} starts with ${b}`,
    ends_with: (a, b) => `${a} ends with ${b}`,
    matches: (a, b) => `${a} matches the pattern ${b}`,
    size_text: (a) => `the length of ${a}`,
    size_list: (a) => `the number of entries of ${a}`,
    has_any: (a, b) => `${a} has any of ${b}`,
    has_all: (a, b) => `${a} has all of ${b}`,
    coalesce: (...args) => `the first that is not empty of ${args.join(', ')}`,
    year: (a) => `the year of ${a}`,
    month: (a) => `the month of ${a}`,
    day: (a) => `the day of ${a}`,
    date_of: (a) => `the date of ${a}`,
    days: (a) => `the days of ${a}`,
    hours: (a) => `the hours of ${a}`,
    decay: (a, b) => `what is left after ${a} when half goes in ${b}`,
  },
}

const zh: Phrases = {
  and: ' 且 ',
  or: ' 或 ',
  group: (a) => `（${a}）`,
  not: (a) => `不满足（${a}）`,
  numbers: { eq: '=', ne: '≠', lt: '<', le: '≤', gt: '>', ge: '≥' },
  times: { eq: '是', ne: '不是', lt: '早于', le: '不晚于', gt: '晚于', ge: '不早于' },
  others: { eq: '是', ne: '不是', lt: '排在前于', le: '排序不后于', gt: '排在后于', ge: '排序不前于' },
  booleans: { eq: '为', ne: '不为' },
  empty: (a) => `${a} 为空`,
  notEmpty: (a) => `${a} 不为空`,
  in: (a, list) => `${a} 是 ${list} 之一`,
  notIn: (a, list) => `${a} 不是 ${list} 中的任何一个`,
  team: (a) => `${a} 属于我的团队`,
  notTeam: (a) => `${a} 不属于我的团队`,
  has: (list, a) => `${list} 包含 ${a}`,
  hasNot: (list, a) => `${list} 不包含 ${a}`,
  hasNone: (a, b) => `${a} 不含 ${b} 中任何一项`,
  listed: '、',
  yes: '是',
  no: '否',
  nothing: '空',
  now: '现在',
  today: '今天',
  me: '我',
  myTeam: '我的团队',
  startOf: { week: '本周第一天', month: '本月第一天', quarter: '本季度第一天', year: '本年第一天' },
  ago: (a) => `${a}前`,
  ahead: (a) => `${a}后`,
  withinLast: (a, b) => `${a} 在最近 ${b}内`,
  withinNext: (a, b) => `${a} 在今后 ${b}内`,
  before: (a) => `变更前的${a}`,
  exists: (records, body) => `${records} 中存在满足（${body}）的记录`,
  existsAny: (records) => `${records} 中有记录`,
  none: (records, body) => `${records} 中没有满足（${body}）的记录`,
  noneAtAll: (records) => `${records} 中没有记录`,
  all: (records, body) => `${records} 中只有满足（${body}）的记录`,
  count: (records, body) => `${records} 中满足（${body}）的记录数`,
  countAll: (records) => `${records} 的记录数`,
  aggregates: {
    sum: (value, records) => `${records} 的 ${value} 之和`,
    avg: (value, records) => `${records} 的 ${value} 平均值`,
    min: (value, records) => `${records} 中最小的 ${value}`,
    max: (value, records) => `${records} 中最大的 ${value}`,
  },
  those: (records, body) => `满足（${body}）的${records}`,
  choose: (condition, a, b) => `（若 ${condition} 则为 ${a}，否则为 ${b}）`,
  durations: { w: (count) => `${count} 周`, d: (count) => `${count} 天`, h: (count) => `${count} 小时`, m: (count) => `${count} 分钟` },
  calls: {
    ...SYMBOLS,
    abs: (a) => `${a} 的绝对值`,
    min: (a, b) => `${a} 与 ${b} 中较小者`,
    max: (a, b) => `${a} 与 ${b} 中较大者`,
    round: (a) => `${a} 四舍五入取整`,
    floor: (a) => `${a} 向下取整`,
    ceil: (a) => `${a} 向上取整`,
    lower: (a) => `${a} 的小写`,
    upper: (a) => `${a} 的大写`,
    contains: (a, b) => `${a} 包含 ${b}`,
    starts_with: (a, b) => `${a} 以 ${b} 开头`,
    ends_with: (a, b) => `${a} 以 ${b} 结尾`,
    matches: (a, b) => `${a} 匹配正则 ${b}`,
    size_text: (a) => `${a} 的字数`,
    size_list: (a) => `${a} 的项数`,
    has_any: (a, b) => `${a} 含有 ${b} 中任一项`,
    has_all: (a, b) => `${a} 含有 ${b} 全部`,
    coalesce: (...args) => `${args.join('、')} 中第一个非空值`,
    year: (a) => `${a} 的年份`,
    month: (a) => `${a} 的月份`,
    day: (a) => `${a} 的日`,
    date_of: (a) => `${a} 的日期`,
    days: (a) => `${a} 的天数`,
    hours: (a) => `${a} 的小时数`,
    decay: (a, b) => `经过 ${a}、半衰期 ${b} 后的剩余比例`,
  },
}

export const PHRASES: Readonly<Record<Locale, Phrases>> = { en, 'zh-CN': zh }
