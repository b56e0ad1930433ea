// The sample data of the B2B template on both databases: plausible on whatever day and in whatever zone they are loaded, and written as records always are.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { User } from '../../../server/access/accounts.ts'
import type { Store } from '../../../server/database/connect.ts'
import type { Row } from '../../../server/database/database.ts'
import { statement } from '../../../server/database/text.ts'
import type { AppHost } from '../../../server/definitions/host.ts'
import { createRegistry } from '../../../server/definitions/registry.ts'
import { readSampleText } from '../../../server/definitions/templates.ts'
import { momentOf } from '../../../server/samples/clock.ts'
import { createFrom } from '../../../server/samples/create.ts'
import { loadSample } from '../../../server/samples/load.ts'
import { adoptSamples } from '../../../server/samples/owners.ts'
import { readSample } from '../../../server/samples/read.ts'
import { system, unwrap, userPrincipal } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'

const DAY = 86_400_000
const people = ['lin', 'anna', 'gone'].map(
  (id): User =>
    ({ id, name: id, email: `${id}@example.com`, admin: false, disabled: id === 'gone', locale: null, roles: {} }) as unknown as User,
)
const STAGES = ['first_contact', 'intent', 'solution', 'budget', 'negotiation', 'contract', 'won']

onBothDatabases('sample data of the B2B template', (dialect) => {
  let place: Place
  let store: Store
  let host: AppHost
  const all = (sql: string, ...parameters: unknown[]) => host.db.all(statement(dialect, sql, parameters))

  beforeAll(async () => {
    place = await newPlace(dialect)
    store = await place.connect()
    const start = performance.now()
    const created = unwrap(await createFrom(store, { template: 'b2b', sample: true }, people, userPrincipal('lin', [], { admin: true })))
    console.info(`${dialect}: sample data loaded in ${(performance.now() - start).toFixed(0)} ms`)
    host = created.host
    expect(created.loaded).toMatchObject({ deal: 300 })
  })
  afterAll(() => place.remove())

  it('fills every stage, with deals over their limit, deals of today and things to do in the coming days', async () => {
    const { app } = await host.current()
    const now = Date.now()
    const deals = await all('SELECT "_stage", "_stage_at", "_created_at", "next_at" FROM "deal"')
    const open = deals.filter((deal) => deal._stage !== 'won' && deal._stage !== 'lost')
    for (const { key, type } of app.pipelines.get('sales')!.stages)
      expect(deals.filter((deal) => deal._stage === key).length, key).toBeGreaterThan(type === 'open' ? 4 : 40)
    const stages = app.pipelines.get('sales')!.stage
    const over = open.filter((deal) => now - Number(deal._stage_at) > stages.get(String(deal._stage))!.dwellLimit!)
    expect(over.length).toBeGreaterThan(7)
    expect(over.length).toBeLessThan(open.length / 3)
    expect(open.filter((deal) => now - Number(deal._created_at) < DAY).length).toBeGreaterThan(2)
    const planned = await all(`SELECT "at" FROM "activity" WHERE "status" = 'planned'`)
    expect(planned.filter(({ at }) => Number(at) > now && Number(at) < now + 7 * DAY).length).toBeGreaterThan(20)
    expect(planned.filter(({ at }) => Number(at) < now).length).toBeGreaterThan(3)
  })

  it('makes a funnel that narrows, wins that differ by source and by industry, losses with reasons of both levels', async () => {
    const visits = await all(`SELECT "record", "stage" FROM "_visit" WHERE "pipeline" = 'sales'`)
    const furthest = new Map<string, number>()
    for (const { record, stage } of visits) {
      const rank = STAGES.indexOf(String(stage))
      furthest.set(String(record), Math.max(furthest.get(String(record)) ?? -1, rank))
    }
    const reached = STAGES.map((_, rank) => [...furthest.values()].filter((each) => each >= rank).length)
    expect(reached[0]).toBe(300)
    for (const [rank, count] of reached.slice(1).entries()) {
      expect(count / reached[rank]!, STAGES[rank]).toBeGreaterThan(0.5)
      expect(count / reached[rank]!, STAGES[rank]).toBeLessThan(0.95)
    }
    const kinds = new Set((await all('SELECT DISTINCT "kind" FROM "_visit"')).map(({ kind }) => kind))
    for (const kind of ['create', 'advance', 'skip', 'regress', 'win', 'lose', 'revive']) expect(kinds).toContain(kind)
    const rate = async (join: string, column: string) => {
      const sql = `SELECT ${column} AS name, sum(CASE WHEN d."_stage" = 'won' THEN 1 ELSE 0 END) * 1.0 / count(*) AS rate FROM "deal" AS d ${join} WHERE d."_stage" IN ('won', 'lost') GROUP BY ${column}`
      return new Map((await all(sql)).map(({ name, rate: value }) => [String(name), Number(value)]))
    }
    const bySource = await rate('', 'd."source"')
    expect(bySource.get('referral')).toBeGreaterThan(2 * bySource.get('search_ads')!)
    const byIndustry = await rate('JOIN "account" AS a ON a."_id" = d."account"', 'a."industry"')
    expect(byIndustry.get('manufacturing')).toBeGreaterThan(byIndustry.get('it')!)
    const lost = await all(`SELECT "loss_reason", "loss_note" FROM "deal" WHERE "_stage" = 'lost'`)
    expect(lost.every((deal) => /^\w+\/\w+$/.test(String(deal.loss_reason)) && deal.loss_note !== null)).toBe(true)
    expect(new Set(lost.map((deal) => deal.loss_reason)).size).toBe(12)
  })

  it('keeps visits as the product does: without gaps, the last one where the record is, none in the future', async () => {
    const rows = await all('SELECT * FROM "_visit" ORDER BY "record", "pipeline", "seq"')
    const byRecord = new Map<string, Row[]>()
    for (const row of rows) byRecord.set(String(row.record), [...(byRecord.get(String(row.record)) ?? []), row])
    for (const [record, visits] of byRecord) {
      for (const [index, visit] of visits.entries()) {
        expect(visit.seq, record).toBe(index + 1)
        const next = visits[index + 1]
        expect(visit.left_at ?? null, record).toBe(next ? next.entered_at : null)
        if (next) expect(Number(next.entered_at)).toBeGreaterThan(Number(visit.entered_at))
      }
    }
    const now = Date.now()
    for (const key of ['deal', 'lead']) {
      for (const row of await all(`SELECT "_id", "_stage", "_stage_at", "_created_at", "_updated_at", "_version" FROM "${key}"`)) {
        const visits = byRecord.get(String(row._id))!
        expect([row._stage, row._stage_at, row._created_at, row._version]).toEqual([
          visits.at(-1)!.stage,
          visits.at(-1)!.entered_at,
          visits[0]!.entered_at,
          visits.length,
        ])
        expect(Number(row._updated_at)).toBeLessThanOrEqual(now)
      }
    }
    const [{ n }] = (await all(`SELECT count(*) AS n FROM "_history" WHERE "kind" <> 'move'`)) as [Row]
    expect(Number(n)).toBe(0)
    const moves = await all('SELECT "record", count(*) AS n FROM "_history" GROUP BY "record"')
    for (const move of moves) expect(Number(move.n)).toBe(byRecord.get(String(move.record))!.length - 1)
  })

  it('spreads the records over the people who can sign in, leaves some leads to nobody, and makes no news of them', async () => {
    const owners = await all('SELECT "_owner" AS who, count(*) AS n FROM "deal" GROUP BY "_owner"')
    expect(owners.map(({ who }) => who).sort()).toEqual(['anna', 'lin'])
    for (const { n } of owners) expect(Number(n)).toBeGreaterThan(90)
    const pool = await all('SELECT "_stage" FROM "lead" WHERE "_owner" IS NULL')
    expect(pool.length).toBeGreaterThan(4)
    expect(new Set(pool.map(({ _stage }) => _stage))).toEqual(new Set(['new']))
    expect(await all('SELECT "id" FROM "_outbox"')).toEqual([])
    expect(await all('SELECT "id" FROM "_notification"')).toEqual([])
  })

  it('speaks the language of the app and counts in its currency', async () => {
    const settings = { locale: 'en', timeZone: 'America/New_York', currency: 'JPY' }
    const yen = unwrap(await createFrom(store, { template: 'b2b', sample: true, settings, label: 'Acme' }, [], system)).host
    // The key of the template is taken, so the second app gets one like it.
    expect(yen.key).toBe('b2b_2')
    const read = async (from: AppHost) =>
      from.db.get(
        statement(
          dialect,
          'SELECT d."name", d."amount", a."name" AS account FROM "deal" AS d JOIN "account" AS a ON a."_id" = d."account" WHERE d."number" = ?',
          ['D-00010'],
        ),
      )
    const [chinese, english] = [(await read(host))!, (await read(yen))!]
    expect(String(chinese.account)).toMatch(/\p{Script=Han}/u)
    expect(`${english.account} ${english.name}`).not.toMatch(/\p{Script=Han}/u)
    // Stored in the smallest unit: 100 of a yuan, one of a yen.
    expect(Number(english.amount) * 100).toBe(Number(chinese.amount) * 20)
  })

  it('belongs to the first person who comes where it was loaded before anybody was there', async () => {
    const waiting = unwrap(await createFrom(store, { template: 'b2b', sample: true, key: 'early' }, [], system)).host
    await adoptSamples(createRegistry(store), 'first')
    const owners = async (table: string, column: string) =>
      (await waiting.db.all(statement(dialect, `SELECT DISTINCT ${column} AS who FROM ${table}`))).map(({ who }) => who)
    expect(await owners('"deal"', '"_owner"')).toEqual(['first'])
    expect(await owners('"deal"', '"_created_by"')).toEqual(['first'])
    expect((await owners('"lead"', '"_owner"')).sort()).toEqual(['first', null])
    expect((await owners('"_visit"', '"by_user"')).sort()).toEqual(['first', null])
    // What had its people keeps them.
    expect((await all('SELECT DISTINCT "_owner" AS who FROM "deal"')).map(({ who }) => who).sort()).toEqual(['anna', 'lin'])
  })

  it('lies in the past even when it is loaded just after midnight', async () => {
    const now = Date.parse('2026-03-07T16:02:00Z')
    const early = unwrap(await createFrom(store, { template: 'b2b', key: 'midnight' }, [], system)).host
    const sample = unwrap(readSample((await readSampleText('b2b'))!, (await early.current()).app))
    await loadSample(early, sample, { owners: ['lin'], locale: 'zh-CN', now })
    const latest = async (sql: string) => Number((await early.db.get(statement(dialect, sql)))!.at)
    expect(await latest('SELECT max("entered_at") AS at FROM "_visit"')).toBeLessThanOrEqual(now)
    expect(await latest('SELECT max("_created_at") AS at FROM "deal"')).toBeGreaterThan(now - 3_600_000)
    expect(await latest(`SELECT max("at") AS at FROM "activity" WHERE "status" = 'done'`)).toBeLessThanOrEqual(now)
    const crossing = 'SELECT count(*) AS at FROM "_visit" WHERE "left_at" <= "entered_at"'
    expect(await latest(crossing)).toBe(0)
  })

  it('refuses sample data where there are none', async () => {
    expect(await createFrom(store, { blank: {}, sample: true }, [], system)).toMatchObject({ ok: false, problems: [{ code: 'no_sample' }] })
    expect(await createFrom(store, { template: 'none', sample: true }, [], system)).toMatchObject({
      ok: false,
      problems: [{ code: 'no_such_template' }],
    })
    expect(await createFrom(store, { template: 'b2b', blank: {} }, [], system)).toMatchObject({
      ok: false,
      problems: [{ code: 'missing' }],
    })
  })
})

it.each([
  ['2026-03-08T06:59:00Z', 'America/New_York'],
  ['2026-03-07T16:03:00Z', 'Asia/Shanghai'],
  ['2026-10-25T00:30:00Z', 'Europe/London'],
  ['2026-12-31T23:59:30Z', 'UTC'],
])('times counted from %s in %s lie where they say', (at, timeZone) => {
  const clock = { now: Date.parse(at), timeZone }
  for (const past of ['-1d 18:00', '-5m', '-260m', '-400d 09:00']) expect(momentOf(past, clock), past).toBeLessThanOrEqual(clock.now)
  const local = (text: string) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(momentOf(text, clock))
  const day = (moment: number) => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(moment)
  expect(local('-10d 14:05')).toBe(`${day(clock.now - 10 * DAY)} 14:05`)
  expect(local('+3d 09:30')).toBe(`${day(clock.now + 3 * DAY)} 09:30`)
  expect(momentOf('yesterday', clock)).toBeUndefined()
})
