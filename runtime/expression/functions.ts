// The closed set of functions: names, what they take and give, and a line of help in both languages for the formula editor.
import type { Locale, Text } from '../label.ts'
import type { CallName } from './ast.ts'
import { BOOLEAN, DATE, DURATION, type ExpressionType, INSTANT, KIND_NAMES, type Kind, NUMBER, TEXT } from './types.ts'

/** One way to call a function: the kinds it takes, and the call of the resolved tree it becomes. */
export interface Overload {
  readonly takes: readonly Kind[]
  readonly call: CallName
}

export interface FunctionSpec {
  readonly name: string
  /** How it is written: `text.contains("part")`. */
  readonly usage: string
  readonly help: Text
  readonly result: ExpressionType | 'same'
  /** Absent: checked by its own rule in calls.ts. */
  readonly overloads?: readonly Overload[]
}

/** What the functions with a rule of their own take, in words: those with overloads tell it themselves. */
const TAKEN: Readonly<Record<string, Text>> = {
  now: { en: 'now()', 'zh-CN': 'now()' },
  today: { en: 'today()', 'zh-CN': 'today()' },
  start_of: { en: 'start_of(period)', 'zh-CN': 'start_of(周期)' },
  date: { en: 'date(text or point in time)', 'zh-CN': 'date(文本或时间点)' },
  timestamp: { en: 'timestamp(text)', 'zh-CN': 'timestamp(文本)' },
  duration: { en: 'duration(text)', 'zh-CN': 'duration(文本)' },
  size: { en: 'size(text, list or records)', 'zh-CN': 'size(文本、列表或记录)' },
  coalesce: { en: 'coalesce(value, value, …)', 'zh-CN': 'coalesce(值, 值, …)' },
  exists: { en: 'records.exists(x, condition)', 'zh-CN': '记录.exists(x, 条件)' },
  count: { en: 'count(records, x, condition)', 'zh-CN': 'count(记录, x, 条件)' },
  sum: { en: 'sum(records, x, number, condition)', 'zh-CN': 'sum(记录, x, 数字, 条件)' },
  avg: { en: 'avg(records, x, number, condition)', 'zh-CN': 'avg(记录, x, 数字, 条件)' },
}

/** How a function is called and what it gives, by kinds: `text.contains(text) → yes/no value`. */
export function signatureOf(spec: FunctionSpec, locale: Locale): string {
  const word = (kind: Kind) => KIND_NAMES[kind][locale].replace(/^an? /, '')
  const [overload] = spec.overloads ?? []
  const taken = overload?.takes.map(word) ?? []
  const call = isMethod(spec) ? `${taken[0]}.${spec.name}(${taken.slice(1).join(', ')})` : `${spec.name}(${taken.join(', ')})`
  const given = spec.result === 'same' ? { en: 'value', 'zh-CN': '值' }[locale] : word(spec.result.kind)
  return `${overload ? call : TAKEN[spec.name]![locale]} → ${given}`
}

