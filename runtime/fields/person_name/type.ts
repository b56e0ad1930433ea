// The name of a person with its two parts, kept as one text.
import { ok } from '../../problem.ts'
import type { FieldType } from '../contract.ts'
import { setting } from '../option-schemas.ts'
import { readName, spokenName } from '../person-names.ts'
import { TEXT_AGGREGATES, TEXT_OPERATORS } from '../texts.ts'

export const personName: FieldType = {
  name: 'person_name',
  label: { en: 'Name of a person', 'zh-CN': '人名' },
  icon: 'id-card',
  options: {
    properties: {
      maxLength: setting({ type: 'integer', minimum: 2, maximum: 200, default: 100 }, 'Longest length', '最大长度'),
    },
  },
  storage: () => ({ kind: 'text' }),
  value(options) {
    const { maxLength = 100 } = options as { readonly maxLength?: number }
    return { type: 'string', minLength: 1, maxLength, format: 'person-name' }
  },
  operators: TEXT_OPERATORS,
  aggregates: TEXT_AGGREGATES,
  initial: () => null,
  format(value) {
    const spoken = spokenName(String(value))
    return readName(spoken) === value ? spoken : String(value)
  },
  parse: (text) => ok(readName(text) || null),
  examples: [
    {
      options: {},
      valid: [
        '王小明',
        '欧阳修',
        '欧, 阳修',
        '欧阳',
        '王',
        '小明,',
        'Smith, John',
        'Smith,',
        'Madonna',
        'van Gogh, Vincent Willem',
        "O'Brien, Siobhán",
        '买买提·吐尔逊',
        'Wang, 小明',
        '🚀, Ю',
        '%_\\',
        'constructor',
      ],
      invalid: ['', ' ', ',', ' 王小明', 'Smith,John', 'Smith,  John', '王, 小明', 'a\nb', 'x'.repeat(101), 5, ['王'], { family: '王' }],
    },
    { options: { maxLength: 4 }, valid: ['司马相如'], invalid: ['Smith, John'] },
  ],
}
