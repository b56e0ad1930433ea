// A calendar day without a time and without a time zone.
import type { FieldType } from '../contract.ts'
import { readDate } from '../dates.ts'
import { setting } from '../option-schemas.ts'

interface DateOptions {
  readonly min?: string
  readonly max?: string
}

export const date: FieldType = {
  name: 'date',
  label: { en: 'Date', 'zh-CN': '日期' },
  icon: 'calendar',
  options: {
    properties: {
      min: setting({ type: 'string', format: 'date' }, 'First day', '最早日期'),
      max: setting({ type: 'string', format: 'date' }, 'Last day', '最晚日期'),
    },
  },
  storage: () => ({ kind: 'date' }),
  value(options) {
    const { min, max } = options as DateOptions
    return {
      type: 'string',
      format: 'date',
      ...(min === undefined ? {} : { 'x-from': min }),
      ...(max === undefined ? {} : { 'x-to': max }),
    }
  },
  operators: ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'within_last', 'within_next', 'is_empty', 'is_not_empty'],
  aggregates: ['count', 'count_distinct', 'min', 'max'],
  initial: () => null,
  format: (value) => String(value),
  parse: (text, _options, context) => readDate(text, context.dateOrder),
  examples: [
    {
      options: {},
      valid: ['2026-03-01', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '1900-02-28', '2026-03-08', '2026-11-01'],
      invalid: [
        '2026-02-29',
        '1900-02-29',
        '2026-04-31',
        '2026-13-01',
        '2026-00-10',
        '2026-01-00',
        '0000-01-01',
        '10000-01-01',
        '2026-3-1',
        '2026/03/01',
        '2026-03-01T00:00:00.000Z',
        '',
        20260301,
        true,
      ],
    },
    { options: { min: '2026-01-01', max: '2026-12-31' }, valid: ['2026-01-01', '2026-12-31'], invalid: ['2025-12-31', '2027-01-01'] },
  ],
}
