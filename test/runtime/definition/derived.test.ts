import { describe, expect, test } from 'vitest'
import { compileDefinition } from '../../../runtime/definition/compile.ts'
import type { FieldDefinition } from '../../../runtime/definition/types.ts'
import { derivedDefinition } from '../../helpers/derived.ts'

function changed(change: (fields: (module: string) => FieldDefinition[]) => void) {
  const definition = structuredClone(derivedDefinition())
  change((key) => definition.modules.find((module) => module.key === key)!.fields as FieldDefinition[])
  return compileDefinition(definition)
}
function problemsOf(change: Parameters<typeof changed>[0]) {
  const compiled = changed(change)
  return compiled.ok ? [] : compiled.problems
}
function replace(fields: FieldDefinition[], field: FieldDefinition) {
  fields[fields.findIndex(({ key }) => key === field.key)] = field
}

test('columns are ordered by what they need, and known by what they read', () => {
  const compiled = compileDefinition(derivedDefinition())
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems, null, 1))
  const names = compiled.value.derived.map(({ module, name }) => `${module}.${name}`)
  const before = (left: string, right: string) => expect(names.indexOf(left)).toBeLessThan(names.indexOf(right))
  before('line.amount', 'deal.items')
  before('deal.items', 'deal.total')
  before('deal.total', 'account.revenue')
  before('account.revenue', 'account.grade')
  before('account.grade', 'line.grade')
  const of = (name: string) => compiled.value.derived.find((column) => `${column.module}.${column.name}` === name)!
  expect([of('line.amount').local, of('deal.items').local, of('deal.total').local, of('deal.shout').local]).toEqual([
    true,
    false,
    false,
    true,
  ])
  expect([of('deal.overdue').clock, of('deal.total').clock]).toEqual(['day', undefined])
  expect(of('deal.siblings').reads).toContainEqual({
    steps: [
      { kind: 'to', member: 'account', module: 'account' },
      { kind: 'of', module: 'deal', via: 'account' },
    ],
    members: ['active'],
  })
})

test('a computed field is the plain field it is like', () => {
  const compiled = compileDefinition(derivedDefinition())
  if (!compiled.ok) throw new Error()
  const deal = compiled.value.modules.get('deal')!
  const [industry, total] = [deal.fields.get('industry')!, deal.fields.get('total')!]
  expect([industry.type.name, industry.choices?.map(({ key }) => key), industry.assigned]).toEqual(['select', ['it', 'retail'], true])
  expect([total.type.name, total.storage, total.options.key]).toEqual(['money', { kind: 'decimal', scale: 2, currency: 'CNY' }, 'total'])
})

describe('circles are refused and named in both languages', () => {
  test('a formula over itself', () => {
    const problems = problemsOf((fields) =>
      replace(fields('line'), { key: 'amount', type: 'formula', label: 'Amount', expression: 'amount + 1', result: 'money' }),
    )
    expect(problems.map(({ code }) => code)).toEqual(['computed_circle'])
    expect(problems[0]!.message.en).toContain('Line › Amount → Line › Amount (line.amount → line.amount)')
  })

  test('over three modules: a roll-up of a roll-up whose parts look it up', () => {
    const problems = problemsOf((fields) => {
      replace(fields('line'), { key: 'amount', type: 'formula', expression: 'price * deal.account.revenue', result: 'money' })
    })
    expect(problems).toHaveLength(1)
    expect(problems[0]!.message.en).toMatch(/Account › Revenue/)
    expect(problems[0]!.message['zh-CN']).toMatch(/计算出现循环：.*客户 › 收入/)
    expect(problems[0]!.message.en).toContain('(account.revenue → deal.total → deal.items → line.amount → account.revenue)')
  })

  test('looked-up values of each other', () => {
    const problems = problemsOf((fields) => {
      fields('account').push({ key: 'main', type: 'relation', module: 'deal' })
      fields('account').push({ key: 'x', type: 'lookup', path: 'main.y' })
      fields('deal').push({ key: 'y', type: 'lookup', path: 'account.x' })
    })
    expect(problems.map(({ code }) => code)).toEqual(['computed_circle'])
    expect(problems[0]!.message.en).toMatch(/account\.x → deal\.y → account\.x|deal\.y → account\.x → deal\.y/)
  })

  test('a sum over its own children', () => {
    const problems = problemsOf((fields) => {
      fields('account').push({ key: 'parent', type: 'relation', module: 'account', inverse: 'children' })
      fields('account').push({ key: 'all', type: 'rollup', records: 'children', aggregate: 'sum', value: 'all', result: 'money' })
    })
    expect(problems.map(({ code }) => code)).toEqual(['computed_circle'])
  })
})

describe('what cannot be computed is said at its place', () => {
  test.each<[string, Parameters<typeof changed>[0], string, string]>([
    [
      'a formula over a deleted field',
      (fields) =>
        fields('line').splice(
          fields('line').findIndex(({ key }) => key === 'quantity'),
          1,
        ),
      'unknown_name',
      '/modules/line/fields/amount/expression',
    ],
    [
      'a looked-up field that is gone',
      (fields) =>
        fields('account').splice(
          fields('account').findIndex(({ key }) => key === 'labels'),
          1,
        ),
      'unknown_name',
      '/modules/deal/fields/labels/path',
    ],
    [
      'a result of another kind',
      (fields) => replace(fields('line'), { key: 'amount', type: 'formula', expression: 'name', result: 'money' }),
      'type_mismatch',
      '/modules/line/fields/amount/expression',
    ],
    [
      'a roll-up of records that are not there',
      (fields) => replace(fields('deal'), { key: 'items', type: 'rollup', records: 'rows', aggregate: 'count', result: 'money' }),
      'unknown_reference',
      '/modules/deal/fields/items/records',
    ],
    [
      'a sum of nothing',
      (fields) => replace(fields('deal'), { key: 'items', type: 'rollup', records: 'lines', aggregate: 'sum', result: 'money' }),
      'missing',
      '/modules/deal/fields/items/value',
    ],
    [
      'a sum of texts',
      (fields) =>
        replace(fields('deal'), { key: 'items', type: 'rollup', records: 'lines', aggregate: 'sum', value: 'name', result: 'money' }),
      'type_mismatch',
      '/modules/deal/fields/items/value',
    ],
    [
      'a value that hangs on who asks',
      (fields) => fields('deal').push({ key: 'mine', type: 'formula', expression: '_owner == me', result: 'boolean' }),
      'not_available',
      '/modules/deal/fields/mine/expression',
    ],
    [
      'a computed value that is required',
      (fields) => fields('deal').push({ key: 'must', type: 'formula', expression: 'name', result: 'text', required: true }),
      'computed_setting',
      '/modules/deal/fields/must/required',
    ],
  ])('%s', (_name, change, code, path) => {
    expect(problemsOf(change).map((each) => [each.code, each.path])).toContainEqual([code, path])
  })
})
