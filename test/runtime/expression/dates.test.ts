import { expect, test } from 'vitest'
import {
  dateOfDay,
  dayNumber,
  isDate,
  localDate,
  MAX_DAY,
  MIN_DAY,
  parseDuration,
  parseInstant,
  startOf,
} from '../../../runtime/expression/dates.ts'

test('day numbers and dates are each other’s inverse over ten thousand years', () => {
  for (let day = MIN_DAY; day <= MAX_DAY; day += 997) {
    const date = dateOfDay(day)!
    expect(dayNumber(date)).toBe(day)
    expect(new Date(day * 86_400_000).toISOString().slice(0, 10)).toBe(date)
  }
  expect([dateOfDay(MIN_DAY), dateOfDay(MAX_DAY), dateOfDay(MIN_DAY - 1), dateOfDay(MAX_DAY + 1)]).toEqual([
    '0001-01-01',
    '9999-12-31',
    null,
    null,
  ])
})

test('real dates only', () => {
  expect(['2024-02-29', '2023-02-29', '2026-04-31', '2026-13-01', '0000-01-01', '26-01-01', '2026-1-1', ''].map(isDate)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
    false,
    false,
  ])
})

test.each([
  ['2026-01-31T00:00:00Z', 1_769_817_600_000],
  ['2026-01-31T08:00:00+08:00', 1_769_817_600_000],
  ['2026-01-31T00:00:00.5Z', 1_769_817_600_500],
  ['2026-02-30T00:00:00Z', null],
  ['2026-01-31T25:00:00Z', null],
  ['2026-01-31T00:00:00', null],
  ['2026-01-31', null],
])('instant %s', (text, value) => {
  expect(parseInstant(text)).toBe(value)
})

test.each([
  ['72h', 259_200_000],
  ['3d', 259_200_000],
  ['2w', 1_209_600_000],
  ['1d12h30m', 131_400_000],
  ['-1d', -86_400_000],
  ['0d', 0],
  ['1.5d', null],
  ['3', null],
  ['3s', null],
  ['', null],
  ['200000d', null],
])('duration %s', (text, value) => {
  expect(parseDuration(text)).toBe(value)
})

test('local dates agree with Intl around every kind of clock change', () => {
  const zones = [
    'Asia/Shanghai',
    'America/New_York',
    'Europe/London',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Asia/Kolkata',
    'America/St_Johns',
  ]
  const start = Date.parse('2011-12-20T00:00:00Z')
  for (const timeZone of zones) {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    for (let step = 0; step < 4000; step += 1) {
      const instant = start + step * 7_777_777
      expect(localDate(instant, timeZone)).toBe(format.format(instant))
    }
  }
})

test('Monday starts the week', () => {
  expect(['2026-11-15', '2026-11-16', '2026-11-22', '1969-12-31'].map((date) => startOf('week', date))).toEqual([
    '2026-11-09',
    '2026-11-16',
    '2026-11-16',
    '1969-12-29',
  ])
})
