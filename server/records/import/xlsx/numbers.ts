// Numbers of cells as the text people would write: digits as the sheet shows them, days and moments from the count of days they are kept as.
import type { CellFormat } from './formats.ts'

const DAY = 86_400_000
/** Day 0 of the usual calendar; the one that began in 1904 is 1,462 days later. */
const EPOCH_1900 = Date.UTC(1899, 11, 30)
const EPOCH_1904 = Date.UTC(1904, 0, 1)
/** 31 December 9999. */
const LAST_SERIAL = 2_958_466

/** The text of a number in a cell, as a field of the fitting type reads it back. What is no number comes back as it is. */
export function numberText(written: string, format: CellFormat, from1904: boolean): string {
  const digits = plainDigits(written)
  if (digits === undefined) return written
  switch (format.kind) {
    case 'number':
      return digits
    case 'percent':
      return `${shiftPoint(digits, 2)}%`
    case 'padded':
      return /^\d+$/.test(digits) ? digits.padStart(format.digits, '0') : digits
    case 'date':
      return serialText(Number(digits), format, from1904) ?? digits
  }
}

/**
 * The digits a sheet shows: whole numbers in full, others to the 15 digits spreadsheets work with (0.30000000000000004 is shown as 0.3), never with an
 * exponent. Undefined for what is no number.
 */
export function plainDigits(written: string): string | undefined {
  const text = written.trim()
  if (/^-?\d{1,40}$/.test(text)) return text.replace(/^(-?)0+(?=\d)/, '$1').replace(/^-0$/, '0')
  const value = text === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(value)) return undefined
  const [mantissa = '0', exponent = '0'] = value.toExponential(14).split('e')
  return shiftPoint(mantissa, Number(exponent))
}

/** `1.25`, 2 -> `125`; zeros at the end of the fraction and the sign of zero fall away. */
export function shiftPoint(digits: string, places: number): string {
  const negative = digits.startsWith('-')
  const [whole = '', fraction = ''] = (negative ? digits.slice(1) : digits).split('.')
  const all = whole + fraction
  const point = whole.length + places
  const left = point <= 0 ? '0' : all.slice(0, point).padEnd(point, '0')
  const right = (point < 0 ? '0'.repeat(-point) + all : all.slice(Math.max(point, 0))).replace(/0+$/, '')
  const plain = left.replace(/^0+(?=\d)/, '') + (right === '' ? '' : `.${right}`)
  return negative && /[1-9]/.test(plain) ? `-${plain}` : plain
}

/** Days since the epoch as `2026-03-01`, `2026-03-01 14:30` or `14:30`; undefined outside the years a sheet knows. */
function serialText(
  serial: number,
  { day, time }: { readonly day: boolean; readonly time: boolean },
  from1904: boolean,
): string | undefined {
  if (serial < 0 || serial >= LAST_SERIAL) return undefined
  // The usual calendar has a 29 February 1900 that never was; days before it stand one lower.
  const days = !from1904 && serial < 60 && serial >= 1 ? serial + 1 : serial
  const moment = new Date((from1904 ? EPOCH_1904 : EPOCH_1900) + Math.round(days * DAY))
  const iso = moment.toISOString()
  const clock = iso.slice(11, 23).replace(/(:00)?\.000$/, '')
  if (!time) return iso.slice(0, 10)
  return day || serial >= 1 ? `${iso.slice(0, 10)} ${clock}` : clock
}
