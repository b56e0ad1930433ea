// Days, entries and rows of a calendar: which days a month shows, where records stand in it on the reader's clock, what moving them writes.
import { describe, expect, it } from 'vitest'
import { compileDefinition } from '../../../../runtime/definition/compile.ts'
import { checkExpression, evaluate } from '../../../../runtime/expression/expression.ts'
import { addDays, daysBetween, momentOf, spanOf, stepped, weeksOf } from '../../../../runtime/ui/calendar/days.ts'
import { type CalendarMembers, type Entry, entryOf, inOrder, movedTo, spanCondition } from '../../../../runtime/ui/calendar/entries.ts'
import { dayColumns, weekRows } from '../../../../runtime/ui/calendar/rows.ts'
import { memberOf } from '../../../../runtime/ui/data/members.ts'
import { salesDefinition } from '../../../helpers/definitions.ts'

const definition = salesDefinition() as any
definition.modules[1].fields.push(
  { key: 'first', type: 'date' },
  { key: 'last', type: 'date' },
  { key: 'at', type: 'datetime' },
  { key: 'end', type: 'datetime' },
)
const compiled = compileDefinition(definition)
if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
const deal = compiled.value.modules.get('deal')!
const days: CalendarMembers = { date: memberOf(deal, 'first')!, until: memberOf(deal, 'last')!, timeZone: 'Asia/Shanghai' }
const timesIn = (timeZone: string): CalendarMembers => ({ date: memberOf(deal, 'at')!, until: memberOf(deal, 'end')!, timeZone })
const record = (values: Record<string, unknown>, id = 'a') => ({ _id: id, _version: 1, ...values })

describe('days', () => {
  it.each([
    ['month', '2026-11-22', '2026-10-26', '2026-12-06'],
    ['month', '2027-02-01', '2027-02-01', '2027-02-28'],
    ['month', '2026-06-30', '2026-06-01', '2026-07-05'],
    ['week', '2026-11-22', '2026-11-16', '2026-11-22'],
    ['week', '2027-01-01', '2026-12-28', '2027-01-03'],
    ['list', '2024-02-10', '2024-02-01', '2024-02-29'],
  ] as const)('of a %s around %s are %s to %s', (mode, day, from, to) => {
    expect(spanOf(mode, day)).toEqual({ from, to })
    if (mode !== 'list') {
      const weeks = weeksOf({ from, to })
      expect(weeks.flat().length).toBe(daysBetween(from, to) + 1)
      expect(weeks.every((week) => new Date(`${week[0]}T00:00:00Z`).getUTCDay() === 1)).toBe(true)
    }
  })

  it.each([
    ['month', '2026-01-31', 1, '2026-02-28'],
    ['month', '2026-03-31', -1, '2026-02-28'],
    ['month', '2026-12-15', 1, '2027-01-15'],
    ['list', '2026-01-15', -1, '2025-12-15'],
    ['week', '2026-12-30', 1, '2027-01-06'],
  ] as const)('a %s after or before %s by %i is %s', (mode, day, by, next) => expect(stepped(mode, day, by)).toBe(next))

  it('begin when the clock of the zone says so, also where it skips the time', () => {
    expect(new Date(momentOf('2026-11-22', 0, 'Asia/Shanghai')).toISOString()).toBe('2026-11-21T16:00:00.000Z')
    expect(new Date(momentOf('2026-03-08', 150, 'America/New_York')).toISOString()).toBe('2026-03-08T07:00:00.000Z')
    expect(new Date(momentOf('2026-03-29', 90, 'Europe/Berlin')).toISOString()).toBe('2026-03-29T00:30:00.000Z')
  })
})

