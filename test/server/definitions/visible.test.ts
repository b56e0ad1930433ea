// Views of the definition as people with different roles get them, and what the list does with those it did not offer.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newPlace, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited, type Person } from '../routes/people.ts'

let place: Place
let server: TestServer
let rep: Person
let manager: Person
beforeAll(async () => {
  place = await newPlace('sqlite')
  server = await startTestServer(place)
  const sales = salesDefinition() as any
  const [all, , board] = sales.modules[1].views
  Object.assign(all, {
    roles: ['rep', 'manager'],
    fields: ['discount', 'name', 'amount'],
    group: 'source',
    widths: { discount: 90, name: 200 },
    pinned: 2,
    totals: { discount: 'avg', amount: 'sum' },
  })
  Object.assign(board, { roles: ['manager'], swimlane: 'source' })
  sales.modules[1].views.push({ key: 'days', type: 'calendar', fields: ['name'], date: 'closes' })
  sales.modules[1].views.push({ key: 'rates', type: 'list', fields: ['discount'] })
  sales.navigation = [
    { key: 'board', module: 'deal', view: 'board' },
    { key: 'days', module: 'deal', view: 'days' },
  ]
  await server.admin.ok('POST', '/apps', { definition: sales })
  rep = await invited(server, 'rep', 'sales', ['rep'])
  manager = await invited(server, 'manager', 'sales', ['manager'])
})
afterAll(async () => {
  await server?.close()
  await place?.remove()
})

it('have the members and settings the reader may see, and are there for their roles only', async () => {
  const { definition } = await rep.client.ok('GET', '/apps/sales')
  const { views } = definition.modules.find((module: any) => module.key === 'deal')
  expect(views.map((view: any) => view.key)).toEqual(['all', 'web', 'days'])
  expect(views[0]).toEqual({
    key: 'all',
    type: 'list',
    fields: ['name', 'amount'],
    sort: [{ field: 'amount', descending: true }],
    group: 'source',
    widths: { name: 200 },
    pinned: 1,
    totals: { amount: 'sum' },
  })
  expect(JSON.stringify(definition.modules)).not.toMatch(/discount|"roles"/)
  expect(definition.navigation).toEqual([
    { key: 'board', module: 'deal' },
    { key: 'days', module: 'deal', view: 'days' },
  ])
  const whole = (await manager.client.ok('GET', '/apps/sales')).definition.modules.find((module: any) => module.key === 'deal')
  expect(whole.views.map((view: any) => view.key)).toEqual(['all', 'web', 'board', 'days', 'rates'])
})

it('are refused by the list like views that do not exist, and those the product gives are always there', async () => {
  const path = '/apps/sales/records/deal'
  const unknown = await rep.client.send('GET', `${path}?view=nothing`)
  const refused = await rep.client.send('GET', `${path}?view=board`)
  expect(refused.status).toBe(400)
  expect(JSON.stringify(refused.json).replaceAll('"board\\"', '"nothing\\"')).toBe(JSON.stringify(unknown.json))
  expect(JSON.stringify(refused.json)).toContain('Known: all, web, days, rates.')
  expect((await rep.client.send('GET', `${path}/stages?view=board`)).status).toBe(400)
  expect((await manager.client.send('GET', `${path}/stages?view=board`)).status).toBe(200)
  for (const view of ['_all', '_board']) expect((await rep.client.send('GET', `${path}?view=${view}`)).status).toBe(200)
  expect((await rep.client.ok('GET', `${path}/stages?view=_board`)).stages.length).toBe(5)
})
