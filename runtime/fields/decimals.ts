// What integer, decimal, money and percent share: exact decimals of a fixed scale, checked and written as digits instead of floats.
import type { Aggregate, Operator } from '../expression/operators.ts'
import { MAX_UNITS, toUnits } from '../expression/storage.ts'
import { fail, ok, problem, type Result } from '../problem.ts'
import type { FieldContext, JsonSchema } from './contract.ts'
import { LONGEST_WRITTEN, PLAIN_FORMAT, readNumber, writeNumber } from './numerals.ts'
import { quote } from './quote.ts'

export const NUMBER_OPERATORS: readonly Operator[] = ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'in', 'not_in', 'is_empty', 'is_not_empty']
export const NUMBER_AGGREGATES: readonly Aggregate[] = ['count', 'count_distinct', 'sum', 'average', 'median', 'p90', 'min', 'max']

export interface Range {
  readonly min?: number | undefined
  readonly max?: number | undefined
}

/** Schema of a number in major units with at most `scale` decimals. */
export function decimalSchema(scale: number, { min, max }: Range): JsonSchema {
  return {
    type: 'number',
    'x-scale': scale,
    ...(min === undefined ? {} : { minimum: min }),
    ...(max === undefined ? {} : { maximum: max }),
  }
}

/** The digits of a number at a scale, `-1234.50`; a value that is no such number comes back as it is. */
export function plainDecimal(value: unknown, scale: number): string {
  const units = typeof value === 'number' ? toUnits(value, scale) : null
  if (units === null) return String(value)
  const digits = String(Math.abs(units)).padStart(scale + 1, '0')
  const point = digits.length - scale
  return (units < 0 ? '-' : '') + (scale === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`)
}

/** `1,234.50` in the number format of the context; `trim` drops zeros at the end of the fraction. */
export function formatDecimal(value: unknown, scale: number, context: FieldContext, trim = false): string {
  if (typeof value !== 'number') return String(value)
  const plain = plainDecimal(value, scale)
  return writeNumber(trim && scale > 0 ? plain.replace(/\.?0+$/, '') : plain, context.numberFormat ?? PLAIN_FORMAT)
}

/** Whether a text is the plain digits of a number that surely fits, as most are. */
function isPlainDecimal(text: string, scale: number): boolean {
  const point = text.indexOf('.')
  const whole = point < 0 ? text.length : point
  const decimals = point < 0 ? 0 : text.length - point - 1
  // Fifteen digits in all are kept exactly.
  if (whole === 0 || whole + scale > 15 || decimals > scale || (point >= 0 && decimals === 0)) return false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (at !== point && (code < 0x30 || code > 0x39)) return false
  }
  return true
}

/** A written number as a number in major units; blank is null. Refuses more decimals than the scale has and values beyond storage. */
export function parseDecimal(text: string, scale: number, context: FieldContext): Result<number | null> {
  const format = context.numberFormat ?? PLAIN_FORMAT
  if (format.decimal === '.' && isPlainDecimal(text, scale)) return ok(Number(text))
  if (text.trim() === '') return ok(null)
  const plain = readNumber(text, format)
  const value = Number(plain)
  if (plain !== undefined && (plain.split('.')[1] ?? '').length <= scale && toUnits(value, scale) !== null) return ok(value)
  const shown = quote(text)
  if (plain === undefined) {
    const sample = writeNumber(scale === 0 ? '1234' : '1234.5', format)
    // Digits and separators alone are a number of another country.
    if (/^[-+]?\d[\d.,' ]*$/.test(text.trim().slice(0, LONGEST_WRITTEN))) {
      return fail(
        problem(
          '',
          'number_unreadable',
          `${shown} is not written like ${sample}. Correct it or choose the number format it is written in.`,
          `${shown} 不是 ${sample} 这样的写法。更正它，或选择它所用的数字格式。`,
        ),
      )
    }
    return fail(
      problem(
        '',
        'number_unreadable',
        `${shown} is not a number. Write it like ${sample}.`,
        `${shown} 不是数字。按 ${sample} 的形式填写。`,
      ),
    )
  }
  if ((plain.split('.')[1] ?? '').length > scale) {
    return fail(
      scale === 0
        ? problem('', 'number_decimals', `${shown} has decimals. Round it to a whole number.`, `${shown} 带有小数。取整后再填写。`)
        : problem(
            '',
            'number_decimals',
            `${shown} has more than ${scale} decimals. Round it to ${scale}.`,
            `${shown} 的小数超过 ${scale} 位。保留 ${scale} 位后再填写。`,
          ),
    )
  }
  const most = formatDecimal(MAX_UNITS / 10 ** scale, scale, context)
  return fail(
    problem(
      '',
      'number_range',
      `${shown} is larger than ${most}. Use a larger unit, such as thousands.`,
      `${shown} 超过 ${most}。改用更大的单位，例如“千”或“万”。`,
    ),
  )
}
