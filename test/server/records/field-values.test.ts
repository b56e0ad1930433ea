// Values of several records or parts through the public door: links to many records, and line items.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { type Client, importCsv, startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited } from '../routes/people.ts'

const definition = {
  format: 1,
  key: 'parts',
  label: 'Parts',
  settings: { locale: 'en', timeZone: 'UTC', currency: 'CNY' },
  modules: [
    { key: 'contact', title: 'name', fields: [{ key: 'name', type: 'text', required: true }] },
    {
      key: 'deal',
      title: 'name',
      fields: [
        { key: 'name', type: 'text', required: true },
        { key: 'people', type: 'relation_many', module: 'contact', most: 3 },
        {
          key: 'items',
          type: 'sub_form',
          columns: [
            { key: 'product', type: 'text', required: true },
            { key: 'price', type: 'money' },
            { key: 'count', type: 'integer', min: 1 },
          ],
        },
      ],
    },
  ],
  roles: [
    {
      key: 'sales',
      label: 'Sales',
      modules: [
        { module: 'contact', read: 'own', create: true },
        { module: 'deal', read: 'all', create: true, update: 'all', import: true, export: true },
      ],
    },
  ],
}
const CONTACTS = '/apps/parts/records/contact'
const DEALS = '/apps/parts/records/deal'

onBothDatabases('values of several records or parts', (dialect) => {
  let place: Place
  let server: TestServer
  let admin: Client
  let sales: Client
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    admin = server.admin
    await admin.ok('POST', '/apps', { definition })
    sales = (await invited(server, 'sales', 'parts', ['sales'])).client
    for (const name of ['Ann', 'Bob', 'Twin', 'Twin']) ids[name] = (await admin.ok('POST', CONTACTS, { name }))._id
    ids.Mine = (await sales.ok('POST', CONTACTS, { name: 'Mine' }))._id
  })
  afterAll(async () => {
    await server.close()
    await place.remove()
  })

  it('many records: titles come along as far as they are open, conditions look inside, the other side finds them', async () => {
    const { _id } = await admin.ok('POST', DEALS, { name: 'A', people: [ids.Bob, ids.Mine, ids.Ann] })
    const read = await admin.ok('GET', `${DEALS}/${_id}`)
    expect(read.people).toEqual([ids.Bob, ids.Mine, ids.Ann])
    expect(read._titles.people).toEqual(['Bob', 'Mine', 'Ann'])
    const seen = await sales.ok('GET', `${DEALS}?fields=name,people`)
    expect(seen.records[0]._titles.people).toEqual([null, 'Mine', null])
    const within = await admin.ok('GET', `${DEALS}?where=${encodeURIComponent(`"${ids.Ann}" in people`)}`)
    expect(within.records.map((each: any) => each._id)).toEqual([_id])
    const none = await admin.ok('GET', `${DEALS}?where=${encodeURIComponent(`"${ids.Twin}" in people`)}`)
    expect(none.records).toEqual([])
  })

  it('many records: every one must be there for the person; what was there before may have gone', async () => {
    const refused = await sales.send('POST', DEALS, { name: 'B', people: [ids.Mine, ids.Ann] })
    expect([refused.status, refused.json.problems.map((each: any) => [each.path, each.code])]).toEqual([
      400,
      [['people', 'no_such_record']],
    ])
    for (const people of [['Ann'], [ids.Ann, ids.Ann], [ids.Ann, ids.Bob, ids.Mine, ids.Twin], 'x'])
      expect((await admin.send('POST', DEALS, { name: 'B', people })).status, String(people)).toBe(400)
    const gone = (await admin.ok('POST', CONTACTS, { name: 'Gone' }))._id
    const made = await admin.ok('POST', DEALS, { name: 'B', people: [gone] })
    await admin.ok('DELETE', `${CONTACTS}/${gone}`)
    await admin.ok('PATCH', `${DEALS}/${made._id}`, { people: [gone, ids.Ann], _version: made._version })
    expect((await admin.send('POST', DEALS, { name: 'C', people: [gone] })).status).toBe(400)
  })

  it('many records: files bring titles separated by semicolons, and exports write them so', async () => {
    const map = {
      columns: [
        { column: 'Name', field: 'name' },
        { column: 'People', field: 'people' },
      ],
    }
    const csv = `Name,People\nX,Ann; Bob\nY,Ann；${ids.Bob}\nZ,Ann; Nobody\nT,Twin\nE,\n`
    const result = await importCsv(admin, 'parts', 'deal', new TextEncoder().encode(csv), map)
    expect(result).toMatchObject({ created: 3, failed: 2 })
    const { records } = await admin.ok(
      'GET',
      `${DEALS}?fields=name,people&sort=name&where=${encodeURIComponent('name in ["X", "Y", "E"]')}`,
    )
    expect(records.map((each: any) => each.people)).toEqual([null, [ids.Ann, ids.Bob], [ids.Ann, ids.Bob]])
    const { json } = await admin.send('GET', `${DEALS}/export?format=csv&fields=name,people&where=${encodeURIComponent('name == "X"')}`)
    expect(String(json)).toContain('Ann; Bob')
  })

  it('line items: what is wrong is told by row and column', async () => {
    const items = [{ product: 'A', price: 1.5, count: 2 }, { product: 'B' }, { price: 0.001, count: 0 }]
    const { status, json } = await admin.send('POST', DEALS, { name: 'L', items })
    expect(status).toBe(400)
    expect(json.problems.map((each: any) => each.path)).toEqual(['items.2.product', 'items.2.price', 'items.2.count'])
    expect(json.problems[1].message).toMatch(/^items: row 3, price: 0\.001 has more than 2 decimals/)
    const made = await admin.ok('POST', DEALS, { name: 'L', items: items.slice(0, 2) })
    const read = await admin.ok('GET', `${DEALS}/${made._id}`)
    expect(read.items).toEqual(items.slice(0, 2))
    // The database may turn the members of a row round; sent back as it is, nothing has changed.
    const turned = read.items.map((line: object) => Object.fromEntries(Object.entries(line).reverse()))
    const same = await admin.ok('PATCH', `${DEALS}/${made._id}`, { items: turned, _version: made._version })
    expect(same._version).toBe(made._version)
    await admin.ok('PATCH', `${DEALS}/${made._id}`, { items: [], _version: made._version })
    expect((await admin.ok('GET', `${DEALS}/${made._id}`)).items).toBeNull()
  })

  it('line items: files bring and exports write one line per row; lists cannot be sorted by them', async () => {
    const map = {
      columns: [
        { column: 'Name', field: 'name' },
        { column: 'Items', field: 'items' },
      ],
    }
    const csv = 'Name,Items\nP,"Server,1200.50,2\n""Disk, big"",,3"\nQ,"Server,x,2"\n'
    const result = await importCsv(admin, 'parts', 'deal', new TextEncoder().encode(csv), map)
    expect(result).toMatchObject({ created: 1, failed: 1 })
    const { records } = await admin.ok('GET', `${DEALS}?fields=items&where=${encodeURIComponent('items != null && name == "P"')}`)
    expect(records[0].items).toEqual([
      { product: 'Server', price: 1200.5, count: 2 },
      { product: 'Disk, big', count: 3 },
    ])
    const sorted = await admin.send('GET', `${DEALS}?sort=items`)
    expect([sorted.status, sorted.json.code]).toEqual([400, 'cannot_sort'])
    const compared = await admin.send('GET', `${DEALS}?where=${encodeURIComponent('items == items')}`)
    expect([compared.status, compared.json.code]).toEqual([400, 'type_mismatch'])
  })
})
