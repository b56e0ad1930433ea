// A whole number.
import { MAX_UNITS } from '../../expression/storage.ts'
import type { FieldType } from '../contract.ts'
import { formatDecimal, NUMBER_AGGREGATES, NUMBER_OPERATORS, parseDecimal, type Range } from '../decimals.ts'
import { PLAIN_FORMAT } from '../numerals.ts'
import { setting } from '../option-schemas.ts'

interface IntegerOptions extends Range {
  readonly grouping?: boolean
}
const LIMIT = { type: 'integer', minimum: -MAX_UNITS, maximum: MAX_UNITS }

export const integer: FieldType = {
  name: 'integer',
  label: { en: 'Whole number', 'zh-CN': '整数' },
  icon: 'hash',
  options: {
    properties: {
      min: setting(LIMIT, 'Smallest', '最小值'),
      max: setting(LIMIT, 'Largest', '最大值'),
      grouping: setting({ type: 'boolean', default: true }, 'Group digits', '千位分隔', {
        en: 'Off for years and numbers that only name something.',
        'zh-CN': '年份或编号类数字可关闭。',
      }),
    },
  },
  storage: () => ({ kind: 'integer' }),
  value(options) {
    const { min = -MAX_UNITS, max = MAX_UNITS } = options as IntegerOptions
    return { type: 'integer', minimum: min, maximum: max }
  },
  operators: NUMBER_OPERATORS,
  aggregates: NUMBER_AGGREGATES,
  initial: () => null,
  format(value, options, context) {
    const { grouping = true } = options as IntegerOptions
    const { numberFormat = PLAIN_FORMAT } = context
    return formatDecimal(value, 0, grouping ? context : { ...context, numberFormat: { ...numberFormat, group: '' } })
  },
  parse: (text, _options, context) => parseDecimal(text, 0, context),
  examples: [
    {
      options: {},
      valid: [0, 1, -1, 12, 999, 1000, -1234567, MAX_UNITS, -MAX_UNITS],
      invalid: [1.5, MAX_UNITS + 1, 2 ** 53, -(2 ** 53), 1e300, Number.POSITIVE_INFINITY, Number.NaN, '12', '', true, [1]],
    },
    { options: { min: 0, max: 100 }, valid: [0, 100], invalid: [-1, 101] },
    { options: { grouping: false }, valid: [2026, 1999, 12345678], invalid: ['2026'] },
  ],
}
