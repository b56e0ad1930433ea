// Notes and notifications through the public door: who reads, writes and removes a note, who is told of what, and what is not told once a record is closed.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { statement } from '../../../server/database/text.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { listen } from '../../helpers/live.ts'
import { importCsv, startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited, type Person } from '../routes/people.ts'

const DEALS = '/apps/sales/records/deal'
const TOLD = '/apps/sales/notifications'

onBothDatabases('notes and notifications', (dialect) => {
  let place: Place
  let server: TestServer
  let ann: Person
  let bob: Person
  let mia: Person
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    const sales = salesDefinition() as any
    Object.assign(sales.roles[1].modules[0], { update: 'all', delete: 'all' })
    await server.admin.ok('POST', '/apps', { definition: sales })
    ann = await invited(server, 'ann', 'sales', ['rep'])
    bob = await invited(server, 'bob', 'sales', ['rep'])
    mia = await invited(server, 'mia', 'sales', ['manager'])
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })
  const told = (person: Person) => person.client.ok('GET', TOLD)

  it('a note is read and written by whoever reads the record, and changed by its author alone', async () => {
    const { _id } = await ann.client.ok('POST', DEALS, { name: 'Noted' })
    const notes = `${DEALS}/${_id}/notes`
    const first = await ann.client.ok('POST', notes, { text: 'Called.\nWants an offer.' })
    expect(first).toEqual({ id: expect.any(String), author: ann.id, at: expect.any(String), text: 'Called.\nWants an offer.' })
    const second = await mia.client.ok('POST', notes, { text: '看看' })
    expect((await ann.client.ok('GET', notes)).notes).toEqual([second, first])
    expect((await bob.client.send('GET', notes)).status).toBe(404)
    expect((await bob.client.send('POST', notes, { text: 'x' })).status).toBe(404)
    for (const client of [ann.client, server.admin]) {
      expect((await client.send('PATCH', `${notes}/${second.id}`, { text: 'x' })).status).toBe(403)
      expect((await client.send('DELETE', `${notes}/${second.id}`)).status).toBe(403)
    }
    const edited = await mia.client.ok('PATCH', `${notes}/${second.id}`, { text: '看过了' })
    expect(edited).toEqual({ ...second, text: '看过了', editedAt: expect.any(String) })
    expect((await mia.client.send('DELETE', `${notes}/${second.id}`)).status).toBe(204)
    const [removed] = (await ann.client.ok('GET', notes)).notes
    expect(removed).toEqual({ id: second.id, author: mia.id, at: second.at, text: null, deletedAt: expect.any(String) })
    expect((await mia.client.send('PATCH', `${notes}/${second.id}`, { text: 'back' })).status).toBe(404)
    expect((await mia.client.send('DELETE', `${notes}/${second.id}`)).status).toBe(404)
    const { db } = (await server.server.services.apps.get('sales'))!
    expect(await db.all(statement(dialect, `SELECT "text" FROM "_note" WHERE "id" = ?`, [second.id]))).toEqual([{ text: null }])
    // A note belongs to its record: through another one it is not there.
    const other = (await ann.client.ok('POST', DEALS, { name: 'Other' }))._id
    expect((await ann.client.send('PATCH', `${DEALS}/${other}/notes/${first.id}`, { text: 'x' })).status).toBe(404)
    expect((await ann.client.send('DELETE', `${DEALS}/${other}/notes/${first.id}`)).status).toBe(404)
    expect((await ann.client.send('GET', `/apps/sales/records/account/${_id}/notes`)).status).toBe(404)
    // Neither version nor history of the record are touched by what is written beside it.
    expect(await ann.client.ok('GET', `${DEALS}/${_id}`)).toMatchObject({ _version: 1 })
    expect((await ann.client.ok('GET', `${DEALS}/${_id}/history`)).history.length).toBe(1)
  })

  it('notes come a page at a time, and are refused when empty, too long or more than a text', async () => {
    const { _id } = await ann.client.ok('POST', DEALS, { name: 'Many' })
    const notes = `${DEALS}/${_id}/notes`
    for (let index = 0; index < 120; index += 1) await ann.client.ok('POST', notes, { text: `n${index}` })
    const first = await ann.client.ok('GET', notes)
    const second = await ann.client.ok('GET', `${notes}?after=${first.next}`)
    expect([...first.notes, ...second.notes].map((note: any) => note.text)).toEqual(
      Array.from({ length: 120 }, (_, index) => `n${119 - index}`),
    )
    expect(second.next).toBeNull()
    for (const body of [{}, { text: '' }, { text: ' \n ' }, { text: 'x'.repeat(10_001) }, { text: 5 }, { text: 'x', author: bob.id }])
      expect((await ann.client.send('POST', notes, body)).status, JSON.stringify(body).slice(0, 40)).toBe(400)
    expect((await ann.client.ok('POST', notes, { text: 'x'.repeat(10_000) })).text.length).toBe(10_000)
  })

  it('people named in a note are told once, with the title of a record they may read', async () => {
    const { _id } = await ann.client.ok('POST', DEALS, { name: 'Mentioned' })
    const notes = `${DEALS}/${_id}/notes`
    const stream = await listen(server.server.url, mia.client, 'sales')
    await stream.event('ready')
    const text = `@[${mia.id}] please look, @[${mia.id}], @[${bob.id}] too, @[${ann.id}] and @[nobody] and mail@[x`
    const note = await ann.client.ok('POST', notes, { text })
    await stream.event('notification')
    stream.close()
    const { unread, notifications } = await told(mia)
    expect(unread).toBe(1)
    expect(notifications).toEqual([
      {
        id: expect.any(Number),
        at: note.at,
        kind: 'mentioned',
        module: 'deal',
        record: _id,
        title: 'Mentioned',
        by: ann.id,
        read: false,
        note: note.id,
      },
    ])
    // Bob may not read the record, so he is told nothing until he may.
    expect(await told(bob)).toEqual({ unread: 0, notifications: [], next: null })
    await ann.client.ok('PATCH', `${notes}/${note.id}`, { text: `${text} again` })
    expect((await told(mia)).unread).toBe(1)
    expect(await mia.client.ok('POST', `${TOLD}/read`, { ids: [notifications[0].id] })).toEqual({ unread: 0 })
    expect((await told(mia)).notifications[0].read).toBe(true)
    await mia.client.ok('PATCH', `${DEALS}/${_id}`, { _owner: bob.id, _version: 1 })
    expect((await told(bob)).notifications.map(({ kind, title }: any) => [kind, title])).toEqual([
      ['assigned', 'Mentioned'],
      ['mentioned', 'Mentioned'],
    ])
    expect((await told(ann)).notifications).toEqual([])
  })

  it('a new owner is told, whoever gives himself a record is not, a bulk change is told once, an import not at all', async () => {
    await mia.client.ok('POST', `${TOLD}/read`, { all: true })
    const before = (await told(ann)).notifications.length
    await ann.client.ok('POST', DEALS, { name: 'Own' })
    const { _id } = await mia.client.ok('POST', DEALS, { name: 'Given', _owner: ann.id })
    await mia.client.ok('PATCH', `${DEALS}/${_id}`, { amount: 5, _version: 1 })
    expect((await told(ann)).notifications.slice(0, -before || undefined)).toMatchObject([
      { kind: 'assigned', module: 'deal', record: _id, title: 'Given', by: mia.id, read: false },
    ])
    const records = Array.from({ length: 40 }, (_, index) => ({ name: `Bulk ${index}`, _owner: ann.id }))
    await mia.client.ok('POST', `${DEALS}/bulk`, { action: 'create', records })
    const [newest, next] = (await told(ann)).notifications
    expect(newest).toMatchObject({ kind: 'assigned', module: 'deal', count: 40, by: mia.id })
    expect(newest).not.toHaveProperty('record')
    expect(next.record).toBe(_id)
    const csv = new TextEncoder().encode(
      `Name,Owner\n${Array.from({ length: 20 }, (_, index) => `I${index},ann@example.com`).join('\n')}\n`,
    )
    const map = {
      columns: [
        { column: 'Name', field: 'name' },
        { column: 'Owner', field: '_owner' },
      ],
    }
    const done = await importCsv(mia.client, 'sales', 'deal', csv, map)
    expect(done).toMatchObject({ state: 'done', created: 20 })
    expect((await told(ann)).notifications[0]).toEqual(newest)
    expect((await told(mia)).notifications[0]).toMatchObject({ kind: 'job', job: done.job, state: 'done', read: false })
    const dry = await importCsv(mia.client, 'sales', 'deal', csv, map, { dryRun: true })
    expect(dry.state).toBe('done')
    expect((await told(mia)).notifications[0].job).toBe(done.job)
    await mia.client.ok('DELETE', `${DEALS}/${_id}`)
    // What is in the trash is still open to its reader; what is given to someone else is not.
    expect((await told(ann)).notifications[1].record).toBe(_id)
  })

  it('a refused change tells nobody', async () => {
    const seen = (await told(bob)).notifications.length
    expect((await mia.client.send('POST', DEALS, { _owner: bob.id })).status).toBe(400)
    const results = (await mia.client.ok('POST', `${DEALS}/bulk`, { action: 'create', records: [{ _owner: bob.id }] })).results
    expect(results[0].problems.length).toBeGreaterThan(0)
    expect((await told(bob)).notifications.length).toBe(seen)
  })

  it('pages, reading and what is refused', async () => {
    for (let index = 0; index < 60; index += 1) await mia.client.ok('POST', DEALS, { name: `P${index}`, _owner: bob.id })
    const first = await told(bob)
    expect(first.notifications.length).toBe(50)
    const second = await bob.client.ok('GET', `${TOLD}?after=${first.next}`)
    const ids = [...first.notifications, ...second.notifications].map(({ id }: any) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual([...ids].sort((a, b) => b - a))
    // Someone else's notification stays unread whatever ids are sent.
    expect((await ann.client.ok('POST', `${TOLD}/read`, { ids })).unread).toBe((await told(ann)).unread)
    expect((await told(bob)).unread).toBe(first.unread)
    expect(await bob.client.ok('POST', `${TOLD}/read`, { all: true })).toEqual({ unread: 0 })
    for (const body of [{}, { ids: [1], all: true }, { all: false }, { ids: ['1'] }, { ids: [1.5] }, { ids: 1 }, { everyone: true }])
      expect((await bob.client.send('POST', `${TOLD}/read`, body)).status, JSON.stringify(body)).toBe(400)
    for (const query of ['?after=x', '?after=-1', '?before=1']) expect((await bob.client.send('GET', `${TOLD}${query}`)).status).toBe(400)
  })
})
