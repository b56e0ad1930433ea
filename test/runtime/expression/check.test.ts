import { describe, expect, test } from 'vitest'
import { checkExpression, RESERVED_NAMES } from '../../../runtime/expression/expression.ts'
import { FUNCTIONS } from '../../../runtime/expression/functions.ts'
import { account, deal } from './shapes.ts'

function problemsOf(text: string, expected: 'boolean' | 'number' | 'any' = 'boolean', options = {}) {
  const checked = checkExpression(text, deal, expected, options)
  return checked.ok ? [] : checked.problems
}

/** text, code, the marked part, a piece of the English and of the Chinese message */
const REFUSED: [text: string, code: string, marked: string, en: string, zh: string][] = [
  ['amuont > 1', 'unknown_name', 'amuont', 'Did you mean "amount"', '是否想写“amount”'],
  ['Amount > 1', 'unknown_name', 'Amount', 'Did you mean "amount"', 'amount'],
  ['account.industri == "it"', 'unknown_name', 'industri', '"industry"', 'industry'],
  ['account.zzz == 1', 'unknown_name', 'zzz', 'Known: name, industry', '可用：name、industry'],
  ['金额 > 1', 'expression_syntax', '金额', 'Write the key "amount"', '请改写为字段标识“amount”'],
  ['amount ＞ 1', 'expression_syntax', '＞', 'Write > instead', '请改用 >'],
  ['amount = 5', 'expression_syntax', '=', 'Write ==', '请改用 =='],
  ['amount > 1 and active', 'expression_syntax', 'and', 'Write &&', '请改用 &&'],
  ['name == “it”', 'expression_syntax', '“', 'Write "', '请改用 "'],
  ['name == "it', 'expression_syntax', '"it', 'closing quotation mark', '请补上引号'],
  ['name == "\\q"', 'expression_syntax', '\\q', '"\\\\"', '反斜杠'],
  ['', 'expression_syntax', '', 'empty', '为空'],
  ['(amount > 1', 'expression_syntax', '', 'ends too early', '不完整'],
  ['amount > 1)', 'expression_syntax', ')', '")" is not expected', '）'.replace('）', ')')],
  ['package == 1', 'expression_syntax', 'package', 'reserved word', '保留字'],
  ['amount > "5"', 'type_mismatch', 'amount > "5"', 'Write 5 without', '请去掉引号'],
  ['name == 5', 'type_mismatch', 'name == 5', 'Write "5" in', '请加引号'],
  ['close_date > "2026-01-01"', 'type_mismatch', 'close_date > "2026-01-01"', 'Write date("2026-01-01")', 'date("2026-01-01")'],
  ['signed_at > today()', 'type_mismatch', 'signed_at > today()', 'date(…)', '请先取日期'],
  ['amount + name == 1', 'type_mismatch', 'amount + name', 'a number and a text', '数字和文本'],
  ['close_date + 3 > today()', 'type_mismatch', 'close_date + 3', 'duration("3d")', 'duration("3d")'],
  ['close_date + duration("36h") > today()', 'wrong_value', 'duration("36h")', 'whole days', '整天'],
  ['amount', 'type_mismatch', 'amount', 'Compare it', '请与某个值比较'],
  ['active && amount', 'type_mismatch', 'amount', 'a yes/no value is needed', '是/否值'],
  ['active > true', 'type_mismatch', 'active > true', 'no order', '没有大小顺序'],
  ['account < "x"', 'type_mismatch', 'account < "x"', 'no order', '没有大小顺序'],
  ['_owner == account', 'type_mismatch', '_owner == account', 'cannot be compared', '不能比较'],
  ['tags == ["a"]', 'type_mismatch', 'tags == ["a"]', 'has_any', 'has_any'],
  ['tags in ["a"]', 'type_mismatch', '["a"]', 'has_any', 'has_any'],
  ['name in ["a", null]', 'wrong_value', 'null', 'cannot be in a list', '不能有 null'],
  ['amount in ["a"]', 'type_mismatch', '"a"', 'cannot be compared', '不能比较'],
  ['amount in labels', 'type_mismatch', 'amount', 'A list contains texts', '元素是文本'],
  ['_stage == "wonn"', 'unknown_choice', '"wonn"', 'Did you mean "won"', '是否想写“won”'],
  ['"zzz" in tags', 'unknown_choice', '"zzz"', 'Options: a, b, c', '选项：a, b, c'],
  ['has_any(tags, ["a", "q"])', 'unknown_choice', '["a", "q"]', '"q" is not an option', '“q”不是'],
  ['foo(1)', 'unknown_function', 'foo(1)', 'Functions: now', '可用函数：now'],
  ['contain(name, "x")', 'unknown_function', 'contain(name, "x")', 'Did you mean "contains"', '“contains”'],
  ['name.contains(5)', 'wrong_argument', '5', 'needs a text', '需要文本'],
  ['name.contains()', 'wrong_argument', 'name.contains()', 'takes 2 arguments, not 1', '需要 2 个参数'],
  ['now(1) == null', 'wrong_argument', 'now(1)', 'takes 0', '0 个参数'],
  ['date("2026-02-30") == close_date', 'wrong_value', '"2026-02-30"', 'cannot be read as a date', '不是有效的日期'],
  ['signed_at > timestamp("2026-01-31")', 'wrong_value', '"2026-01-31"', 'a point in time', '时间点'],
  ['signed_at > now() - duration("3 days")', 'wrong_value', '"3 days"', 'a duration', '时长'],
  ['close_date > start_of("day")', 'wrong_argument', '"day"', '"week"', '"week"'],
  ['matches(name, note)', 'wrong_argument', 'note', 'must be written out', '须直接写出'],
  ['matches(name, "(?=a)")', 'wrong_value', '"(?=a)"', 'RE2', 'RE2'],
  ['matches(name, "(a{1,30}){1,30}$")', 'wrong_value', '"(a{1,30}){1,30}$"', 'too large', '过大'],
  ['meetings.role == "x"', 'wrong_argument', 'meetings', 'meetings.exists(x, x.role', 'meetings.exists(x, x.role'],
  ['meetings == null', 'wrong_argument', 'meetings', 'count(meetings', 'count(meetings'],
  ['name.exists(m, true)', 'wrong_argument', 'name', 'Only related records', '只能查找关联记录'],
  ['meetings.exists(amount, true)', 'name_taken', 'amount', 'Choose another name', '请换一个名称'],
  ['meetings.exists(me, true)', 'name_taken', 'me', 'Choose another name', '请换一个名称'],
  ['meetings.exists(m, m)', 'unknown_name', 'm', 'm.field', 'm.字段'],
  ['meetings.exists(m, m.deal.meetings.exists(m, true))', 'name_taken', 'm', 'Choose', '请换'],
  ['meetings.all(m, true)', 'unknown_function', 'meetings.all(m, true)', 'exists(x, !(condition))', 'exists'],
  ['meetings.filter(m, true) == null', 'unknown_function', 'meetings.filter(m, true)', 'size(', 'size('],
  ['me.name == ""', 'unknown_name', 'name', 'no fields of its own', '没有下级字段'],
  ['_owner.email == ""', 'unknown_name', 'email', 'no fields of its own', '没有下级字段'],
  ['account.owner_team.region.office.name == ""', 'too_many_hops', 'office', 'at most 3 relations', '最多经过 3 层'],
  ['heading == null', 'unknown_name', 'heading', 'is not a field', '没有字段'],
  ['before.amount > 1', 'not_available', 'before', 'rules and automations', '规则和自动化'],
  ['amount % 2 == 0', 'not_supported', 'amount % 2', '"%"', '“%”'],
  ['labels[0] == ""', 'not_supported', 'labels[0]', '"[]"', '“[]”'],
  ['{"a": 1} == null', 'not_supported', '{"a": 1}', '"map"', '“map”'],
  ['name == b"x"', 'not_supported', 'b"x"', 'Byte texts', '字节文本'],
  ['amount == 1u', 'not_supported', '1u', 'unsigned', '无符号'],
  ['amount > 9999999999999999', 'wrong_value', '9999999999999999', '10^15', '10^15'],
  ['amount > 1e-300', 'wrong_value', '1e-300', '10^-15', '10^-15'],
  ['name == "\\u0000"', 'wrong_value', '"\\u0000"', 'NUL', 'NUL'],
  ['(active ? amount : name) == null', 'type_mismatch', 'amount : name', 'one kind', '同一类型'],
  ['coalesce(amount, name) == null', 'type_mismatch', 'coalesce(amount, name)', 'one kind', '同一类型'],
  ['null < 5', 'type_mismatch', 'null < 5', 'Null and a number cannot be compared'.replace('Null', 'null'), '空值与数字'],
  ['-name == null', 'type_mismatch', '-name', 'needs a number', '需要数字'],
]

