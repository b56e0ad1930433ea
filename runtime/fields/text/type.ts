// One line of text.
import type { FieldType } from '../contract.ts'
import { setting } from '../option-schemas.ts'
import { formatText, parseText, TEXT_AGGREGATES, TEXT_OPERATORS } from '../texts.ts'

interface TextOptions {
  readonly maxLength?: number
  readonly minLength?: number
  readonly pattern?: string
}

export const text: FieldType = {
  name: 'text',
  label: { en: 'Text', 'zh-CN': '单行文本' },
  icon: 'type',
  options: {
    properties: {
      maxLength: setting({ type: 'integer', minimum: 1, maximum: 2000, default: 255 }, 'Longest length', '最大长度'),
      minLength: setting({ type: 'integer', minimum: 1, maximum: 2000 }, 'Shortest length', '最小长度'),
      pattern: setting({ type: 'string', format: 'pattern', minLength: 1, maxLength: 500 }, 'Pattern', '格式', {
        en: 'A regular expression in RE2 syntax that the text has to match, such as ^[A-Z]{2}[0-9]{6}$.',
        'zh-CN': '文本须符合的正则表达式（RE2 语法），例如 ^[A-Z]{2}[0-9]{6}$。',
      }),
    },
  },
  storage: () => ({ kind: 'text' }),
  value(options) {
    const { maxLength = 255, minLength = 1, pattern } = options as TextOptions
    return { type: 'string', minLength, maxLength, format: 'line', ...(pattern === undefined ? {} : { 'x-re2': pattern }) }
  },
  operators: TEXT_OPERATORS,
  aggregates: TEXT_AGGREGATES,
  initial: () => null,
  format: formatText,
  parse: parseText,
  examples: [
    {
      options: {},
      valid: [
        'Acme',
        'a',
        ' spaced  out ',
        '上海云帆科技有限公司',
        '👩‍👩‍👧‍👦🚀',
        `%_\\'"`,
        "O'Brien; DROP TABLE deal--",
        '=1+1',
        '[x]*?',
        'ß İ ı',
        'x'.repeat(255),
        '🚀'.repeat(255),
      ],
      invalid: ['', '   ', 'two\nlines', 'nul\u0000', '\ud800', 'x'.repeat(256), '🚀'.repeat(256), 12, true, ['a'], {}],
    },
    { options: { minLength: 2, maxLength: 3 }, valid: ['ab', '中文字', '🚀🚀'], invalid: ['a', '🚀', 'abcd'] },
    { options: { pattern: '^[A-Z]{2}[0-9]+$' }, valid: ['AB1', 'ZZ0099'], invalid: ['ab1', 'AB', 'AB1 '] },
    { options: { pattern: '^(a+)+$' }, valid: ['aaaa'], invalid: [`${'a'.repeat(200)}!`] },
  ],
}
