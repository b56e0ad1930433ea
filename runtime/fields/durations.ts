// Lengths of time as people write them: `1h 30m`, `1小时30分钟`, `1:30`, `1.5h`, or minutes alone.
import type { Locale } from '../label.ts'
import { halfWidth } from './numerals.ts'

/** Ten thousand hours and more; nothing somebody works on takes longer. */
export const MOST_MINUTES = 999_999

export function writeMinutes(minutes: number, locale: Locale): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const parts = locale === 'en' ? [`${hours}h`, `${rest}m`] : [`${hours}小时`, `${rest}分钟`]
  return parts.filter((_, index) => (index === 0 ? hours > 0 : rest > 0 || hours === 0)).join(locale === 'en' ? ' ' : '')
}

const PARTS = /^(?:(\d{1,6}(?:\.\d{1,4})?) ?(?:h|hours?|hrs?|小时|时))? ?(?:(\d{1,6}) ?(?:m|mins?|minutes?|分钟|分))?$/

/** Minutes, or undefined where the text is no length of time in whole minutes. */
export function readMinutes(text: string): number | undefined {
  const plain = halfWidth(text).trim().toLowerCase().replace(/\s+/g, ' ')
  if (/^\d{1,6}$/.test(plain)) return Number(plain)
  const clock = /^(\d{1,5}):([0-5]\d)$/.exec(plain)
  if (clock) return Number(clock[1]) * 60 + Number(clock[2])
  const parts = PARTS.exec(plain)
  if (!parts || plain === '') return undefined
  const minutes = Math.round(Number(parts[1] ?? 0) * 60 * 1e6) / 1e6 + Number(parts[2] ?? 0)
  return Number.isInteger(minutes) && minutes <= MOST_MINUTES ? minutes : undefined
}
