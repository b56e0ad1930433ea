// `npm run bench [-- --rows 100000 --seconds 3 --rounds 3 --only read,bulk]`: every operation against the floor, alternating the two, medians; prints ratios
// with what must be and what is aimed at. Beside the ratio of requests stands that of processor time, which other work on the machine disturbs less.
import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import autocannon from 'autocannon'
import { productPath } from '../../server/product.ts'
import { freePort } from '../helpers/free-port.ts'
import { csvOf, dealAt, definition, importMap } from './data.ts'
import { rescore } from './rescore.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '3' },
    rounds: { type: 'string', default: '3' },
    /** Beginnings of the operations to be measured, with commas between; all unless given. */
    only: { type: 'string', default: '' },
  },
})
const [rows, seconds, rounds] = [Number(values.rows), Number(values.seconds), Number(values.rounds)]
const wanted = values.only.split(',')
const folder = mkdtempSync(join(tmpdir(), 'stagewright-bench-'))
const children: ChildProcess[] = []
// However the bench ends, its two servers and their data go with it.
process.on('exit', () => {
  for (const child of children) child.kill()
  rmSync(folder, { recursive: true, force: true })
})

function startFloor(...args: string[]): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'floor.ts'), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  children.push(child)
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child))
    child.once('exit', (code) => reject(new Error(`the floor ended with ${code}`)))
  })
}

/** Our side as `npm start` starts it: the built server through its command. Rights, validation, history, visits and outbox are on. */
function startOurs(port: number): Promise<{ child: ChildProcess; setup: string | null }> {
  const command = ['serve', '--json', '--data', join(folder, 'ours'), '--port', String(port)]
  const child = spawn(process.execPath, [...engineFlags(), productPath('server', 'cli', 'stagewright.js'), ...command], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return new Promise((resolve, reject) => {
    child.stdout.once('data', (line) => resolve({ child, setup: JSON.parse(String(line)).setup }))
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
}

/** What `npm start` tells Node. */
function engineFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(productPath('package.json'), 'utf8')) as { scripts: { start: string } }
  return scripts.start.split(' server/')[0]!.split(' ').slice(1)
}

const [floorPort, ourPort] = [await freePort(), await freePort()]
const floorUrl = `http://127.0.0.1:${floorPort}`
const api = `http://127.0.0.1:${ourPort}/api/v1`
const deals = `${api}/apps/bench/records/deal`

console.log(`${rows} deals, ${seconds} s a measure, ${rounds} rounds, medians; ours ÷ floor`)
const floorProcess = await startFloor(join(folder, 'floor.db'), String(floorPort), String(rows))
const coldStart = performance.now()
const { child: ours, setup } = await startOurs(ourPort)
const started = performance.now() - coldStart
const json = { 'content-type': 'application/json' }
const post = async (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify(body) })
const setUp = await post(`${api}/setup`, {
  token: new URL(setup!).searchParams.get('token'),
  name: 'Bench',
  email: 'bench@example.com',
  password: 'bench password',
})
const cookie = setUp.headers
  .getSetCookie()
  .map((each) => each.split(';')[0])
  .join('; ')
const get = async (url: string) => (await fetch(url, { headers: { cookie } })).json() as Promise<any>
const created = await post(`${api}/apps`, { definition }, { cookie })
if (created.status !== 201) throw new Error(await created.text())

const upload = (await (
  await fetch(`${api}/apps/bench/imports/deal/upload`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'text/csv' },
    body: csvOf(rows) as BodyInit,
  })
).json()) as { upload: string }
const importStart = performance.now()
const { job } = (await (await post(`${api}/apps/bench/imports/deal`, { upload: upload.upload, map: importMap }, { cookie })).json()) as {
  job: string
}
let state = await get(`${api}/apps/bench/jobs/${job}`)
while (state.state === 'waiting' || state.state === 'running') {
  await new Promise((resolve) => setTimeout(resolve, 50))
  state = await get(`${api}/apps/bench/jobs/${job}`)
}
if (state.result?.created !== rows) throw new Error(JSON.stringify(state))
const imported = rows / ((performance.now() - importStart) / 1000)

