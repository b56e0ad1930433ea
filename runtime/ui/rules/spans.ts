// Lengths of time as rows show them: a number and a unit.
import { parseDuration } from '../../expression/dates.ts'

export const SPAN_UNITS = ['m', 'h', 'd', 'w'] as const
export type SpanUnit = (typeof SPAN_UNITS)[number]

const MINUTES: Readonly<Record<SpanUnit, number>> = { m: 1, h: 60, d: 1440, w: 10_080 }

/** `30d` as 30 days, `1d12h` as 36 hours: as written, or in the largest unit that is whole. */
export function readSpan(written: unknown): { readonly amount: string; readonly unit: SpanUnit } | undefined {
  const plain = /^(\d+)([wdhm])$/.exec(String(written ?? ''))
  if (plain) return { amount: plain[1]!, unit: plain[2] as SpanUnit }
  const milliseconds = typeof written === 'string' ? parseDuration(written) : null
  if (milliseconds === null) return undefined
  const minutes = milliseconds / 60_000
  const unit = (['d', 'h'] as const).find((name) => minutes % MINUTES[name] === 0) ?? 'm'
  return { amount: String(minutes / MINUTES[unit]), unit }
}

/** Null where there is no number yet. */
export function writeSpan(amount: string, unit: SpanUnit): string | null {
  const digits = amount
    .replaceAll(/\D/g, '')
    .replace(/^0+(?=\d)/, '')
    .slice(0, 5)
  return digits === '' ? null : `${digits}${unit}`
}
