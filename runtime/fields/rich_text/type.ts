// Text with headings, lists, bold, italic and links, kept as the marks people type.
import type { FieldType } from '../contract.ts'
import { prose } from '../prose.ts'

export const richText: FieldType = {
  name: 'rich_text',
  label: { en: 'Formatted text', 'zh-CN': '富文本' },
  icon: 'letter-text',
  ...prose(3, 6),
  operators: ['contains', 'not_contains', 'is_empty', 'is_not_empty'],
  examples: [
    {
      options: {},
      valid: [
        'Plain',
        '# 需求\n\n- **预算** 50 万\n- *下周*签约\n\n1. one\n2. two\n\n> quoted\n\n[site](https://example.com) `code`',
        '<img src=x onerror=alert(1)>',
        '[x](javascript:alert(1))',
        '**open *marks `everywhere [',
        'x'.repeat(20_000),
      ],
      invalid: ['', ' \n\t ', 'nul\u0000', '\udc00', 'x'.repeat(20_001), 5, false, [], {}],
    },
    { options: { maxLength: 5, rows: 3 }, valid: ['**a**'], invalid: ['**ab**'] },
  ],
}
