// What the number format of a cell says about the number in it: a day or a moment, a share of a hundred, a number with leading zeros, or just a number.

export type CellFormat =
  | { readonly kind: 'number' }
  | { readonly kind: 'percent' }
  | { readonly kind: 'date'; readonly day: boolean; readonly time: boolean }
  /** Whole numbers padded with zeros to so many digits, as codes and numbers of staff are. */
  | { readonly kind: 'padded'; readonly digits: number }

const NUMBER: CellFormat = { kind: 'number' }
const DAY: CellFormat = { kind: 'date', day: true, time: false }
const TIME: CellFormat = { kind: 'date', day: false, time: true }
const MOMENT: CellFormat = { kind: 'date', day: true, time: true }

/** Formats a file refers to by number without saying what they are; 27 to 36 and 50 to 58 are the dates of Chinese, Japanese and Korean. */
function builtIn(id: number): CellFormat {
  if (id === 9 || id === 10) return { kind: 'percent' }
  if (id === 22) return MOMENT
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id === 55 || id === 56) return TIME
  return (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) ? DAY : NUMBER
}

/** The meaning of a format by its number, or by its code where the file gives one. */
export function formatOf(id: number, code: string | undefined): CellFormat {
  if (code === undefined) return builtIn(id)
  const positive = code.split(';')[0]!
  // Time that has passed is no time of day.
  if (/\[(h+|m+|s+)\]/i.test(positive)) return NUMBER
  const plain = positive
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[[^\]]*\]/g, '')
    .toLowerCase()
    .trim()
  if (plain === 'general') return NUMBER
  if (/^0{2,}$/.test(plain)) return { kind: 'padded', digits: plain.length }
  const time = /[hs]/.test(plain)
  const day = /[yd年月日]/.test(plain) || (!time && plain.includes('m'))
  if (day || time) return { kind: 'date', day, time }
  return /%/.test(plain) ? { kind: 'percent' } : NUMBER
}
