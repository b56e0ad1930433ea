// What imports bring: texts as spreadsheets, people and other products write them, and what each type makes of them.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FieldContext } from '../../../runtime/fields/contract.ts'
import { fieldTypes } from '../../../runtime/fields/index.ts'
import { formatInstant, readInstant } from '../../../runtime/fields/instants.ts'

const SHANGHAI: FieldContext = { locale: 'zh-CN', timeZone: 'Asia/Shanghai', currency: 'CNY' }
const GERMAN = { numberFormat: { decimal: ',', group: '.' } } as const
const FRENCH = { numberFormat: { decimal: ',', group: ' ' } } as const
const SWISS = { numberFormat: { decimal: '.', group: "'" } } as const
const NEW_YORK = { timeZone: 'America/New_York' }
const REASONS = [
  {
    key: 'price',
    label: { en: 'Price / terms', 'zh-CN': '价格/条款' },
    items: [{ key: 'slow', label: { en: 'Too slow', 'zh-CN': '太慢' } }],
  },
  { key: 'fit', label: { en: 'Fit', 'zh-CN': '匹配' }, active: false },
]
const SAME = [
  { key: 'a', label: 'Same' },
  { key: 'b', label: 'same' },
]

type Options = Record<string, unknown>
const READ: readonly [type: string, text: string, value: unknown, context?: Partial<FieldContext>, options?: Options][] = [
  ['integer', '1,234', 1234],
  ['integer', '１，２３４', 1234],
  ['integer', '1.234', 1234, GERMAN],
  ['integer', '1234.00', 1234],
  ['integer', '-0', 0],
  ['integer', '+7', 7],
  ['integer', '007', 7],
  ['decimal', '1234.5', 1234.5],
  ['decimal', '1.234,56', 1234.56, GERMAN],
  ['decimal', '1 234,56', 1234.56, FRENCH],
  ['decimal', '1\u202f234,56', 1234.56, FRENCH],
  ['decimal', '1\u00a0234', 1234, FRENCH],
  ['decimal', '1’234.5', 1234.5, SWISS],
  ['decimal', '−12.5', -12.5],
  ['decimal', '(1,234.50)', -1234.5],
  ['decimal', '.5', 0.5],
  ['decimal', '5.', 5],
  ['decimal', '1.2300', 1.23],
  ['decimal', '１２．５', 12.5],
  ['decimal', '9999999999999.99', 9_999_999_999_999.99],
  ['money', '¥1,234.50', 1234.5],
  ['money', '￥ 1,234.50', 1234.5],
  ['money', '1234.5元', 1234.5],
  ['money', 'CNY 1,234.50', 1234.5],
  ['money', '1,234.50 RMB', 1234.5],
  ['money', '-¥5', -5],
  ['money', '¥-5', -5],
  ['money', '(¥5.00)', -5],
  ['money', '1.234,50 €', 1234.5, GERMAN, { currency: 'EUR' }],
  ['money', 'US$99.99', 99.99, {}, { currency: 'USD' }],
  ['money', '$1,000', 1000, {}, { currency: 'HKD' }],
  ['money', '¥1,000', 1000, {}, { currency: 'JPY' }],
  ['money', 'Fr. 12.50', 12.5, {}, { currency: 'CHF' }],
  ['money', '1.234', 1.234, {}, { currency: 'KWD' }],
  ['percent', '12.5%', 12.5],
  ['percent', '12.5 ％', 12.5],
  ['percent', '12.5', 12.5],
  ['percent', '12,5 %', 12.5, GERMAN],
  ['boolean', '是', true],
  ['boolean', '否', false],
  ['boolean', 'TRUE', true],
  ['boolean', 'no', false],
  ['boolean', '１', true],
  ['boolean', '0', false],
  ['boolean', '已签', true, { locale: 'en' }, { trueLabel: { en: 'Signed', 'zh-CN': '已签' } }],
  ['date', '2016-10-20', '2016-10-20'],
  ['date', '2016/1/2', '2016-01-02'],
  ['date', '2016.1.2', '2016-01-02'],
  ['date', '20161020', '2016-10-20'],
  ['date', '2016年10月20日', '2016-10-20'],
  ['date', '２０１６年１月２日', '2016-01-02'],
  ['date', '10/20/2016', '2016-10-20', { dateOrder: 'MDY' }],
  ['date', '20.10.2016', '2016-10-20', { dateOrder: 'DMY' }],
  ['date', '3-4-2016', '2016-03-04', { dateOrder: 'MDY' }],
  ['date', '3-4-2016', '2016-04-03', { dateOrder: 'DMY' }],
  ['date', '2016-10-20', '2016-10-20', { dateOrder: 'MDY' }],
  ['date', '2016-10-20 00:00:00', '2016-10-20'],
  ['date', '10/20/2016 0:00', '2016-10-20', { dateOrder: 'MDY' }],
  ['datetime', '2026-03-01 14:30', '2026-03-01T06:30:00.000Z'],
  ['datetime', '2026-03-01T14:30:05.5', '2026-03-01T06:30:05.500Z'],
  ['datetime', '2026-03-01', '2026-02-28T16:00:00.000Z'],
  ['datetime', '2026-03-01T06:30:00Z', '2026-03-01T06:30:00.000Z'],
  ['datetime', '2026-03-01T06:30:00+01:00', '2026-03-01T05:30:00.000Z'],
  ['datetime', '2026-03-01T06:30:00-0330', '2026-03-01T10:00:00.000Z'],
  ['datetime', '2026年3月1日 下午2:30', '2026-03-01T06:30:00.000Z'],
  ['datetime', '2026年3月1日14:30', '2026-03-01T06:30:00.000Z'],
  ['datetime', '2026/3/1 ２：３０', '2026-02-28T18:30:00.000Z'],
  ['datetime', '10/20/2016 2:30 PM', '2016-10-20T06:30:00.000Z', { dateOrder: 'MDY' }],
  ['datetime', '10/20/2016 12:05 AM', '2016-10-19T16:05:00.000Z', { dateOrder: 'MDY' }],
  // Twice on the clock: the first one, or the one the offset names.
  ['datetime', '2026-11-01 01:30', '2026-11-01T05:30:00.000Z', NEW_YORK],
  ['datetime', '2026-11-01 01:30 -05:00', '2026-11-01T06:30:00.000Z', NEW_YORK],
  // Santiago's clocks skip midnight of this day.
  ['datetime', '2026-09-06', '2026-09-06T04:00:00.000Z', { timeZone: 'America/Santiago' }],
  ['select', 'a', 'a', { choices: SAME }],
  ['select', ' 价格／条款 ', 'price', { choices: REASONS }],
  ['select', 'PRICE/TERMS', 'price', { choices: REASONS }],
  ['select', 'fit', 'fit', { choices: REASONS }],
  ['cascade', 'price/slow', 'price/slow', { choices: REASONS }],
  ['cascade', '价格/条款/太慢', 'price/slow', { choices: REASONS }],
  ['cascade', 'Price / terms / Too slow', 'price/slow', { choices: REASONS }],
  ['multi_select', '价格/条款；fit; price', ['price', 'fit'], { choices: REASONS }],
  ['tags', ' VIP ；老客户;;VIP', ['VIP', '老客户']],
  ['email', ' li.wei＠example.com ', 'li.wei@example.com'],
  ['duration', '90', 90],
  ['duration', '1h30m', 90],
  ['duration', '1.5 hours', 90],
  ['duration', '1：30', 90],
  ['duration', '2小时', 120],
  ['duration', '1 小时 5 分', 65],
  ['duration', '0m', 0],
  ['person_name', 'John  Smith', 'Smith, John'],
  ['person_name', '王 小明', '王小明'],
  ['person_name', '诸葛亮', '诸葛亮'],
  ['person_name', '欧，阳修', '欧, 阳修'],
  ['address', '科技园路1号', '///科技园路1号'],
  ['address', '广东省/深圳市/南山区/科技园路1号 2/F', '广东省/深圳市/南山区/科技园路1号 2/F'],
  ['phone', '（010）８８８８－８８８８', '(010)8888-8888'],
  ['url', 'example.com/a', 'https://example.com/a'],
  ['url', '例子.公司', 'https://例子.公司'],
  ['text', ' as it is ', ' as it is '],
]

