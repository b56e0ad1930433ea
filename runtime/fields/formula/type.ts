// A value computed from the record, the records it points at and its related records.
import { likeOf, resultField, resultSettings } from '../computed.ts'
import type { FieldType } from '../contract.ts'
import { expressionSchema, setting } from '../option-schemas.ts'

export const formula: FieldType = {
  name: 'formula',
  label: { en: 'Formula', 'zh-CN': '公式' },
  icon: 'sigma',
  options: {
    properties: {
      expression: setting(expressionSchema('value'), 'Formula', '公式', {
        en: 'An expression over the record, such as amount * probability / 100.',
        'zh-CN': '基于本记录的表达式，例如 amount * probability / 100。',
      }),
      ...resultSettings(['text', 'integer', 'decimal', 'money', 'boolean', 'date', 'datetime']),
    },
    required: ['expression', 'result'],
  },
  ...likeOf((options) => ({
    like: resultField(options),
    from: { expression: String(options.expression), setting: 'expression' },
  })),
  examples: [
    { options: { expression: 'name', result: 'text' }, valid: ['a', '金额'], invalid: [1, true] },
    { options: { expression: 'units * 2', result: 'integer' }, valid: [0, -7, 12], invalid: [0.5, '1'] },
    { options: { expression: 'units / 3', result: 'decimal', scale: 3 }, valid: [0.333, -1], invalid: [0.0001, true] },
    { options: { expression: 'amount * 0.13', result: 'money', currency: 'JPY' }, valid: [0, 1300], invalid: [0.5] },
    { options: { expression: 'amount > 10.0', result: 'boolean' }, valid: [true, false], invalid: ['yes', 1] },
    { options: { expression: 'today()', result: 'date' }, valid: ['2026-03-01'], invalid: ['2026-02-30', 5] },
    { options: { expression: 'now()', result: 'datetime' }, valid: ['2026-03-01T12:00:00.000Z'], invalid: ['2026-03-01', 5] },
  ],
}
