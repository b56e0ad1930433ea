// The ways in: every route declares who may come, and no way of writing an address goes round it.
import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROUTES } from '../../../server/routes/index.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited, type Person, pathOf } from './people.ts'

const PERMISSIONS = `
GET /session public
POST /session public
DELETE /session public
POST /setup public
POST /session/code public
PATCH /me user
POST /me/password user
GET /me/sessions user
DELETE /me/sessions/:id user
GET /me/keys user
POST /me/keys user
DELETE /me/keys/:id user
POST /me/two-factor user
POST /me/two-factor/confirm user
POST /me/two-factor/end user
GET /users user
PATCH /users/:id admin
GET /invitations admin
POST /invitations admin
DELETE /invitations/:id admin
GET /invitations/:token/info public
POST /invitations/:token/accept public
GET /teams user
POST /teams admin
PATCH /teams/:id admin
DELETE /teams/:id admin
GET /apps user
POST /apps admin
GET /templates admin
GET /apps/:app app
GET /apps/:app/export design
POST /apps/:app/plan design
POST /apps/:app/publish publish
GET /apps/:app/versions design
GET /apps/:app/versions/:number design
GET /apps/:app/versions/:number/diff design
GET /apps/:app/versions/:number/download design
GET /apps/:app/versions/:number/plan design
POST /apps/:app/versions/:number/revert publish
GET /apps/:app/draft design
POST /apps/:app/draft design
DELETE /apps/:app/draft design
GET /apps/:app/draft/edits design
GET /apps/:app/draft/problems design
POST /apps/:app/draft/problems design
POST /apps/:app/draft/plan design
POST /apps/:app/draft/publish publish
POST /apps/:app/draft/rebase design
POST /apps/:app/draft/import design
POST /apps/:app/try design
POST /apps/:app/scores/try design
GET /apps/:app/preview design
POST /apps/:app/preview design
PATCH /apps/:app/preview design
DELETE /apps/:app/preview design
GET /apps/:app/openapi.json app
GET /apps/:app/docs app
GET /apps/:app/records/:module app
POST /apps/:app/records/:module app
GET /apps/:app/records/:module/stages app
GET /apps/:app/records/:module/totals app
POST /apps/:app/records/:module/bulk app
GET /apps/:app/records/:module/:id app
PATCH /apps/:app/records/:module/:id app
DELETE /apps/:app/records/:module/:id app
POST /apps/:app/records/:module/:id/restore app
GET /apps/:app/records/:module/:id/history app
GET /apps/:app/records/:module/:id/visits app
GET /apps/:app/records/:module/:id/moves app
POST /apps/:app/records/:module/:id/moves app
GET /apps/:app/records/:module/:id/scores app
GET /apps/:app/records/:module/:id/approvals app
GET /apps/:app/approvals app
POST /apps/:app/approvals/:id app
POST /apps/:app/records/:module/duplicates app
GET /apps/:app/records/:module/:id/access design
POST /apps/:app/reports/run app
POST /apps/:app/reports/records app
GET /apps/:app/records/:module/export app
POST /apps/:app/imports/:module/upload app
POST /apps/:app/imports/:module/preview app
POST /apps/:app/imports/:module app
GET /apps/:app/imports/:id app
GET /apps/:app/imports/:id/problems app
POST /apps/:app/imports/:id/fix app
GET /apps/:app/imports/:id/errors app
POST /apps/:app/imports/:id/undo app
GET /apps/:app/jobs app
GET /apps/:app/jobs/:id app
POST /apps/:app/jobs/:id/cancel app
GET /apps/:app/start design
GET /apps/:app/sample design
DELETE /apps/:app/sample design
GET /apps/:app/views app
POST /apps/:app/views app
PATCH /apps/:app/views/:id app
DELETE /apps/:app/views/:id app
GET /apps/:app/preferences app
PUT /apps/:app/preferences/:name app
GET /apps/:app/live app
GET /apps/:app/search app
GET /apps/:app/records/:module/:id/notes app
POST /apps/:app/records/:module/:id/notes app
PATCH /apps/:app/records/:module/:id/notes/:note app
DELETE /apps/:app/records/:module/:id/notes/:note app
POST /apps/:app/files/:module/:field app
GET /apps/:app/files/:id app
GET /apps/:app/records/:module/:id/conversion app
POST /apps/:app/records/:module/:id/conversion app
POST /apps/:app/records/:module/:id/conversion/undo app
POST /apps/:app/records/:module/merge app
GET /apps/:app/records/:module/:id/merge app
POST /apps/:app/records/:module/:id/merge/undo app
GET /apps/:app/notifications app
POST /apps/:app/notifications/read app
`.trim()

