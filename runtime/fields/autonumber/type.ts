// A number the server gives each new record, such as D-00042. Nobody writes it.
import type { FieldType } from '../contract.ts'
import { setting } from '../option-schemas.ts'
import { formatText, parseText, TEXT_AGGREGATES, TEXT_OPERATORS } from '../texts.ts'

interface AutonumberOptions {
  readonly prefix?: string
  readonly digits?: number
}

export const autonumber: FieldType = {
  name: 'autonumber',
  label: { en: 'Automatic number', 'zh-CN': '自动编号' },
  icon: 'list-ordered',
  options: {
    properties: {
      prefix: setting({ type: 'string', format: 'line', minLength: 1, maxLength: 20 }, 'Prefix', '前缀'),
      digits: setting({ type: 'integer', minimum: 1, maximum: 12, default: 5 }, 'Digits', '位数', {
        en: 'Shorter numbers begin with zeros; longer ones are written in full.',
        'zh-CN': '不足位数时前面补零，超出时完整写出。',
      }),
    },
  },
  storage(options) {
    const { prefix = '', digits = 5 } = options as AutonumberOptions
    return { kind: 'text', sequence: { prefix, digits } }
  },
  // Numbers given under an earlier prefix stay valid.
  value: () => ({ type: 'string', minLength: 1, maxLength: 64, format: 'line' }),
  operators: TEXT_OPERATORS,
  aggregates: TEXT_AGGREGATES,
  initial: () => null,
  format: formatText,
  parse: parseText,
  examples: [
    { options: {}, valid: ['00001', '1234567'], invalid: ['', '  ', 1, 'x'.repeat(65), 'a\nb'] },
    { options: { prefix: '合同-', digits: 4 }, valid: ['合同-0001', 'D-00042'], invalid: [42, null, {}] },
  ],
}
