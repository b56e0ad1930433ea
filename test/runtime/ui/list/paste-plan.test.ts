// What a paste would do, for every kind of member, in both languages; and how texts repeat over a range.
import { describe, expect, it } from 'vitest'
import { linkDefinition } from '../../../../runtime/definition/link.ts'
import { columnsOf, isWritable } from '../../../../runtime/ui/list/grid/columns.tsx'
import type { Found } from '../../../../runtime/ui/list/grid/lookups.ts'
import { lookupsOf, type PastedCell, type PasteTarget, planPaste, tile } from '../../../../runtime/ui/list/grid/paste-plan.ts'
import { salesDefinition } from '../../../helpers/definitions.ts'

const { app } = linkDefinition(salesDefinition())
const module = app.modules.get('deal')!
const NAMES = ['name', 'amount', '_stage', 'account', 'source', 'closes', 'tags', 'loss', '_owner', 'number']
const columns = columnsOf(module, NAMES, new Map(), 0, (name) => isWritable(module, name, []))
const known: Readonly<Record<string, readonly string[]>> = { 'account Acme': ['a1'], 'account Twin': ['t1', 't2'], '@user Lin': ['u1'] }
const found: Found = ({ module: of, text }) => known[`${of.startsWith('_') || of.startsWith('@') ? '@user' : of} ${text}`]
const kindOf: PasteTarget['kindOf'] = ({ name }) => name
const target = (more: Partial<PasteTarget> = {}): PasteTarget => ({ module, columns, records: [], create: true, kindOf, ...more })
const cells = (...texts: string[]): PastedCell[] => texts.map((text) => ({ text }))
const at = (name: string) => columns.slice(NAMES.indexOf(name))
const record = {
  _id: 'r1',
  _version: 3,
  name: 'Old',
  amount: 5,
  _stage: 'need',
  account: null,
  source: null,
  closes: null,
  tags: null,
  loss: null,
}

describe('a paste', () => {
  it.each([
    ['amount', '¥1,234.50', 1234.5],
    ['amount', '１，２３４', 1234],
    ['_stage', '报价', 'quote'],
    ['_stage', 'Negotiation', 'talk'],
    ['_stage', 'won', 'won'],
    ['account', 'Acme', 'a1'],
    ['_owner', 'Lin', 'u1'],
    ['closes', '2026年3月1日', '2026-03-01'],
    ['tags', 'a; b；c', ['a', 'b', 'c']],
    ['loss', 'Price / Terms', 'price/terms'],
    ['loss', '价格/条款', 'price/terms'],
    ['source', 'WEB', 'web'],
    ['name', '', null],
  ])('%s: %s', (name, text, value) => {
    const plan = planPaste(target({ columns: at(name), records: [record] }), [cells(text)], found)
    expect(plan.unreadable).toEqual([])
    expect(plan.changes[0]?.cells.map(({ after }) => after)).toEqual([value])
  })

  it.each([
    ['amount', '12 pounds', 'number_unreadable'],
    ['amount', '$5', 'money_currency'],
    ['_stage', 'Nowhere', 'unknown_stage'],
    ['account', 'Nobody', 'none_found'],
    ['account', 'Twin', 'several_found'],
    ['_owner', 'Nobody', 'none_found'],
    ['closes', '1/2/2026', 'date_ambiguous'],
    ['closes', '31.2.2026', 'date_ambiguous'],
    ['source', 'radio', 'choice_unknown'],
    ['name', 'two\nlines', 'value_line'],
  ])('%s refuses %s', (name, text, code) => {
    const plan = planPaste(target({ columns: at(name), records: [record] }), [cells(text)], found)
    expect(plan.changes).toEqual([])
    expect(plan.unreadable.map(({ line, column, text: told, fault }) => [line, column.name, told, fault.code])).toEqual([
      [1, name, text, code],
    ])
  })

  it('reads dates in the order one says', () => {
    const one = (dateOrder: 'DMY' | 'MDY') =>
      planPaste(target({ columns: at('closes'), records: [record] }), [cells('1/2/2026')], found, { dateOrder }).changes[0]?.cells[0]?.after
    expect([one('DMY'), one('MDY')]).toEqual(['2026-02-01', '2026-01-02'])
  })

  it('changes nothing where nothing differs', () => {
    const plan = planPaste(target({ records: [record] }), [cells('Old', '5.00', 'Need', '', '')], found)
    expect(plan).toMatchObject({ changes: [], creates: [], unreadable: [], locked: [] })
  })

  it('makes records beyond the last, but none without what they must have, and none of blank lines', () => {
    const plan = planPaste(target({ records: [record] }), [cells('Old'), cells('New', '7'), cells('', '8'), cells('', '')], found)
    expect(plan.changes).toEqual([])
    expect(
      plan.creates.map(({ line, cells: made }) => [line, Object.fromEntries(made.map(({ column, after }) => [column.name, after]))]),
    ).toEqual([[2, { name: 'New', amount: 7 }]])
    expect(plan.unreadable.map(({ line, column, fault }) => [line, column.name, fault.code])).toEqual([[3, 'name', 'required']])
  })

  it('says what there is no place for', () => {
    const plan = planPaste(
      target({ columns: at('_owner'), records: [record], create: false }),
      [cells('Lin', '7', 'x'), cells('Lin')],
      found,
    )
    expect(plan.locked.map(({ name }) => name)).toEqual(['number'])
    expect([plan.cutColumns, plan.cutLines]).toEqual([1, 1])
  })

  it('asks only for the titles it needs, and takes copied values of the same kind as they are', () => {
    expect(lookupsOf(target({ columns: at('account') }), [cells('Acme', 'web'), cells('', 'fair')])).toEqual([
      { module: 'account', text: 'Acme' },
    ])
    const own = [{ text: 'Twin', value: 't2', kind: 'account' }]
    expect(lookupsOf(target({ columns: at('account') }), [own])).toEqual([])
    const plan = planPaste(
      target({ columns: at('account'), records: [record] }),
      [[{ ...own[0]!, value: '01890a5d-ac96-774b-bcce-b302099a8057' }]],
      found,
    )
    expect(plan.changes[0]?.cells[0]?.after).toBe('01890a5d-ac96-774b-bcce-b302099a8057')
  })
})

describe('repeating over a range', () => {
  it.each([
    [
      [['a']],
      2,
      2,
      [
        ['a', 'a'],
        ['a', 'a'],
      ],
    ],
    [
      [['a', 'b']],
      3,
      2,
      [
        ['a', 'b'],
        ['a', 'b'],
        ['a', 'b'],
      ],
    ],
    [[['a'], ['b']], 4, 1, [['a'], ['b'], ['a'], ['b']]],
    [[['a'], ['b']], 3, 1, [['a'], ['b']]],
    [
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      1,
      1,
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
  ])('%j over %i × %i', (rows, height, width, wanted) => {
    expect(tile(rows, height, width)).toEqual(wanted)
  })
})