it('says for every route who may come', () => {
  const declared = ROUTES.map(({ method, path, permission }) => `${method} ${path} ${permission}`)
  expect(declared.sort()).toEqual(PERMISSIONS.split('\n').sort())
})

const PUBLIC_PATHS = ['/session', '/setup', '/healthz', '/invitations/x/info', '/invitations/x/accept']

/** One address written in many ways. */
function shapesOf(path: string): string[] {
  const parts = path.split('/').slice(1)
  const last = parts.at(-1)!
  const head = `/${parts.slice(0, -1).join('/')}`
  const join = (text: string) => (head === '/' ? `/${text}` : `${head}/${text}`)
  const plain = [
    path,
    `${path}/`,
    `${path}//`,
    `${path}/.`,
    `${path}/..`,
    `${path}/../${last}`,
    `${path};`,
    `${path};a=b`,
    `${path};.css`,
    `${path}%00`,
    `${path}%20`,
    `${path}%2f`,
    `${path}%5c`,
    `${path}%3f`,
    `${path}.json`,
    `${path}.css`,
    path.toUpperCase(),
    join(last.toUpperCase()),
    join(`${last[0]!.toUpperCase()}${last.slice(1)}`),
    path.replaceAll('/', '//'),
    path.replaceAll('/', '/./'),
    path.replaceAll('/', '%2f'),
    path.replaceAll('/', '\\'),
    join(`%2e/${last}`),
    join(`%2e%2e/${parts.at(-2) ?? 'v1'}/${last}`),
    join(`x/../${last}`),
    join(`x/%2e%2e/${last}`),
    join(`x%2f..%2f${last}`),
    join([...last].map((character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')),
    join(`%25${last.charCodeAt(0).toString(16)}${last.slice(1)}`),
    join(`${last}%23`),
    join(`${last}\u200b`),
    join(`${last}%ef%bc%8f`),
  ]
  const queried = PUBLIC_PATHS.flatMap((open) => [
    `${path}?${open}`,
    `${path}?a=${encodeURIComponent(`/api/v1${open}`)}`,
    `${path};${open}`,
    `${open}/..${path}`,
    `${open}/%2e%2e${path}`,
    `${open}?/..${path}`,
  ])
  return [...plain, ...queried, `${path}?`, `${path}??`, `${path}?;`, `${path}?permission=public`, `${path}?/webhooks/trigger`]
}

onBothDatabases('addresses without a session', (dialect) => {
  let place: Place
  let server: TestServer
  let url: URL
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    await server.admin.ok('POST', '/apps', { definition: salesDefinition() })
    url = new URL(server.server.url)
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })

  /** A request whose path goes out exactly as it is written. */
  function raw(method: string, path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
    return new Promise((resolve, reject) => {
      const asked = httpRequest(
        { host: url.hostname, port: url.port, method, path, headers: { ...headers, 'content-type': 'application/json' }, agent: false },
        (response) => {
          let body = ''
          response.setEncoding('utf8')
          response.on('data', (piece) => (body += piece))
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
        },
      )
      asked.on('error', reject)
      asked.end(method === 'GET' ? undefined : '{}')
    })
  }

  it('lead nowhere, however they are written', async () => {
    const wrong: string[] = []
    let tried = 0
    const values = { app: 'sales', module: 'deal', number: '1' }
    for (const route of ROUTES.filter(({ permission }) => permission !== 'public')) {
      const path = pathOf(route, values)
      const written = shapesOf(path).map((shape) => `/api/v1${shape}`)
      const forms = [
        ...written,
        `http://${url.host}/api/v1${path}`,
        `http://elsewhere.example/api/v1${path}`,
        `//${url.host}/api/v1${path}`,
        `/API/V1${path}`,
        `/api/v1/../v1${path}`,
        `/x/../api/v1${path}`,
      ]
      const jobs = dialect === 'sqlite' ? forms : forms.filter((_, index) => index % 10 === 0)
      for (let at = 0; at < jobs.length; at += 20) {
        await Promise.all(
          jobs.slice(at, at + 20).map(async (form) => {
            // A non-ASCII character can only travel encoded.
            const { status, body } = await raw(route.method, encodeURI(form).replaceAll('%25', '%')).catch((error) => ({
              status: 0,
              body: String(error),
            }))
            tried += 1
            // Addresses that end up at a public route (".../session") or at a page of the product show nothing of an app.
            const harmless =
              status === 401 ||
              status === 404 ||
              status === 400 ||
              (status === 200 && (/^\{"user":null/.test(body) || body === 'ok' || body.startsWith('<!doctype html>')))
            if (!harmless) wrong.push(`${route.method} ${form}: ${status} ${body.slice(0, 80)}`)
            if (/"records"|"users":|"invitations"|"jobs"|"versions"/.test(body))
              wrong.push(`${route.method} ${form} shows ${body.slice(0, 80)}`)
          }),
        )
      }
    }
    console.log(`${dialect}: ${tried} addresses without a session, ${wrong.length} led somewhere`)
    expect(wrong).toEqual([])
    expect(tried).toBeGreaterThan(dialect === 'sqlite' ? 2500 : 250)
  })

  it('foreign and forged sessions are no sessions', async () => {
    const [name, value] = server.admin.cookie.split('=') as [string, string]
    const token = decodeURIComponent(value)
    const forged = [
      '',
      'x',
      `${token.split('.')[0]}.`,
      `${token.split('.')[0]}.AAAA`,
      token.slice(0, -2),
      `${token.slice(0, -4)}AAA=`,
      token.toUpperCase(),
      '.',
      '..',
      'null',
      'undefined',
      '{}',
      '%',
      '%zz',
      `x${token}`,
    ].map((each) => `${name}=${encodeURIComponent(each)}`)
    const others = [`session_token=${value}`, `${name.toUpperCase()}=${value}`, `x${name}=${value}`, `${name}x=${value}`]
    for (const cookie of [...forged, ...others, `${name}=%zz`, `${name}`, '=;=;;'])
      expect((await raw('GET', '/api/v1/apps', { cookie })).status, cookie).toBe(401)
    for (const authorization of [`Bearer ${token}`, `Basic ${Buffer.from('admin@example.com:correct horse').toString('base64')}`, token]) {
      expect((await raw('GET', '/api/v1/apps', { authorization })).status).toBe(401)
    }
    expect((await raw('GET', '/api/v1/apps', { cookie: server.admin.cookie })).status).toBe(200)
  })
})

describe('which app and which user', () => {
  let place: Place
  let server: TestServer
  let ann: Person
  beforeAll(async () => {
    place = await newPlace('sqlite')
    server = await startTestServer(place)
    await server.admin.ok('POST', '/apps', { definition: salesDefinition() })
    await server.admin.ok('POST', '/apps', { definition: { ...salesDefinition(), key: 'other' } })
    await server.admin.ok('POST', '/apps/other/records/account', { name: 'Only there' })
    ann = await invited(server, 'ann', 'sales', ['rep', 'manager'])
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })

  it('come from the path and the session, whatever headers, bodies and queries claim', async () => {
    const claims = [
      'app',
      'app_id',
      'appId',
      'tenant',
      'tenantId',
      'workspace',
      'organization',
      'user',
      'user_id',
      'userId',
      'role',
      'roles',
      'admin',
      'principal',
    ]
    const headers = claims
      .flatMap((name) => [`x-${name.replaceAll('_', '-')}`, name.replaceAll('_', '-')])
      .concat('x-original-url', 'x-rewrite-url', 'x-forwarded-user', 'x-forwarded-host', 'forwarded', 'x-http-method-override')
    const admin = (await server.admin.ok('GET', '/users')).users.find((user: any) => user.admin).id
    let tried = 0
    for (const value of ['other', '/api/v1/apps/other/records/account', admin, 'DELETE', 'true']) {
      for (const name of headers) {
        const list = await ann.client.send('GET', '/apps/sales/records/account', undefined, { [name]: value })
        expect(list.json, `${name}: ${value}`).toEqual({ records: [], next: null })
        const users = await ann.client.send('GET', '/users', undefined, { [name]: value })
        expect(users.json.users[0], `${name}: ${value}`).not.toHaveProperty('email')
        tried += 2
      }
      for (const name of claims) {
        expect((await ann.client.send('GET', `/apps/sales/records/account?${name}=${encodeURIComponent(value)}`)).status).toBe(400)
        expect((await ann.client.send('POST', '/apps/sales/records/account', { name: 'x', [name]: value })).status).toBe(400)
        tried += 2
      }
    }
    expect((await ann.client.send('GET', '/apps/other/records/account')).status).toBe(404)
    for (const key of [
      '__proto__',
      'constructor',
      '..',
      '.',
      'stagewright',
      'app_sales',
      'SALES',
      'sales%00',
      'sales/../other',
      '%2e%2e',
    ]) {
      expect((await ann.client.send('GET', `/apps/${encodeURIComponent(key)}/records/account`)).status, key).toBe(404)
      expect((await server.admin.send('GET', `/apps/${encodeURIComponent(key)}/records/account`)).status, key).toBe(404)
    }
    console.log(`${tried} claims of another app, user or role, none was believed`)
  })
})
