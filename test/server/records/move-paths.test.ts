// The same moves through every path at once: change, bulk change, import and the server's own functions accept and refuse alike, and leave the same log,
// which is gapless, ordered and equal to the plain-array reference.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { enterStage, type LoggedVisit, regressionsIn } from '../../../runtime/funnel/visit-log.ts'
import { statement } from '../../../server/database/text.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { gatedDefinition } from '../../helpers/gated.ts'
import { importCsv, startTestServer, type TestServer } from '../../helpers/server.ts'

const STEPS = 60
const ENCODER = new TextEncoder()

/** A small generator with a seed, so that a failure can be run again. */
function randomOf(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

onBothDatabases('moves through all paths', (dialect) => {
  let place: Place
  let server: TestServer
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    const definition = gatedDefinition()
    // The paths are told apart by a number the import can find records by.
    definition.modules.find((module) => module.key === 'deal')!.fields.push({ key: 'code', type: 'text', unique: true })
    await server.admin.ok('POST', '/apps', { definition })
  })
  afterAll(async () => {
    await server.close()
    await place.remove()
  })

  const RECORDS = '/apps/sales/records/deal'
  const read = (id: string) => server.admin.ok('GET', `${RECORDS}/${id}`)
  interface Attempt {
    readonly id: string
    readonly code: string
    readonly to: string
    readonly values: Record<string, unknown>
    readonly move: { readonly reason?: string; readonly note?: string }
  }
  type Path = (attempt: Attempt) => Promise<readonly string[]>
  const PATHS: Readonly<Record<string, Path>> = {
    async change({ id, to, values, move }) {
      const { _version } = await read(id)
      const { status, json } = await server.admin.send('PATCH', `${RECORDS}/${id}`, { ...values, _stage: to, _move: move, _version })
      return status < 300 ? [] : json.problems.map((each: { code: string }) => each.code)
    },
    async bulk({ id, to, values, move }) {
      const { _version } = await read(id)
      const body = { action: 'update', records: [{ _id: id, _version, ...values }], values: { _stage: to, _move: move } }
      const [result] = (await server.admin.ok('POST', `${RECORDS}/bulk`, body)).results
      return result.problems?.map((each: { code: string }) => each.code) ?? []
    },
    async import({ id, code, to, values, move }) {
      const before = await read(id)
      const names = Object.keys(values)
      const cells = [code, to, move.reason ?? '', move.note ?? '', ...names.map((name) => String(values[name]))]
      const headings = ['code', 'stage', 'reason', 'note', ...names]
      const bytes = ENCODER.encode(`${headings.join(',')}\n${cells.map((cell) => `"${cell}"`).join(',')}\n`)
      const columns = [
        { column: 'code', field: 'code' },
        { column: 'stage', field: '_stage' },
        { column: 'reason', field: '_reason' },
        { column: 'note', field: '_note' },
        ...names.map((name) => ({ column: name, field: name })),
      ]
      const { failed } = await importCsv(server.admin, 'sales', 'deal', bytes, { columns, match: 'code', unmatched: 'skip' })
      if (failed === 0) return []
      expect((await read(id))._version).toBe(before._version)
      return ['refused']
    },
  }

  it('no path accepts what another refuses, and every log is the reference', async () => {
    const random = randomOf(7)
    const { stages } = gatedDefinition().pipelines![0]!
    const paths = Object.keys(PATHS)
    const ids = new Map<string, string>()
    for (const path of paths) {
      const made = await server.admin.ok('POST', RECORDS, { name: 'Deal', code: path })
      ids.set(path, made._id)
      await server.admin.ok('POST', '/apps/sales/records/meeting', {
        subject: 'Met',
        deal: made._id,
        role: 'approver',
        at: new Date(Date.now() - 86_400_000).toISOString(),
      })
    }
    const logs = new Map<string, readonly LoggedVisit[]>()
    for (const path of paths) logs.set(path, enterStage([], stages, 'need', 0))
    const stagesOpen = stages.map((stage) => stage.key)
    let accepted = 0
    let refused = 0
    for (let step = 0; step < STEPS; step += 1) {
      const to = stagesOpen[random(stagesOpen.length)]!
      const values: Record<string, unknown> = {}
      if (random(2) === 0) values.budget = 100 + random(900)
      if (random(2) === 0) values.decider = `Li ${random(9)}`
      if (random(2) === 0) values.amount = 100 + random(20_000)
      if (random(2) === 0) values.sent = '2026-01-01'
      const reasons = ['price', 'price/discount', 'fit/feature', '']
      const move = { reason: reasons[random(reasons.length)]!, note: random(2) === 0 ? '' : 'Said' }
      const outcomes = new Map<string, boolean>()
      for (const path of paths) {
        const id = ids.get(path)!
        const problems = await PATHS[path]!({ id, code: path, to, values, move })
        outcomes.set(path, problems.length === 0)
        if (problems.length === 0) logs.set(path, enterStage(logs.get(path)!, stages, (await read(id))._stage, step + 1))
      }
      expect(
        [...new Set(outcomes.values())],
        `step ${step} to ${to} ${JSON.stringify({ values, move, outcomes: [...outcomes] })}`,
      ).toHaveLength(1)
      if (outcomes.get('change')) accepted += 1
      else refused += 1
      const states = await Promise.all(paths.map(async (path) => (await read(ids.get(path)!))._stage))
      expect(new Set(states).size).toBe(1)
    }
    const [db] = [(await server.server.services.apps.get('sales'))!.db]
    for (const path of paths) {
      const id = ids.get(path)!
      const rows = await db.all(statement(dialect, 'SELECT * FROM "_visit" WHERE "record" = ? ORDER BY "seq"', [id]))
      const log = logs.get(path)!
      expect(rows.map((row) => [row.stage, row.kind])).toEqual(log.map(({ stage, kind }) => [stage, kind]))
      for (const [index, row] of rows.entries()) {
        expect(row.seq).toBe(index + 1)
        expect(row.left_at).toBe(rows[index + 1]?.entered_at ?? null)
        if (row.left_at !== null) expect(Number(row.left_at)).toBeGreaterThanOrEqual(Number(row.entered_at))
      }
      expect((await read(id))._regressions).toBe(regressionsIn(log))
    }
    console.info(`${dialect}: ${STEPS} moves through ${paths.length} paths, ${accepted} accepted and ${refused} refused alike`)
    expect(Math.min(accepted, refused)).toBeGreaterThan(5)
  })

  it('of two moves at once one wins and the other is told; a stale version is told what changed', async () => {
    const made = await server.admin.ok('POST', RECORDS, { name: 'Twice', code: 'twice', budget: 1, decider: 'Li', amount: 5 })
    const lose = { _stage: 'lost', _move: { reason: 'fit/feature', note: 'x' }, _version: 1 }
    const quote = { _stage: 'quote', _move: { checks: ['template'] }, _version: 1 }
    const answers = await Promise.all([lose, quote].map((body) => server.admin.send('PATCH', `${RECORDS}/${made._id}`, body)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const told = answers.find(({ status }) => status === 409)!.json.problems[0]
    expect(told).toMatchObject({ path: '_stage', code: 'conflict', clashes: [{ field: '_stage', original: 'need' }] })
    const stale = await server.admin.send('PATCH', `${RECORDS}/${made._id}`, { ...lose, _stage: 'need' })
    expect(stale.status).toBe(409)
  })

  it('an import as a user takes 700 of 1,000 rows and says for the others which rule they break', async () => {
    const lines = Array.from({ length: 1000 }, (_, index) => {
      const bad = index % 10 < 3
      return `I${index},Deal ${index},lost,${bad && index % 2 === 0 ? 'price' : 'price/discount'},${bad && index % 2 === 1 ? '' : 'Too dear'}`
    })
    const bytes = ENCODER.encode(`code,name,stage,reason,note\n${lines.join('\n')}\n`)
    const columns = [
      { column: 'code', field: 'code' },
      { column: 'name', field: 'name' },
      { column: 'stage', field: '_stage' },
      { column: 'reason', field: '_reason' },
      { column: 'note', field: '_note' },
    ]
    const result = await importCsv(server.admin, 'sales', 'deal', bytes, { columns })
    expect(result).toMatchObject({ created: 700, failed: 300 })
    const file = await fetch(`${server.server.url}/api/v1/apps/sales/imports/${result.job}/errors`, {
      headers: { cookie: server.admin.cookie, 'accept-language': 'en' },
    })
    const text = await file.text()
    expect(text.match(/is not precise enough; choose down to level 2/g)).toHaveLength(200)
    expect(text.match(/asks for a note/g)).toHaveLength(100)
    const history = await importCsv(server.admin, 'sales', 'deal', ENCODER.encode('code,name,stage\nH1,Old,won\n'), {
      columns: columns.slice(0, 3),
      stages: 'history',
    })
    expect(history).toMatchObject({ created: 1, failed: 0 })
  })

  it('in a bulk change a move whose effect fails leaves nothing behind, and the others are done', async () => {
    const definition = gatedDefinition()
    definition.key = 'effects'
    const meeting = definition.modules.find((module) => module.key === 'meeting')!
    // The task of a transition takes the name of the deal; a longer name cannot be its subject.
    meeting.fields[0] = { key: 'subject', type: 'text', required: true, maxLength: 20 }
    definition.pipelines = [
      {
        key: 'main',
        module: 'deal',
        stages: [
          { key: 'need', type: 'open' },
          { key: 'quote', type: 'open' },
        ],
        transitions: [{ key: 'on', from: 'need', to: 'quote', after: [{ create: 'meeting', link: 'deal', values: { subject: 'name' } }] }],
      },
    ]
    await server.admin.ok('POST', '/apps', { definition })
    const deals = '/apps/effects/records/deal'
    const ids: string[] = []
    for (const name of ['Short', 'A name much too long for a task', 'Brief']) ids.push((await server.admin.ok('POST', deals, { name }))._id)
    const records = ids.map((_id) => ({ _id, _version: 1 }))
    const { results } = await server.admin.ok('POST', `${deals}/bulk`, { action: 'update', records, values: { _stage: 'quote' } })
    expect(results.map((each: { problems?: { code: string }[] }) => each.problems?.map(({ code }) => code) ?? [])).toEqual([
      [],
      ['effect_failed'],
      [],
    ])
    const stages = await Promise.all(ids.map(async (id) => (await server.admin.ok('GET', `${deals}/${id}`))._stage))
    expect(stages).toEqual(['quote', 'need', 'quote'])
    const { db } = (await server.server.services.apps.get('effects'))!
    const kinds = async (id: string) =>
      (await db.all(statement(dialect, 'SELECT "kind" FROM "_visit" WHERE "record" = ? ORDER BY "seq"', [id]))).map((row) => row.kind)
    expect(await Promise.all(ids.map(kinds))).toEqual([['create', 'advance'], ['create'], ['create', 'advance']])
    const made = await server.admin.ok('GET', '/apps/effects/records/meeting?fields=subject&sort=subject')
    expect(made.records.map((each: { subject: string }) => each.subject)).toEqual(['Brief', 'Short'])
  })
})