describe('refused expressions say place, value, rule and remedy in both languages', () => {
  test.each(REFUSED)('%s', (text, code, marked, en, zh) => {
    const found = problemsOf(text)
    expect(found.map((each) => each.code)).toEqual([code])
    const [first] = found
    expect(text.slice(first!.start, first!.end)).toBe(marked)
    expect(first!.message.en).toContain(en)
    expect(first!.message['zh-CN']).toContain(zh)
    expect(first!.path).toBe('')
  })
})

test('all problems of names and types are found at once', () => {
  const text = 'foo == 1 && account.bar == 2 && amount == "x" && _stage in ["won", "wom"] && qux(name)'
  const found = problemsOf(text, 'boolean', { path: '/modules/deal/views/all/where' })
  expect(found.map((each) => [each.code, text.slice(each.start, each.end)])).toEqual([
    ['unknown_name', 'foo'],
    ['unknown_name', 'bar'],
    ['type_mismatch', 'amount == "x"'],
    ['unknown_choice', '"wom"'],
    ['unknown_function', 'qux(name)'],
  ])
  expect(found.every((each) => each.path === '/modules/deal/views/all/where')).toBe(true)
})

describe('limits', () => {
  test.each([
    ['length', `name == "${'a'.repeat(2000)}"`, 'expression_too_long'],
    ['parentheses', `${'('.repeat(60)}active${')'.repeat(60)}`, 'expression_too_deep'],
    ['negations', `${'!'.repeat(60)}active`, 'expression_too_deep'],
    ['a very long chain of negations', `${'!'.repeat(1990)}active`, 'expression_too_deep'],
    ['parts', Array.from({ length: 60 }, () => 'amount > 1').join(' && '), 'expression_too_large'],
    ['sums', Array.from({ length: 200 }, () => 'units').join('+'), 'expression_too_deep'],
    ['list', `units in [${Array.from({ length: 300 }, () => '1').join(',')}]`, 'expression_too_large'],
  ])('%s', (_name, text, code) => {
    expect(problemsOf(text, 'any').map((each) => each.code)).toEqual([code])
  })

  test('thirty conditions and a list of a hundred options are fine', () => {
    expect(problemsOf(Array.from({ length: 30 }, (_, index) => `amount > ${index}`).join(' && '))).toEqual([])
    expect(problemsOf(`units in [${Array.from({ length: 100 }, (_, index) => index).join(',')}]`)).toEqual([])
  })
})

