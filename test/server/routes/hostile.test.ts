// Hostile texts and unknown keys on every parameter, body member and path parameter: a refusal that explains itself or an honest answer, never a fault.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROUTES } from '../../../server/routes/index.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import type { Client } from '../../helpers/server.ts'
import { importCsv, startTestServer, type TestServer } from '../../helpers/server.ts'
import { HOSTILE } from './hostile.ts'
import { invited, type Person, pathOf } from './people.ts'

/** Half a character cannot travel in an address. */
const sendable = (text: string) => Buffer.from(text).toString()

type Shot = readonly [method: string, path: string, body?: unknown]
const AT_ONCE = 12

onBothDatabases('hostile requests', (dialect) => {
  let place: Place
  let server: TestServer
  let rep: Person
  let deal: string
  /** An import with a line that failed. */
  let job: string
  const faults: unknown[] = []
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place, (entry: any) => (entry.level === 'error' ? faults.push(entry) : undefined))
    await server.admin.ok('POST', '/apps', { definition: salesDefinition() })
    rep = await invited(server, 'rep', 'sales', ['rep'])
    const account = (await server.admin.ok('POST', '/apps/sales/records/account', { name: 'Acme', industry: 'it', secret: 's' }))._id
    deal = (await rep.client.ok('POST', '/apps/sales/records/deal', { name: 'Deal', amount: 5, account, tags: ['a'] }))._id
    await rep.client.ok('POST', '/apps/sales/records/deal', { name: 'Other', amount: 7, closes: '2026-01-02' })
    const columns = ['Name', 'Amount'].map((column) => ({ column, field: column.toLowerCase() }))
    job = (await importCsv(server.admin, 'sales', 'deal', new TextEncoder().encode('Name,Amount\nBad,x\n'), { columns }, { dryRun: true }))
      .job
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })

  async function shoot(client: Client, shots: readonly Shot[]): Promise<Map<number, number>> {
    const statuses = new Map<number, number>()
    const wrong: string[] = []
    for (let at = 0; at < shots.length; at += AT_ONCE) {
      await Promise.all(
        shots.slice(at, at + AT_ONCE).map(async ([method, path, body]) => {
          const { status, json } = await client.send(method, path, body)
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
          const explained = status < 400 || (json.code && json.problems?.every((each: any) => each.code && each.message))
          if (status >= 500 || !explained)
            wrong.push(
              `${method} ${path.slice(0, 200)} ${JSON.stringify(body ?? '').slice(0, 300)}: ${status} ${JSON.stringify(json).slice(0, 120)} ${(faults.at(-1) as any)?.error?.slice(0, 400) ?? ''}`,
            )
        }),
      )
    }
    expect(
      wrong.length,
      `${wrong.length} faults:\n${[...new Map(wrong.map((each) => [each.slice(0, 60), each])).values()].slice(0, 15).join('\n')}`,
    ).toBe(0)
    return statuses
  }
  const count = (statuses: ReadonlyMap<number, number>) =>
    `${[...statuses.values()].reduce((sum, each) => sum + each, 0)} requests, ${JSON.stringify(Object.fromEntries(statuses))}`

  it('in every parameter of lists and boards', async () => {
    const list = '/apps/sales/records/deal'
    const shots = HOSTILE.flatMap((text): Shot[] => {
      const value = encodeURIComponent(sendable(text))
      const names = ['fields', 'view', 'where', 'sort', 'search', 'limit', 'after', 'skip', 'total', 'trash']
      return [
        ...names.map((name): Shot => ['GET', `${list}?${name}=${value}`]),
        ['GET', `${list}?sort=amount&after=${value}`],
        ['GET', `${list}?sort=closes,-_created_at&after=${value}`],
        ...['view', 'where', 'search'].map((name): Shot => ['GET', `${list}/stages?${name}=${value}`]),
      ]
    })
    console.log(`${dialect}: lists and boards: ${count(await shoot(rep.client, shots))}`)
  })

  it('in every member of a report and of what opens it', async () => {
    const base = {
      key: 'r',
      type: 'table',
      module: 'deal',
      groups: [{ key: 'g', by: '_stage' }],
      measures: [{ key: 'n', aggregate: 'count' }],
    }
    const shots = HOSTILE.flatMap((text): Shot[] => {
      const definitions = [
        { ...base, module: text },
        { ...base, type: text },
        { ...base, key: text },
        { ...base, where: text },
        { ...base, groups: [{ key: text, by: '_stage' }] },
        { ...base, groups: [{ key: 'g', by: text }] },
        { ...base, groups: [{ key: 'g', by: '_created_at', bucket: text }] },
        { ...base, measures: [{ key: text, aggregate: 'count' }] },
        { ...base, measures: [{ key: 'n', aggregate: text }] },
        { ...base, measures: [{ key: 'n', aggregate: 'sum', value: text }] },
        { ...base, measures: [{ key: 'n', aggregate: 'count', where: text }] },
        { ...base, sort: text },
        { ...base, [text]: 1 },
      ]
      const runs = definitions.map((definition): Shot => ['POST', '/apps/sales/reports/run', { definition }])
      const opens = ['open', 'side', 'after'].map(
        (name): Shot => ['POST', '/apps/sales/reports/records', { report: 'by_stage', open: 'x', [name]: text }],
      )
      const more: Shot[] = [
        ['POST', '/apps/sales/reports/run', { report: text }],
        [
          'POST',
          '/apps/sales/reports/records',
          { report: 'by_stage', open: Buffer.from(JSON.stringify(['deals', text])).toString('base64url'), fields: [text], sort: [text] },
        ],
        [
          'POST',
          '/apps/sales/reports/records',
          { report: 'by_stage', open: Buffer.from(JSON.stringify(['deals', 'need'])).toString('base64url'), sort: ['amount'], after: text },
        ],
      ]
      return [...runs, ...opens, ...more]
    })
    const some = dialect === 'sqlite' ? shots : shots.filter((_, index) => index % 3 === 0)
    console.log(`${dialect}: reports: ${count(await shoot(rep.client, some))}`)
  })

  it('in every path parameter and every member of a record', async () => {
    const paths = ROUTES.filter(({ path }) => path.includes(':')).flatMap((route) =>
      HOSTILE.filter((text, index) => index % (dialect === 'sqlite' ? 6 : 18) === 0 || text.includes('\u0000')).flatMap((text) => {
        const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1]!)
        const value = sendable(text.slice(0, 500))
        return names.map(
          (name): Shot => [
            route.method,
            pathOf(route, { app: 'sales', module: 'deal', id: deal, number: '1', token: 'x', [name]: value }),
            route.method === 'GET' || route.method === 'DELETE' ? undefined : {},
          ],
        )
      }),
    )
    const fields = ['name', 'amount', 'account', 'closes', 'source', 'tags', 'loss', '_stage', '_owner']
    const writes = HOSTILE.filter((text, index) => dialect === 'sqlite' || index % 3 === 0 || text.includes('\u0000')).flatMap(
      (text): Shot[] => [
        ...fields.map((name): Shot => ['POST', '/apps/sales/records/deal', { name: 'x', [name]: name === 'tags' ? [text] : text }]),
        ['POST', '/apps/sales/records/deal', { name: 'x', [text]: 1 }],
        ['PATCH', `/apps/sales/records/deal/${deal}`, { [text]: 1, _version: 1 }],
        ['PATCH', `/apps/sales/records/deal/${deal}`, { name: 'x', _version: text }],
        ['POST', '/apps/sales/records/deal/bulk', { action: text, records: [{ _id: deal }] }],
        ['POST', '/apps/sales/records/deal/bulk', { action: 'update', records: [{ _id: text, _version: 1, name: 'x' }] }],
        ['POST', '/apps/sales/records/deal/bulk', { action: 'delete', records: [{ _id: text, _version: text }, text, [text], null] }],
      ],
    )
    console.log(`${dialect}: paths and records: ${count(await shoot(rep.client, [...paths, ...writes]))}`)
  })

  it('in what administrators and visitors send', async () => {
    const few = HOSTILE.filter((text, index) => index % 6 === 0 || text.includes('\u0000') || text.startsWith('__'))
    const admin = few.flatMap((text): Shot[] => [
      ['PATCH', '/me', { name: text, locale: text }],
      ['POST', '/teams', { name: text, members: [] }],
      ['POST', '/teams', { name: 'x', members: [text], manager: text }],
      ['POST', '/invitations', { email: text, roles: { [text]: [text] } }],
      ['POST', '/apps', { template: text }],
      ['POST', '/apps', { blank: { label: text }, key: text }],
      ['POST', '/apps', { definition: { [text]: text } }],
      ['POST', '/apps/sales/plan', { definition: { ...salesDefinition(), [text]: text } }],
      [
        'POST',
        '/apps/sales/publish',
        { definition: { ...salesDefinition(), label: text }, note: text, decisions: { [text]: text }, base: 0 },
      ],
      ['POST', '/apps/sales/imports/deal', { upload: text, map: { columns: [{ column: text, field: text }] }, name: text }],
      ['POST', '/apps/sales/imports/deal/preview', { upload: text, form: { encoding: text, delimiter: text, sheet: text, [text]: text } }],
      ['POST', `/apps/sales/imports/${job}/fix`, { cells: [{ line: 2, column: text, value: text }] }],
      ['POST', `/apps/sales/imports/${job}/fix`, { cells: [{ line: 2, column: 'Amount', value: text }] }],
      ['POST', `/apps/sales/imports/${job}/fix`, { cells: [{ line: text, column: 'Amount', value: 1, [text]: 1 }, text, [text], null] }],
      ['GET', `/apps/sales/imports/${job}/problems?after=${encodeURIComponent(sendable(text))}`],
      ...['format', 'language', 'group', 'fields', 'sort', 'where', 'search', 'view', 'trash'].map(
        (name): Shot => ['GET', `/apps/sales/records/deal/export?${new URLSearchParams({ format: 'csv', [name]: sendable(text) })}`],
      ),
    ])
    console.log(`${dialect}: administration: ${count(await shoot(server.admin, admin))}`)
    const visitors = few.slice(0, 12).flatMap((text): Shot[] => [
      ['POST', '/session', { email: text, password: text }],
      ['POST', '/setup', { token: text, name: text, email: text, password: text }],
      ['POST', `/invitations/${encodeURIComponent(sendable(text))}/accept`, { name: text, password: 'a good password' }],
    ])
    console.log(`${dialect}: visitors: ${count(await shoot(server.anonymous(), visitors))}`)
    await server.admin.ok('PATCH', '/me', { name: 'Admin' })
  })

  it('unknown and repeated keys are refused wherever they stand', async () => {
    const bodies: Readonly<Record<string, unknown>> = {
      'PATCH /me': { name: 'Admin' },
      'POST /me/password': { current: 'correct horse', password: 'correct horse' },
      'PATCH /users/:id': { name: 'rep' },
      'POST /invitations': { email: 'new@example.com' },
      'POST /teams': { name: 'Team', members: [] },
      'PATCH /teams/:id': { name: 'Team', members: [] },
      'POST /apps': { blank: {}, key: 'blank' },
      'POST /apps/:app/plan': { definition: salesDefinition() },
      'POST /apps/:app/publish': { definition: salesDefinition() },
      'POST /apps/:app/versions/:number/revert': {},
      'POST /apps/:app/records/:module': { name: 'x' },
      'POST /apps/:app/records/:module/bulk': { action: 'create', records: [{ name: 'x' }] },
      'PATCH /apps/:app/records/:module/:id': { name: 'x', _version: 1 },
      'POST /apps/:app/reports/run': { report: 'by_stage' },
      'POST /apps/:app/reports/records': { report: 'by_stage', open: 'x' },
      'POST /apps/:app/imports/:module/preview': { upload: 'x' },
      'POST /apps/:app/imports/:id/fix': { cells: [{ line: 2, column: 'Amount', value: '1' }] },
      'POST /apps/:app/imports/:module': { upload: 'x', map: { columns: [{ column: 'x', field: 'name' }] } },
      'POST /session': { email: 'x@example.com', password: 'wrong password' },
      'POST /setup': { token: 'x', name: 'x', email: 'x@example.com', password: 'x' },
      'POST /invitations/:token/accept': { name: 'x', password: 'a good password' },
    }
    const values = { app: 'sales', module: 'deal', id: deal, number: '1', token: 'x' }
    let seed = 7
    const letter = () => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return String.fromCharCode(97 + (seed % 26))
    }
    const keys = [
      '__proto__',
      'constructor',
      'fields[]',
      'filters',
      'populate',
      'where[]',
      '$where',
      'limit ',
      'Limit',
      'select',
      'include',
      'admin',
      ...Array.from({ length: dialect === 'sqlite' ? 12 : 3 }, () => Array.from({ length: 6 }, letter).join('')),
    ]
    const accepted: string[] = []
    let tried = 0
    for (const route of ROUTES) {
      const path = pathOf(route, values)
      const body = bodies[`${route.method} ${route.path}`]
      for (const key of keys) {
        const asked = await server.admin.send(route.method, `${path}?${encodeURIComponent(key)}=1`, body)
        if (asked.status !== 400 || asked.json.code !== 'unknown_parameter')
          accepted.push(`${route.method} ${route.path}?${key}: ${asked.status}`)
        tried += 1
        if (body === undefined || route.path === '/session') continue
        const text = `${JSON.stringify(body).slice(0, -1)}${Object.keys(body as object).length > 0 ? ',' : ''}${JSON.stringify(key)}:1}`
        const sent = await fetch(`${server.server.url}/api/v1${path}`, {
          method: route.method,
          headers: { cookie: server.admin.cookie, 'content-type': 'application/json' },
          body: text,
        })
        if (sent.status !== 400) accepted.push(`${route.method} ${route.path} {${key}}: ${sent.status}`)
        tried += 1
      }
      for (const name of route.query ?? []) {
        const twice = await server.admin.send(route.method, `${path}?${name}=1&${name}=2`)
        if (twice.status !== 400 || twice.json.code !== 'repeated_parameter')
          accepted.push(`${route.method} ${route.path}?${name}&${name}: ${twice.status}`)
        tried += 1
      }
    }
    console.log(`${dialect}: ${tried} requests with unknown or repeated keys, ${accepted.length} accepted`)
    expect(accepted).toEqual([])
    expect((await server.admin.ok('GET', '/apps')).apps.filter((app: any) => app.key === 'blank')).toEqual([])
  })
})
