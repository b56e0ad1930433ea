import { afterEach, beforeEach, expect, test } from 'vitest'
import { compileDefinition } from '../../../runtime/definition/compile.ts'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { statement } from '../../../server/database/text.ts'
import { publish } from '../../../server/definitions/publish.ts'
import { noChanges } from '../../../server/records/derived/changes.ts'
import { askForRefresh, clockSlot, runClock } from '../../../server/records/derived/clock-job.ts'
import { refreshClocks } from '../../../server/records/derived/recompute.ts'
import { explainScores } from '../../../server/records/scores.ts'
import { newApp, system, type TestApp, unwrap, userPrincipal } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { allRecords, differencesOf } from '../../helpers/derived.ts'
import { scoredDefinition } from '../../helpers/scored.ts'

const DAY = 86_400_000
const dayAt = (now: number) => new Date(now + 8 * 3_600_000).toISOString().slice(0, 10)

onBothDatabases('scorecards', (dialect) => {
  let place: Place
  let app: TestApp

  beforeEach(async () => {
    place = await newPlace(dialect)
    app = await newApp(await place.connect(), scoredDefinition())
  })
  afterEach(() => place.remove())

  const make = async (module: string, values: Record<string, unknown>) => unwrap(await app.create(module, values))._id
  async function change(id: string, values: Record<string, unknown>) {
    const { _version } = (await app.read('lead', id))!
    unwrap(await app.update('lead', id, { ...values, _version }))
  }
  const scoresOf = async (id: string) => {
    const lead = (await app.read('lead', id))!
    return [lead._score_fit, lead._tier_fit, lead._score_heat]
  }
  async function differences(now = Date.now()) {
    const { app: published } = await app.host.current()
    return differencesOf(published, await allRecords(app.host.db, published), now)
  }
  const historyOf = async (id: string, card: string) =>
    (
      await app.host.db.all(
        statement(dialect, `SELECT "score", "tier", "version" FROM "_score_history" WHERE "record" = ? AND "card" = ? ORDER BY "id"`, [
          id,
          card,
        ]),
      )
    ).map((row) => [Number(row.score), row.tier, Number(row.version)])
  const explain = async (id: string, as = system) => {
    const published = await app.host.current()
    return explainScores(app.host.db, published, published.app.modules.get('lead')!, as, id, 'en', Date.now())
  }

  test('a record has its score and tier as it is written; related records move it', async () => {
    const id = await make('lead', { name: 'L', budget: 2000, seen: dayAt(Date.now()) })
    expect(await scoresOf(id)).toEqual([40, 'b', 32])
    const call = await make('call', { lead: id, at: new Date(Date.now() - DAY).toISOString() })
    await make('call', { lead: id, at: new Date(Date.now() - 60 * DAY).toISOString() })
    expect(await scoresOf(id)).toEqual([40, 'b', 40])
    await change(id, { budget: 150_000, secret: 9 })
    expect(await scoresOf(id)).toEqual([90, 'a', 40])
    unwrap(await app.remove('call', call))
    expect(await scoresOf(id)).toEqual([90, 'a', 32])
    expect(await historyOf(id, 'fit')).toEqual([
      [4000, 'b', 1],
      [9000, 'a', 1],
    ])
    expect(await historyOf(id, 'heat')).toEqual([
      [3200, null, 1],
      [4000, null, 1],
      [3200, null, 1],
    ])
    expect(await differences()).toEqual([])
  })

  test('views, filters and sort order take them', async () => {
    for (const [name, budget] of [
      ['none', null],
      ['some', 5000],
      ['more', 500_000],
    ] as const)
      await make('lead', { name, budget })
    const { records } = await app.list('lead', { where: '_tier_fit in ["a", "b"]', sort: ['-_score_fit'], fields: ['name', '_tier_fit'] })
    expect(records.map(({ name, _tier_fit }) => [name, _tier_fit])).toEqual([
      ['more', 'a'],
      ['some', 'b'],
    ])
    const written = await app.create('lead', { name: 'x', _score_fit: 100 })
    expect(written.ok).toBe(false)
  })

  test('publishing other rules scores every record anew and keeps what the score was', async () => {
    const [low, high] = [await make('lead', { name: 'low', budget: 1 }), await make('lead', { name: 'high', budget: 5000 })]
    const next = structuredClone(scoredDefinition()) as AppDefinition
    next.scorecards![0]!.rules[0]!.points = 70
    const { plan } = unwrap(await publish(app.host, next, system))
    expect(plan.lines.filter(({ kind }) => kind === 'compute_field').map(({ text }) => [text.en, text['zh-CN']])).toContainEqual([
      'Computes Fit for 2 records of Lead.',
      '为“线索”的 2 条记录计算“匹配度”。',
    ])
    expect([await scoresOf(low), await scoresOf(high)]).toEqual([
      [0, 'c', 0],
      [70, 'a', 0],
    ])
    expect([await historyOf(low, 'fit'), await historyOf(high, 'fit')]).toEqual([
      [[0, 'c', 1]],
      [
        [4000, 'b', 1],
        [7000, 'a', 2],
      ],
    ])
    next.scorecards![0]!.tiers![0]!.from = 80
    unwrap(await publish(app.host, next, system))
    expect(await scoresOf(high)).toEqual([70, 'b', 0])
    expect(await differences()).toEqual([])
  })

  test('a scorecard that is added and one that is taken away', async () => {
    const id = await make('lead', { name: 'L', budget: 5000 })
    const next = structuredClone(scoredDefinition()) as AppDefinition
    next.scorecards!.push({
      key: 'plain',
      module: 'lead',
      rules: [{ key: 'one', when: 'budget > 0.0', points: 1 }],
      tiers: [{ key: 'x', from: 1 }],
    })
    unwrap(await publish(app.host, next, system))
    const lead = (await app.read('lead', id))!
    expect([lead._score_plain, lead._tier_plain]).toEqual([1, 'x'])
    expect(await historyOf(id, 'plain')).toEqual([[100, 'x', 2]])
    unwrap(await publish(app.host, scoredDefinition(), system))
    expect(await app.read('lead', id)).not.toHaveProperty('_score_plain')
    await change(id, { name: 'M' })
  })

  test('time alone moves a score: windows close and points decay', async () => {
    const now = Date.now()
    const id = await make('lead', { name: 'L', budget: 2000, seen: dayAt(now) })
    await make('call', { lead: id, at: new Date(now - DAY).toISOString() })
    expect(await scoresOf(id)).toEqual([40, 'b', 40])
    const later = now + 40 * DAY
    const refresh = () => app.host.write((trx, published) => refreshClocks({ trx, db: app.host.db, published, now: later }, noChanges()))
    expect(await refresh()).toBe(1)
    expect(await scoresOf(id)).toEqual([40, 'b', 2])
    expect(await refresh()).toBe(0)
    expect(await differences(later)).toEqual([])
    expect((await historyOf(id, 'heat')).at(-1)).toEqual([200, null, 1])
  })

  test('the refresh is due once an hour, whoever notices', async () => {
    const now = Date.parse('2026-03-01T15:59:00.000Z')
    expect([await clockSlot(app.host, now), await clockSlot(app.host, now + 2 * 60_000)]).toEqual([
      `2026-03-01 ${Math.floor(now / 3_600_000)}`,
      `2026-03-02 ${Math.floor(now / 3_600_000) + 1}`,
    ])
    for (const host of [app.host, { ...app.host }]) await askForRefresh(host, now)
    await askForRefresh(app.host, now + 60 * 60_000)
    const jobs = await app.host.db.all(statement(dialect, `SELECT "kind", "state" FROM "_job"`))
    expect(jobs.map(({ kind, state }) => [kind, state])).toEqual([
      ['clock', 'waiting'],
      ['clock', 'waiting'],
    ])
    const work = {
      host: app.host,
      id: 'x',
      principal: system,
      input: {},
      userExists: async () => true,
      users: async () => [],
      report: async () => false,
    }
    expect(await runClock(work)).toEqual({ changed: 0 })
  })

  test('the explanation tells each rule, what it read and gave, and nothing of what is hidden', async () => {
    const id = await make('lead', { name: 'L', budget: 2000, secret: 9, seen: dayAt(Date.now()) })
    const [fit, heat] = await explain(id)
    expect(fit).toMatchObject({ key: 'fit', score: 65, tier: { key: 'a', color: 'green', rhythm: '1d' }, hidden: 0, version: 1 })
    expect(fit!.rules.map(({ key, holds, points }) => [key, holds, points])).toEqual([
      ['rich', true, 40],
      ['huge', false, 0],
      ['inner', true, 25],
    ])
    expect(fit!.rules[0]!.values).toEqual([{ name: 'budget', label: 'Budget', value: 2000 }])
    expect(fit!.rules[1]!.label).toBe('Budget is at least 100,000')
    expect(heat!.axes).toEqual([
      { key: 'intent', label: 'intent', sum: 16 },
      { key: 'reach', label: 'reach', sum: 2 },
    ])
    expect(fit!.changes.map(({ score, tier }) => [score, tier])).toEqual([[65, 'a']])
    const seen = await explain(id, userPrincipal('u1', ['rep'], { app: 'scored' }))
    expect(seen[0]!.rules.map(({ key }) => key)).toEqual(['rich', 'huge'])
    expect(seen[0]!.hidden).toBe(1)
    // Calls are closed to this role, and so is what counts them.
    expect(seen[1]!.rules.map(({ key }) => key)).toEqual(['visit', 'known'])
    expect(seen[1]!.axes[0]!.sum).toBeNull()
    expect(JSON.stringify(seen)).not.toMatch(/secret|Inner|"value":9/)
  })
})

