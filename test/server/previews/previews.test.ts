// A preview is a copy one person tries the draft in: as one role, apart from all that is live, gone when its time is over.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { statement } from '../../../server/database/text.ts'
import { sweepPreviews } from '../../../server/previews/preview.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { gatedDefinition } from '../../helpers/gated.ts'
import { type Client, importCsv, startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited, type Person } from '../routes/people.ts'

const PREVIEW = '/apps/sales/preview'

onBothDatabases('previews', (dialect) => {
  let place: Place
  let server: TestServer
  let admin: Client
  let boss: Person
  let deal = ''
  let account = ''
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    admin = server.admin
    await admin.ok('POST', '/apps', { definition: gatedDefinition() })
    boss = await invited(server, `boss-${dialect}`, 'sales', ['manager'])
    account = (await admin.ok('POST', '/apps/sales/records/account', { name: 'Acme' }))._id
    deal = (await admin.ok('POST', '/apps/sales/records/deal', { name: 'Live deal', amount: 5, account, margin: 20 }))._id
    await admin.ok('POST', `/apps/sales/records/deal/${deal}/notes`, { text: 'A note' })
    await boss.client.ok('POST', '/apps/sales/records/deal', { name: 'Of the boss', account })
    await admin.ok('POST', '/apps/sales/draft', {
      since: 0,
      edits: [
        { kind: 'add', path: '/modules/deal/fields', item: { key: 'fresh', type: 'text', label: 'Fresh' } },
        { kind: 'remove', path: '/pipelines/main/stages/need' },
        { kind: 'remove', path: '/pipelines/main/transitions/to_quote' },
        { kind: 'set', path: '/pipelines/main/transitions/revive/to', value: ['quote'] },
      ],
    })
  })
  afterAll(async () => {
    await server.close()
    await place.remove()
  })
  const make = (client: Client, data: string, role: string) => client.ok('POST', PREVIEW, { data, role })

  it('copies what is live, publishes the draft in it with the first answers, and says so', async () => {
    const preview = await make(boss.client, 'live', 'manager')
    expect(preview.key).toMatch(/^_preview_[0-9a-f]{16}$/)
    expect(preview).toMatchObject({
      url: `/apps/${preview.key}`,
      role: 'manager',
      data: 'live',
      version: 1,
      copied: { deal: { copied: 2, of: 2 }, account: { copied: 1, of: 1 } },
      decisions: [{ key: 'stage:main:need', value: 'quote', label: { en: 'Quote', 'zh-CN': '报价' } }],
    })
    expect(Date.parse(preview.expiresAt) - Date.now()).toBeGreaterThan(23 * 3_600_000)
    const path = `/apps/${preview.key}`
    const { definition } = await boss.client.ok('GET', path)
    expect(definition.key).toBe(preview.key)
    expect(JSON.stringify(definition)).toContain('Fresh')
    const copied = await boss.client.ok('GET', `${path}/records/deal/${deal}`)
    expect(copied).toMatchObject({ name: 'Live deal', amount: 5, account, _stage: 'quote', margin: 20 })
    expect((await boss.client.ok('GET', `${path}/records/deal/${deal}/notes`)).notes).toMatchObject([{ text: 'A note' }])
    expect((await boss.client.ok('GET', `${path}/records/deal/${deal}/visits`)).visits).toHaveLength(1)
    expect((await boss.client.ok('GET', `${path}/records/deal/${deal}/history`)).history).toHaveLength(1)
    expect(await boss.client.ok('GET', PREVIEW)).toEqual(preview)
  })

  it('what is done in it stays in it, imports too', async () => {
    const { key } = await make(boss.client, 'live', 'manager')
    const path = `/apps/${key}/records/deal`
    const { _version } = await boss.client.ok('GET', `${path}/${deal}`)
    await boss.client.ok('PATCH', `${path}/${deal}`, { name: 'Changed', fresh: 'x', _version })
    await boss.client.ok('POST', path, { name: 'New here', decider: 'Li' })
    const columns = ['name', 'decider'].map((field) => ({ column: field, field }))
    const imported = await importCsv(boss.client, key, 'deal', new TextEncoder().encode('name,decider\nImported,Li\n'), { columns })
    expect(imported).toMatchObject({ state: 'done', created: 1 })
    expect((await boss.client.ok('GET', `${path}?total=true`)).total).toBe(4)
    expect(await admin.ok('GET', `/apps/sales/records/deal/${deal}`)).toMatchObject({ name: 'Live deal', _stage: 'need' })
    expect((await admin.ok('GET', '/apps/sales/records/deal?total=true')).total).toBe(2)
    expect((await admin.ok('GET', '/apps/sales/jobs')).jobs).toEqual([])
    expect(await admin.ok('GET', '/apps/sales/draft')).toMatchObject({ version: 1, live: 1 })
  })

  it('its owner acts with the one role, an administrator too', async () => {
    const { key } = await make(admin, 'live', 'rep')
    const deals = await admin.ok('GET', `/apps/${key}/records/deal`)
    expect(deals.records.map(({ name }: { name: string }) => name)).toEqual(['Live deal'])
    expect('margin' in deals.records[0]).toBe(false)
    expect((await admin.send('GET', `/apps/${key}/versions`)).status).toBe(403)
    expect((await admin.send('GET', `/apps/${key}`, undefined, { 'x-view-as': 'manager' })).status).toBe(403)
    const changed = await admin.ok('PATCH', PREVIEW, { role: 'manager' })
    expect(changed).toMatchObject({ key, role: 'manager' })
    expect((await admin.ok('GET', `/apps/${key}/records/deal?total=true`)).total).toBe(2)
    expect((await admin.send('PATCH', PREVIEW, { role: 'nobody' })).json).toMatchObject({ problems: [{ path: 'role' }] })
    expect((await admin.send('POST', `/apps/${key}/preview`, { data: 'none', role: 'rep' })).status).toBe(404)
  })

  it('nobody else comes in, nobody is told of it, and no API key reaches it', async () => {
    const { key } = await make(admin, 'live', 'manager')
    for (const path of ['', '/records/deal', `/records/deal/${deal}`, '/draft', '/live', '/search?text=deal', '/jobs']) {
      expect((await boss.client.send('GET', `/apps/${key}${path}`)).status, path).toBe(404)
      expect((await server.anonymous().send('GET', `/apps/${key}${path}`)).status, path).toBe(401)
    }
    for (const client of [boss.client, admin])
      expect((await client.ok('GET', '/apps')).apps.map((app: { key: string }) => app.key)).toEqual(['sales'])
    const rep = await invited(server, `rep-${dialect}`, 'sales', ['rep'])
    expect((await rep.client.send('POST', PREVIEW, { data: 'none', role: 'rep' })).status).toBe(403)
    expect((await rep.client.send('GET', `/apps/${key}`)).status).toBe(404)
    const made = await admin.ok('POST', '/me/keys', { name: 'x', days: 1 })
    const bearer = { authorization: `Bearer ${made.key}`, cookie: '' }
    expect((await server.anonymous().send('GET', '/apps/sales', undefined, bearer)).status).toBe(200)
    expect((await server.anonymous().send('GET', `/apps/${key}`, undefined, bearer)).status).toBe(404)
    for (const odd of ['_preview_', '_preview_0000000000000000', '_preview_../../sales', '_preview_ABCDEF0123456789'])
      expect((await admin.send('GET', `/apps/${encodeURIComponent(odd)}`)).status, odd).toBe(404)
  })

  it('there is one per person and app; asked for anew, the old one is gone; it goes when asked or when its time is over', async () => {
    const first = await make(admin, 'live', 'manager')
    const theirs = await make(boss.client, 'none', 'manager')
    const second = await make(admin, 'none', 'manager')
    expect((await admin.send('GET', `/apps/${first.key}`)).status).toBe(404)
    expect((await admin.ok('GET', `/apps/${second.key}/records/deal?total=true`)).total).toBe(0)
    expect((await boss.client.send('GET', `/apps/${theirs.key}`)).status).toBe(200)
    expect(await admin.ok('DELETE', PREVIEW)).toEqual({ removed: true })
    expect(await admin.ok('DELETE', PREVIEW)).toEqual({ removed: false })
    expect(await admin.ok('GET', PREVIEW)).toEqual({ key: null })
    expect((await admin.send('GET', `/apps/${second.key}`)).status).toBe(404)
    const { services } = server.server
    await sweepPreviews(services, Date.now() + 23 * 3_600_000)
    expect(await services.store.copyKeys()).toEqual([theirs.key])
    await sweepPreviews(services, Date.now() + 25 * 3_600_000)
    expect(await services.store.copyKeys()).toEqual([])
    expect((await boss.client.send('GET', `/apps/${theirs.key}`)).status).toBe(404)
  })

  it('a draft that cannot be published leaves nothing behind', async () => {
    const { version } = await admin.ok('GET', '/apps/sales/draft')
    const edits = [{ kind: 'set', path: '/modules/deal/title', value: 'nothing' }]
    await admin.ok('POST', '/apps/sales/draft', { since: version, edits })
    const refused = await admin.send('POST', PREVIEW, { data: 'live', role: 'rep' })
    expect(refused).toMatchObject({ status: 400, json: { problems: [{ path: '/modules/deal/title' }] } })
    const mended = [
      { kind: 'set', path: '/modules/deal/title', value: 'name' },
      { kind: 'set', path: '/modules/deal/fields/account/unique', value: true },
    ]
    await admin.ok('POST', '/apps/sales/draft', { since: version + 1, edits: mended })
    const twice = await admin.send('POST', PREVIEW, { data: 'live', role: 'rep' })
    expect(twice).toMatchObject({ status: 400, json: { problems: [{ code: 'not_unique' }] } })
    expect((await admin.send('POST', PREVIEW, { data: 'live', role: 'nobody' })).json).toMatchObject({ problems: [{ path: 'role' }] })
    expect((await admin.send('POST', PREVIEW, { data: 'all', role: 'rep' })).json).toMatchObject({ problems: [{ path: 'data' }] })
    expect(await server.server.services.store.copyKeys()).toEqual([])
  })

  it('takes sample records alone, or those of the template the app was made from', async () => {
    await admin.ok('POST', '/apps', { template: 'b2b', key: 'demo', sample: true })
    await admin.ok('POST', '/apps/demo/records/account', { name: 'A real one' })
    const preview = await admin.ok('POST', '/apps/demo/preview', { data: 'sample', role: 'manager' })
    const live = (await admin.ok('GET', '/apps/demo/records/account?total=true')).total
    expect(preview.copied.account.copied).toBe(live - 1)
    expect(preview.copied.deal.copied).toBeGreaterThan(10)
    const seen = await admin.ok('GET', `/apps/${preview.key}/records/account?total=true&limit=5`)
    expect(seen.total).toBe(live - 1)
    const full = await admin.ok('POST', '/apps/demo/preview', { data: 'live', role: 'manager' })
    expect(full.copied.account).toEqual({ copied: live, of: live })
    await admin.ok('POST', '/apps', { template: 'b2b', key: 'bare' })
    const loaded = await admin.ok('POST', '/apps/bare/preview', { data: 'sample', role: 'manager' })
    expect(loaded.copied.deal.copied).toBeGreaterThan(10)
    expect((await admin.ok('GET', '/apps/bare/records/deal?total=true')).total).toBe(0)
  })

  it('takes the newest records and what they refer to; relations to what stays behind are empty', async () => {
    await admin.ok('POST', '/apps', { definition: { ...gatedDefinition(), key: 'big' } })
    const db = (await server.server.services.apps.get('big'))!.db
    const old = (await admin.ok('POST', '/apps/big/records/account', { name: 'Old but needed' }))._id
    await admin.ok('POST', '/apps/big/records/account', { name: 'Old' })
    const json = JSON.stringify(Array.from({ length: 5100 }, (_, index) => index))
    const each = dialect === 'sqlite' ? 'SELECT value AS n FROM json_each(?)' : 'SELECT jsonb_array_elements_text(?::jsonb)AS n'
    const id = dialect === 'sqlite' ? `printf('ffffffff-0000-7000-8000-%012d', n)` : `'ffffffff-0000-7000-8000-' || lpad(n, 12, '0')`
    const columns = '"_id", "_version", "_created_at", "_updated_at", "name"'
    await db.run(statement(dialect, `INSERT INTO "account" (${columns}) SELECT ${id}, 1, 0, 0, 'n' || n FROM (${each}) AS e`, [json]))
    const needing = (await admin.ok('POST', '/apps/big/records/deal', { name: 'Needs it', account: old }))._id
    const path = '/apps/big/records/meeting'
    // Whoever works in the live app meanwhile is not kept waiting.
    const [preview, ...written] = await Promise.all([
      admin.ok('POST', '/apps/big/preview', { data: 'live', role: 'manager' }),
      ...Array.from({ length: 25 }, (_, index) => admin.send('POST', path, { subject: `Meanwhile ${index}` })),
    ])
    expect(written.map(({ status }) => status)).toEqual(written.map(() => 201))
    expect(preview.copied.account).toEqual({ copied: 5001, of: 5102 })
    expect(await admin.ok('GET', `/apps/${preview.key}/records/deal/${needing}`)).toMatchObject({ account: old })
  })

  it('of live data is for those who may publish: a role of the draft alone may see more than any that is live', async () => {
    const studio = gatedDefinition()
    const roles = [...studio.roles!, { key: 'designer', design: true, modules: [{ module: '*', read: 'own' }] }]
    await admin.ok('POST', '/apps', { definition: { ...studio, key: 'studio', roles } })
    const designer = await invited(server, `designer-${dialect}`, 'studio', ['designer'])
    const path = '/apps/studio/preview'
    const refused = await designer.client.send('POST', path, { data: 'live', role: 'designer' })
    expect([refused.status, refused.json.problems[0]]).toMatchObject([403, { path: 'data', code: 'forbidden' }])
    expect((await designer.client.send('POST', path, { data: 'none', role: 'designer' })).status).toBe(201)
    expect((await admin.send('POST', path, { data: 'live', role: 'designer' })).status).toBe(201)
  })
})