/** Whether it is written behind what it asks about: `name.contains("part")`. */
export function isMethod({ usage }: FunctionSpec): boolean {
  return /^\w+\.\w+\(/.test(usage)
}

function spec(
  usage: string,
  result: ExpressionType | 'same',
  en: string,
  zh: string,
  ...overloads: readonly (readonly [CallName, ...Kind[]])[]
): FunctionSpec {
  const name = /(\w+)\(/.exec(usage)![1]!
  const base = { name, usage, result, help: { en, 'zh-CN': zh } }
  return overloads.length > 0 ? { ...base, overloads: overloads.map(([call, ...takes]) => ({ call, takes })) } : base
}

const SPECS: readonly FunctionSpec[] = [
  spec('now()', INSTANT, 'This moment', '当前时刻'),
  spec('today()', DATE, 'Today in the time zone of the app', '今天（按应用时区）'),
  spec(
    'start_of("month")',
    DATE,
    'First day of this "week" (Monday), "month", "quarter" or "year"',
    '本周（周一）、本月、本季度或本年的第一天，参数为 "week"、"month"、"quarter"、"year"',
  ),
  spec(
    'date("2026-01-31")',
    DATE,
    'A fixed date, or the date of a point in time in the time zone of the app',
    '固定日期；或取某一时刻（按应用时区）的日期',
  ),
  spec('timestamp("2026-01-31T00:00:00Z")', INSTANT, 'A fixed point in time', '固定时刻'),
  spec(
    'duration("3d")',
    DURATION,
    'A length of time in whole weeks (w), days (d), hours (h) and minutes (m)',
    '时长：整数的周 (w)、天 (d)、小时 (h)、分钟 (m)',
  ),
  spec('days(today() - close_date)', NUMBER, 'A duration as a number of days', '时长折合的天数', ['days', 'duration']),
  spec('hours(now() - _created_at)', NUMBER, 'A duration as a number of hours', '时长折合的小时数', ['hours', 'duration']),
  spec('year(close_date)', NUMBER, 'Year of a date', '日期的年份', ['year', 'date']),
  spec('month(close_date)', NUMBER, 'Month of a date, 1 to 12', '日期的月份（1–12）', ['month', 'date']),
  spec('day(close_date)', NUMBER, 'Day of the month, 1 to 31', '日期是当月第几天（1–31）', ['day', 'date']),
  spec('size(tags)', NUMBER, 'Number of characters, list entries or related records', '文本字数、列表项数或关联记录数'),
  spec('name.contains("part")', BOOLEAN, 'Whether the text contains the part, letter by letter', '文本是否包含指定内容（逐字匹配）', [
    'contains',
    'text',
    'text',
  ]),
  spec('name.startsWith("A")', BOOLEAN, 'Whether the text starts with the part', '文本是否以指定内容开头', ['starts_with', 'text', 'text']),
  spec('name.endsWith("Ltd")', BOOLEAN, 'Whether the text ends with the part', '文本是否以指定内容结尾', ['ends_with', 'text', 'text']),
  spec(
    'matches(code, "^[A-Z]{2}")',
    BOOLEAN,
    'Whether an RE2 pattern is found in the text (up to 5,000 characters)',
    '文本中能否找到 RE2 正则（文本最多 5,000 字符）',
    ['matches', 'text', 'text'],
  ),
  spec('lower(email)', TEXT, 'Letters A–Z in lower case; other characters stay', '把 A–Z 转为小写，其他字符不变', ['lower', 'text']),
  spec('upper(code)', TEXT, 'Letters a–z in upper case; other characters stay', '把 a–z 转为大写，其他字符不变', ['upper', 'text']),
  spec('abs(amount)', NUMBER, 'Without the sign', '绝对值', ['abs', 'number']),
  spec('min(a, b)', NUMBER, 'The smaller number', '较小的数', ['min', 'number', 'number']),
  spec('max(a, b)', NUMBER, 'The larger number', '较大的数', ['max', 'number', 'number']),
  spec('round(amount)', NUMBER, 'Nearest whole number, halves away from zero', '四舍五入到整数', ['round', 'number']),
  spec('floor(amount)', NUMBER, 'Next whole number below', '向下取整', ['floor', 'number']),
  spec('ceil(amount)', NUMBER, 'Next whole number above', '向上取整', ['ceil', 'number']),
  spec('coalesce(amount, 0)', 'same', 'The first value that is not empty', '第一个非空的值'),
  spec('has_any(tags, ["a", "b"])', BOOLEAN, 'Whether the list has at least one of the values', '列表是否含有其中任一值', [
    'has_any',
    'list',
    'list',
  ]),
  spec('has_all(tags, ["a", "b"])', BOOLEAN, 'Whether the list has all of the values', '列表是否含有全部值', ['has_all', 'list', 'list']),
  spec(
    'meetings.exists(m, m.role == "approver")',
    BOOLEAN,
    'Whether at least one related record meets the condition',
    '是否存在满足条件的关联记录',
  ),
  spec('count(meetings, m, m.role == "approver")', NUMBER, 'Number of related records that meet the condition', '满足条件的关联记录数'),
  spec(
    'sum(deals, d, d.amount, d.active)',
    NUMBER,
    'Sum of a number over related records, or over those that meet a condition. min and max work the same, with dates too',
    '关联记录（可加条件）中某数值之和；min、max 用法相同，也可用于日期',
  ),
  spec('avg(deals, d, d.amount)', NUMBER, 'Average of a number over related records', '关联记录中某数值的平均值'),
  spec(
    'decay(now() - signed_at, duration("30d"))',
    NUMBER,
    'What is left of 1 after a time when half of it goes in the given time',
    '按半衰期衰减：经过一段时间后 1 还剩多少',
    ['decay', 'duration', 'duration'],
  ),
]

export const FUNCTIONS: ReadonlyMap<string, FunctionSpec> = new Map(SPECS.map((entry) => [entry.name, entry]))
