// Drafts: what is complete counts, what is right is handed on, and rows keep their place and identity while they are moved.
import { describe, expect, it } from 'vitest'
import type { Module } from '../../../../runtime/definition/app.ts'
import type { AnyRow, RelatedRow, Row, RowGroup } from '../../../../runtime/expression/rows.ts'
import { conditionOf, textOfRows, waitingIn } from '../../../../runtime/ui/rules/draft.ts'
import { judge, markOf } from '../../../../runtime/ui/rules/judge.ts'
import { addAt, duplicateAt, idOf, moveAt, removeAt, replaceAt } from '../../../../runtime/ui/rules/row-edits.ts'
import { readSpan, writeSpan } from '../../../../runtime/ui/rules/spans.ts'
import { emptyIn } from '../../../../runtime/ui/rules/unknown.ts'
import { deal } from '../../expression/shapes.ts'

const module = { shape: deal } as unknown as Module
const row = (path: string, value: unknown = null, operator: Row['operator'] = 'gt'): Row => ({ path, operator, value })
const and = (...rows: AnyRow[]): RowGroup => ({ join: 'and', rows })
const or = (...rows: AnyRow[]): RowGroup => ({ join: 'or', rows })
const meetings = (measure: RelatedRow['measure'], where: RowGroup, more: Partial<RelatedRow> = {}): RelatedRow => ({
  related: 'meetings',
  measure,
  of: null,
  operator: null,
  value: null,
  where,
  ...more,
})

describe('rows that still lack something', () => {
  it.each<[RowGroup, string | undefined, number]>([
    [and(), undefined, 0],
    [and(row('amount')), undefined, 1],
    [and(row('amount', 0)), 'amount > 0', 0],
    [and(row('amount', 1), row('units')), 'amount > 1', 1],
    [and(row('amount', 1), or(row('units'), row('rate'))), 'amount > 1', 2],
    [and(row('_stage', [], 'in')), undefined, 1],
    [and(row('note', null, 'is_empty'), row('_owner', null, 'in_my_team')), 'note == null && _owner in my_team', 0],
    [and(row('close_date', { from: 'today' })), 'close_date > today()', 0],
    [and(row('close_date', { from: 'today', direction: 'add' })), undefined, 1],
    [and(meetings('exists', and())), 'meetings.exists(m, true)', 0],
    [and(meetings('all', and())), undefined, 1],
    // A condition that waits must not make the row mean any record.
    [and(meetings('exists', and(row('minutes')))), undefined, 1],
    [and(meetings('none', and(row('minutes', 5), row('cost')))), '!meetings.exists(m, m.minutes > 5)', 1],
    [and(meetings('count', and(), { operator: 'ge' })), undefined, 1],
    [and(meetings('count', and(), { operator: 'ge', value: '2' })), 'size(meetings) >= 2', 0],
    [and(meetings('sum', and(), { operator: 'ge', value: 2 })), undefined, 1],
    [and(meetings('sum', and(), { operator: 'ge', value: 2, of: 'cost' })), 'sum(meetings, m, m.cost) >= 2', 0],
  ])('%j', (rows, text, waiting) => {
    expect(textOfRows(rows, module)).toBe(text)
    expect(waitingIn(rows)).toBe(waiting)
    expect(conditionOf(rows, module, {}).ok).toBe(true)
  })

  it('a value that does not fit is a problem, not a condition', () => {
    expect(conditionOf(and(row('amount', 'many')), module, {})).toMatchObject({ ok: false, problems: [{ code: 'type_mismatch' }] })
    expect(conditionOf(and(row('before.amount', 1)), module, {})).toMatchObject({ ok: false, problems: [{ code: 'not_available' }] })
    expect(conditionOf(and(row('before.amount', 1)), module, { before: true }).ok).toBe(true)
  })
})

describe('texts', () => {
  it('are empty, right or wrong', () => {
    expect(judge('  \n', deal, 'boolean', {})).toEqual({ state: 'empty' })
    expect(judge(' amount > 1 ', deal, 'boolean', {})).toMatchObject({ state: 'right', text: 'amount > 1' })
    expect(judge('amount >', deal, 'boolean', {})).toMatchObject({ state: 'wrong', problems: [{ code: 'expression_syntax' }] })
    expect(judge('nonsense > 1', deal, 'boolean', {})).toMatchObject({
      state: 'wrong',
      problems: [{ code: 'unknown_name', start: 0, end: 8 }],
    })
    expect(judge('before.amount > 1', deal, 'boolean', {})).toMatchObject({ state: 'wrong' })
    expect(judge('before.amount > 1', deal, 'boolean', { before: true })).toMatchObject({ state: 'right' })
    expect(judge('matches(name, "x")', deal, 'boolean', { sql: true })).toMatchObject({
      state: 'wrong',
      problems: [{ code: 'not_available' }],
    })
  })

  it('must give what the place needs', () => {
    const state = (text: string, wants: Parameters<typeof judge>[2]) => judge(text, deal, wants, {}).state
    expect([state('amount', 'boolean'), state('amount', 'number'), state('amount', 'text'), state('amount', undefined)]).toEqual([
      'wrong',
      'right',
      'wrong',
      'right',
    ])
    expect([state('name + "x"', 'text'), state('today()', 'date'), state('now()', 'date'), state('now() - signed_at', 'duration')]).toEqual(
      ['right', 'right', 'wrong', 'right'],
    )
    expect([state('_owner', 'reference'), state('"u1"', 'reference'), state('null', 'date'), state('1', 'reference')]).toEqual([
      'right',
      'right',
      'right',
      'wrong',
    ])
    const wrong = judge('today()', deal, 'text', {})
    expect(wrong.state === 'wrong' && wrong.problems[0].message).toEqual({
      en: 'The expression gives a date, but a text is needed.',
      'zh-CN': '表达式的结果是日期，但这里需要文本。',
    })
  })

  it('underline at least one character of what is wrong', () => {
    const mark = (text: string) => {
      const found = judge(text, deal, 'boolean', {})
      return found.state === 'wrong' ? markOf(found.problems[0], text) : undefined
    }
    expect(mark('amount > 1 && nonsense')).toEqual([14, 22])
    expect(mark('amount >')).toEqual([7, 8])
    expect(mark('amount = 1')).toEqual([7, 8])
    expect(markOf({ path: '', code: 'x', message: { en: '', 'zh-CN': '' } }, 'text')).toBeUndefined()
  })
})

