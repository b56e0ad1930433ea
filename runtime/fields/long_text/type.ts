// Text of several lines.
import type { FieldType } from '../contract.ts'
import { prose } from '../prose.ts'

export const longText: FieldType = {
  name: 'long_text',
  label: { en: 'Long text', 'zh-CN': '多行文本' },
  icon: 'text-align-start',
  ...prose(2, 4),
  operators: ['contains', 'not_contains', 'starts_with', 'is_empty', 'is_not_empty'],
  examples: [
    {
      options: {},
      valid: ['One line', '第一行\n第二行\r\n\t缩进', ' \n x', `100 %_\\' "quoted"`, '🚀'.repeat(500), 'x'.repeat(20_000)],
      invalid: ['', ' \n\t ', 'nul\u0000', '\udc00', 'x'.repeat(20_001), 5, false, []],
    },
    { options: { maxLength: 5, rows: 2 }, valid: ['a\nb\nc'], invalid: ['a\nb\ncd'] },
  ],
}
