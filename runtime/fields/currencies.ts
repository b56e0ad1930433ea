// What money needs to know of currencies: the number of minor digits (ISO 4217, fixed here because stored amounts depend on it) and the signs people write.
import { halfWidth, LONGEST_WRITTEN } from './numerals.ts'

const MINOR_DIGITS: Readonly<Record<string, number>> = {
  ...Object.fromEntries('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0])),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
}

/** Signs by currency, the one shown first. A sign may belong to several currencies. */
const SIGNS: Readonly<Record<string, readonly string[]>> = {
  AUD: ['A$', 'AU$', '$'],
  BRL: ['R$'],
  CAD: ['C$', 'CA$', '$'],
  CHF: ['CHF', 'Fr.'],
  CNY: ['¥', 'CN¥', 'RMB', '人民币', '元'],
  EUR: ['€', '欧元'],
  GBP: ['£', '英镑'],
  HKD: ['HK$', '$', '港元', '港币'],
  INR: ['₹', 'Rs.'],
  JPY: ['¥', 'JP¥', '円', '日元'],
  KRW: ['₩', '韩元'],
  MXN: ['MX$', '$'],
  NZD: ['NZ$', '$'],
  RUB: ['₽'],
  SGD: ['S$', '$'],
  THB: ['฿'],
  TRY: ['₺'],
  TWD: ['NT$', '$', '新台币'],
  UAH: ['₴'],
  USD: ['$', 'US$', '美元'],
  VND: ['₫'],
}

/** Number of decimals amounts of a currency have. */
export function currencyScale(code: string): number {
  return MINOR_DIGITS[code] ?? 2
}

/** The sign shown beside an amount; the code where there is no common sign. */
export function currencySign(code: string): string {
  return SIGNS[code]?.[0] ?? code
}

/**
 * A written amount without its currency, and whether what was written names another currency than `code`
 * (`$5` in a field of euros is no five euros).
 */
export function stripCurrency(written: string, code: string): { readonly number: string; readonly foreign: string | undefined } {
  if (/^-?[\d.,]+$/.test(written)) return { number: written, foreign: undefined }
  const text = halfWidth(written).trim()
  if (text.length > LONGEST_WRITTEN || /^-?[\d.,]+$/.test(text)) return { number: text, foreign: undefined }
  const match = /^([-+(]?)\s*([^\d\s.,'()+-][^\d.,'()+-]{0,7}\.?)?\s*(-?[\d.,' ]*?)\s*([^\d\s.,'()+-][^\d.,'()+-]{0,7}\.?)?\s*(\)?)$/u.exec(
    text,
  )
  if (!match) return { number: text, foreign: undefined }
  const [, sign = '', before, digits = '', after, end = ''] = match
  const number = sign + digits + end
  const named = [before, after].filter((mark) => mark !== undefined).map((mark) => mark.trim())
  const own = [code, ...(SIGNS[code] ?? [])].map((mark) => mark.toUpperCase())
  const foreign = named.find((mark) => !own.includes(mark.toUpperCase()))
  if (foreign === undefined || isCurrency(foreign)) return { number, foreign }
  return { number: text, foreign: undefined }
}

function isCurrency(mark: string): boolean {
  return /^[A-Z]{3}$/i.test(mark) || /\p{Sc}/u.test(mark) || Object.values(SIGNS).some((signs) => signs.includes(mark))
}
