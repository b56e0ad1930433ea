// Kills a working server at random moments, starts it again on the same data and compares what it acknowledged with what is there.
import type { AppDefinition } from '../../runtime/definition/types.ts'
import { connectFile } from '../../server/database/sqlite-file.ts'
import { type Acknowledged, checkFile } from './checks.ts'
import { firstDefinition, secondDefinition } from './definitions.ts'
import { type Installation, newInstallation } from './process.ts'

export interface Tally {
  kills: number
  /** Kills that cut work off in the middle: the others prove less. */
  hits: number
  acknowledged: number
  readonly lost: string[]
  readonly torn: string[]
  /** Milliseconds of the slowest start. */
  slowestStart: number
}

const CLIENTS = 6
const STAGES = ['need', 'quote', 'won', 'lost']
const sleep = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
const random = (below: number) => Math.floor(Math.random() * below)
const newTally = (): Tally => ({ kills: 0, hits: 0, acknowledged: 0, lost: [], torn: [], slowestStart: 0 })

/** Creates, changes and moves records until the connection breaks, noting what was acknowledged; true where a request was cut off. */
async function writeUntilCut(
  installation: Installation,
  client: number,
  known: Map<string, Acknowledged>,
  tally: Tally,
  stopped: () => boolean,
): Promise<boolean> {
  const deals = '/apps/faults/records/deal'
  const mine = [...known.keys()].filter((_, index) => index % CLIENTS === client).slice(-30)
  while (!stopped()) {
    const id = mine[random(mine.length)]
    const seen = id === undefined ? undefined : known.get(id)
    const amount = random(1_000_000)
    const name = `${client} ${amount} 记录`
    const columns = { name, amount: amount * 100 }
    const kind = seen ? random(3) : 0
    if (kind === 0) {
      const { status, json } = await installation.send('POST', deals, { name, amount })
      if (status === 0) return true
      if (status !== 201) continue
      known.set(json._id, { version: json._version, columns: { ...columns, _stage: 'need' } })
      mine.push(json._id)
    } else {
      const stage = STAGES[random(STAGES.length)]!
      const change = kind === 1 ? { name, amount } : { name, _stage: stage }
      const { status, json } = await installation.send('PATCH', `${deals}/${id}`, { ...change, _version: seen!.version })
      if (status === 0) return true
      if (status !== 200) continue
      known.set(id!, {
        version: json._version,
        columns: kind === 1 ? { ...seen!.columns, ...columns } : { ...seen!.columns, name, _stage: stage },
      })
    }
    tally.acknowledged += 1
  }
  return false
}

/** Starts the killed server again and looks at its data. */
async function restart(
  installation: Installation,
  tally: Tally,
  known: Map<string, Acknowledged>,
  definitions: readonly AppDefinition[],
  moved?: Readonly<Record<string, string>>,
): Promise<void> {
  tally.kills += 1
  await installation.start()
  tally.slowestStart = Math.max(tally.slowestStart, installation.startMilliseconds)
  const { lost, torn } = checkFile(installation.file, known, definitions, moved)
  tally.lost.push(...lost)
  tally.torn.push(...torn)
}

async function withInstallation(work: (installation: Installation, tally: Tally) => Promise<void>): Promise<Tally> {
  const tally = newTally()
  const installation = await newInstallation(firstDefinition())
  try {
    await work(installation, tally)
    return tally
  } finally {
    await installation.remove()
  }
}

/** Kills while records are created, changed and moved by several clients. */
export function killWrites(rounds: number, tell: (tally: Tally) => void = () => {}): Promise<Tally> {
  return withInstallation(async (installation, tally) => {
    const known = new Map<string, Acknowledged>()
    for (let round = 0; round < rounds; round += 1) {
      const clients = Array.from({ length: CLIENTS }, (_, client) => writeUntilCut(installation, client, known, tally, () => false))
      await sleep(50 + random(450))
      await installation.kill()
      if ((await Promise.all(clients)).includes(true)) tally.hits += 1
      await restart(installation, tally, known, [firstDefinition()])
      tell(tally)
    }
  })
}

