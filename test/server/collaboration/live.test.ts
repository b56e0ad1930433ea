// Live updates through the public door: who hears what, how soon, from whichever process, and what becomes of a stream.
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { type Listening, listen } from '../../helpers/live.ts'
import { importCsv, startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited, type Person } from '../routes/people.ts'

const DEALS = '/apps/sales/records/deal'

onBothDatabases('live updates', (dialect) => {
  let place: Place
  let server: TestServer
  let ann: Person
  let bob: Person
  let mia: Person
  const open: Listening[] = []
  const hear = async (person: Person, lastEventId?: string, on = server) => {
    const listening = await listen(on.server.url, person.client, 'sales', lastEventId)
    open.push(listening)
    await listening.event('ready')
    return listening
  }
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    const sales = salesDefinition() as any
    sales.roles.push({
      key: 'small',
      label: 'Small',
      modules: [{ module: 'deal', read: { when: 'amount < 100.0' }, hidden: ['discount'] }],
    })
    await server.admin.ok('POST', '/apps', { definition: sales })
    ann = await invited(server, 'ann', 'sales', ['rep'])
    bob = await invited(server, 'bob', 'sales', ['rep'])
    mia = await invited(server, 'mia', 'sales', ['manager'])
  })
  afterAll(async () => {
    for (const each of open) each.close()
    await server?.close()
    await place?.remove()
  })

  it('tells of records the reader may read, with the changed members he may read, and of nothing else', async () => {
    const [anns, bobs, mias] = [await hear(ann), await hear(bob), await hear(mia)]
    const { _id } = await ann.client.ok('POST', DEALS, { name: 'Hers', amount: 20000 })
    await mia.client.ok('PATCH', `${DEALS}/${_id}`, { name: 'Hers', amount: 21000, discount: 4, _version: 1 }).catch(() => undefined)
    await server.admin.ok('PATCH', `${DEALS}/${_id}`, { amount: 22000, discount: 5, _version: 1 })
    await server.admin.ok('PATCH', `${DEALS}/${_id}`, { _stage: 'quote', _version: 2 })
    await server.admin.ok('DELETE', `${DEALS}/${_id}`)
    await server.admin.ok('POST', `${DEALS}/${_id}/restore`)
    await ann.client.ok('POST', `${DEALS}/${_id}/notes`, { text: 'Called' })
    const shared = { module: 'deal', record: _id }
    expect(await mias.changes(6)).toMatchObject([
      { kind: 'create', ...shared, version: 1, by: ann.id },
      { kind: 'update', ...shared, version: 2, fields: ['amount', 'discount'] },
      { kind: 'move', ...shared, version: 3, fields: ['_stage'] },
      { kind: 'delete', ...shared, version: 4 },
      { kind: 'restore', ...shared, version: 5 },
      { kind: 'note', ...shared, version: 5, by: ann.id },
    ])
    const hers = await anns.changes(6)
    expect(hers.map(({ kind }) => kind)).toEqual(['create', 'update', 'move', 'delete', 'restore', 'note'])
    expect(hers[1].fields).toEqual(['amount'])
    expect(JSON.stringify(hers)).not.toContain('discount')
    expect(bobs.told.map(({ event }) => event)).toEqual(['ready'])
  })

  it('a record that leaves what someone reads is gone for him, and only for him', async () => {
    const lee = await invited(server, 'lee', 'sales', ['small'])
    const { _id } = await ann.client.ok('POST', DEALS, { name: 'Moves on', amount: 50 })
    const other = await bob.client.ok('POST', DEALS, { name: 'Never open', amount: 5000 })
    const [anns, bobs, lees] = [await hear(ann), await hear(bob), await hear(lee)]
    await server.admin.ok('PATCH', `${DEALS}/${_id}`, { _owner: bob.id, _version: 1 })
    await server.admin.ok('PATCH', `${DEALS}/${_id}`, { amount: 500, _version: 2 })
    await server.admin.ok('PATCH', `${DEALS}/${other._id}`, { amount: 6000, _version: 1 })
    await server.admin.ok('PATCH', `${DEALS}/${_id}`, { closes: '2026-01-01', _version: 3 })
    // Whoever comes while others listen may still hear of what was written a moment before.
    const told = (events: any[]) =>
      events
        .filter(({ kind }) => kind !== 'create')
        .map(({ kind, record, version }) => `${kind} ${record === _id ? 'it' : 'other'} ${version}`)
    const later = async (listening: Listening, count: number) => {
      for (let most = count; ; most += 1) {
        const events = await listening.changes(most)
        if (events.filter(({ kind }) => kind !== 'create').length >= count) return events
      }
    }
    expect(told(await later(bobs, 4))).toEqual(['update it 2', 'update it 3', 'update other 2', 'update it 4'])
    expect(told(await later(anns, 1))).toEqual(['gone it 2'])
    // Two changes may be read at once, and by then the record is out of reach for both.
    const small = told(await later(lees, 1)).filter((each) => each !== 'update it 2')
    expect(small).toEqual(['gone it 3'])
    expect(JSON.stringify(lees.told)).not.toContain(other._id)
  })

  it('an import and a large bulk change come as many, not to people who read none of them', async () => {
    const [anns, bobs, mias] = [await hear(ann), await hear(bob), await hear(mia)]
    const csv = `Name\n${Array.from({ length: 30 }, (_, index) => `I${index}`).join('\n')}\n`
    await importCsv(server.admin, 'sales', 'deal', new TextEncoder().encode(csv), { columns: [{ column: 'Name', field: 'name' }] })
    expect(await mias.changes(1)).toEqual([{ kind: 'many', module: 'deal' }])
    const records = Array.from({ length: 150 }, (_, index) => ({ name: `B${index}` }))
    await ann.client.ok('POST', `${DEALS}/bulk`, { action: 'create', records })
    expect((await anns.changes(1)).every(({ kind }) => kind === 'many')).toBe(true)
    expect(bobs.told.map(({ event }) => event)).toEqual(['ready'])
  })

  it('comes within a second, whichever process wrote', async () => {
    const other = await startTestServer(place)
    const delays: number[] = []
    try {
      const far = await other.signIn('mia@example.com', 'a good password')
      const listening = await hear({ client: far, id: mia.id }, undefined, other)
      for (let round = 1; round <= 10; round += 1) {
        await ann.client.ok('POST', DEALS, { name: `Far ${round}` })
        const written = Date.now()
        await listening.changes(round)
        delays.push(listening.told.at(-1)!.at - written)
      }
      listening.close()
    } finally {
      await other.close()
    }
    console.log(
      `${dialect}: told by another process after ${Math.max(...delays)} ms at most, ${Math.round(delays.reduce((a, b) => a + b) / 10)} ms on average`,
    )
    expect(Math.max(...delays)).toBeLessThan(1000)
  })

  it('goes on where it broke off, and says when too much was missed', async () => {
    const first = await hear(ann)
    await ann.client.ok('POST', DEALS, { name: 'Before' })
    await first.changes(1)
    first.close()
    const missed = (await ann.client.ok('POST', DEALS, { name: 'Meanwhile' }))._id
    const second = await hear(ann, first.lastId())
    expect((await second.changes(1)).map(({ record }) => record)).toContain(missed)
    const after = (await ann.client.ok('POST', DEALS, { name: 'After' }))._id
    expect((await second.changes(2)).at(-1).record).toBe(after)
    expect(Number(second.lastId())).toBeGreaterThan(Number(first.lastId()))
    for (const strange of ['999999999', 'x', '-1', '1e3', "1' OR 1=1"]) {
      const listening = await hear(ann, strange)
      expect((await listening.event('reset')).event).toBe('reset')
      listening.close()
    }
  })

  it('a hundred readers share one look at the outbox, and a slow one does not hinder the others', async () => {
    // A reader who never reads: his connection fills up.
    const { hostname, port } = new URL(server.server.url)
    const slow = connect({ host: hostname, port: Number(port) })
    slow.write(`GET /api/v1/apps/sales/live HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: ${ann.client.cookie}\r\n\r\n`)
    slow.pause()
    const readers: Listening[] = []
    for (let index = 0; index < 100; index += 1) readers.push(await hear(index % 4 === 0 ? mia : index % 4 === 1 ? ann : bob))
    const alive = readers.filter((reader) => reader.told.length > 0)
    for (let round = 0; round < 30; round += 1) await ann.client.ok('POST', DEALS, { name: `R${round}` })
    await mia.client.ok('GET', DEALS)
    const heard = await alive.at(-4)!.changes(30, 5000)
    expect(heard.length).toBe(30)
    // Thirty streams a person are kept: the oldest of someone who opens more have ended.
    const ended = await Promise.all(
      readers.map((reader) => Promise.race([reader.ended.then(() => 1), new Promise<number>((done) => setTimeout(() => done(0), 50))])),
    )
    expect(ended.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(20)
    for (const reader of readers) reader.close()
    slow.destroy()
  })

  it('tells of a new version and of changed rights, and ends with the session and with the right to the app', async () => {
    const kim = await invited(server, 'kim', 'sales', ['rep'])
    const twin = await server.signIn('kim@example.com', 'a good password')
    const [one, two] = [await hear(kim), await hear({ client: twin, id: kim.id })]
    const { definition, version } = await mia.client
      .ok('GET', '/apps/sales')
      .then(async (app: any) => ({ definition: await server.admin.ok('GET', '/apps/sales/export'), version: app.version }))
    await server.admin.ok('POST', '/apps/sales/publish', { definition: { ...definition, label: 'Renamed' } })
    expect((await one.event('version', 5000)).data).toEqual({ version: version + 1 })
    await server.admin.ok('PATCH', `/users/${kim.id}`, { roles: { sales: ['rep', 'manager'] } })
    await one.event('reset', 5000)
    const stopped = Date.now()
    await kim.client.ok('DELETE', '/session')
    await one.ended
    expect(Date.now() - stopped).toBeLessThan(5000)
    await server.admin.ok('PATCH', `/users/${kim.id}`, { roles: {} })
    await two.ended
    expect((await listen(server.server.url, kim.client, 'sales')).status).toBe(401)
    expect((await listen(server.server.url, twin, 'sales')).status).toBe(404)
    expect((await listen(server.server.url, server.anonymous(), 'sales')).status).toBe(401)
  })

  it('nobody hears anything more once his rights have ended, not even what happens within the same second', async () => {
    const tom = await invited(server, 'tom', 'sales', ['manager'])
    const listening = await hear(tom)
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await server.admin.ok('PATCH', `/users/${tom.id}`, { disabled: true })
    await ann.client.ok('POST', DEALS, { name: 'After the end' })
    await listening.ended
    expect(listening.told.filter(({ event }) => event === 'message')).toEqual([])
  })

  it('looking at the app as a role hears what the role hears, for as long as it may be looked at', async () => {
    const kay = await invited(server, 'kay', 'sales', ['manager'])
    const listening = await listen(server.server.url, kay.client, 'sales', undefined, { 'x-view-as': 'rep' })
    open.push(listening)
    await listening.event('ready')
    await new Promise((resolve) => setTimeout(resolve, 2500))
    const { _id } = await ann.client.ok('POST', DEALS, { name: 'Not of the role' })
    const own = await kay.client.ok('POST', DEALS, { name: 'Own' })
    const events = await listening.changes(1)
    expect(events.map(({ record }) => record)).toEqual([own._id])
    expect(JSON.stringify(listening.told)).not.toContain(_id)
    expect(listening.told.map(({ event }) => event)).toEqual(['ready', 'message'])
    await server.admin.ok('PATCH', `/users/${kay.id}`, { roles: { sales: ['rep'] } })
    await listening.ended
  })

  it('a server with open streams stops at once, and they end', async () => {
    const own = await startTestServer(place)
    const far = await own.signIn('mia@example.com', 'a good password')
    const listening = [await hear({ client: far, id: mia.id }, undefined, own), await hear({ client: far, id: mia.id }, undefined, own)]
    const { hostname, port } = new URL(own.server.url)
    const idle = connect({ host: hostname, port: Number(port) })
    idle.write(`GET /api/v1/apps/sales/live HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncookie: ${far.cookie}\r\n\r\n`)
    idle.pause()
    await new Promise((resolve) => setTimeout(resolve, 200))
    const started = Date.now()
    await own.close()
    expect(Date.now() - started).toBeLessThan(4000)
    for (const each of listening) await each.ended
    idle.destroy()
  })
})