describe('moving rows', () => {
  const [a, b, c] = [row('amount', 1), row('units', 2), row('rate', 3)]
  const names = (each: AnyRow): unknown => ('join' in each ? each.rows.map(names) : 'path' in each ? each.path : each.related)

  it('goes past a row, into a group and out of it', () => {
    const start = and(a, b, c)
    expect(names(moveAt(start, [0], 1)!)).toEqual(['units', 'amount', 'rate'])
    expect(moveAt(start, [0], -1)).toBeUndefined()
    expect(moveAt(start, [2], 1)).toBeUndefined()
    const grouped = and(a, or(b, c))
    expect(names(moveAt(grouped, [0], 1)!)).toEqual([['amount', 'units', 'rate']])
    expect(names(moveAt(grouped, [1, 0], -1)!)).toEqual(['amount', 'units', ['rate']])
    expect(names(moveAt(grouped, [1, 1], 1)!)).toEqual(['amount', ['units'], 'rate'])
    expect(names(moveAt(grouped, [1, 0], 1)!)).toEqual(['amount', ['rate', 'units']])
    // A group left empty goes.
    expect(names(moveAt(and(or(a), b), [0, 0], -1)!)).toEqual(['amount', 'units'])
    // A group passes a group.
    expect(names(moveAt(and(or(a), or(b)), [0], 1)!)).toEqual([['units'], ['amount']])
  })

  it('loses no row and comes to its end, from every place', () => {
    const start = and(a, or(b, and(c, meetings('exists', and(a)))), row('name', 'x', 'eq'))
    const flat = (each: AnyRow): string[] => ('join' in each ? each.rows.flatMap(flat) : [idOf(each)])
    for (const id of flat(start)) {
      for (const step of [-1, 1] as const) {
        let group = start
        let moves = 0
        const find = (each: AnyRow, at: number[]): number[] | undefined => {
          if (!('join' in each)) return idOf(each) === id ? at : undefined
          for (const [index, inner] of each.rows.entries()) {
            const found = find(inner, [...at, index])
            if (found) return found
          }
          return undefined
        }
        for (let next = moveAt(group, find(group, [])!, step); next; next = moveAt(group, find(group, [])!, step)) {
          group = next
          moves += 1
          expect(flat(group).toSorted()).toEqual(flat(start).toSorted())
          expect(moves).toBeLessThan(20)
        }
        expect(flat(group).at(step < 0 ? 0 : -1)).toBe(id)
      }
    }
  })

  it('keeps the identity of rows through changes, and gives copies one of their own', () => {
    const start = and(a, or(b, c))
    const changed = replaceAt(start, [1, 0], { ...b, value: 5 })
    expect(idOf(changed)).toBe(idOf(start))
    expect(idOf((changed.rows[1] as RowGroup).rows[0]!)).toBe(idOf(b))
    const copied = duplicateAt(start, [1])
    expect(names(copied)).toEqual(['amount', ['units', 'rate'], ['units', 'rate']])
    expect(new Set(copied.rows.map(idOf)).size).toBe(3)
    expect(idOf((copied.rows[2] as RowGroup).rows[0]!)).not.toBe(idOf(b))
    expect(names(addAt(start, [1], row('name')))).toEqual(['amount', ['units', 'rate', 'name']])
    expect(names(removeAt(and(a, or(b)), [1, 0]))).toEqual(['amount'])
  })
})

it('lengths of time are shown in the unit they are written in, or the largest that is whole', () => {
  expect(readSpan('30d')).toEqual({ amount: '30', unit: 'd' })
  expect(readSpan('720h')).toEqual({ amount: '720', unit: 'h' })
  expect(readSpan('1w2d')).toEqual({ amount: '9', unit: 'd' })
  expect(readSpan('1d12h')).toEqual({ amount: '36', unit: 'h' })
  expect(readSpan('1h30m')).toEqual({ amount: '90', unit: 'm' })
  expect(readSpan(null)).toBeUndefined()
  expect([writeSpan('07', 'd'), writeSpan('x', 'w'), writeSpan('12 ', 'h')]).toEqual(['7d', null, '12h'])
})

it('names the fields that are empty where nothing can be said', () => {
  const judged = judge('account.industry == "it" && amount > units', deal, 'boolean', {})
  if (judged.state !== 'right') throw new Error('the text is right')
  expect(emptyIn(judged.expression, { account: null, amount: null, units: 3, note: null })).toEqual(['account', 'amount'])
})
