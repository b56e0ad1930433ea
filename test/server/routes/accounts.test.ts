import { afterAll, beforeAll, expect, it } from 'vitest'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { ADMIN, type Client, startTestServer, type TestServer } from '../../helpers/server.ts'

onBothDatabases('accounts', (dialect) => {
  let place: Place
  let server: TestServer
  let admin: Client
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    admin = server.admin
    await admin.ok('POST', '/apps', { definition: salesDefinition() })
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })

  async function member(
    email: string,
    roles: string[],
    password = 'a good password',
  ): Promise<{ client: Client; id: string; password: string }> {
    const { link } = await admin.ok('POST', '/invitations', { email, roles: { sales: roles } })
    const token = new URL(link).searchParams.get('token')
    await server.anonymous().ok('POST', `/invitations/${token}/accept`, { name: email.split('@')[0], password })
    const { users } = await admin.ok('GET', '/users')
    return { client: await server.signIn(email, password), id: users.find((user: any) => user.email === email).id, password }
  }

  it('sets up once: the link dies with its first use, and there is no default account', async () => {
    expect((await server.anonymous().send('GET', '/session')).json).toEqual({ user: null, setup: false })
    const again = await server.anonymous().send('POST', '/setup', { token: 'x'.repeat(43), ...ADMIN, email: 'second@example.com' })
    expect(again.status).toBe(400)
    for (const password of ['admin', 'password', '', 'secret']) {
      expect((await server.anonymous().send('POST', '/session', { email: ADMIN.email, password })).status).toBe(400)
    }
    expect(await server.server.services.accounts.setupToken()).toBeUndefined()
  })

  it('invites by a link that works once and carries the roles', async () => {
    const { link } = await admin.ok('POST', '/invitations', { email: 'Ann@Example.com', roles: { sales: ['rep'] } })
    const token = new URL(link).searchParams.get('token')
    expect((await server.anonymous().send('GET', `/invitations/${token}/info`)).json).toEqual({ email: 'ann@example.com' })
    const uses = await Promise.all(
      Array.from({ length: 10 }, () =>
        server.anonymous().send('POST', `/invitations/${token}/accept`, { name: 'Ann', password: 'a good password' }),
      ),
    )
    expect(uses.filter((each) => each.status === 200).length).toBe(1)
    const { users } = await admin.ok('GET', '/users')
    expect(users.find((user: any) => user.email === 'ann@example.com')).toMatchObject({ admin: false, roles: { sales: ['rep'] } })
    const ann = await server.signIn('ann@example.com', 'a good password')
    expect((await ann.ok('GET', '/users')).users[0]).not.toHaveProperty('email')
    expect((await ann.send('POST', '/invitations', { email: 'x@example.com' })).status).toBe(403)
  })

  it('a changed password ends every other session at once, and the old password', async () => {
    const { password } = await member('bo@example.com', ['rep'])
    const sessions = await Promise.all(Array.from({ length: 5 }, () => server.signIn('bo@example.com', password)))
    const [first, ...others] = sessions as [Client, ...Client[]]
    expect((await first.send('POST', '/me/password', { current: 'wrong', password: 'another good one' })).status).toBe(400)
    const changed = await first.send('POST', '/me/password', { current: password, password: 'another good one' })
    expect(changed.status).toBe(200)
    for (const other of others) expect((await other.send('GET', '/apps')).status).toBe(401)
    expect((await server.anonymous().send('POST', '/session', { email: 'bo@example.com', password })).status).toBe(400)
    expect((await (await server.signIn('bo@example.com', 'another good one')).send('GET', '/apps')).status).toBe(200)
  })

  it('disabling, removing a role and ending a session hold with the next request', async () => {
    const { client, id } = await member('cy@example.com', ['rep'])
    expect((await client.send('GET', '/apps/sales')).status).toBe(200)
    await admin.ok('PATCH', `/users/${id}`, { roles: {} })
    expect((await client.send('GET', '/apps/sales')).status).toBe(404)
    await admin.ok('PATCH', `/users/${id}`, { roles: { sales: ['rep'] } })
    expect((await client.send('GET', '/apps/sales')).status).toBe(200)
    const second = await server.signIn('cy@example.com', 'a good password')
    const { sessions } = await client.ok('GET', '/me/sessions')
    expect(sessions.length).toBeGreaterThanOrEqual(2)
    for (const session of sessions.filter((each: any) => !each.current)) await client.ok('DELETE', `/me/sessions/${session.id}`)
    expect((await second.send('GET', '/apps')).status).toBe(401)
    await admin.ok('PATCH', `/users/${id}`, { disabled: true })
    expect((await client.send('GET', '/apps')).status).toBe(401)
    expect((await server.anonymous().send('POST', '/session', { email: 'cy@example.com', password: 'a good password' })).status).toBe(400)
  })

  it('signing out ends the session on the server, and a sign-in makes a new one', async () => {
    const { client } = await member('di@example.com', ['rep'])
    await client.ok('DELETE', '/session')
    expect((await client.send('GET', '/apps')).status).toBe(401)
    const again = await server.signIn('di@example.com', 'a good password')
    expect(again.cookie).not.toBe(client.cookie)
  })

  it('keeps the last administrator', async () => {
    const { users } = await admin.ok('GET', '/users')
    const me = users.find((user: any) => user.admin)
    expect((await admin.send('PATCH', `/users/${me.id}`, { admin: false })).json.problems[0].code).toBe('last_admin')
    expect((await admin.send('PATCH', `/users/${me.id}`, { disabled: true })).json.problems[0].code).toBe('last_admin')
  })

  it('teams: a manager sees the records of the team, a member of another team does not', async () => {
    const [lead, rep, other] = await Promise.all([
      member('lead@example.com', ['manager']),
      member('rep@example.com', ['rep']),
      member('other@example.com', ['rep']),
    ])
    await rep.client.ok('POST', '/apps/sales/records/deal', { name: 'Of the rep' })
    const change = async () => {
      const { records } = await lead.client.ok('GET', '/apps/sales/records/deal')
      const [record] = records
      return lead.client.send('PATCH', `/apps/sales/records/deal/${record._id}`, { name: 'Changed', _version: record._version })
    }
    expect((await change()).status).toBe(403)
    const { id } = await admin.ok('POST', '/teams', { name: 'North', manager: lead.id, members: [rep.id] })
    expect((await change()).status).toBe(200)
    expect((await other.client.ok('GET', '/apps/sales/records/deal')).records).toEqual([])
    await admin.ok('DELETE', `/teams/${id}`)
    expect((await change()).status).toBe(403)
    expect((await admin.send('POST', '/teams', { name: 'X', members: ['nobody'] })).status).toBe(400)
  })

  it('takes only texts where texts belong (V41), and unknown keys are errors (V12)', async () => {
    for (const value of [[], {}, 5, null, true, ['x'], { $ne: 1 }]) {
      for (const body of [
        { email: value, password: 'x' },
        { email: 'a@b.co', password: value },
      ])
        expect((await server.anonymous().send('POST', '/session', body)).status).toBe(400)
    }
    expect(
      (await server.anonymous().send('POST', '/session', { email: 'a@b.co', password: 'x', remember: true })).json.problems[0].code,
    ).toBe('unknown_key')
    expect((await admin.send('GET', '/users?role=admin')).json.problems[0].code).toBe('unknown_parameter')
    expect((await admin.send('PATCH', '/me', { admin: true })).json.problems[0].code).toBe('unknown_key')
  })

  it('counts attempts: guessing a password is stopped, whatever else the request carries (V40)', async () => {
    await member('target@example.com', ['rep'])
    const statuses: number[] = []
    // Ten are let through in a window of time, and the windows change at some moment.
    for (let attempt = 0; attempt < 25 && statuses.at(-1) !== 429; attempt += 1) {
      const headers = { 'x-forwarded-for': `10.0.0.${attempt}`, forwarded: `for=10.1.1.${attempt}` }
      statuses.push(
        (
          await server
            .anonymous()
            .send(
              'POST',
              '/session',
              { email: attempt % 2 ? 'TARGET@example.com' : 'target@example.com ', password: `guess ${attempt}` },
              headers,
            )
        ).status,
      )
    }
    expect(statuses.at(-1)).toBe(429)
    expect(statuses.filter((status) => status === 400).length).toBeLessThanOrEqual(20)
  })
})