/** Kills while two definitions are published in turn and records are written. */
export function killPublishes(rounds: number, tell: (tally: Tally) => void = () => {}): Promise<Tally> {
  return withInstallation(async (installation, tally) => {
    const known = new Map<string, Acknowledged>()
    const both = [firstDefinition(), secondDefinition()]
    let live = 1
    for (let index = 0; index < 400; index += 100) await seed(installation, known, tally, index)
    for (let round = 0; round < rounds; round += 1) {
      let cut = false
      const clients = Array.from({ length: 2 }, (_, client) => writeUntilCut(installation, client, known, tally, () => cut))
      const publishing = (async () => {
        for (;;) {
          const number = await numberOf(installation)
          if (number === 0) return false
          const { status, json } = await installation.send('POST', '/apps/faults/publish', {
            definition: both[number % 2],
            decisions: { 'stage:main:talk': 'need' },
            base: number,
          })
          if (status === 0) return true
          if (status !== 200) throw new Error(`publish: ${status} ${JSON.stringify(json)}`)
          live = json.version
          tally.acknowledged += 1
        }
      })()
      await sleep(30 + random(500))
      await installation.kill()
      cut = true
      if (await publishing) tally.hits += 1
      await Promise.all(clients)
      await restart(installation, tally, known, both, { talk: 'need' })
      const number = await numberOf(installation)
      if (number < live) tally.lost.push(`version ${live} was acknowledged, ${number} is in force`)
      if (number > live + 1) tally.torn.push(`version ${number} is in force after ${live}`)
      live = number
      tell(tally)
    }
  })
}

async function numberOf(installation: Installation): Promise<number> {
  const { status, json } = await installation.send('GET', '/apps/faults/versions')
  return status === 200 ? json.versions[0].number : 0
}

/** Records in every stage, the one that goes among them, with values that each definition can read. */
async function seed(installation: Installation, known: Map<string, Acknowledged>, tally: Tally, from: number): Promise<void> {
  const records = Array.from({ length: 100 }, (_, index) => ({
    name: `Seed ${from + index}`,
    amount: index,
    score: String(from + index),
    code: `c${from + index}`,
    ...(index % 3 === 0 ? { _stage: 'talk' } : {}),
  }))
  const { json } = await installation.send('POST', '/apps/faults/records/deal/bulk', { action: 'create', records })
  json.results.forEach((result: any, index: number) => {
    known.set(result._id, {
      version: result._version,
      columns: { name: records[index]!.name, amount: index * 100, code: records[index]!.code },
    })
    tally.acknowledged += 1
  })
}

const HEADINGS = ['Name', 'Code', 'Amount']
const MAP = {
  columns: [
    { column: 'Name', field: 'name' },
    { column: 'Code', field: 'code' },
    { column: 'Amount', field: 'amount' },
  ],
}

/** Kills during an import of `rows` lines, which must then be finished by the server that was started again, each line once. */
export function killImports(rounds: number, rows = 3000, tell: (tally: Tally) => void = () => {}): Promise<Tally> {
  return withInstallation(async (installation, tally) => {
    for (let round = 0; round < rounds; round += 1) {
      const lines = Array.from({ length: rows }, (_, index) => `Line ${index},r${round}-${index},${index}`)
      const { upload } = await installation.upload('/apps/faults/imports/deal/upload', `${HEADINGS.join()}\n${lines.join('\n')}\n`)
      const started = await installation.send('POST', '/apps/faults/imports/deal', { upload, map: MAP })
      const { job } = started.json
      tally.acknowledged += 1
      for (let kills = 1 + random(2); kills > 0; kills -= 1) {
        await sleep(20 + random(rows / 20))
        await installation.kill()
        if (!isDone(installation.file, job)) tally.hits += 1
        await restart(installation, tally, new Map(), [firstDefinition()])
      }
      const { state, result } = await finished(installation, job)
      if (state !== 'done' || result.created !== rows || result.failed !== 0)
        tally.torn.push(`import ${round}: ${state} ${JSON.stringify(result)}`)
      const db = connectFile(installation.file)
      const found = db.prepare('SELECT count(*) AS n, count(DISTINCT "code") AS codes FROM "deal" WHERE "_import" = ?').get(job) as {
        n: number
        codes: number
      }
      const told = db.prepare(`SELECT sum(json_array_length("payload")) AS n FROM "_outbox" WHERE "kind" = 'import'`).get() as { n: number }
      db.close()
      if (found.codes < rows) tally.lost.push(`import ${round}: ${rows - found.codes} lines are missing`)
      if (found.n > rows) tally.torn.push(`import ${round}: ${found.n} records of ${rows} lines`)
      if (told.n !== rows * (round + 1)) tally.torn.push(`import ${round}: the outbox tells of ${told.n} records`)
      tell(tally)
    }
  })
}

function isDone(file: string, job: string): boolean {
  const db = connectFile(file)
  const row = db.prepare('SELECT "state" FROM "_job" WHERE "id" = ?').get(job) as { state: string }
  db.close()
  return row.state === 'done'
}

async function finished(installation: Installation, job: string): Promise<any> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    const { json } = await installation.send('GET', `/apps/faults/jobs/${job}`)
    if (json && json.state !== 'waiting' && json.state !== 'running') return json
    await sleep(50)
  }
  return { state: 'never finished', result: null }
}
