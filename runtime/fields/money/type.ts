// An amount in one currency, kept exactly in its minor units.

import { fail, problem } from '../../problem.ts'
import type { FieldContext, FieldOptions, FieldType } from '../contract.ts'
import { currencyScale, stripCurrency } from '../currencies.ts'
import { decimalSchema, formatDecimal, NUMBER_AGGREGATES, NUMBER_OPERATORS, parseDecimal, type Range } from '../decimals.ts'
import { setting } from '../option-schemas.ts'
import { quote } from '../quote.ts'

interface MoneyOptions extends Range {
  readonly currency?: string
}

/** The currency of a money field: its own, else the app's. */
export function currencyOf(options: FieldOptions, context: FieldContext): string {
  return (options as MoneyOptions).currency ?? context.currency
}

export const money: FieldType = {
  name: 'money',
  label: { en: 'Money', 'zh-CN': '金额' },
  icon: 'banknote',
  options: {
    properties: {
      currency: setting({ type: 'string', pattern: '^[A-Z]{3}$' }, 'Currency', '币种', {
        en: 'A code of three letters such as CNY or USD. Without it the app’s currency holds.',
        'zh-CN': '三位字母代码，例如 CNY 或 USD。不填则使用应用的币种。',
      }),
      min: setting({ type: 'number' }, 'Smallest', '最小值'),
      max: setting({ type: 'number' }, 'Largest', '最大值'),
    },
  },
  storage(options, context) {
    const currency = currencyOf(options, context)
    return { kind: 'decimal', scale: currencyScale(currency), currency }
  },
  value: (options, context) => decimalSchema(currencyScale(currencyOf(options, context)), options as Range),
  operators: NUMBER_OPERATORS,
  aggregates: NUMBER_AGGREGATES,
  initial: () => null,
  format: (value, options, context) => formatDecimal(value, currencyScale(currencyOf(options, context)), context),
  parse(text, options, context) {
    const currency = currencyOf(options, context)
    const { number, foreign } = stripCurrency(text, currency)
    if (foreign === undefined) return parseDecimal(number, currencyScale(currency), context)
    const shown = quote(text)
    return fail(
      problem(
        '',
        'money_currency',
        `${shown} is not an amount in ${currency}: ${quote(foreign)} is not a sign of it. Convert it and write the number alone.`,
        `${shown} 不是 ${currency} 金额：${quote(foreign)} 不是该币种的符号。换算后只填数字。`,
      ),
    )
  },
  examples: [
    {
      options: { currency: 'CNY' },
      valid: [0, 0.01, 0.29, 2469.99, 1234567.5, -99.9, 9_999_999_999_999.99],
      invalid: [0.001, 2469.9900000000002, 1e13, 2 ** 53, '100', '¥1', true],
    },
    { options: { currency: 'JPY' }, valid: [0, 1, 1234567, 999_999_999_999_999], invalid: [0.5, 2 ** 53] },
    { options: { currency: 'KWD' }, valid: [0.001, 12.345, 999_999_999_999.999], invalid: [0.0001, 1e12] },
    { options: { min: 0, max: 5000 }, valid: [0, 4999.99, 5000], invalid: [-0.01, 5000.01] },
  ],
}