test.each(READ)('%s reads %j', (name, text, value, changes = {}, options = {}) => {
  expect(fieldTypes.get(name)!.parse(text, options, { ...SHANGHAI, ...changes })).toEqual({ ok: true, value })
})

const REFUSED: readonly [type: string, text: string, code: string, context?: Partial<FieldContext>, options?: Options][] = [
  ['duration', '1:75', 'duration_unread'],
  ['duration', '1.0001h', 'duration_unread'],
  ['duration', 'soon', 'duration_unread'],
  ['integer', '1,5', 'number_unreadable'],
  ['integer', '12,34,567', 'number_unreadable'],
  ['integer', '1.5', 'number_decimals'],
  ['integer', '12abc', 'number_unreadable'],
  ['integer', '1e5', 'number_unreadable'],
  ['integer', '9007199254740993', 'number_range'],
  ['decimal', '1.234,56', 'number_unreadable'],
  ['decimal', '1,234.56', 'number_unreadable', GERMAN],
  ['decimal', '1.2345', 'number_decimals'],
  ['decimal', '10000000000000', 'number_range'],
  ['decimal', '--5', 'number_unreadable'],
  ['decimal', '-', 'number_unreadable'],
  ['decimal', '٣', 'number_unreadable'],
  ['money', '$100', 'money_currency'],
  ['money', '¥100', 'money_currency', {}, { currency: 'USD' }],
  ['money', '100 USD', 'money_currency', {}, { currency: 'HKD' }],
  ['money', '100美元', 'money_currency'],
  ['money', '100x', 'number_unreadable'],
  ['money', '约100', 'number_unreadable'],
  ['money', '100.5', 'number_decimals', {}, { currency: 'JPY' }],
  ['boolean', 'maybe', 'boolean_unreadable'],
  ['date', '10/20/2016', 'date_ambiguous'],
  ['date', '20/10/2016', 'date_missing', { dateOrder: 'MDY' }],
  ['date', '2026-02-29', 'date_missing'],
  ['date', '10/20/16', 'date_unreadable', { dateOrder: 'MDY' }],
  ['date', '2026-03-01 14:30', 'date_unreadable'],
  ['date', '昨天', 'date_unreadable'],
  ['datetime', '2026-03-08 02:30', 'time_skipped', NEW_YORK],
  ['datetime', '2026-03-01 24:00', 'time_unreadable'],
  ['datetime', '2026-03-01 10:60', 'time_unreadable'],
  ['datetime', '2026-03-01 13:00 AM', 'time_unreadable'],
  ['datetime', '0001-01-01 00:00', 'time_range'],
  ['select', 'Same', 'choice_ambiguous', { choices: SAME }],
  ['select', 'nothing', 'choice_unknown', { choices: SAME }],
  ['multi_select', 'price; nothing', 'choice_unknown', { choices: REASONS }],
  ['cascade', 'slow', 'choice_unknown', { choices: REASONS }],
]