describe('entries', () => {
  it.each([
    [days, { first: '2026-11-22', last: null }, '2026-11-22', '2026-11-22', undefined, undefined],
    [days, { first: '2026-11-22', last: '2026-11-25' }, '2026-11-22', '2026-11-25', undefined, undefined],
    [days, { first: '2026-11-22', last: '2026-11-20' }, '2026-11-22', '2026-11-22', undefined, undefined],
    [timesIn('Asia/Shanghai'), { at: '2026-11-21T16:30:00.000Z', end: null }, '2026-11-22', '2026-11-22', 30, 60],
    [timesIn('Asia/Shanghai'), { at: '2026-11-22T02:00:00.000Z', end: '2026-11-22T03:15:00.000Z' }, '2026-11-22', '2026-11-22', 600, 675],
    [timesIn('Asia/Shanghai'), { at: '2026-11-22T02:00:00.000Z', end: '2026-11-22T16:00:00.000Z' }, '2026-11-22', '2026-11-22', 600, 1440],
    [
      timesIn('America/New_York'),
      { at: '2026-11-22T02:00:00.000Z', end: '2026-11-22T16:00:00.000Z' },
      '2026-11-21',
      '2026-11-22',
      1260,
      660,
    ],
  ] as const)('stand where the clock of the reader says: case %#', (members, values, from, to, begins, ends) => {
    expect(entryOf(record(values), members)).toMatchObject({ from, to })
    const { begins: first, ends: last } = entryOf(record(values), members)!
    expect([first, last]).toEqual([begins, ends])
  })

  it('without a day are none', () => expect(entryOf(record({ first: null }), days)).toBeUndefined())

  it('are asked for by a condition that holds for exactly those that stand on a day of the span', () => {
    const span = { from: '2026-11-01', to: '2026-11-30' }
    let [inside, outside] = [0, 0]
    for (const members of [days, timesIn('Asia/Shanghai'), timesIn('America/New_York'), { ...days, until: undefined }]) {
      const text = spanCondition(deal, members, span)
      const checked = checkExpression(text, deal.shape, 'boolean', { sql: true })
      expect(checked.ok, text).toBe(true)
      if (!checked.ok) continue
      for (let from = -5; from < 40; from += 1) {
        for (const length of [undefined, 0, 1, 3, 40]) {
          const day = addDays('2026-11-01', from)
          const timed = members.date.name === 'at'
          const wire = (each: string, hour: number) => (timed ? `${each}T${String(hour).padStart(2, '0')}:00:00.000Z` : each)
          for (const hour of timed ? [0, 4, 5, 15, 16, 23] : [0]) {
            const values = {
              [members.date.name]: wire(day, hour),
              ...(members.until ? { [members.until.name]: length === undefined ? null : wire(addDays(day, length), hour) } : {}),
            }
            const entry = entryOf(record(values), members)!
            const stands = entry.from <= span.to && entry.to >= span.from
            const holds = evaluate(checked.value, { record: values, now: 0, timeZone: 'UTC', me: null, myTeam: [] })
            expect(holds === true, `${text} ${JSON.stringify(values)} ${JSON.stringify(entry)}`).toBe(stands)
            if (stands) inside += 1
            else outside += 1
          }
        }
      }
    }
    expect(inside).toBeGreaterThan(500)
    expect(outside).toBeGreaterThan(100)
  })

  it('keep their length and the time of day when they go to another day', () => {
    const long = entryOf(record({ first: '2026-11-22', last: '2026-11-25' }), days)!
    expect(movedTo(long, days, '2026-12-30')).toEqual({ first: '2026-12-30', last: '2027-01-02' })
    const berlin = timesIn('Europe/Berlin')
    // Summer time ends on the way: ten in the morning stays ten in the morning.
    const meeting = entryOf(record({ at: '2026-10-24T08:00:07.000Z', end: '2026-10-24T09:30:07.000Z' }), berlin)!
    expect(movedTo(meeting, berlin, '2026-10-26')).toEqual({ at: '2026-10-26T09:00:07.000Z', end: '2026-10-26T10:30:07.000Z' })
    expect(movedTo(meeting, berlin, '2026-10-24', 13 * 60)).toEqual({ at: '2026-10-24T11:00:07.000Z', end: '2026-10-24T12:30:07.000Z' })
    const open = entryOf(record({ at: '2026-10-24T08:00:00.000Z', end: null }), berlin)!
    expect(movedTo(open, berlin, '2026-10-25')).toEqual({ at: '2026-10-25T09:00:00.000Z' })
  })
})

describe('rows of a week', () => {
  const entry = (id: string, from: string, to = from): Entry => ({ record: record({}, id), from, to, begins: undefined, ends: undefined })
  const monday = '2026-11-16'

  it('never overlap, and what has no room is counted on every day it covers', () => {
    for (let seed = 1; seed < 60; seed += 1) {
      let state = seed
      const next = (below: number) => {
        state = (state * 1103515245 + 12345) % 2147483648
        return state % below
      }
      const entries = inOrder(
        Array.from({ length: 3 + next(25) }, (_, index) => {
          const from = addDays(monday, next(10) - 2)
          return entry(String(index), from, addDays(from, next(4)))
        }),
      )
      for (const room of [1, 2, 3, 5, Number.POSITIVE_INFINITY]) {
        const { placed, hidden } = weekRows(entries, monday, room)
        const taken = new Set<string>()
        for (let day = 0; day < 7; day += 1) {
          const here = placed.filter(({ column, length }) => column <= day && day < column + length)
          for (const { row } of here) {
            expect(taken.has(`${row} ${day}`)).toBe(false)
            taken.add(`${row} ${day}`)
          }
          const date = addDays(monday, day)
          const all = entries.filter(({ from, to }) => from <= date && date <= to)
          expect(here.length + hidden[day]!).toBe(all.length)
          // Lines in sight, and one more that says how many are not.
          expect(Math.max(0, ...here.map(({ row }) => row + 1)) + (hidden[day]! > 0 ? 1 : 0)).toBeLessThanOrEqual(Math.max(room, 1))
        }
      }
    }
  })

  it('say where an entry goes on from and to', () => {
    const { placed } = weekRows([entry('a', '2026-11-10', '2026-11-17'), entry('b', '2026-11-20', '2026-11-30')], monday, 9)
    expect(placed.map(({ column, length, continued, continues }) => [column, length, continued, continues])).toEqual([
      [0, 2, true, false],
      [4, 3, false, true],
    ])
  })
})

it('entries at the same time stand beside each other', () => {
  const at = (id: string, begins: number, ends: number): Entry => ({ record: record({}, id), from: 'd', to: 'd', begins, ends })
  const placed = dayColumns([at('a', 540, 660), at('b', 550, 600), at('c', 610, 640), at('d', 700, 705), at('e', 720, 780)])
  const places = placed.map(({ entry, column, columns }) => [entry.record._id, column, columns])
  expect(places).toEqual([
    ['a', 0, 2],
    ['b', 1, 2],
    ['c', 1, 2],
    ['d', 0, 2],
    ['e', 1, 2],
  ])
})
