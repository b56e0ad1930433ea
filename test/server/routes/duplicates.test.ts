// Records like the one being typed: by unique fields and duplicate rules, only what the reader may read, never the record itself.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited, type Person } from './people.ts'

onBothDatabases('records like the one being typed', (dialect) => {
  let place: Place
  let server: TestServer
  let rep: Person

  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    const definition = salesDefinition()
    const deal = definition.modules!.find(({ key }) => key === 'deal')!
    Object.assign(deal, { duplicates: [{ key: 'same', fields: ['name', 'amount'], action: 'warn' }] })
    await server.admin.ok('POST', '/apps', { definition })
    rep = await invited(server, 'ann', 'sales', ['rep'])
  })
  afterAll(async () => {
    await server.close()
    await place.remove()
  })

  const ask = async (client: Person['client'], module: string, values: Record<string, unknown>, except?: string) =>
    (await client.ok('POST', `/apps/sales/records/${module}/duplicates`, { values, ...(except ? { except } : {}) })).duplicates

  it('finds by unique fields, which block, and by rules, whose fields must all be given', async () => {
    const { _id: account } = await server.admin.ok('POST', '/apps/sales/records/account', { name: 'Acme' })
    expect(await ask(server.admin, 'account', { name: 'Acme' })).toEqual([{ _id: account, title: 'Acme', fields: ['name'], blocks: true }])
    expect(await ask(server.admin, 'account', { name: 'Acme' }, account)).toEqual([])
    expect(await ask(server.admin, 'account', { name: 'Acm' })).toEqual([])
    const { _id: deal } = await server.admin.ok('POST', '/apps/sales/records/deal', { name: 'Twin', amount: 12.5 })
    expect(await ask(server.admin, 'deal', { name: 'Twin' })).toEqual([])
    expect(await ask(server.admin, 'deal', { name: 'Twin', amount: 12.5 })).toEqual([
      { _id: deal, title: 'Twin', fields: ['name', 'amount'], blocks: false },
    ])
    expect(await ask(server.admin, 'deal', { name: 'Twin', amount: 'half typed' })).toEqual([])
    await server.admin.ok('DELETE', `/apps/sales/records/deal/${deal}?version=1`)
    expect(await ask(server.admin, 'deal', { name: 'Twin', amount: 12.5 })).toEqual([])
  })

  it('tells nobody of records he may not read', async () => {
    await server.admin.ok('POST', '/apps/sales/records/deal', { name: 'Hidden', amount: 1 })
    expect(await ask(rep.client, 'deal', { name: 'Hidden', amount: 1 })).toEqual([])
    const { _id: mine } = await rep.client.ok('POST', '/apps/sales/records/deal', { name: 'Hidden', amount: 1 })
    expect((await ask(rep.client, 'deal', { name: 'Hidden', amount: 1 })).map(({ _id }: { _id: string }) => _id)).toEqual([mine])
  })
})
