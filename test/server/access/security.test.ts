// API keys, the second factor, viewing as a role and the explanation of access, through the public door.
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { ADMIN, startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited, type Person } from '../routes/people.ts'

/** RFC 6238: the code of the present half minute (or `steps` later) for the secret in an otpauth address. */
function codeOf(uri: string, steps = 0): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const secret = new URL(uri).searchParams.get('secret')!
  const bits = [...secret.replace(/=+$/, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps))
  const digest = createHmac('sha1', key).update(counter).digest()
  return String((digest.readUInt32BE(digest[19]! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

onBothDatabases('what protects an account and a record', (dialect) => {
  let place: Place
  let server: TestServer
  let rep: Person
  let deal: string

  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    await server.admin.ok('POST', '/apps', { definition: salesDefinition() })
    rep = await invited(server, 'ann', 'sales', ['rep'])
    deal = (await server.admin.ok('POST', '/apps/sales/records/deal', { name: 'Admin deal' }))._id
  })
  afterAll(async () => {
    await server.close()
    await place.remove()
  })

  const withKey = async (person: Person['client'], key: Record<string, unknown>) => {
    const made = await person.ok('POST', '/me/keys', { name: 'program', days: 30, ...key })
    const anonymous = server.anonymous()
    return {
      made,
      send: (method: string, path: string, body?: unknown) => anonymous.send(method, path, body, { authorization: `Bearer ${made.key}` }),
    }
  }

  it('lets a key do in apps what its person may do, and nothing else', async () => {
    const { made, send } = await withKey(rep.client, {})
    expect(made.key.startsWith(made.shown)).toBe(true)
    const created = await send('POST', '/apps/sales/records/deal', { name: 'By program' })
    expect(created.status).toBe(201)
    expect((await rep.client.ok('GET', `/apps/sales/records/deal/${created.json._id}`))._owner).toBe(rep.id)
    expect((await send('GET', `/apps/sales/records/deal/${deal}`)).status).toBe(404)
    for (const [method, path] of [
      ['GET', '/me/keys'],
      ['POST', '/me/password'],
      ['GET', '/me/sessions'],
      ['POST', '/invitations'],
      ['PATCH', '/me'],
    ] as const)
      expect([path, (await send(method, path, method === 'GET' ? undefined : {})).status]).toEqual([path, 403])
    const [listed] = (await rep.client.ok('GET', '/me/keys')).keys
    expect(listed.lastUsedAt).not.toBeNull()
    expect(JSON.stringify(listed)).not.toContain(made.key)
    await rep.client.ok('DELETE', `/me/keys/${made.id}`)
    expect((await send('GET', '/apps/sales')).status).toBe(401)
  })

  it("keeps an administrator's key out of the administration, and a role's key to its role", async () => {
    const all = await withKey(server.admin, {})
    expect((await all.send('GET', '/apps/sales/records/deal')).json.records.length).toBeGreaterThan(0)
    expect((await all.send('GET', '/invitations')).status).toBe(403)
    expect((await all.send('POST', '/apps', { definition: {} })).status).toBe(403)
    const asRep = await withKey(server.admin, { role: { app: 'sales', key: 'rep' } })
    expect((await asRep.send('GET', '/apps/sales/export')).status).toBe(403)
    // Background work goes on with all the rights of the person, so a limited key starts none.
    expect((await asRep.send('POST', '/apps/sales/imports/deal', { upload: 'x', map: {} })).status).toBe(403)
    const notMine = await withKey(rep.client, { role: { app: 'sales', key: 'manager' } })
    expect((await notMine.send('GET', '/apps/sales')).status).toBe(404)
  })

  it('refuses changes by a reading key but not reports', async () => {
    const { send } = await withKey(server.admin, { readOnly: true })
    const refused = await send('POST', '/apps/sales/records/deal', { name: 'No' })
    expect([refused.status, refused.json.code]).toEqual([403, 'reading_only'])
    const report = { type: 'table', module: 'deal', groups: [], measures: [{ key: 'n', function: 'count' }] }
    expect((await send('POST', '/apps/sales/reports/run', { report })).status).not.toBe(403)
    expect((await send('GET', '/apps/sales/records/deal')).status).toBe(200)
  })

  it('names what is wrong with a new key', async () => {
    const { status, json } = await rep.client.send('POST', '/me/keys', { name: ' ', days: 0 })
    expect([status, json.problems.map(({ path }: { path: string }) => path)]).toEqual([400, ['name', 'days']])
    expect((await rep.client.send('POST', '/me/keys', { name: 'x', days: 1, role: { app: 1 } })).status).toBe(400)
  })

  it('asks for the second factor once it is confirmed, takes each backup code once, and lets an administrator reset it', async () => {
    const bob = await invited(server, 'bob', 'sales', ['rep'])
    const signIn = () => server.anonymous().send('POST', '/session', { email: 'bob@example.com', password: 'a good password' })
    const enter = (headers: Headers, code: string) =>
      server.anonymous().send(
        'POST',
        '/session/code',
        { code },
        {
          cookie: headers
            .getSetCookie()
            .map((each) => each.split(';')[0])
            .join('; '),
        },
      )
    expect((await bob.client.send('POST', '/me/two-factor', { password: 'wrong password' })).json.code).toBe('credentials')
    const { uri, backupCodes } = await bob.client.ok('POST', '/me/two-factor', { password: 'a good password' })
    // Begun is not yet on.
    expect((await signIn()).json).toEqual({})
    expect((await bob.client.send('POST', '/me/two-factor/confirm', { code: '000000' })).status).toBe(400)
    expect((await bob.client.send('POST', '/me/two-factor/confirm', { code: codeOf(uri) })).status).toBe(200)
    const asked = await signIn()
    expect(asked.json).toEqual({ twoFactor: true })
    expect(asked.headers.getSetCookie().some((each) => /session_token=[^;]{20}/.test(each))).toBe(false)
    expect((await enter(asked.headers, '123456')).json.code).toBe('credentials')
    const entered = await enter(asked.headers, codeOf(uri, 0))
    expect(entered.status).toBe(200)
    expect(entered.headers.getSetCookie().some((each) => /session_token=[^;]{20}/.test(each))).toBe(true)
    const again = await signIn()
    expect((await enter(again.headers, backupCodes[0])).status).toBe(200)
    const third = await signIn()
    expect((await enter(third.headers, backupCodes[0])).json.code).toBe('credentials')
    for (let tries = 0; tries < 8; tries += 1) await enter(third.headers, '000000')
    expect((await enter(third.headers, codeOf(uri))).status).toBe(429)
    expect((await server.admin.send('PATCH', `/users/${bob.id}`, { twoFactor: true })).status).toBe(400)
    await server.admin.ok('PATCH', `/users/${bob.id}`, { twoFactor: false })
    expect((await signIn()).json).toEqual({})
  })

  it('shows an app as a role sees it, and lets nothing be changed meanwhile', async () => {
    const asRep = { 'x-view-as': 'rep' }
    const app = await server.admin.send('GET', '/apps/sales', undefined, asRep)
    expect(app.json).toEqual((await rep.client.send('GET', '/apps/sales')).json)
    const own = await server.admin.send('GET', `/apps/sales/records/deal/${deal}`, undefined, asRep)
    expect(own.status).toBe(200)
    const { records } = await rep.client.ok('GET', '/apps/sales/records/deal')
    expect(Object.keys(own.json).filter((name) => name !== '_deleted_at')).toEqual(Object.keys(records[0]))
    const refused = await server.admin.send('PATCH', `/apps/sales/records/deal/${deal}`, { name: 'x', _version: 1 }, asRep)
    expect([refused.status, refused.json.code]).toEqual([403, 'reading_only'])
    expect((await server.admin.send('GET', '/apps/sales/export', undefined, asRep)).status).toBe(403)
    expect((await rep.client.send('GET', '/apps/sales', undefined, { 'x-view-as': 'manager' })).status).toBe(403)
    expect((await server.admin.send('GET', '/apps/sales', undefined, { 'x-view-as': 'nobody' })).status).toBe(403)
  })

  it('explains why a person sees a record or does not', async () => {
    const about = (id: string, user: string) => server.admin.ok('GET', `/apps/sales/records/deal/${id}/access?user=${user}`)
    const hidden = await about(deal, rep.id)
    expect(hidden.visible).toBe(false)
    expect(hidden.reasons).toHaveLength(1)
    expect(hidden.reasons[0]).toMatchObject({ allows: false, role: 'rep' })
    expect(hidden.reasons[0].text).toContain(ADMIN.name)
    const mine = (await rep.client.ok('POST', '/apps/sales/records/deal', { name: 'Mine' }))._id
    expect(await about(mine, rep.id)).toMatchObject({ visible: true, reasons: [{ allows: true }] })
    expect((await rep.client.send('GET', `/apps/sales/records/deal/${mine}/access?user=${rep.id}`)).status).toBe(403)
    expect(await about('nothing', rep.id)).toMatchObject({ visible: false, reasons: [{ allows: false }] })
    const stranger = await invited(server, 'eve', 'sales', [])
    expect((await about(deal, stranger.id)).reasons[0].text).toContain('no role')
  })
})
