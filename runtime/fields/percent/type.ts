// A percentage: 12.5 means 12.5 %.
import type { FieldOptions, FieldType } from '../contract.ts'
import { decimalSchema, formatDecimal, NUMBER_OPERATORS, parseDecimal, type Range } from '../decimals.ts'
import { halfWidth } from '../numerals.ts'
import { setting } from '../option-schemas.ts'

interface PercentOptions extends Range {
  readonly scale?: number
}
function scaleOf(options: FieldOptions): number {
  return (options as PercentOptions).scale ?? 2
}

export const percent: FieldType = {
  name: 'percent',
  label: { en: 'Percentage', 'zh-CN': '百分比' },
  icon: 'percent',
  options: {
    properties: {
      scale: setting({ type: 'integer', minimum: 0, maximum: 6, default: 2 }, 'Decimals', '小数位数'),
      min: setting({ type: 'number' }, 'Smallest', '最小值', { en: '12.5 means 12.5 %.', 'zh-CN': '12.5 表示 12.5%。' }),
      max: setting({ type: 'number' }, 'Largest', '最大值'),
    },
  },
  storage: (options) => ({ kind: 'decimal', scale: scaleOf(options) }),
  value: (options) => decimalSchema(scaleOf(options), options as Range),
  operators: NUMBER_OPERATORS,
  // A sum of percentages says nothing.
  aggregates: ['count', 'count_distinct', 'average', 'median', 'p90', 'min', 'max'],
  initial: () => null,
  format: (value, options, context) => formatDecimal(value, scaleOf(options), context, true) + (typeof value === 'number' ? '%' : ''),
  parse: (text, options, context) => parseDecimal(halfWidth(text).trim().replace(/%$/, ''), scaleOf(options), context),
  examples: [
    { options: {}, valid: [0, 12.5, 33.33, 100, -5, 1234.56], invalid: [0.005, 33.333333, '12.5%', 2 ** 53, null, true] },
    { options: { scale: 0, min: 0, max: 100 }, valid: [0, 50, 100], invalid: [-1, 101, 12.5] },
  ],
}