test.each(REFUSED)('%s refuses %j as %s', (name, text, code, changes = {}, options = {}) => {
  const result = fieldTypes.get(name)!.parse(text, options, { ...SHANGHAI, ...changes })
  expect(result.ok).toBe(false)
  if (!result.ok) expect(result.problems.map((problem) => problem.code)).toEqual([code])
})

const WRITTEN: readonly [type: string, value: unknown, text: string, context?: Partial<FieldContext>, options?: Options][] = [
  ['integer', 1234567, '1,234,567'],
  ['integer', 2026, '2026', {}, { grouping: false }],
  ['decimal', -1234.5, '-1,234.50'],
  ['decimal', 1234.5, '1.234,50', GERMAN],
  ['money', 1234.5, '1,234.50'],
  ['money', 1234, '1,234', {}, { currency: 'JPY' }],
  ['money', 1.5, '1.500', {}, { currency: 'KWD' }],
  ['money', 0, '0.00'],
  ['percent', 12.5, '12.5%'],
  ['percent', 100, '100%'],
  ['boolean', true, '是'],
  ['boolean', false, 'No', { locale: 'en' }],
  ['datetime', '2026-03-01T06:30:00.000Z', '2026-03-01 14:30'],
  ['datetime', '2026-03-01T06:30:05.007Z', '2026-03-01 14:30:05.007'],
  ['datetime', '2026-11-01T05:30:00.000Z', '2026-11-01 01:30 -04:00', NEW_YORK],
  ['datetime', '2026-11-01T06:30:00.000Z', '2026-11-01 01:30 -05:00', NEW_YORK],
  ['datetime', '2026-11-01T07:30:00.000Z', '2026-11-01 02:30', NEW_YORK],
  ['select', 'price', '价格/条款', { choices: REASONS }],
  ['select', 'a', 'a', { choices: SAME }],
  ['select', 'unheard_of', 'unheard_of', { choices: SAME }],
  ['cascade', 'price/slow', '价格/条款 / 太慢', { choices: REASONS }],
  ['multi_select', ['price', 'fit'], 'Price / terms; Fit', { choices: REASONS, locale: 'en' }],
  [
    'relation',
    'id1',
    'Acme',
    { titleOf: (module, id) => (module === 'account' && id === 'id1' ? 'Acme' : undefined) },
    { module: 'account' },
  ],
  ['relation', 'id2', 'id2', { titleOf: () => undefined }, { module: 'account' }],
  ['user', 'u1', '李伟', { titleOf: (module, id) => (module === '_user' && id === 'u1' ? '李伟' : undefined) }],
]

