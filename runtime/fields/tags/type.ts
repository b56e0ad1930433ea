// Free words, any number of them.
import { ok } from '../../problem.ts'
import { LIST_OPERATORS, splitList } from '../choices.ts'
import type { FieldType } from '../contract.ts'
import { setting } from '../option-schemas.ts'

export const tags: FieldType = {
  name: 'tags',
  label: { en: 'Tags', 'zh-CN': '标签' },
  icon: 'tags',
  options: {
    properties: {
      suggestions: setting(
        { type: 'array', items: { type: 'string', format: 'tag', minLength: 1, maxLength: 50 }, uniqueItems: true, maxItems: 200 },
        'Suggestions',
        '建议标签',
      ),
    },
  },
  storage: () => ({ kind: 'json' }),
  value: () => ({
    type: 'array',
    items: { type: 'string', minLength: 1, maxLength: 50, format: 'tag' },
    uniqueItems: true,
    minItems: 1,
    maxItems: 100,
  }),
  operators: LIST_OPERATORS,
  aggregates: ['count'],
  initial: () => null,
  format: (value) => (Array.isArray(value) ? value.join('; ') : String(value)),
  parse(text) {
    const values = [...new Set(splitList(text))]
    return ok(values.length === 0 ? null : values)
  },
  examples: [
    {
      options: { suggestions: ['VIP', '重点客户'] },
      valid: [['VIP'], ['重点客户', '🚀', `%_\\'"`], ['a, b', 'A, B'], ['null', '[]', '{"a":1}'], ['x'.repeat(50)]],
      invalid: [
        [],
        [''],
        [' '],
        [' a'],
        ['a;b'],
        ['a；b'],
        ['a', 'a'],
        ['a\nb'],
        ['x'.repeat(51)],
        [1],
        'VIP',
        Array.from({ length: 101 }, (_, i) => `t${i}`),
      ],
    },
  ],
}
