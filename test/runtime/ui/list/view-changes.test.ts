// A view somebody changed, in the address and back, and what a role that sees less gets of it.
import { describe, expect, it } from 'vitest'
import { linkDefinition } from '../../../../runtime/definition/link.ts'
import { changedParts, changedView, type Part, readChanges, viewContent } from '../../../../runtime/ui/list/view-changes.ts'
import { salesDefinition } from '../../../helpers/definitions.ts'

const module = linkDefinition(salesDefinition()).app.modules.get('deal')!
const view = module.views.get('all')!
const read = (text: string) => {
  const given = new URLSearchParams(text)
  return readChanges(module, (part: Part) => given.get(part))
}

describe('changes of a view', () => {
  it('are read from an address', () => {
    const { changes, lost } = read(
      'columns=name,closes&sort=-closes,name&widths=name:300,closes:5000&pinned=1&group=_stage&totals=amount:avg&where=amount > 1.0',
    )
    expect(lost).toEqual([])
    expect(changes).toMatchObject({
      columns: ['name', 'closes'],
      sort: [
        { field: 'closes', descending: true },
        { field: 'name', descending: false },
      ],
      widths: new Map([
        ['name', 300],
        ['closes', 800],
      ]),
      pinned: 1,
      group: '_stage',
      totals: new Map([['amount', 'avg']]),
    })
    expect(changes.where?.text).toBe('amount > 1.0')
  })

  it.each([
    ['columns=name,gone', ['columns']],
    ['where=gone == 1', ['where']],
    ['where=amount >', ['where']],
    ['sort=gone', ['sort']],
    ['group=gone', ['group']],
    ['totals=gone:sum', ['totals']],
    ['widths=gone:100', ['widths']],
    ['columns=&sort=&pinned=x&group=tags&totals=name:sum', []],
  ] as const)('leave out and tell what is not there: %s', (text, lost) => {
    const { changes, lost: told } = read(text)
    expect(told).toEqual(lost)
    expect(changedView(view, changes)).toMatchObject({ fields: text.startsWith('columns=name') ? ['name'] : view.fields, group: undefined })
  })

  it('say what differs from the view, and nothing where nothing does', () => {
    const parts = (text: string) => [...changedParts({ ...view, where: undefined }, read(text).changes)]
    expect(parts('')).toEqual([])
    expect(parts(`columns=${view.fields.join()}&sort=-amount&pinned=0&group=-&totals=-&widths=-`)).toEqual([])
    expect(parts('columns=name&sort=-&pinned=2&group=_stage&totals=amount:sum&widths=name:99&where=amount > 1.0')).toEqual([
      'where',
      'sort',
      'columns',
      'widths',
      'pinned',
      'group',
      'totals',
    ])
  })

  it('become a view to be saved', () => {
    const changed = changedView(
      view,
      read('columns=name,amount&widths=name:300,closes:90&totals=amount:sum&pinned=5&group=_stage&sort=name').changes,
    )
    expect(viewContent(changed, 'amount > 1.0')).toEqual({
      type: 'list',
      fields: ['name', 'amount'],
      where: 'amount > 1.0',
      sort: [{ field: 'name' }],
      group: '_stage',
      widths: { name: 300 },
      pinned: 2,
      totals: { amount: 'sum' },
    })
  })
})
