// An e-mail address.
import { ok } from '../../problem.ts'
import type { FieldType } from '../contract.ts'
import { halfWidth } from '../numerals.ts'
import { formatText, TEXT_AGGREGATES, TEXT_OPERATORS } from '../texts.ts'

export const email: FieldType = {
  name: 'email',
  label: { en: 'E-mail', 'zh-CN': '邮箱' },
  icon: 'mail',
  options: { properties: {} },
  storage: () => ({ kind: 'text' }),
  value: () => ({ type: 'string', minLength: 1, maxLength: 254, format: 'email' }),
  operators: TEXT_OPERATORS,
  aggregates: TEXT_AGGREGATES,
  initial: () => null,
  format: formatText,
  parse: (text) => ok(halfWidth(text).trim() || null),
  examples: [
    {
      options: {},
      valid: [
        'li.wei@example.com',
        "o'brien+crm@mail.example.co.uk",
        'UPPER@Example.COM',
        '王伟@例子.公司',
        '100%_x@a.cn',
        `${'a'.repeat(64)}@example.com`,
      ],
      invalid: [
        '',
        'example.com',
        '@example.com',
        'a@',
        'a@b',
        'a@@b.cn',
        'a b@c.cn',
        ' a@b.cn',
        'a@b.cn\n',
        'a@-b.cn',
        'a@b..cn',
        '.a@b.cn',
        'a@b.cn,c@d.cn',
        'Li <a@b.cn>',
        `${'a'.repeat(65)}@example.com`,
        `a@${'b'.repeat(60)}.${'c.'.repeat(100)}cn`,
        5,
      ],
    },
  ],
}
