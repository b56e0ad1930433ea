// Places: which one an address shows, and what is kept of them.
import { describe, expect, it } from 'vitest'
import { linkDefinition } from '../../../../runtime/definition/link.ts'
import { placeAt, placePath, readPlaces, withPlace } from '../../../../runtime/ui/shell/places/place.ts'
import { salesDefinition } from '../../../helpers/definitions.ts'

const { app } = linkDefinition(salesDefinition())
const view = [...app.modules.get('deal')!.views.keys()][0]!

describe('the place of an address', () => {
  it.each([
    ['/apps/sales/deal/r1', '', { kind: 'record', module: 'deal', id: 'r1' }],
    ['/apps/sales/deal', 'record=r1', { kind: 'record', module: 'deal', id: 'r1' }],
    ['/apps/sales/deal', 'record=new', { kind: 'view', module: 'deal', id: view }],
    ['/apps/sales/deal', '', { kind: 'view', module: 'deal', id: view }],
    ['/apps/sales/deal', 'view=saved', { kind: 'view', module: 'deal', id: 'saved' }],
    ['/apps/sales/deal', 'trash=true', undefined],
    ['/apps/sales/nothing', '', undefined],
    ['/apps/other/deal', '', undefined],
    ['/apps/sales/_reports/none', '', undefined],
    ['/apps/sales', '', undefined],
  ])('%s?%s', (path, search, place) => {
    expect(placeAt(app, path, new URLSearchParams(search), undefined)).toEqual(place)
  })

  it('is the view that opens by itself for the person', () => {
    expect(placeAt(app, '/apps/sales/deal', new URLSearchParams(), { deal: 'mine' })).toEqual({ kind: 'view', module: 'deal', id: 'mine' })
  })
})

it('leads back to the place', () => {
  expect(placePath('sales', { kind: 'record', module: 'deal', id: 'r1' })).toBe('/apps/sales/deal/r1')
  expect(placePath('sales', { kind: 'view', module: 'deal', id: 'all' })).toBe('/apps/sales/deal?view=all')
  expect(placePath('sales', { kind: 'report', id: 'by_stage' })).toBe('/apps/sales/_reports/by_stage')
})

it('reads only places out of what was kept', () => {
  const good = { kind: 'record', module: 'deal', id: 'r1', title: 'One' }
  expect(
    readPlaces([good, null, 7, { kind: 'record', id: 'r2', title: 'no module' }, { ...good, kind: 'page' }, { ...good, id: 3 }]),
  ).toEqual([good])
  expect(readPlaces({ 0: good })).toEqual([])
})

it('moves a place to the front, shortens its title and drops the last', () => {
  const places = ['a', 'b', 'c'].map((id) => ({ kind: 'record', module: 'deal', id, title: id }) as const)
  const next = withPlace(places, { kind: 'record', module: 'deal', id: 'b', title: 'x'.repeat(500) }, 3)
  expect(next.map(({ id }) => id)).toEqual(['b', 'a', 'c'])
  expect(next[0]!.title).toHaveLength(120)
  expect(withPlace(places, { kind: 'report', id: 'r', title: 'r' }, 3).map(({ id }) => id)).toEqual(['r', 'a', 'b'])
})
