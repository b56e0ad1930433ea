// What the types of several lines share: a longest length, how many lines a form shows, and a value kept as typed.
import type { FieldType } from './contract.ts'
import { setting } from './option-schemas.ts'
import { formatText, parseText } from './texts.ts'

/** The common members of a type of several lines; `fewest` and `usual` are the lines a form shows. */
export function prose(fewest: number, usual: number) {
  return {
    options: {
      properties: {
        maxLength: setting({ type: 'integer', minimum: 1, maximum: 100_000, default: 20_000 }, 'Longest length', '最大长度'),
        rows: setting({ type: 'integer', minimum: fewest, maximum: 30, default: usual }, 'Lines shown in forms', '表单中显示的行数'),
      },
    },
    storage: () => ({ kind: 'text' }),
    value(options) {
      const { maxLength = 20_000 } = options as { readonly maxLength?: number }
      return { type: 'string', minLength: 1, maxLength, format: 'prose' }
    },
    aggregates: ['count'],
    initial: () => null,
    format: formatText,
    parse: parseText,
  } satisfies Partial<FieldType>
}
