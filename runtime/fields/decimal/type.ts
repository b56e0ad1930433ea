// A number with a fixed number of decimals.
import { fromUnits, MAX_UNITS } from '../../expression/storage.ts'
import type { FieldOptions, FieldType } from '../contract.ts'
import { decimalSchema, formatDecimal, NUMBER_AGGREGATES, NUMBER_OPERATORS, parseDecimal, type Range } from '../decimals.ts'
import { setting } from '../option-schemas.ts'

interface DecimalOptions extends Range {
  readonly scale?: number
}
function scaleOf(options: FieldOptions): number {
  return (options as DecimalOptions).scale ?? 2
}

export const decimal: FieldType = {
  name: 'decimal',
  label: { en: 'Number', 'zh-CN': '小数' },
  icon: 'decimals-arrow-right',
  options: {
    properties: {
      scale: setting({ type: 'integer', minimum: 0, maximum: 6, default: 2 }, 'Decimals', '小数位数'),
      min: setting({ type: 'number' }, 'Smallest', '最小值'),
      max: setting({ type: 'number' }, 'Largest', '最大值'),
    },
  },
  storage: (options) => ({ kind: 'decimal', scale: scaleOf(options) }),
  value: (options) => decimalSchema(scaleOf(options), options as Range),
  operators: NUMBER_OPERATORS,
  aggregates: NUMBER_AGGREGATES,
  initial: () => null,
  format: (value, options, context) => formatDecimal(value, scaleOf(options), context),
  parse: (text, options, context) => parseDecimal(text, scaleOf(options), context),
  examples: [
    {
      options: {},
      valid: [0, 0.01, -0.01, 0.1, 0.29, 1.1, 2.55, 1234.5, -1234567.89, 9_999_999_999_999.99, -9_999_999_999_999.99],
      invalid: [0.001, 0.1 + 0.2, 1e13, 2 ** 53, Number.NaN, Number.POSITIVE_INFINITY, '1.5', '', null, false],
    },
    { options: { scale: 0 }, valid: [0, 7, MAX_UNITS], invalid: [0.5, 2 ** 53] },
    {
      options: { scale: 6, min: -1, max: 999_999 },
      valid: [0.000001, -0.999999, 123.456789, 999_999],
      invalid: [0.0000001, -1.000001, 999_999.000001, fromUnits(MAX_UNITS, 6) + 1],
    },
  ],
}
