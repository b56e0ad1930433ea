// The order of cards in the browser against the order in which the server lists the same records.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { orderBy } from '../../../../runtime/ui/board/order.ts'
import { newPlace, onBothDatabases, type Place } from '../../../helpers/databases.ts'
import { salesDefinition } from '../../../helpers/definitions.ts'
import { startTestServer, type TestServer } from '../../../helpers/server.ts'

const DEALS = '/apps/sales/records/deal'

onBothDatabases('order of cards', (dialect) => {
  let place: Place
  let server: TestServer
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    const sales = salesDefinition() as any
    sales.modules[1].fields.push({ key: 'seats', type: 'integer' }, { key: 'urgent', type: 'boolean' }, { key: 'called', type: 'datetime' })
    await server.admin.ok('POST', '/apps', { definition: sales })
    const account = (await server.admin.ok('POST', '/apps/sales/records/account', { name: 'Acme', secret: 's' }))._id
    const records = Array.from({ length: 80 }, (_, index) => ({
      name: `Deal ${(index * 7) % 11}`,
      account,
      amount: index % 6 === 0 ? null : ((index * 7919) % 13) / 4,
      seats: index % 5 === 0 ? null : (index % 4) - 2,
      urgent: [null, true, false][index % 3],
      closes: index % 4 === 0 ? null : `2026-0${1 + (index % 9)}-1${index % 3}`,
      called: index % 7 === 0 ? null : new Date(Date.UTC(2026, 0, 1 + (index % 5))).toISOString(),
      source: [null, 'web', 'fair', 'referral'][index % 4],
    }))
    const { results } = await server.admin.ok('POST', `${DEALS}/bulk`, { action: 'create', records })
    expect(results.filter((each: any) => each.problems)).toEqual([])
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })

  it.each([
    [[]],
    [['amount']],
    [['-amount']],
    [['closes', '-seats']],
    [['-called', 'source']],
    [['urgent', '-name']],
    [['source', 'seats', '-_stage_at']],
  ])('by %j', async (sort) => {
    const query = new URLSearchParams({ limit: '500', ...(sort.length > 0 ? { sort: sort.join() } : {}) })
    const { records } = await server.admin.ok('GET', `${DEALS}?${query}`)
    const keys = sort.map((text: string) => ({ field: text.replace(/^-/, ''), descending: text.startsWith('-') }))
    const mixed = records.toSorted((a: any, b: any) => (a._id.slice(-3) < b._id.slice(-3) ? -1 : 1))
    expect(mixed.toSorted(orderBy(keys)).map((each: any) => each._id)).toEqual(records.map((each: any) => each._id))
  })
})