test.each<[string, (definition: AppDefinition) => void, string, string]>([
  [
    'a module that is not there',
    ({ scorecards }) => Object.assign(scorecards![0]!, { module: 'gone' }),
    'unknown_reference',
    '/scorecards/fit/module',
  ],
  ['a field that is gone', ({ modules }) => modules[0]!.fields.splice(1, 1), 'unknown_name', '/scorecards/fit/rules/rich/when'],
  [
    'an axis that is not there',
    ({ scorecards }) => Object.assign(scorecards![0]!.rules[0]!, { axis: 'x' }),
    'unknown_reference',
    '/scorecards/fit/rules/rich/axis',
  ],
  [
    'a rule on no axis',
    ({ scorecards }) => Reflect.deleteProperty(scorecards![1]!.rules[0]!, 'axis'),
    'missing',
    '/scorecards/heat/rules/calls/axis',
  ],
  [
    'decay from a text',
    ({ scorecards }) => Object.assign(scorecards![1]!.rules[1]!, { decay: { halfLife: '1d', from: 'name' } }),
    'type_mismatch',
    '/scorecards/heat/rules/visit/decay/from',
  ],
  [
    'two tiers at one score',
    ({ scorecards }) => Object.assign(scorecards![0]!.tiers![1]!, { from: 60 }),
    'same_tier',
    '/scorecards/fit/tiers/b/from',
  ],
  [
    'bounds the wrong way round',
    ({ scorecards }) => Object.assign(scorecards![0]!, { clip: { min: 5, max: 1 } }),
    'bounds',
    '/scorecards/fit/clip',
  ],
  [
    'a rule over who asks',
    ({ scorecards }) => Object.assign(scorecards![0]!.rules[0]!, { when: '_owner == me' }),
    'not_available',
    '/scorecards/fit',
  ],
  [
    'scores of each other',
    ({ scorecards }) => Object.assign(scorecards![0]!.rules[0]!, { when: '_score_heat > 1.0' }),
    'computed_circle',
    '/scorecards/fit',
  ],
])('%s is refused', (_name, spoil, code, path) => {
  const definition = structuredClone(scoredDefinition()) as AppDefinition
  spoil(definition)
  const compiled = compileDefinition(definition)
  expect(compiled.ok ? [] : compiled.problems.map((each) => [each.code, each.path])).toContainEqual([code, path])
})