test.each(WRITTEN)('%s writes %j as %j', (name, value, text, changes = {}, options = {}) => {
  expect(fieldTypes.get(name)!.format(value, options, { ...SHANGHAI, ...changes })).toBe(text)
})

describe('any value', () => {
  test('decimals of every scale survive text and back, digit for digit', () => {
    const decimal = fieldTypes.get('decimal')!
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 6 }), fc.bigInt({ min: -999_999_999_999_999n, max: 999_999_999_999_999n }), (scale, units) => {
        const value = Number(units) / 10 ** scale
        const text = decimal.format(value, { scale }, SHANGHAI)
        expect(BigInt(text.replace(/[,.]/g, ''))).toBe(units)
        expect(decimal.parse(text, { scale }, SHANGHAI)).toEqual({ ok: true, value })
      }),
      { numRuns: 2000 },
    )
  })

  test('moments survive local text and back in every zone, folds included', () => {
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'America/New_York',
      'Australia/Lord_Howe',
      'America/Santiago',
      'Pacific/Apia',
      'Africa/Monrovia',
    )
    const moments = fc.oneof(
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }).map((ms) => ms - (ms % 900_000)),
      fc.integer({ min: Date.UTC(1880, 0, 1), max: Date.UTC(2200, 0, 1) }),
    )
    fc.assert(
      fc.property(moments, zones, (moment, zone) => {
        const value = new Date(moment).toISOString()
        expect(readInstant(formatInstant(value, zone), undefined, zone)).toEqual({ ok: true, value })
      }),
      { numRuns: 3000 },
    )
  })

  test('no text makes reading throw, and what is read is written back the same', () => {
    const names = fc.constantFrom(...fieldTypes.keys())
    const texts = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.stringMatching(/^[0-9.,:/¥$%() +-]{0,20}$/),
    )
    fc.assert(
      fc.property(names, texts, (name, text) => {
        const type = fieldTypes.get(name)!
        const options = { module: 'account', dictionary: 'd' }
        const read = type.parse(text, options, { ...SHANGHAI, choices: REASONS })
        if (!read.ok || read.value === null) return
        const again = type.parse(type.format(read.value, options, { ...SHANGHAI, choices: REASONS }), options, {
          ...SHANGHAI,
          choices: REASONS,
        })
        expect(again).toEqual(read)
      }),
      { numRuns: 5000 },
    )
  })

  test('a hostile text is read in time linear in it', () => {
    const hostile = [
      ' '.repeat(200_000),
      '1 '.repeat(100_000),
      `${'1'.repeat(200_000)}x`,
      '('.repeat(200_000),
      `2026-01-01${' '.repeat(200_000)}x`,
    ]
    for (const type of fieldTypes.values()) {
      for (const text of hostile) {
        const started = performance.now()
        type.parse(text, { module: 'account' }, { ...SHANGHAI, choices: REASONS })
        expect(performance.now() - started, `${type.name} ${text.slice(0, 12)}`).toBeLessThan(500)
      }
    }
  })
})
