// A length of time, kept as whole minutes.
import { fail, ok, problem } from '../../problem.ts'
import type { FieldType } from '../contract.ts'
import { NUMBER_AGGREGATES, NUMBER_OPERATORS } from '../decimals.ts'
import { MOST_MINUTES, readMinutes, writeMinutes } from '../durations.ts'
import { setting } from '../option-schemas.ts'
import { quote } from '../quote.ts'

const LIMIT = { type: 'integer', minimum: 0, maximum: MOST_MINUTES }

export const duration: FieldType = {
  name: 'duration',
  label: { en: 'Duration', 'zh-CN': '时长' },
  icon: 'timer',
  options: {
    properties: {
      min: setting(LIMIT, 'Shortest, in minutes', '最短（分钟）'),
      max: setting(LIMIT, 'Longest, in minutes', '最长（分钟）'),
    },
  },
  storage: () => ({ kind: 'integer' }),
  value(options) {
    const { min = 0, max = MOST_MINUTES } = options as { readonly min?: number; readonly max?: number }
    return { type: 'integer', minimum: min, maximum: max }
  },
  operators: NUMBER_OPERATORS,
  aggregates: NUMBER_AGGREGATES,
  initial: () => null,
  format: (value, _options, context) => (Number.isInteger(value) ? writeMinutes(value as number, context.locale) : String(value)),
  parse(text) {
    if (text.trim() === '') return ok(null)
    const minutes = readMinutes(text)
    if (minutes !== undefined) return ok(minutes)
    const shown = quote(text)
    return fail(
      problem(
        '',
        'duration_unread',
        `${shown} is not a duration. Write hours and minutes, such as 1h 30m.`,
        `${shown} 不是时长。填写小时和分钟，例如 1小时30分钟。`,
      ),
    )
  },
  examples: [
    {
      options: {},
      valid: [0, 1, 59, 60, 61, 90, 1439, 1440, 6000, MOST_MINUTES],
      invalid: [-1, 1.5, MOST_MINUTES + 1, '90', '1h', true, [90], Number.NaN],
    },
    { options: { min: 15, max: 480 }, valid: [15, 480], invalid: [14, 481] },
  ],
}
