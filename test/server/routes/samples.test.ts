// Sample data and the first steps over HTTP, as the pages use them.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited, type Person } from './people.ts'

onBothDatabases('sample data over HTTP', (dialect) => {
  let place: Place
  let server: TestServer
  let rep: Person

  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
  })
  afterAll(async () => {
    await server.close()
    await place.remove()
  })

  it('says what a template brings', async () => {
    const { templates } = await server.admin.ok('GET', '/templates')
    const b2b = templates.find((each: any) => each.key === 'b2b')
    expect(b2b.stages.map((stage: any) => stage.type)).toEqual([...Array(6).fill('open'), 'won', 'lost'])
    expect(b2b.sample).toMatchObject({ deal: 300 })
    expect(b2b.modules.map((module: any) => module.key)).toEqual(['lead', 'account', 'contact', 'deal', 'activity'])
    expect(b2b.reports.length).toBeGreaterThan(10)
  })

  it('makes an app with it, in the chosen language and under the chosen name', async () => {
    const settings = { locale: 'en', timeZone: 'Europe/Berlin', currency: 'EUR' }
    const made = await server.admin.ok('POST', '/apps', { template: 'b2b', label: 'Acme CRM', settings, sample: true })
    expect(made).toMatchObject({ key: 'b2b', version: 1, sample: { deal: 300 } })
    expect((await server.admin.ok('GET', '/apps')).apps).toEqual([{ key: 'b2b', label: 'Acme CRM', version: 1 }])
    const { stages } = await server.admin.ok('GET', '/apps/b2b/records/deal/stages?view=board')
    for (const { stage, count } of stages) expect(count, stage).toBeGreaterThan(0)
    const { users } = await server.admin.ok('GET', '/users')
    const page = await server.admin.ok('GET', '/apps/b2b/records/deal?limit=5')
    for (const record of page.records) expect(record._owner).toBe(users[0].id)
    rep = await invited(server, 'rep', 'b2b', ['rep'])
  })

  it('tells how far the app is set up, from the data', async () => {
    const start = async () => server.admin.ok('GET', '/apps/b2b/start')
    expect(await start()).toMatchObject({
      settings: { locale: 'en', currency: 'EUR' },
      people: 2,
      invitations: 0,
      imported: false,
      own: false,
    })
    const { _id } = await server.admin.ok('POST', '/apps/b2b/records/account', { name: 'My own' })
    expect(await start()).toMatchObject({ own: true })
    await server.admin.ok('DELETE', `/apps/b2b/records/account/${_id}`)
    await server.admin.ok('POST', '/invitations', { email: 'new@example.com', roles: { b2b: ['rep'] } })
    expect(await start()).toMatchObject({ own: false, invitations: 1 })
    expect((await start()).sample).toBeGreaterThan(1000)
  })

  it('is for those who may design', async () => {
    for (const [method, path, body] of [
      ['GET', '/apps/b2b/start', undefined],
      ['GET', '/apps/b2b/sample', undefined],
      ['DELETE', '/apps/b2b/sample', { edited: 'remove' }],
    ] as const)
      expect((await rep.client.send(method, path, body)).status, `${method} ${path}`).toBe(403)
  })

  it('is removed after asking about what people changed, and only once', async () => {
    const { records } = await server.admin.ok('GET', `/apps/b2b/records/deal?where=${encodeURIComponent('_stage == "intent"')}&limit=1`)
    const [deal] = records
    await server.admin.ok('PATCH', `/apps/b2b/records/deal/${deal._id}`, { remark: 'Changed', _version: deal._version })
    const sample = await server.admin.ok('GET', '/apps/b2b/sample')
    expect(sample).toMatchObject({
      present: true,
      counts: { deal: 300 },
      edited: [{ module: 'deal', _id: deal._id, title: deal.name }],
      referred: [],
    })
    expect(await server.admin.send('DELETE', '/apps/b2b/sample', { edited: 'some' })).toMatchObject({
      status: 400,
      json: { code: 'not_allowed' },
    })
    expect(await server.admin.send('DELETE', '/apps/b2b/sample', { all: true })).toMatchObject({
      status: 400,
      json: { code: 'unknown_key' },
    })
    const asked = await server.admin.send('DELETE', '/apps/b2b/sample', {})
    expect(asked).toMatchObject({ status: 400, json: { code: 'decision_needed' } })
    const removal = await server.admin.ok('DELETE', '/apps/b2b/sample', { edited: 'keep' })
    expect(removal).toMatchObject({ removed: { deal: 299 }, kept: { deal: 1, account: 1 } })
    expect(await server.admin.ok('DELETE', '/apps/b2b/sample', { edited: 'keep' })).toEqual({ removed: {}, kept: {} })
    expect(await server.admin.ok('GET', '/apps/b2b/sample')).toEqual({ present: false, counts: {}, edited: [], referred: [] })
    expect((await server.admin.ok('GET', '/apps/b2b/records/deal?total=true')).total).toBe(1)
    expect((await server.admin.ok('GET', '/apps/b2b/records/lead?total=true&trash=true')).total).toBe(0)
    const report = await server.admin.ok('POST', '/apps/b2b/reports/run', { report: 'by_source' })
    expect(report.rows).toHaveLength(1)
  })
})