describe('accepted expressions have a type', () => {
  test.each([
    ['amount * 1.5 + units', 'number'],
    ['name + "!"', 'text'],
    ['today() + duration("3d")', 'date'],
    ['duration("3d") + today()', 'date'],
    ['now() - duration("90m")', 'instant'],
    ['now() - _created_at', 'duration'],
    ['today() - close_date', 'duration'],
    ['-duration("1d")', 'duration'],
    ['days(today() - close_date)', 'number'],
    ['date(_created_at)', 'date'],
    ['tags', 'list'],
    ['my_team', 'list'],
    ['me', 'reference'],
    ['account.owner_team', 'reference'],
    ['account.owner_team.region.tax', 'number'],
    ['null', 'null'],
    ['active ? amount : null', 'number'],
    ['coalesce(account, "none")', 'reference'],
    ['size(name) + size(tags) + size(meetings)', 'number'],
    ['name.size()', 'number'],
    ['meetings.count()', 'number'],
    ['size(meetings.filter(m, m.role == "x"))', 'number'],
    ['account.deals.exists(d, d.amount > amount && d.meetings.exists(m, m.at < d.signed_at))', 'boolean'],
    ['!active', 'boolean'],
    ['account == "some-id"', 'boolean'],
    ['_owner in my_team && _owner in [me, account._owner]', 'boolean'],
    ['name.matches("^[A-Z]{2}")', 'boolean'],
    ['_stage != "won" // only open ones', 'boolean'],
  ])('%s is %s', (text, kind) => {
    const checked = checkExpression(text, deal, 'any')
    expect(checked.ok ? checked.value.type.kind : checked.problems).toBe(kind)
  })
})

test('a formula must give a number where one is expected', () => {
  expect(problemsOf('name', 'number').map((each) => each.code)).toEqual(['type_mismatch'])
  expect(problemsOf('amount * 2', 'number')).toEqual([])
})

test('before is there when asked for, matches is not in SQL', () => {
  expect(problemsOf('before.amount < amount', 'boolean', { before: true })).toEqual([])
  expect(problemsOf('before.account.industry == "it"', 'boolean', { before: true })).toEqual([])
  expect(problemsOf('before.meetings.exists(m, true)', 'boolean', { before: true })[0]?.code).toBe('not_available')
  expect(problemsOf('before.amount < amount', 'boolean', { before: true, sql: true })[0]?.code).toBe('not_available')
  expect(problemsOf('name.matches("a")', 'boolean', { sql: true })[0]?.code).toBe('not_available')
})

test('the tree is frozen plain data', () => {
  const checked = checkExpression('meetings.exists(m, m.role in ["a", "b"]) || has_any(tags, ["a"])', deal, 'boolean')
  if (!checked.ok) throw new Error('refused')
  expect(JSON.parse(JSON.stringify(checked.value))).toEqual(checked.value)
  const frozen = (value: unknown): boolean =>
    typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(frozen))
  expect(frozen(checked.value)).toBe(true)
})

test('every function has a usage and help in both languages, and its usage parses', () => {
  for (const spec of FUNCTIONS.values()) {
    expect(spec.help.en).not.toBe('')
    expect(spec.help['zh-CN']).toMatch(/[一-龥]/)
    const checked = checkExpression(spec.usage, deal, 'any')
    const codes = checked.ok ? [] : checked.problems.map((each) => each.code)
    expect(codes.filter((code) => code !== 'unknown_name' && code !== 'unknown_choice')).toEqual([])
  }
})

test('reserved names cannot be written at the start of a path', () => {
  for (const name of RESERVED_NAMES) {
    const shape = { key: 'x', members: new Map([[name, { kind: 'value', name, label: name, storage: { kind: 'integer' } } as const]]) }
    const checked = checkExpression(`${name} == 5`, shape, 'boolean')
    expect(checked.ok ? checked.value.references : []).toEqual([])
  }
  expect(RESERVED_NAMES.has('amount')).toBe(false)
  expect(account.members.has('name')).toBe(true)
})
