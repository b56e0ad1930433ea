// Who may ask what the builder asks: nothing of it is for people without the right to design, and designing is not publishing.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { canonicalText } from '../../../runtime/definition/canonical.ts'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { ROUTES } from '../../../server/routes/index.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { type Client, startTestServer, type TestServer } from '../../helpers/server.ts'
import { handmade } from '../definitions/mutations.ts'
import { invited, pathOf } from './people.ts'

/** With a role that designs and does not publish. */
function definition(): AppDefinition {
  const sales = salesDefinition()
  const drawer = { key: 'drawer', label: 'Drawer', design: true, modules: [{ module: '*', read: 'all' as const }] }
  return { ...sales, roles: [...sales.roles!, drawer] }
}

const RENAMED = { ...definition(), label: 'Canary' }

onBothDatabases('the doors of the builder', (dialect) => {
  let place: Place
  let server: TestServer
  let drawer: Client
  let deal = ''
  const people: Record<string, Client> = {}
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    const { admin } = server
    await admin.ok('POST', '/apps', { definition: definition() })
    await admin.ok('POST', '/apps/sales/publish', { definition: { ...definition(), label: 'Second' } })
    deal = (await admin.ok('POST', '/apps/sales/records/deal', { name: 'Canary', amount: 5 }))._id
    await admin.ok('POST', '/apps/sales/draft', { since: 0, edits: [{ kind: 'set', path: '/label', value: 'Canary' }] })
    people.anonymous = server.anonymous()
    people.outsider = (await invited(server, 'outsider', 'elsewhere', ['manager'])).client
    people.rep = (await invited(server, 'rep', 'sales', ['rep'])).client
    drawer = (await invited(server, 'drawer', 'sales', ['drawer'])).client
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })

  const live = async () => {
    const { versions } = await server.admin.ok('GET', '/apps/sales/versions')
    return `${versions.length} ${canonicalText(await server.admin.ok('GET', '/apps/sales/export'))}`
  }
  const draft = () => server.admin.ok('GET', '/apps/sales/draft')
  /** What each route takes when all is well, so that only the missing right can refuse it. */
  const BODIES: Readonly<Record<string, object>> = {
    'POST /apps/:app/plan': { definition: RENAMED },
    'POST /apps/:app/publish': { definition: RENAMED },
    'POST /apps/:app/versions/:number/revert': {},
    'POST /apps/:app/draft': { since: 1, edits: [{ kind: 'set', path: '/label', value: 'Theirs' }] },
    'POST /apps/:app/draft/problems': {},
    'POST /apps/:app/draft/plan': {},
    'POST /apps/:app/draft/publish': { version: 1, base: 2 },
    'POST /apps/:app/draft/rebase': { version: 1 },
    'POST /apps/:app/draft/import': { definition: RENAMED },
    'POST /apps/:app/try': { module: 'deal', expression: 'amount > 1.00' },
    'POST /apps/:app/scores/try': { scorecard: { key: 's', module: 'deal', rules: [{ key: 'r', when: 'amount > 1.00', points: 1 }] } },
    'POST /apps/:app/preview': { data: 'none', role: 'rep' },
    'PATCH /apps/:app/preview': { role: 'rep' },
  }
  const QUERIES: Readonly<Record<string, string>> = {
    'DELETE /apps/:app/draft': '?version=1',
    'GET /apps/:app/draft/edits': '?since=0',
  }

  it('are closed to whoever may not design, in one answer that tells nothing', async () => {
    const designing = ROUTES.filter(({ permission }) => permission === 'design' || permission === 'publish')
    const before = [await live(), JSON.stringify(await draft())]
    for (const route of designing) {
      const name = `${route.method} ${route.path}`
      const path = pathOf(route, { app: 'sales', module: 'deal', number: '1', id: deal }) + (QUERIES[name] ?? '')
      for (const [who, client] of Object.entries(people)) {
        const { status, json } = await client.send(route.method, path, BODIES[name])
        expect(status, `${who}: ${name}`).toBe(who === 'anonymous' ? 401 : who === 'outsider' ? 404 : 403)
        expect(JSON.stringify(json), `${who}: ${name}`).not.toContain('Canary')
      }
    }
    expect([await live(), JSON.stringify(await draft())]).toEqual(before)
    // Whoever may design is let in by the same words: it was the right that was missing.
    for (const [name, body] of Object.entries(BODIES).filter(([each]) => /\/(plan|problems|import|try)$/.test(each))) {
      const [method, path] = name.replace(':app', 'sales').split(' ') as [string, string]
      expect((await drawer.send(method, path, body)).status, name).toBe(200)
    }
    console.log(`${dialect}: ${designing.length} routes of designers are closed to ${Object.keys(people).length} others`)
  })

  it('lead a designer to no publication', async () => {
    const before = await live()
    const publishing = ROUTES.filter(({ permission }) => permission === 'publish').map(({ method, path }) => `${method} ${path}`)
    expect(publishing.sort()).toEqual([
      'POST /apps/:app/draft/publish',
      'POST /apps/:app/publish',
      'POST /apps/:app/versions/:number/revert',
    ])
    for (const name of publishing) {
      const [method, path] = name.replace(':app', 'sales').replace(':number', '1').split(' ') as [string, string]
      expect(await drawer.send(method, path, BODIES[name]), name).toMatchObject({ status: 403 })
    }
    // Nor by way of a new app, a copy of the live data, or the copy itself.
    expect((await drawer.send('POST', '/apps', { definition: RENAMED })).status).toBe(403)
    expect((await drawer.send('POST', '/apps/sales/preview', { data: 'live', role: 'rep' })).status).toBe(403)
    const { key } = await drawer.ok('POST', '/apps/sales/preview', { data: 'none', role: 'manager' })
    for (const name of publishing) {
      const [method, path] = name.replace(':app', key).replace(':number', '1').split(' ') as [string, string]
      expect((await drawer.send(method, path, BODIES[name])).status, `${name} of the copy`).toBeGreaterThanOrEqual(400)
    }
    // A right that only the draft gives is none.
    const { version } = await draft()
    await drawer.ok('POST', '/apps/sales/draft', { since: version, edits: [{ kind: 'set', path: '/roles/drawer/publish', value: true }] })
    const now = await draft()
    expect((await drawer.send('POST', '/apps/sales/draft/publish', { version: now.version, base: now.base })).status).toBe(403)
    expect(await live()).toBe(before)
  })

  it('take no definition in through the draft that the front door refuses', async () => {
    const before = await live()
    const raw = (path: string, body: string) =>
      fetch(`${server.server.url}/api/v1${path}`, {
        method: 'POST',
        headers: { cookie: server.admin.cookie, 'content-type': 'application/json', 'accept-language': 'en' },
        body,
      })
    const cases = Object.entries(handmade(definition()))
    const outcomes = { refused: 0, problems: 0, clean: 0 }
    for (const [name, text] of cases) {
      const asked = await raw('/apps/sales/draft/import', `{"definition":${text}}`)
      const told = (await asked.json()) as any
      expect([200, 400, 413], `${name}: ${asked.status}`).toContain(asked.status)
      const direct = await raw('/apps/sales/plan', `{"definition":${text}}`)
      // The plan of the front door knows the same faults.
      const faulty = direct.status !== 200
      if (asked.status !== 200) outcomes.refused += 1
      else if (told.problems.length > 0) outcomes.problems += 1
      else outcomes.clean += 1
      expect(asked.status !== 200 || told.problems.length > 0, `${name}: ${JSON.stringify(told).slice(0, 200)}`).toBe(faulty)
      // As an edit of the whole it can be kept, never published.
      const { version, base } = await draft()
      const edited = await raw('/apps/sales/draft', `{"since":${version},"edits":[{"kind":"set","path":"","value":${text}}]}`)
      if (edited.status === 200 && faulty) {
        const published = await server.admin.send('POST', '/apps/sales/draft/publish', { version: version + 1, base })
        expect(published.status, `${name} published`).toBeGreaterThanOrEqual(400)
      }
      expect(edited.status, `${name} edited`).toBeLessThan(500)
      expect(Object.keys(Object.prototype)).toEqual([])
      expect(({} as any).polluted).toBeUndefined()
      const after = await draft()
      if (after.version > 0) await server.admin.ok('DELETE', `/apps/sales/draft?version=${after.version}`)
    }
    for (const path of [
      '/__proto__/polluted',
      '/constructor/prototype/polluted',
      '/modules/__proto__/polluted',
      '/modules/deal/__proto__/polluted',
    ]) {
      const { version } = await draft()
      const { status } = await server.admin.send('POST', '/apps/sales/draft', { since: version, edits: [{ kind: 'set', path, value: 1 }] })
      expect(status, path).toBeLessThan(500)
      expect(({} as any).polluted, path).toBeUndefined()
      expect(([] as any).polluted, path).toBeUndefined()
    }
    expect(await live()).toBe(before)
    console.log(`${dialect}: ${cases.length} definitions made by hand through the draft: ${JSON.stringify(outcomes)}`)
  })
})
