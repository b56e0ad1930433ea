// Calendar dates as people write them. A date is the text `YYYY-MM-DD` of a real day of the years 0001 to 9999 and has no zone.
import { isDate } from '../expression/dates.ts'
import { fail, ok, problem, type Result } from '../problem.ts'
import type { DateOrder } from './contract.ts'
import { halfWidth, LONGEST_WRITTEN } from './numerals.ts'
import { quote } from './quote.ts'

/** `YYYY-MM-DD`, or undefined where there is no such day. */
export function dateText(year: number, month: number, day: number): string | undefined {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  return isDate(text) ? text : undefined
}

/**
 * A written date as `YYYY-MM-DD`; blank is null. Year first is always understood (`2026-03-01`, `2026/3/1`, `20260301`, `2026年3月1日`);
 * day or month first only where `order` says which. A midnight after it, as spreadsheets add, is dropped.
 */
export function readDate(written: string, order: DateOrder | undefined): Result<string | null> {
  if (isDate(written)) return ok(written)
  const trimmed = halfWidth(written).trim()
  const text = trimmed.length > LONGEST_WRITTEN ? trimmed : trimmed.replace(/(?:T|\s+)0?0:00(?::00(?:\.0+)?)?(?:\s*AM)?$/i, '')
  if (text === '') return ok(null)
  const shown = quote(written)
  const parts = yearFirst(text) ?? yearLast(text, order)
  const date = parts && dateText(...parts)
  if (date !== undefined) return ok(date)
  if (parts) {
    return fail(
      problem(
        '',
        'date_missing',
        `${shown} is not a day of the calendar. Correct the day, the month or the date order.`,
        `${shown} 不是日历上存在的日期。更正年月日，或改选日期顺序。`,
      ),
    )
  }
  if (/^\d{1,2}([/.-])\d{1,2}\1\d{4}$/.test(text)) {
    return fail(
      problem(
        '',
        'date_ambiguous',
        `${shown} does not say which number is the month. Choose the date order or write it as YYYY-MM-DD.`,
        `${shown} 无法判断哪个数字是月份。选择日期顺序，或写成 2026-03-01 的形式。`,
      ),
    )
  }
  return fail(
    problem(
      '',
      'date_unreadable',
      `${shown} is not a date. Write it with a four-digit year, such as 2026-03-01.`,
      `${shown} 不是日期。用四位年份填写，例如 2026-03-01。`,
    ),
  )
}

type Parts = [year: number, month: number, day: number]

function yearFirst(text: string): Parts | undefined {
  const match =
    /^(\d{4})([/.-])(\d{1,2})\2(\d{1,2})$/.exec(text) ??
    /^(\d{4})()(\d{2})(\d{2})$/.exec(text) ??
    /^(\d{4})\s?(年)\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日?$/.exec(text)
  return match ? [Number(match[1]), Number(match[3]), Number(match[4])] : undefined
}

function yearLast(text: string, order: DateOrder | undefined): Parts | undefined {
  const match = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/.exec(text)
  if (!match || (order !== 'MDY' && order !== 'DMY')) return undefined
  const [first, second, year] = [Number(match[1]), Number(match[3]), Number(match[4])]
  return order === 'MDY' ? [year, first, second] : [year, second, first]
}
