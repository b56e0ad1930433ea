// A web address.
import { ok } from '../../problem.ts'
import type { FieldType } from '../contract.ts'
import { formatText, TEXT_AGGREGATES, TEXT_OPERATORS } from '../texts.ts'

export const url: FieldType = {
  name: 'url',
  label: { en: 'Web address', 'zh-CN': '网址' },
  icon: 'globe',
  options: { properties: {} },
  storage: () => ({ kind: 'text' }),
  value: () => ({ type: 'string', minLength: 1, maxLength: 2000, format: 'http-url' }),
  operators: TEXT_OPERATORS,
  aggregates: TEXT_AGGREGATES,
  initial: () => null,
  format: formatText,
  parse(text) {
    const address = text.trim()
    // A bare host is what people type and what exports hold.
    return ok(/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[/:?#]|$)/u.test(address) ? `https://${address}` : address || null)
  },
  examples: [
    {
      options: {},
      valid: [
        'https://example.com',
        'http://example.com:8080/a?b=%20c#d',
        'HTTPS://EXAMPLE.COM/',
        'https://例子.公司/路径?q=值',
        "https://a.cn/%_'x",
      ],
      invalid: [
        '',
        'example.com',
        'ftp://example.com',
        'javascript:alert(1)',
        'JAVASCRIPT://example.com/%0aalert(1)',
        'data:text/html,x',
        'https://',
        'https:///x',
        'https://a b.cn',
        ' https://a.cn',
        'https://user:pass@a.cn',
        'https://bank.cn@evil.cn',
        `https://a.cn/${'x'.repeat(2000)}`,
        7,
      ],
    },
  ],
}
