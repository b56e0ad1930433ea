// What an app can be set to before it is made: currencies in wide use, time zones the browser knows; and what this browser suggests.

export const CURRENCIES: readonly string[] =
  'CNY USD EUR HKD TWD JPY KRW SGD GBP AUD CAD CHF INR IDR MYR THB VND PHP BRL MXN AED SAR ZAR NZD SEK NOK DKK PLN CZK HUF TRY ILS RUB UAH'.split(
    ' ',
  )

/** Currency by region; the euro's regions stand in a list of their own. */
const BY_REGION: Readonly<Record<string, string>> = {
  CN: 'CNY',
  US: 'USD',
  HK: 'HKD',
  TW: 'TWD',
  JP: 'JPY',
  KR: 'KRW',
  SG: 'SGD',
  GB: 'GBP',
  AU: 'AUD',
  CA: 'CAD',
  CH: 'CHF',
  IN: 'INR',
  ID: 'IDR',
  MY: 'MYR',
  TH: 'THB',
  VN: 'VND',
  PH: 'PHP',
  BR: 'BRL',
  MX: 'MXN',
  AE: 'AED',
  SA: 'SAR',
  ZA: 'ZAR',
  NZ: 'NZD',
  SE: 'SEK',
  NO: 'NOK',
  DK: 'DKK',
  PL: 'PLN',
  CZ: 'CZK',
  HU: 'HUF',
  TR: 'TRY',
  IL: 'ILS',
  RU: 'RUB',
  UA: 'UAH',
}
const EURO = new Set('AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' '))

/** Zones that stand for one region more surely than the language of a browser does. */
const BY_ZONE: Readonly<Record<string, string>> = {
  'Asia/Shanghai': 'CN',
  'Asia/Urumqi': 'CN',
  'Asia/Hong_Kong': 'HK',
  'Asia/Taipei': 'TW',
  'Asia/Tokyo': 'JP',
  'Asia/Seoul': 'KR',
  'Asia/Singapore': 'SG',
  'Asia/Kolkata': 'IN',
  'Asia/Jakarta': 'ID',
  'Asia/Bangkok': 'TH',
  'Asia/Ho_Chi_Minh': 'VN',
  'Asia/Manila': 'PH',
  'Asia/Dubai': 'AE',
  'Europe/London': 'GB',
  'Europe/Zurich': 'CH',
  'Europe/Berlin': 'DE',
  'Europe/Paris': 'FR',
  'America/New_York': 'US',
  'America/Chicago': 'US',
  'America/Denver': 'US',
  'America/Los_Angeles': 'US',
}

/** The currency people probably count in: by the zone they are in, else by the language they read. */
export function guessCurrency(timeZone: string, language: string): string {
  const region = BY_ZONE[timeZone] ?? new Intl.Locale(language).maximize().region ?? ''
  return EURO.has(region) ? 'EUR' : (BY_REGION[region] ?? 'USD')
}

export function guessTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'Asia/Shanghai'
}

/** Every zone the browser knows, `present` among them. */
export function timeZones(present: string): string[] {
  const known = typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : []
  return [...new Set(['Asia/Shanghai', present, ...known, 'UTC'])]
}