// Before anything is written, while there are as many rows as was said; then back to what the other measures work on.
const withField = structuredClone(definition) as any
withField.modules[0].fields.push({ key: 'extra', type: 'text' })
console.log(`add a field to ${rows} rows: ${(await publishTime(withField)).toFixed(0)} ms (must 50, aim 30)`)
withField.modules[0].fields.push({ key: 'partner', type: 'text', unique: true })
console.log(`add a field and its index: ${(await publishTime(withField)).toFixed(0)} ms (must 100, aim 70)`)
withField.modules[0].fields.find((field: any) => field.key === 'seats').type = 'text'
console.log(`change a type: ${(await publishTime(withField)).toFixed(0)} ms (must 1000, aim 700)`)
await publishTime(definition)
if (wanted.some((each) => 'rescore'.startsWith(each))) {
  const { ours, hand } = await rescore(rows, rounds)
  const ratio = (ours / hand).toFixed(1)
  console.log(
    `score ${rows} records anew on publishing: ${ours.toFixed(0)} ms, one UPDATE by hand ${hand.toFixed(0)} ms: ${ratio} times (must 3), with the history of every score`,
  )
}

const floorIds = (await get(`${floorUrl}/ids`)) as string[]
const ourIds: string[] = []
let deepCursor = ''
for (let after = '', seen = 0; ; ) {
  const page = await get(`${deals}?fields=name&sort=amount&limit=500${after}`)
  ourIds.push(...page.records.map((record: any) => record._id))
  seen += page.records.length
  if (!page.next || seen >= Math.min(50_000, rows / 2)) {
    deepCursor = encodeURIComponent(page.next)
    break
  }
  after = `&after=${encodeURIComponent(page.next)}`
}

type Shot = { url: string; method?: string; body?: () => string; path?: () => string }
interface Measure {
  /** Requests a second. */
  readonly rate: number
  /** Processor milliseconds of the server for each request. */
  readonly work: number
}
async function load(shot: Shot, connections: number, server: ChildProcess): Promise<Measure> {
  const before = workOf(server)
  const result = await autocannon({
    url: shot.url,
    connections,
    duration: seconds,
    headers: { cookie, ...json },
    requests: [
      {
        method: (shot.method ?? 'GET') as 'GET',
        setupRequest: (request: any) => ({
          ...request,
          ...(shot.path ? { path: shot.path() } : {}),
          ...(shot.body ? { body: shot.body() } : {}),
        }),
      },
    ],
  })
  if (result.non2xx > result.requests.total / 1000)
    throw new Error(`${shot.method ?? 'GET'} ${shot.url}: ${result.non2xx} of ${result.requests.total} answers were refusals`)
  return { rate: result.requests.total / result.duration, work: (workOf(server) - before) / result.requests.total }
}

const pick = (list: readonly string[]) => list[Math.floor(Math.random() * Math.min(list.length, 20_000))]!
let updates = 0
let creates = rows
const nextUpdate = () => {
  updates += 1
  return updates
}
const nextDeal = () => {
  creates += 1
  return dealAt(creates)
}
const bulkOf = () => Array.from({ length: 1000 }, () => nextDeal())
const asOurs = ({ stage, ...deal }: ReturnType<typeof dealAt>) => ({ ...deal, _stage: stage })
const path = (url: string) => new URL(url).pathname
const floorShot = (route: string): Shot => ({ url: `${floorUrl}${route}` })
const list = 'view=web&limit=50'

const OPERATIONS: readonly { name: string; must: number; aim: number; floor: Shot; ours: Shot; per?: number }[] = [
  {
    name: 'read one',
    must: 0.8,
    aim: 0.95,
    floor: { url: floorUrl, path: () => `/deal/${pick(floorIds)}` },
    ours: { url: deals, path: () => `${path(deals)}/${pick(ourIds)}` },
  },
  { name: 'list 50 (filter + sort)', must: 0.8, aim: 1.5, floor: floorShot('/list'), ours: { url: `${deals}?${list}` } },
  { name: 'list + exact count', must: 0.85, aim: 1.5, floor: floorShot('/count'), ours: { url: `${deals}?${list}&total=true` } },
  {
    name: 'page at row 50,000',
    must: 1,
    aim: 5,
    floor: floorShot('/deep'),
    ours: { url: `${deals}?view=amounts&limit=50&after=${deepCursor}` },
  },
  { name: 'group by stage', must: 0.8, aim: 100, floor: floorShot('/groups'), ours: { url: `${deals}/stages?view=board` } },
  {
    name: 'update one field',
    must: 0.65,
    aim: 0.8,
    floor: {
      url: floorUrl,
      method: 'PATCH',
      path: () => `/deal/${pick(floorIds)}`,
      body: () => JSON.stringify({ city: `City ${nextUpdate()}` }),
    },
    // The record's city is only ever changed here, so an old version is no conflict as long as each record is touched once in a pass.
    ours: {
      url: deals,
      method: 'PATCH',
      path: () => `${path(deals)}/${ourIds[nextUpdate() % ourIds.length]}`,
      body: () => JSON.stringify({ city: `City ${updates}`, _version: 1 + Math.floor(updates / ourIds.length) }),
    },
  },
  {
    name: 'create',
    must: 0.7,
    aim: 0.85,
    floor: { url: `${floorUrl}/deal`, method: 'POST', body: () => JSON.stringify(nextDeal()) },
    ours: { url: deals, method: 'POST', body: () => JSON.stringify(asOurs(nextDeal())) },
  },
  {
    name: 'bulk JSON, 1,000 rows (rows/s)',
    must: 0.8,
    aim: 1,
    per: 1000,
    floor: { url: `${floorUrl}/bulk`, method: 'POST', body: () => JSON.stringify({ records: bulkOf() }) },
    ours: { url: `${deals}/bulk`, method: 'POST', body: () => JSON.stringify({ action: 'create', records: bulkOf().map(asOurs) }) },
  },
]

