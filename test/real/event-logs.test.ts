// Real event logs come in as stage history through the public door; visits, entered records, transitions and dwell equal the independently computed ones.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { statement } from '../../server/database/text.ts'
import { newPlace, onBothDatabases, type Place } from '../helpers/databases.ts'
import { importCsv, startTestServer, type TestServer } from '../helpers/server.ts'
import { expected, onRealData, realFile } from './data.ts'

const SETS = [
  { set: 'receipt_log', file: 'events.csv' },
  { set: 'helpdesk_log', file: 'events_slim.csv' },
] as const

/** Activities as stages: those of the declared order first, the others after them, won and lost as declared. */
function definitionOf(figures: any) {
  const activities = [...figures.order, ...Object.keys(figures.activity).filter((name) => !figures.order.includes(name))]
  const keyOf = new Map(activities.map((name, index) => [name, `s${index}`]))
  const typeOf = (name: string) => (figures.won.includes(name) ? 'won' : figures.lost.includes(name) ? 'lost' : 'open')
  const stages = activities.map((name) => ({ key: keyOf.get(name), label: name, type: typeOf(name) }))
  const definition = {
    format: 1,
    key: 'cases',
    settings: { locale: 'en', timeZone: 'Europe/Amsterdam', currency: 'EUR' },
    modules: [{ key: 'case_file', title: 'number', fields: [{ key: 'number', type: 'text', required: true, unique: true }] }],
    pipelines: [{ key: 'flow', module: 'case_file', stages }],
  }
  return { definition, keyOf }
}

const map = {
  record: { column: 'case_id', field: 'number' },
  stage: { column: 'activity' },
  enteredAt: { column: 'timestamp' },
  sequence: { column: 'seq' },
  by: { column: 'resource' },
  createMissing: true,
}
const six = (value: number) => Math.round(value * 1e6) / 1e6

for (const { set, file } of SETS) {
  onRealData(set, () => {
    onBothDatabases('history', (dialect) => {
      const figures = expected(set)
      const { definition, keyOf } = definitionOf(figures)
      let place: Place
      let server: TestServer
      let result: any
      const all = async (sql: string) => (await server.server.services.apps.get('cases'))!.db.all(statement(dialect, sql))
      beforeAll(async () => {
        place = await newPlace(dialect)
        server = await startTestServer(place)
        await server.admin.ok('POST', '/apps', { definition })
        result = await importCsv(server.admin, 'cases', 'case_file', realFile(set, file), map, { mode: 'history' })
      })
      afterAll(async () => {
        await server?.close()
        await place?.remove()
      })

      it('brings every case in once', () => {
        expect(result).toMatchObject({ state: 'done', failed: 0, updated: figures.size.cases, related: figures.size.cases })
      })

      it('visits, entered records and re-entries per stage', async () => {
        const rows = await all('SELECT "stage", count(*) AS visits, count(DISTINCT "record") AS entered FROM "_visit" GROUP BY "stage"')
        const got = new Map(rows.map((row) => [row.stage, row]))
        for (const [name, want] of Object.entries<any>(figures.activity)) {
          const row = got.get(keyOf.get(name))
          expect({ name, visits: Number(row?.visits), entered: Number(row?.entered) }).toEqual({
            name,
            visits: want.visits,
            entered: want.entered_cases,
          })
        }
        expect(rows.length).toBe(figures.size.activities)
      })

      it('transitions, closed visits and their dwell', async () => {
        const pairs = await all(
          'SELECT a."stage" AS f, b."stage" AS t, count(*) AS n FROM "_visit" AS a JOIN "_visit" AS b ON b."record" = a."record" AND b."seq" = a."seq" + 1 GROUP BY 1, 2',
        )
        const got = new Map(pairs.map((row) => [`${row.f} ${row.t}`, Number(row.n)]))
        expect([...got.values()].reduce((sum, n) => sum + n, 0)).toBe(figures.n_transitions)
        expect(got.size).toBe(figures.transitions.length)
        for (const { from, to, n } of figures.transitions)
          expect({ from, to, n: got.get(`${keyOf.get(from)} ${keyOf.get(to)}`) }).toEqual({ from, to, n })
        const dwell = await all(
          'SELECT "stage", count(*) AS n, sum("left_at" - "entered_at") AS ms FROM "_visit" WHERE "left_at" IS NOT NULL GROUP BY "stage"',
        )
        for (const row of dwell) {
          const [name] = [...keyOf].find(([, key]) => key === row.stage)!
          const want = figures.activity[name].dwell_hours
          expect({ name, n: Number(row.n), mean: six(Number(row.ms) / Number(row.n) / 3_600_000) }).toEqual({
            name,
            n: want.n,
            mean: want.mean,
          })
        }
      })

      it('leaves each record in its last stage, open unless that is won or lost', async () => {
        const [open] = await all('SELECT count(*) AS n FROM "_visit" WHERE "left_at" IS NULL')
        expect(Number(open!.n)).toBe(figures.size.cases)
        const [agree] = await all(
          'SELECT count(*) AS n FROM "case_file" AS r JOIN "_visit" AS v ON v."record" = r."_id" AND v."left_at" IS NULL AND v."stage" = r."_stage" AND v."entered_at" = r."_stage_at"',
        )
        expect(Number(agree!.n)).toBe(figures.size.cases)
        const people = await all('SELECT count(DISTINCT "by_user") AS n FROM "_visit"')
        expect(Number(people[0]!.n)).toBeGreaterThan(1)
      })

      it('is taken back as a whole', async () => {
        const { job } = await server.admin.ok('POST', `/apps/cases/imports/${result.job}/undo`, {})
        let state: any
        do state = await server.admin.ok('GET', `/apps/cases/jobs/${job}`)
        while (state.state === 'waiting' || state.state === 'running')
        expect(state.result).toMatchObject({ kept: 0 })
        const [left] = await all('SELECT count(*) AS n FROM "case_file" WHERE "_deleted_at" IS NULL')
        expect(Number(left!.n)).toBe(0)
      })
    })
  })
}
