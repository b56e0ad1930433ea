// Text of several lines.
import type { FieldType } from '../contract.ts'
import { setting } from '../option-schemas.ts'
import { formatText, parseText } from '../texts.ts'

interface LongTextOptions {
  readonly maxLength?: number
}

export const longText: FieldType = {
  name: 'long_text',
  label: { en: 'Long text', 'zh-CN': '多行文本' },
  icon: 'text-align-start',
  options: {
    properties: {
      maxLength: setting({ type: 'integer', minimum: 1, maximum: 100_000, default: 20_000 }, 'Longest length', '最大长度'),
      rows: setting({ type: 'integer', minimum: 2, maximum: 30, default: 4 }, 'Lines shown in forms', '表单中显示的行数'),
    },
  },
  storage: () => ({ kind: 'text' }),
  value(options) {
    const { maxLength = 20_000 } = options as LongTextOptions
    return { type: 'string', minLength: 1, maxLength, format: 'prose' }
  },
  operators: ['contains', 'not_contains', 'starts_with', 'is_empty', 'is_not_empty'],
  aggregates: ['count'],
  initial: () => null,
  format: formatText,
  parse: parseText,
  examples: [
    {
      options: {},
      valid: ['One line', '第一行\n第二行\r\n\t缩进', ' \n x', `100 %_\\' "quoted"`, '🚀'.repeat(500), 'x'.repeat(20_000)],
      invalid: ['', ' \n\t ', 'nul\u0000', '\udc00', 'x'.repeat(20_001), 5, false, []],
    },
    { options: { maxLength: 5, rows: 2 }, valid: ['a\nb\nc'], invalid: ['a\nb\ncd'] },
  ],
}