const median = (list: readonly number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]!
const show = (name: string, floor: number, our: number, must: number, aim: number, connections: number | string = '', work = '') => {
  const ratio = our / floor
  const mark = ratio >= aim ? 'aim' : ratio >= must ? 'must' : 'BELOW'
  console.log(
    `${name.padEnd(34)} ${String(connections).padStart(3)}  floor ${floor.toFixed(0).padStart(7)}  ours ${our.toFixed(0).padStart(7)}  ratio ${ratio.toFixed(2).padStart(7)}  must ${must} aim ${aim}  ${mark}${work}`,
  )
}

for (const { name, must, aim, floor, ours: our, per = 1 } of OPERATIONS) {
  if (!wanted.some((each) => name.startsWith(each))) continue
  for (const connections of [8, 32]) {
    const [left, right]: [Measure[], Measure[]] = [[], []]
    for (let round = 0; round < rounds; round += 1) {
      left.push(await load(floor, connections, floorProcess))
      // Versions are counted from here, so each measure of updates begins a pass of its own.
      updates = Math.ceil(updates / ourIds.length) * ourIds.length
      right.push(await load(our, connections, ours))
    }
    const rate = (list: readonly Measure[]) => median(list.map((each) => each.rate * per))
    const work = (list: readonly Measure[]) => median(list.map((each) => each.work))
    show(name, rate(left), rate(right), must, aim, connections, `  processor time ${(work(left) / work(right)).toFixed(2)}`)
  }
}
// Requests that were under way when a measure ended are still worked on; what comes now begins with a quiet server.
await new Promise((resolve) => setTimeout(resolve, 3000))
await get(`${deals}?limit=1`)
const underLoad = memoryOf(ours)
const floorImport = (await get(`${floorUrl}/imported`)) as number
show('CSV import (rows/s), floor deferred', floorImport, imported, 0.76, 1)

const cold = await coldFirstRecord()
console.log(
  `memory idle ${(cold.memory / 1e6).toFixed(0)} MB (must 90, aim 70), under load ${(underLoad / 1e6).toFixed(0)} MB (must 200, aim 160)`,
)
console.log(
  `start of the process to listening ${started.toFixed(0)} ms; cold start to first record ${cold.milliseconds.toFixed(0)} ms (must 500, aim 350)`,
)
process.exit(0)

async function publishTime(document: unknown): Promise<number> {
  const start = performance.now()
  const answer = await post(`${api}/apps/bench/publish`, { definition: document }, { cookie })
  if (answer.status !== 200) throw new Error(await answer.text())
  return performance.now() - start
}

/** Processor milliseconds a process has used, all its threads together; Linux counts them in hundredths of a second. */
function workOf(child: ChildProcess): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Resident bytes of a process. */
function memoryOf(child: ChildProcess): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(child.pid)]).toString()) * 1024
}

/** A second process over the same data: from its start to the first record answered, and what it takes up then. */
async function coldFirstRecord(): Promise<{ milliseconds: number; memory: number }> {
  const port = await freePort()
  const begin = performance.now()
  const { child } = await startOurs(port)
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/apps/bench/records/deal/${ourIds[0]}`, { headers: { cookie } })
  if (answer.status !== 200) throw new Error(await answer.text())
  return { milliseconds: performance.now() - begin, memory: memoryOf(child) }
}
