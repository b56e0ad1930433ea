// A user of the installation.
import { USER_MODULE } from '../../expression/storage.ts'
import { CHOICE_AGGREGATES, CHOICE_OPERATORS } from '../choices.ts'
import type { FieldType } from '../contract.ts'
import { parseText } from '../texts.ts'

export const user: FieldType = {
  name: 'user',
  label: { en: 'User', 'zh-CN': '人员' },
  icon: 'user',
  options: { properties: {} },
  storage: () => ({ kind: 'reference', module: USER_MODULE }),
  value: () => ({ type: 'string', minLength: 1, maxLength: 64, format: 'line' }),
  operators: [...CHOICE_OPERATORS, 'is_me'],
  aggregates: CHOICE_AGGREGATES,
  initial: () => null,
  format: (value, _options, context) => context.titleOf?.(USER_MODULE, String(value)) ?? String(value),
  // Names become ids where users can be looked up, not here.
  parse: parseText,
  examples: [
    {
      options: {},
      valid: ['01890a5d-ac96-774b-bcce-b302099a8057', 'kQ3vZ0aB9xYt7LmN2pRs5uWc8dEf1gHi'],
      invalid: ['', ' ', 'two\nlines', 'x'.repeat(65), 1, ['a']],
    },
  ],
}
