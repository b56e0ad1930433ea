// What someone may not change stays as it is, to the last row: every changing route against everyone who may not use it, and members nobody may set.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import type { Database } from '../../../server/database/database.ts'
import { statement } from '../../../server/database/text.ts'
import { ROUTES } from '../../../server/routes/index.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { ADMIN, type Client, startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited, type Person, pathOf } from './people.ts'

/** With a role that only looks, and one that changes nothing of others. */
function definition(): AppDefinition {
  const sales = salesDefinition()
  const roles = [
    ...sales.roles!,
    { key: 'reader', label: 'Reader', modules: [{ module: '*', read: 'all' as const }] },
    {
      key: 'mine',
      label: 'Mine',
      modules: [{ module: '*', create: true, read: 'all' as const, update: 'own' as const, delete: 'own' as const }],
    },
  ]
  return { ...sales, roles }
}

onBothDatabases('forbidden changes', (dialect) => {
  let place: Place
  let server: TestServer
  const people: Record<string, Client> = {}
  let ann: Person
  let values: Record<string, string>
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    const { admin } = server
    await admin.ok('POST', '/apps', { definition: definition() })
    const account = (await admin.ok('POST', '/apps/sales/records/account', { name: 'Acme', industry: 'it' }))._id
    const deal = (await admin.ok('POST', '/apps/sales/records/deal', { name: 'Deal', amount: 5, account }))._id
    await admin.ok('PATCH', `/apps/sales/records/deal/${deal}`, { _stage: 'quote', _version: 1 })
    const team = (await admin.ok('POST', '/teams', { name: 'Team', members: [] })).id
    ann = await invited(server, 'ann', 'sales', ['manager'])
    const { upload } = await admin.upload('/apps/sales/imports/deal/upload', new TextEncoder().encode('Name\nImported\n'))
    const { job } = await admin.ok('POST', '/apps/sales/imports/deal', { upload, map: { columns: [{ column: 'Name', field: 'name' }] } })
    while ((await admin.ok('GET', `/apps/sales/jobs/${job}`)).state !== 'done') await new Promise((resolve) => setTimeout(resolve, 20))
    const invitation =
      (await admin.ok('POST', '/invitations', { email: 'later@example.com' })) && (await admin.ok('GET', '/invitations')).invitations[0].id
    const session = (await admin.ok('GET', '/me/sessions')).sessions[0].id
    const own = (await admin.ok('POST', '/apps/sales/views', { module: 'deal', label: 'Own', view: { type: 'list', fields: ['name'] } })).id
    const sharedView = { module: 'deal', label: 'Shared', shared: true, view: { type: 'list', fields: ['name'] } }
    const shared = (await admin.ok('POST', '/apps/sales/views', sharedView)).id
    const note = (await admin.ok('POST', `/apps/sales/records/deal/${deal}/notes`, { text: 'By the admin' })).id
    values = {
      app: 'sales',
      module: 'deal',
      number: '1',
      token: 'x',
      record: deal,
      team,
      job,
      invitation,
      session,
      user: ann.id,
      upload,
      own,
      shared,
      note,
    }
    people.anonymous = server.anonymous()
    people.outsider = (await invited(server, 'outsider', 'elsewhere', ['manager'])).client
    people.reader = (await invited(server, 'reader', 'sales', ['reader'])).client
    people.mine = (await invited(server, 'mine', 'sales', ['mine'])).client
    people.rep = (await invited(server, 'rep', 'sales', ['rep'])).client
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })

  async function tablesOf(db: Database): Promise<string[]> {
    const names =
      dialect === 'sqlite'
        ? `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'`
        : 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()'
    return (await db.all(statement(dialect, names))).map((row) => String(row.name)).sort()
  }
  /** One hash over every row of every table but the counted attempts. */
  async function everything(): Promise<string> {
    const { store, apps } = server.server.services
    const hash = createHash('sha256')
    for (const db of [store.installation, (await apps.get('sales'))!.db]) {
      for (const name of await tablesOf(db)) {
        if (name === '_attempt') continue
        const rows = (await db.all(statement(dialect, `SELECT * FROM "${name}"`))).map((row) => JSON.stringify(row)).sort()
        hash.update(`${name} ${rows.length} ${rows.join('\n')}\n`)
      }
    }
    return `${hash.digest('hex')} ${(await store.appKeys()).join()}`
  }

  const record = (more: object) => ({ ...more, _version: 2 })
  const ID: Record<string, string> = {
    '/users/:id': 'user',
    '/invitations/:id': 'invitation',
    '/teams/:id': 'team',
    '/me/sessions/:id': 'session',
    '/apps/:app/imports/:id/undo': 'job',
    '/apps/:app/imports/:id/fix': 'job',
    '/apps/:app/jobs/:id/cancel': 'job',
    '/apps/:app/views/:id': 'shared',
  }
  const bodies = (): Record<string, unknown[]> => ({
    'PATCH /me': [{ name: 'Changed' }],
    'POST /me/password': [{ current: ADMIN.password, password: 'another password' }],
    'PATCH /users/:id': [{ admin: true }, { disabled: true }, { roles: { sales: ['manager'] } }],
    'POST /invitations': [{ email: 'new@example.com', admin: true }],
    'POST /teams': [{ name: 'New', members: [ann.id] }],
    'PATCH /teams/:id': [{ name: 'Changed', members: [ann.id] }],
    'POST /apps': [{ blank: {}, key: 'blank' }, { template: 'blank' }],
    'POST /apps/:app/plan': [{ definition: definition() }],
    'POST /apps/:app/publish': [{ definition: { ...definition(), label: 'Changed' } }],
    'POST /apps/:app/versions/:number/revert': [{}],
    'POST /apps/:app/records/:module': [{ name: 'New' }],
    'POST /apps/:app/records/:module/bulk': [
      { action: 'create', records: [{ name: 'New' }] },
      { action: 'update', records: [{ _id: values.record, _version: 2 }], values: { name: 'Changed' } },
      { action: 'update', records: [{ _id: values.record, _version: 2, _owner: null }] },
      { action: 'delete', records: [{ _id: values.record }] },
      { action: 'restore', records: [{ _id: values.record }] },
    ],
    'PATCH /apps/:app/records/:module/:id': [record({ name: 'Changed' }), record({ _stage: 'won' }), record({ _owner: ann.id })],
    'POST /apps/:app/views': [{ module: 'deal', label: 'New', shared: true, view: { type: 'list', fields: ['name'] } }],
    'PATCH /apps/:app/views/:id': [
      { version: 1, label: 'Changed' },
      { version: 1, shared: false },
    ],
    'PUT /apps/:app/preferences/:name': [{ value: [1] }],
    'POST /apps/:app/records/:module/:id/notes': [{ text: `Hello @[${ann.id}]` }],
    'PATCH /apps/:app/records/:module/:id/notes/:note': [{ text: 'Changed' }],
    'POST /apps/:app/notifications/read': [{ all: true }],
    'POST /apps/:app/imports/:module/preview': [{ upload: values.upload }],
    'POST /apps/:app/imports/:id/fix': [{ cells: [{ line: 2, column: 'Name', value: 'Changed' }] }],
    'POST /apps/:app/imports/:module': [{ upload: values.upload, map: { columns: [{ column: 'Name', field: 'name' }] } }],
  })
  /** What these people may do all the same. */
  const OWN = ['POST /apps/:app/views', 'PUT /apps/:app/preferences/:name', 'POST /apps/:app/notifications/read']
  const allowed = (who: string, route: string, body: any) =>
    (OWN.includes(route) && ['reader', 'mine', 'rep'].includes(who)) ||
    (route === 'POST /apps/:app/records/:module/:id/notes' && ['reader', 'mine'].includes(who)) ||
    (who !== 'anonymous' && (route.includes(' /me') ? !route.includes(':id') : false)) ||
    (who === 'mine' || who === 'rep' ? route === 'POST /apps/:app/records/:module' || body?.action === 'create' : false)

  it('leave every table as it was', async () => {
    const wrong: string[] = []
    let tried = 0
    const mutating = ROUTES.filter(
      ({ method, permission, path }) => method !== 'GET' && permission !== 'public' && !path.startsWith('/apps/:app/reports'),
    )
    const before = await everything()
    for (const route of mutating) {
      const name = `${route.method} ${route.path}`
      const path = pathOf(route, { ...values, id: values[ID[route.path] ?? 'record']! })
      for (const body of bodies()[name] ?? [undefined]) {
        for (const [who, client] of Object.entries(people)) {
          if (allowed(who, name, body)) continue
          const { status, json } = await client.send(route.method, path, body)
          tried += 1
          const refusedEach = route.path.endsWith('/bulk') && status === 200 && json.results.every((each: any) => each.problems?.length > 0)
          if (![400, 401, 403, 404, 409].includes(status) && !refusedEach)
            wrong.push(`${who}: ${name} ${JSON.stringify(body)}: ${status} ${JSON.stringify(json).slice(0, 200)}`)
        }
      }
      const after = await everything()
      if (after !== before) {
        wrong.push(`${name} changed something`)
        break
      }
    }
    console.log(
      `${dialect}: ${tried} forbidden changes on ${mutating.length} routes by ${Object.keys(people).length} people, ${wrong.length} went through`,
    )
    expect(wrong).toEqual([])
    expect(tried).toBeGreaterThan(100)
  })

  it('of members nobody may set are refused, whoever sends them', async () => {
    const keys: Record<string, unknown> = {
      id: 'x',
      _id: '01900000-0000-7000-8000-000000000000',
      uuid: 'x',
      created_by: ann.id,
      _created_by: ann.id,
      _updated_by: ann.id,
      _created_at: '2020-01-01T00:00:00.000Z',
      _updated_at: '2020-01-01T00:00:00.000Z',
      _stage_at: '2020-01-01T00:00:00.000Z',
      _deleted_at: '2020-01-01T00:00:00.000Z',
      deleted_at: 1,
      _import: 'x',
      _titles: {},
      owner: ann.id,
      role: 'manager',
      is_admin: true,
      isAdmin: true,
      version: 99,
      app_id: 'x',
      tenantId: 'x',
      module: 'account',
      password: 'xxxxxxxx',
      password_hash: 'x',
      number: 'D-9999',
      __proto__x: 1,
      constructor: {},
    }
    const text = (body: object, key: string, value: unknown) =>
      `${JSON.stringify(body).slice(0, -1)},${JSON.stringify(key)}:${JSON.stringify(value)}}`
    const targets: [string, string, object][] = [
      ['POST', '/apps/sales/records/deal', { name: 'New' }],
      ['PATCH', `/apps/sales/records/deal/${values.record}`, { name: 'Changed', _version: 2 }],
      ['PATCH', '/me', { locale: 'en' }],
      ['PATCH', `/users/${ann.id}`, { disabled: false }],
      ['POST', '/teams', { name: 'New', members: [] }],
      ['PATCH', `/teams/${values.team}`, { name: 'Changed', members: [] }],
      ['POST', '/invitations', { email: 'x@example.com' }],
      ['POST', '/apps/sales/publish', { definition: definition() }],
      ['POST', '/apps/sales/imports/deal', { upload: values.upload, map: {} }],
    ]
    const before = await everything()
    let tried = 0
    const send = (client: Client, method: string, path: string, body: string) =>
      fetch(`${server.server.url}/api/v1${path}`, { method, headers: { cookie: client.cookie, 'content-type': 'application/json' }, body })
    for (const client of [server.admin, people.mine!, people.rep!]) {
      for (const [key, value] of [...Object.entries(keys), ['__proto__', { admin: true }] as const]) {
        for (const [method, path, body] of targets) {
          const answer = await send(client, method, path, text(body, key, value))
          expect([400, 403, 404], `${method} ${path} ${key}: ${answer.status}`).toContain(answer.status)
          tried += 1
        }
        const bulk = await send(
          client,
          'POST',
          '/apps/sales/records/deal/bulk',
          `{"action":"create","records":[${text({ name: 'Bulk' }, key, value)}]}`,
        )
        const { results, problems } = (await bulk.json()) as any
        // A key no body may have refuses the whole request, any other the record that has it.
        expect((results?.[0].problems ?? problems)?.length, `bulk ${key}`).toBeGreaterThan(0)
        tried += 1
      }
    }
    expect(await everything()).toBe(before)
    expect(({} as any).admin).toBeUndefined()
    console.log(`${dialect}: ${tried} requests with members nobody may set, none was taken`)
  })

  it('thirty people edit one record at once: each edit is in the record or was refused by the name of its field', async () => {
    const { admin } = server
    const id = (await admin.ok('POST', '/apps/sales/records/deal', { name: 'Shared', amount: 1, tags: ['a'], closes: '2026-01-01' }))._id
    const path = `/apps/sales/records/deal/${id}`
    const fields: Record<string, (index: number) => unknown> = {
      amount: (index) => 1000 + index,
      name: (index) => `By ${index}`,
      tags: (index) => [`t${index}`],
      closes: (index) => `2026-02-${String(1 + (index % 28)).padStart(2, '0')}`,
      _stage: () => 'quote',
    }
    const names = Object.keys(fields)
    const edits = Array.from({ length: 30 }, (_, index) => ({
      field: names[index % names.length]!,
      value: fields[names[index % names.length]!]!(index),
    }))
    const answers = await Promise.all(edits.map(({ field, value }) => admin.send('PATCH', path, { [field]: value, _version: 1 })))
    const now = await admin.ok('GET', path)
    let refused = 0
    for (const [index, { status, json }] of answers.entries()) {
      const { field, value } = edits[index]!
      if (status === 200) {
        expect(now[field], field).toEqual(value)
        continue
      }
      refused += 1
      expect(status, JSON.stringify(json)).toBe(409)
      expect(json.problems[0].clashes).toMatchObject([{ field, yours: value, theirs: now[field] }])
      // What was refused has not gone in.
      expect(now[field]).not.toEqual(value)
    }
    // Same stage by all: the first moves, the others find it done.
    expect(new Set(edits.filter((_, index) => answers[index]!.status === 200).map(({ field }) => field))).toEqual(new Set(names))
    expect(now._version).toBe(1 + names.length)
    const { history } = await admin.ok('GET', `${path}/history`)
    expect(history.length).toBe(1 + names.length)
    console.log(`${dialect}: 30 edits of one record, ${30 - refused} in it, ${refused} refused by field, 0 lost`)
  })
})
