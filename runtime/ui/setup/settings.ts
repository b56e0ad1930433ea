// What an app can be set to before it is made: currencies in wide use, time zones the browser knows.

export const CURRENCIES: readonly string[] = [
  'CNY',
  'USD',
  'EUR',
  'HKD',
  'TWD',
  'JPY',
  'KRW',
  'SGD',
  'GBP',
  'AUD',
  'CAD',
  'CHF',
  'INR',
  'IDR',
  'MYR',
  'THB',
  'VND',
  'PHP',
  'BRL',
  'MXN',
  'AED',
  'SAR',
  'ZAR',
  'NZD',
  'SEK',
  'NOK',
  'DKK',
  'PLN',
  'CZK',
  'HUF',
  'TRY',
  'ILS',
  'RUB',
  'UAH',
]

/** Every zone the browser knows, `present` among them. */
export function timeZones(present: string): string[] {
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : []
  return [...new Set(['Asia/Shanghai', present, ...known, 'UTC'])]
}
