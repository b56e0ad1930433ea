// The checker of values on its own: messages, limits, and what it refuses to compile.
import { describe, expect, test } from 'vitest'
import { checkValue, compileValue } from '../../../runtime/fields/validate-value.ts'

describe('messages', () => {
  test('name place, value, rule and remedy in both languages', () => {
    const [fault] = checkValue({ type: 'number', 'x-scale': 2 }, 12.345, 'amount', { en: 'Amount', 'zh-CN': '金额' })
    expect(fault).toEqual({
      path: 'amount',
      code: 'value_decimals',
      message: {
        en: 'Amount: 12.345 has more than 2 decimals. Round it to 2.',
        'zh-CN': '金额：12.345 的小数超过 2 位。保留 2 位小数。',
      },
    })
  })

  test('begin with the path where there is no label', () => {
    expect(checkValue({ type: 'boolean' }, 'x', 'signed')[0]?.message.en).toBe('signed: "x" is not true or false. Choose yes or no.')
  })

  test('show a long value in short', () => {
    const [fault] = checkValue({ type: 'string', maxLength: 10 }, '🚀'.repeat(100_000), 'name')
    expect(fault?.code).toBe('value_long')
    expect(fault?.message.en).toContain('has 100000 characters, more than 10')
    expect(fault?.message.en.length).toBeLessThan(250)
  })

  test('name at most ten choices', () => {
    const values = Array.from({ length: 25 }, (_, i) => `k${i}`)
    const [fault] = checkValue({ type: 'string', enum: values }, 'x', 'f')
    expect(fault?.message.en).toContain('k9 and 15 more')
    expect(fault?.message['zh-CN']).toContain('等 25 项')
  })
})

const CASES: readonly [schema: Record<string, unknown>, value: unknown, codes: readonly string[]][] = [
  [{ type: 'number', 'x-scale': 2 }, 0.1 + 0.2, ['value_decimals']],
  [{ type: 'number', 'x-scale': 2 }, 1e13, ['value_range']],
  [{ type: 'number', 'x-scale': 0 }, 999_999_999_999_999, []],
  [{ type: 'number', 'x-scale': 0 }, 1_000_000_000_000_000, ['value_range']],
  [{ type: 'number', 'x-scale': 6 }, 1e-7, ['value_decimals']],
  [{ type: 'integer', minimum: 0, maximum: 3 }, 4, ['value_maximum']],
  [{ type: 'integer', minimum: 0 }, '1', ['value_type']],
  [{ type: 'integer' }, 1.5, ['value_type']],
  [{ type: 'string', minLength: 2 }, '🚀', ['value_short']],
  [{ type: 'string', maxLength: 2 }, '🚀🚀', []],
  [{ type: 'string', minLength: 1 }, '', ['value_empty']],
  [{ type: 'string', format: 'date', 'x-from': '2026-01-02' }, '2026-01-01', ['value_early']],
  [{ type: 'string', format: 'date', 'x-to': '2026-01-02' }, '2026-01-03', ['value_late']],
  [{ type: 'array', items: { type: 'string', enum: ['a', 'b'] } }, ['a', 'x', 1], ['value_choice', 'value_type']],
  [{ type: 'array', items: { type: 'integer' } }, Array(50).fill('x'), Array(10).fill('value_type')],
  [{ type: 'array', uniqueItems: true, items: { type: 'string' } }, ['a', 'b', 'a'], ['value_twice']],
  [{ type: 'array', uniqueItems: false, items: { type: 'string' } }, ['a', 'a'], []],
  [{ type: 'array', maxItems: 1 }, ['a', 'b'], ['value_many']],
  [{ type: 'array', minItems: 1 }, [], ['value_few']],
  [{ type: 'string', enum: ['a'] }, 'constructor', ['value_choice']],
]
test.each(CASES)('%j on %j', (schema, value, codes) => {
  expect(checkValue(schema, value, 'f').map((problem) => problem.code)).toEqual(codes)
})

describe('a schema outside the subset', () => {
  const schemas: Record<string, unknown>[] = [
    {},
    { type: 'object' },
    { type: ['string', 'null'] },
    { type: 'string', pattern: 'a' },
    { type: 'number', multipleOf: 0.01 },
    { type: 'string', format: 'uri' },
    { type: 'string', format: 'toString' },
    { type: 'string', 'x-re2': '(' },
    { type: 'string', 'x-re2': '(?=a)' },
    { type: 'array', items: { type: 'object' } },
    { type: 'string', title: 'x' },
  ]
  test.each(schemas.map((schema) => [schema]))('%j does not compile', (schema) => {
    expect(() => compileValue(schema)).toThrow()
  })
})

test('a pattern that blocks other engines answers at once', () => {
  const check = compileValue({ type: 'string', maxLength: 100_000, 'x-re2': '^(a+)+$' })
  const started = performance.now()
  expect(check(`${'a'.repeat(99_000)}!`, 'f').map((problem) => problem.code)).toEqual(['value_pattern'])
  expect(performance.now() - started).toBeLessThan(1000)
})

test('a text beyond the limit is not searched', () => {
  const check = compileValue({ type: 'string', format: 'line', 'x-re2': '^a*$', maxLength: 10 })
  expect(check('b'.repeat(1_000_000), 'f').map((problem) => problem.code)).toEqual(['value_long'])
})
