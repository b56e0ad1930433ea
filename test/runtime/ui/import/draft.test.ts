// What somebody chose for the columns of a file: into a map and back, one column per field, remembered by the headings.
import { describe, expect, it } from 'vitest'
import { linkDefinition } from '../../../../runtime/definition/link.ts'
import { columnOfField, draftOf, mapOf, type RecordMap, withColumn } from '../../../../runtime/ui/import/draft.ts'
import { faultyCells } from '../../../../runtime/ui/import/problem-cells.ts'
import { headingsKey, recall, remember } from '../../../../runtime/ui/import/remembered.ts'
import { isKey, isUnique, missingTargets, relationKeys, targetsOf } from '../../../../runtime/ui/import/targets.ts'
import { salesDefinition } from '../../../helpers/definitions.ts'

const headings = ['Name', 'Sum', 'Who']
const map: RecordMap = {
  columns: [
    { column: 'Name', field: 'name' },
    { column: 'Who', field: 'account', match: 'name', createMissing: true, values: { a: 'b' } },
  ],
  match: 'name',
  matched: 'skip',
  unmatched: 'create',
  dateOrder: 'DMY',
  numberFormat: { decimal: ',', group: '.' },
}

describe('a draft', () => {
  it('comes out of a map and goes into one without loss', () => {
    expect(mapOf(draftOf(map, headings), {}, headings)).toEqual(map)
    expect(mapOf(draftOf(map, headings), { encoding: 'gb18030', headingLine: 2 }, headings)).toEqual({
      ...map,
      encoding: 'gb18030',
      headingLine: 2,
    })
  })

  it('loses columns the file has not, and the match with them', () => {
    const other = draftOf(map, ['Who', 'Sum'])
    expect(other.columns).toEqual({ Who: { field: 'account', match: 'name', createMissing: true, values: { a: 'b' } } })
    expect(mapOf(other, {}, ['Who', 'Sum'])).not.toHaveProperty('match')
    expect(mapOf(other, {}, ['Who', 'Sum'])).not.toHaveProperty('matched')
  })

  it('gives a field to one column: the one that had it lets go', () => {
    const moved = withColumn(draftOf(map, headings), 'Sum', { field: 'name' })
    expect([columnOfField(moved, 'name'), moved.columns.Name, moved.match]).toEqual(['Sum', undefined, 'name'])
    const gone = withColumn(moved, 'Sum', undefined)
    expect([columnOfField(gone, 'name'), gone.match]).toEqual([undefined, undefined])
  })

  it('takes headings that objects have by nature for columns like others', () => {
    const names = ['constructor', '__proto__', 'toString']
    expect(mapOf(draftOf({ columns: [] }, names), {}, names).columns).toEqual([])
    const chosen = withColumn(draftOf({ columns: [] }, names), 'constructor', { field: 'name' })
    expect(mapOf(chosen, {}, names).columns).toEqual([{ column: 'constructor', field: 'name' }])
  })
})

