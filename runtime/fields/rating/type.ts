// A number of stars.
import { fail, ok, problem } from '../../problem.ts'
import type { FieldOptions, FieldType } from '../contract.ts'
import { NUMBER_AGGREGATES, NUMBER_OPERATORS, parseDecimal } from '../decimals.ts'
import { setting } from '../option-schemas.ts'

/** How many stars there are. */
export function starsOf(options: FieldOptions): number {
  return (options as { readonly max?: number }).max ?? 5
}

export const rating: FieldType = {
  name: 'rating',
  label: { en: 'Rating', 'zh-CN': '评分' },
  icon: 'star',
  options: { properties: { max: setting({ type: 'integer', minimum: 2, maximum: 10, default: 5 }, 'Stars', '星数') } },
  storage: () => ({ kind: 'integer' }),
  value: (options) => ({ type: 'integer', minimum: 1, maximum: starsOf(options) }),
  operators: NUMBER_OPERATORS,
  // A sum of ratings says nothing.
  aggregates: NUMBER_AGGREGATES.filter((aggregate) => aggregate !== 'sum'),
  initial: () => null,
  format: (value) => String(value),
  parse(text, options, context) {
    const stars = /^\s*(★*)☆*\s*$/.exec(text)?.[1]
    if (stars === undefined || text.trim() === '') return parseDecimal(text, 0, context)
    if (stars.length > 0 && stars.length <= starsOf(options)) return ok(stars.length)
    return fail(
      problem(
        '',
        'rating_stars',
        `"${text.trim().slice(0, 20)}" is not 1 to ${starsOf(options)} stars. Write the number of stars.`,
        `"${text.trim().slice(0, 20)}" 不是 1 至 ${starsOf(options)} 颗星。填写星数。`,
      ),
    )
  },
  examples: [
    { options: {}, valid: [1, 3, 5], invalid: [0, 6, -1, 2.5, '3', '★★★', true, [1]] },
    { options: { max: 10 }, valid: [1, 10], invalid: [11, 2 ** 53] },
  ],
}
