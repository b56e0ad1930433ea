// Numbers as people write them: reading `１，２３４．５`, `(1.234,50)` or `-1 234` into plain digits, and writing digits in groups. Floats never take part.
import type { NumberFormat } from './contract.ts'

/** How numbers are written where an app says nothing else; Chinese and English agree. */
export const PLAIN_FORMAT: NumberFormat = { decimal: '.', group: ',' }

/** No number, amount or date is longer; longer texts are not searched. */
export const LONGEST_WRITTEN = 64

/** Full-width letters, digits and punctuation as their ASCII twins; every kind of space as a space, every minus as `-`. */
export function halfWidth(text: string): string {
  if (/^[ -~]*$/.test(text)) return text
  return text
    .replace(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(/\uffe5/g, '¥')
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ')
    .replace(/[\u2010-\u2012\u2212]/g, '-')
    .replace(/\u2019/g, "'")
}

/**
 * The plain text (`-1234.5`, no leading zeros, no trailing zeros in the fraction) of a written number, or undefined where it is none.
 * Separators must stand between groups of three digits: `1,5` is no number where `,` groups digits.
 */
export function readNumber(written: string, format: NumberFormat): string | undefined {
  // Most whole numbers are written as they are kept.
  if (/^(?:0|[1-9]\d{0,14})$/.test(written)) return written
  let text = halfWidth(written).trim()
  if (text.length > LONGEST_WRITTEN) return undefined
  let negative = false
  const bracketed = /^\(([^()-]+)\)$/.exec(text)
  if (bracketed) {
    negative = true
    text = bracketed[1]!.trim()
  } else if (text.startsWith('-') || text.startsWith('+')) {
    negative = text.startsWith('-')
    text = text.slice(1).trimStart()
  }
  const point = text.indexOf(format.decimal)
  const whole = ungroup(point < 0 ? text : text.slice(0, point), format.group)
  const fraction = point < 0 ? '' : text.slice(point + 1)
  if (whole === undefined || !/^\d*$/.test(fraction) || whole + fraction === '') return undefined
  const digits = whole.replace(/^0+(?=\d)/, '') || '0'
  const decimals = fraction.replace(/0+$/, '')
  const sign = negative && /[1-9]/.test(digits + decimals) ? '-' : ''
  return decimals === '' ? sign + digits : `${sign}${digits}.${decimals}`
}

function ungroup(whole: string, group: string): string | undefined {
  if (/^\d*$/.test(whole)) return whole
  if (group === '') return undefined
  const [first = '', ...rest] = whole.split(group)
  if (!/^\d{1,3}$/.test(first) || !rest.every((part) => /^\d{3}$/.test(part))) return undefined
  return first + rest.join('')
}

/** Plain digits (`-1234.50`) in the given format, grouped by threes. */
export function writeNumber(plain: string, format: NumberFormat): string {
  const [whole = '', fraction] = plain.split('.')
  const grouped = format.group === '' ? whole : whole.replace(/\B(?=(\d{3})+$)/g, format.group)
  return fraction === undefined ? grouped : grouped + format.decimal + fraction
}