describe('maps are remembered', () => {
  it('by module and headings, in whatever order, without how the file was read', () => {
    const kept = remember(undefined, 'deal', headings, { ...map, encoding: 'gb18030', sheet: 'x', headingLine: 3, delimiter: ';' })
    expect(recall(kept, 'deal', headings.toReversed())).toEqual(map)
    expect(recall(kept, 'deal', [...headings, 'More'])).toBeUndefined()
    expect(recall(kept, 'account', headings)).toBeUndefined()
    expect(headingsKey(['a', 'b'])).toBe(headingsKey(['b', 'a']))
    expect(headingsKey(['a', 'b'])).not.toBe(headingsKey(['ab']))
  })

  it('the latest of equal headings, the last eight of a module, and no more than the server takes', () => {
    let kept: unknown
    for (let index = 0; index < 12; index += 1)
      kept = remember(kept, 'deal', [`h${index}`], { columns: [{ column: `h${index}`, field: 'name' }] })
    expect(recall(kept, 'deal', ['h3'])).toBeUndefined()
    expect(recall(kept, 'deal', ['h4'])).toBeDefined()
    kept = remember(kept, 'deal', ['h4'], { columns: [{ column: 'h4', field: 'amount' }] })
    expect(recall(kept, 'deal', ['h4'])!.columns[0]!.field).toBe('amount')
    for (let index = 0; index < 30; index += 1) {
      const many = Array.from({ length: 60 }, (_, column) => `A long heading ${index} ${column}`)
      kept = remember(kept, `m${index % 5}`, many, { columns: many.map((column) => ({ column, field: 'name' })) })
      expect(JSON.stringify(kept).length).toBeLessThanOrEqual(18_000)
    }
    const huge = Array.from({ length: 500 }, (_, column) => `${'x'.repeat(100)} ${column}`)
    expect(
      JSON.stringify(remember(kept, 'deal', huge, { columns: huge.map((column) => ({ column, field: 'name' })) })).length,
    ).toBeLessThan(18_000)
  })

  it.each([
    [null],
    ['x'],
    [[]],
    [{ deal: 'x' }],
    [{ deal: [null, {}, { headings: 1 }, { headings: headingsKey(headings), map: { columns: [{}] } }] }],
  ])('what is no map is none: %j', (kept) => {
    expect(recall(kept, 'deal', headings)).toBeUndefined()
    expect(recall(remember(kept, 'deal', headings, map), 'deal', headings)).toBeDefined()
  })
})

describe('targets of columns', () => {
  const { app } = linkDefinition(salesDefinition())
  const deal = app.modules.get('deal')!
  const targets = targetsOf(deal, { readOnly: ['source'] })
  const target = (name: string) => targets.find((each) => each.name === name)!

  it('are what one may write, and what records are found by', () => {
    expect(targets.map(({ name }) => name)).toEqual([
      'number',
      'name',
      'amount',
      'account',
      'closes',
      'tags',
      'loss',
      'discount',
      'approver',
      '_stage',
      '_owner',
      '_id',
    ])
    expect(targets.filter(({ keyOnly }) => keyOnly).map(({ name }) => name)).toEqual(['number', '_id'])
    expect(targets.filter(isUnique).map(({ name }) => name)).toEqual(['number', '_id'])
    expect([isKey(target('name')), isKey(target('tags')), isKey(target('_owner')), isKey(target('_id'))]).toEqual([
      true,
      false,
      false,
      true,
    ])
  })

  it('of a relation are found by the title or what is unique', () => {
    expect(relationKeys(app, target('account'))).toEqual([{ name: 'name', label: '名称' }])
    expect(relationKeys(app, target('name'))).toBeUndefined()
    expect(relationKeys(app, target('_owner'))).toBeUndefined()
  })

  it('that a new record needs are told', () => {
    expect(missingTargets(deal, new Set(['amount']))).toEqual(['名称'])
    expect(missingTargets(deal, new Set(['name']))).toEqual([])
  })
})

it('problems are gathered by cell', () => {
  const page = {
    headings: ['A', 'B'],
    lines: [{ line: 2, cells: ['now', 'y'] }],
    problems: [
      { line: 2, column: 'A', field: 'a', value: 'before', code: 'x', message: 'One.' },
      { line: 2, column: 'A', field: 'a', value: 'before', code: 'y', message: 'Two.' },
      { line: 2, column: 'name', field: 'name', value: '', code: 'z', message: 'Missing.' },
      { line: 9, column: 'B', field: 'b', value: 'kept not', code: 'z', message: 'Long.' },
    ],
    next: null,
  }
  expect(faultyCells([page]).map(({ line, column, text, messages, open }) => [line, column, text, messages, open])).toEqual([
    [2, 'A', 'now', ['One.', 'Two.'], true],
    [2, 'name', '', ['Missing.'], false],
    [9, 'B', 'kept not', ['Long.'], false],
  ])
})
