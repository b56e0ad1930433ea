// PostgreSQL ends every connection of the server again and again while it works.
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newPlace, type Place } from '../helpers/databases.ts'
import { startTestServer, type TestServer } from '../helpers/server.ts'
import { firstDefinition } from './definitions.ts'

const CUTS = 10
const CLIENTS = 6
const RECOVERY_MILLISECONDS = 5000
const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

let place: Place
let server: TestServer
let outside: pg.Client
const unexpected: unknown[] = []
const note = (error: unknown) => unexpected.push(error)

beforeAll(async () => {
  place = await newPlace('postgres')
  server = await startTestServer(place, () => {})
  await server.admin.ok('POST', '/apps', { definition: firstDefinition() })
  outside = new pg.Client({ connectionString: (place.target as { url: string }).url })
  await outside.connect()
  process.on('uncaughtException', note)
})
afterAll(async () => {
  process.off('uncaughtException', note)
  await outside?.end()
  await server?.close()
  await place?.remove()
})

it('stays up, recovers by itself and keeps every acknowledged write', async () => {
  const known = new Map<string, { version: number; name: string }>()
  const statuses = new Map<number, number>()
  let stop = false
  const deals = '/apps/faults/records/deal'
  async function work(client: number): Promise<void> {
    const mine: string[] = []
    for (let turn = 0; !stop; turn += 1) {
      const id = turn % 3 === 0 ? undefined : mine[turn % Math.max(1, mine.length)]
      const name = `${client}/${turn}`
      const seen = id === undefined ? undefined : known.get(id)!
      const { status, json } = await (id === undefined
        ? server.admin.send('POST', deals, { name })
        : server.admin.send('PATCH', `${deals}/${id}`, { name, _version: seen!.version }))
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status < 300) {
        if (id === undefined) mine.push(json._id)
        known.set(json._id, { version: json._version, name })
      } else if (id !== undefined) {
        // Nobody knows whether it was written: look, as people do, once the server answers again.
        const now = await server.admin.send('GET', `${deals}/${id}`)
        if (now.status === 200) known.set(id, { version: now.json._version, name: now.json.name })
        else await sleep(10)
      }
    }
  }
  const clients = Array.from({ length: CLIENTS }, (_, client) => work(client))
  let ended = 0
  let slowest = 0
  for (let cut = 0; cut < CUTS; cut += 1) {
    await sleep(100 + Math.random() * 150)
    const { rowCount } = await outside.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    ended += rowCount ?? 0
    const began = performance.now()
    while ((await server.admin.send('POST', deals, { name: `after ${cut}` })).status !== 201) {
      if (performance.now() - began > RECOVERY_MILLISECONDS) break
      await sleep(5)
    }
    slowest = Math.max(slowest, performance.now() - began)
  }
  stop = true
  await Promise.all(clients)

  const { rows } = await outside.query('select "_id", "_version", "name" from app_faults.deal')
  const there = new Map(rows.map((row) => [row._id, row]))
  const lost = [...known].filter(([id, { version, name }]) => {
    const row = there.get(id)
    return !row || Number(row._version) < version || (Number(row._version) === version && row.name !== name)
  })
  const { rows: open } = await outside.query(
    'select d."_id" from app_faults.deal as d left join app_faults._visit as v on v.record = d."_id" and v.left_at is null group by d."_id" having count(v.record) <> 1',
  )
  const written = [...statuses].filter(([status]) => status < 300).reduce((sum, [, count]) => sum + count, 0)
  console.log(
    `postgres: ${ended} connections ended in ${CUTS} cuts, acknowledged ${written}, lost ${lost.length}, torn ${open.length}, slowest recovery ${Math.round(slowest)} ms, ${JSON.stringify(Object.fromEntries(statuses))}`,
  )
  expect(unexpected).toEqual([])
  expect(lost).toEqual([])
  expect(open).toEqual([])
  expect(ended).toBeGreaterThanOrEqual(CUTS)
  expect(written).toBeGreaterThan(0)
  expect(slowest).toBeLessThan(RECOVERY_MILLISECONDS)
  const { status } = await server.admin.send('GET', '/session')
  expect(status).toBe(200)
})
