// How counts, shares, spans of time and moments are written in the reader's language.
import { useMemo } from 'react'
import type { Locale } from '../../label.ts'
import { spaced } from '../words/spacing.ts'
import { type Say, useLocale, useWords } from '../words/words.tsx'
import { useTimeZone } from './app-context.tsx'

export const DAY = 86_400_000
const HOUR = 3_600_000
const MINUTE = 60_000

export interface Formats {
  /** 12,345 or 0.5 with at most `digits` decimals. */
  number(value: number, digits?: number): string
  /** A share of one as `12.5%`. */
  percent(value: number): string
  money(value: number, currency: string, short?: boolean): string
  /** A span of milliseconds in its largest unit. */
  span(milliseconds: number): string
  /** `3 days ago`. */
  ago(instant: string): string
  /** Day and time on the clock of the app, outside one on that of the reader. */
  moment(instant: string): string
}

function formatsFor(locale: Locale, say: Say, timeZone: string | undefined): Formats {
  const plain = (digits: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const span = (milliseconds: number) => {
    const length = Math.max(0, milliseconds)
    if (length < HOUR) return say('span.minutes', { count: Math.floor(length / MINUTE) })
    if (length < 2 * DAY) return say('span.hours', { count: Math.floor(length / HOUR) })
    return say('span.days', { count: Math.floor(length / DAY) })
  }
  return {
    number: (value, digits = 2) => plain(digits).format(value),
    percent: (value) => percent.format(value),
    money: (value, currency, short = false) =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        ...(short ? { notation: 'compact', maximumFractionDigits: 1 } : {}),
      }).format(value),
    span,
    ago(instant) {
      const since = Date.now() - Date.parse(instant)
      if (since < 45_000) return say('span.now')
      if (since < HOUR) return spaced(relative.format(-Math.round(since / MINUTE), 'minute'))
      if (since < DAY) return spaced(relative.format(-Math.round(since / HOUR), 'hour'))
      if (since < 30 * DAY) return spaced(relative.format(-Math.round(since / DAY), 'day'))
      return moment.format(new Date(instant))
    },
    moment: (instant) => moment.format(new Date(instant)),
  }
}

export function useFormats(): Formats {
  const locale = useLocale()
  const say = useWords()
  const timeZone = useTimeZone()
  return useMemo(() => formatsFor(locale, say, timeZone), [locale, say, timeZone])
}
