// A phone number, kept as it is written.
import { ok } from '../../problem.ts'
import type { FieldType } from '../contract.ts'
import { halfWidth } from '../numerals.ts'
import { formatText, TEXT_AGGREGATES, TEXT_OPERATORS } from '../texts.ts'

export const phone: FieldType = {
  name: 'phone',
  label: { en: 'Phone', 'zh-CN': '电话' },
  icon: 'phone',
  options: { properties: {} },
  storage: () => ({ kind: 'text' }),
  value: () => ({ type: 'string', minLength: 3, maxLength: 45, format: 'phone' }),
  operators: TEXT_OPERATORS,
  aggregates: TEXT_AGGREGATES,
  initial: () => null,
  format: formatText,
  parse: (text) => ok(halfWidth(text).trim() || null),
  examples: [
    {
      options: {},
      valid: [
        '13800138000',
        '+86 138 0013 8000',
        '(010) 8888-8888',
        '010-88888888 转 801',
        '+1 (212) 555-0100 ext. 12',
        '110',
        '+49/30/901820',
      ],
      invalid: [
        '',
        '12',
        'call me',
        '1380013800a',
        '+',
        '++86138',
        '138\n0013',
        ' 13800138000',
        '１３８００１３８０００',
        `1${'0'.repeat(60)}`,
        13800138000,
      ],
    },
  ],
}
