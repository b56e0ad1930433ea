// A moment, shown on the clock of the app's time zone.
import type { FieldType } from '../contract.ts'
import { formatInstant, readInstant } from '../instants.ts'

export const datetime: FieldType = {
  name: 'datetime',
  label: { en: 'Date and time', 'zh-CN': '日期时间' },
  icon: 'calendar-clock',
  options: { properties: {} },
  storage: () => ({ kind: 'instant' }),
  value: () => ({ type: 'string', format: 'date-time-utc' }),
  operators: ['lt', 'le', 'gt', 'ge', 'within_last', 'within_next', 'is_empty', 'is_not_empty'],
  aggregates: ['count', 'min', 'max'],
  initial: () => null,
  format: (value, _options, context) => formatInstant(String(value), context.timeZone),
  parse: (text, _options, context) => readInstant(text, context.dateOrder, context.timeZone),
  examples: [
    {
      options: {},
      valid: [
        '2026-03-01T06:30:00.000Z',
        '2026-03-01T06:30:05.000Z',
        '2026-03-01T06:30:05.007Z',
        '1970-01-01T00:00:00.000Z',
        '1969-12-31T23:59:59.999Z',
        // The clocks of New York and London go forward and back.
        '2026-03-08T06:59:59.999Z',
        '2026-03-08T07:00:00.000Z',
        '2026-11-01T05:30:00.000Z',
        '2026-11-01T06:30:00.000Z',
        '2026-10-25T00:30:00.000Z',
        '2026-10-25T01:30:00.000Z',
        '2024-02-29T23:59:59.000Z',
        // Local times of old had odd seconds.
        '1900-12-31T15:54:17.000Z',
        '1900-12-31T15:58:00.000Z',
        '0001-01-01T00:00:00.000Z',
        '9999-12-31T23:59:59.999Z',
      ],
      invalid: [
        '2026-03-01',
        '2026-03-01T06:30:00Z',
        '2026-03-01T06:30:00.000+00:00',
        '2026-03-01 06:30',
        '2026-02-30T00:00:00.000Z',
        '2026-03-01T24:00:00.000Z',
        '2026-03-01T06:60:00.000Z',
        '0000-12-31T00:00:00.000Z',
        '+010000-01-01T00:00:00.000Z',
        '',
        1_772_000_000_000,
      ],
    },
  ],
}
