// Trying a design: values agree with the expression in memory, scores with the scores of the records, and what is not published yet is said to be so.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkExpression, evaluate } from '../../../runtime/expression/expression.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { gatedDefinition } from '../../helpers/gated.ts'
import { scoredDefinition } from '../../helpers/scored.ts'
import { type Client, startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited } from '../routes/people.ts'

onBothDatabases('trials', (dialect) => {
  let place: Place
  let server: TestServer
  let admin: Client
  let deal = ''
  const leads: Record<string, any>[] = []
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    admin = server.admin
    const gated = gatedDefinition()
    const drawer = { key: 'drawer', design: true, modules: [{ module: 'deal', read: 'own' as const, hidden: ['budget'] }] }
    await admin.ok('POST', '/apps', { definition: { ...gated, roles: [...gated.roles!, drawer] } })
    deal = (await admin.ok('POST', '/apps/sales/records/deal', { name: 'Acme', amount: 12.5, closes: '2026-03-01', decider: 'Li' }))._id
    await admin.ok('POST', '/apps/sales/records/meeting', { subject: 'One', deal, role: 'approver' })
    await admin.ok('POST', '/apps', { definition: scoredDefinition() })
    for (let index = 0; index < 43; index += 1) {
      const lead = {
        name: `Lead ${index}`,
        budget: index === 0 ? null : index * 4000,
        secret: index % 9,
        seen: index % 3 === 0 ? null : '2026-01-01',
      }
      const { _id } = await admin.ok('POST', '/apps/scored/records/lead', lead)
      leads.push({ ...lead, _id })
    }
  })
  afterAll(async () => {
    await server.close()
    await place.remove()
  })
  const tried = (expression: string, more: object = {}) => admin.ok('POST', '/apps/sales/try', { module: 'deal', expression, ...more })

  it('an expression gives its type, a sentence and its value on a record, as it would in memory', async () => {
    const { app } = await (await server.server.services.apps.get('sales'))!.current()
    const record = await admin.ok('GET', `/apps/sales/records/deal/${deal}`)
    const shape = app.modules.get('deal')!.shape
    for (const text of [
      'amount * 2.0 + 1.0',
      'amount > 10.0 && name == "Acme"',
      'closes + duration("3d")',
      'budget',
      'name + "!"',
      '_stage',
      'closes - date("2026-02-01")',
      '_created_at',
      'amount > budget',
      'name.matches("^A")',
      'before.amount == amount',
    ]) {
      const answer = await tried(text, { record: deal })
      const checked = checkExpression(text, shape, 'any', { before: true })
      if (!checked.ok) throw new Error(text)
      const expected = evaluate(checked.value, { record, before: record, now: 0, timeZone: 'Asia/Shanghai', me: null, myTeam: [] })
      expect([answer.ok, answer.value], text).toEqual([true, expected])
      expect(answer.type.kind).toBe(checked.value.type.kind)
      expect(
        [answer.sentence.en, answer.sentence['zh-CN'], answer.valueText.en, answer.valueText['zh-CN']].every((each) => each !== ''),
      ).toBe(true)
    }
    expect(await tried('meetings.exists(m, m.role == "approver")', { record: deal })).toMatchObject({ ok: true, value: true })
    expect(await tried('_stage', { record: deal })).toMatchObject({ value: 'need', valueText: { en: 'Need', 'zh-CN': '需求确认' } })
    const alone = await tried('amount')
    expect(alone).toMatchObject({ ok: true, type: { kind: 'number' } })
    expect('value' in alone).toBe(false)
  })

  it('what is wrong is told with its place in the text, in both languages', async () => {
    const answer = await tried('amount > nothing')
    expect(answer).toMatchObject({ ok: false, problems: [{ code: 'unknown_name', start: 9, end: 16 }] })
    expect(answer.problems[0].message['zh-CN']).toMatch(/[一-龥]/)
    expect(await tried('amount >', { record: deal })).toMatchObject({ ok: false })
    expect(await admin.ok('POST', '/apps/sales/try', { module: 'nothing', expression: '1' })).toMatchObject({
      ok: false,
      problems: [{ path: 'module' }],
    })
    expect((await admin.send('POST', '/apps/sales/try', { module: 'deal', expression: 'amount', record: 'none' })).status).toBe(404)
  })

  it('fields of the draft can be checked, but have no value before they are published', async () => {
    await admin.ok('POST', '/apps/sales/draft', {
      since: 0,
      edits: [{ kind: 'add', path: '/modules/deal/fields', item: { key: 'fee', type: 'money' } }],
    })
    const answer = await tried('amount + fee', { record: deal })
    expect(answer).toMatchObject({ ok: false, type: { kind: 'number' }, problems: [{ code: 'not_published', start: 9, end: 12 }] })
    expect(answer.value).toBeUndefined()
    expect(await tried('amount + fee')).toMatchObject({ ok: true })
    const definition = gatedDefinition()
    expect(await tried('amount + fee', { definition })).toMatchObject({ ok: false, problems: [{ code: 'unknown_name' }] })
    expect(await tried('1', { definition: { format: 1 } })).toMatchObject({ ok: false })
  })

  it('a designer learns nothing from trying that he may not read', async () => {
    const { client } = await invited(server, `drawer-${dialect}`, 'sales', ['drawer'])
    const send = (expression: string) => client.send('POST', '/apps/sales/try', { module: 'deal', expression, record: deal })
    expect((await send('amount')).status).toBe(404)
    expect((await send('before.amount')).status).toBe(404)
    expect((await send('budget')).json).toMatchObject({ ok: false, problems: [{ code: 'unknown_field' }] })
    const scorecard = { key: 'new', module: 'deal', rules: [{ key: 'r', when: 'amount > 1.0', points: 1 }] }
    expect((await client.ok('POST', '/apps/sales/scores/try', { scorecard })).count).toBe(0)
    const peek = { ...scorecard, rules: [{ key: 'r', when: 'budget > 1.0', points: 1 }] }
    expect(await client.ok('POST', '/apps/sales/scores/try', { scorecard: peek })).toMatchObject({ ok: false })
  })

  it('a scorecard of the draft is spread over the records as their own scores are', async () => {
    for (const key of ['fit', 'heat']) {
      const scorecard = scoredDefinition().scorecards!.find((card) => card.key === key)!
      const answer = await admin.ok('POST', '/apps/scored/scores/try', { scorecard })
      const { records } = await admin.ok(
        'GET',
        `/apps/scored/records/lead?fields=_score_${key}${scorecard.tiers ? `,_tier_${key}` : ''}&limit=100`,
      )
      const scores: number[] = records.map((record: any) => record[`_score_${key}`])
      expect(answer).toMatchObject({ ok: true, count: 43, min: Math.min(...scores), max: Math.max(...scores) })
      expect(answer.avg).toBeCloseTo(scores.reduce((sum, each) => sum + each, 0) / scores.length, 1)
      expect(answer.bins).toHaveLength(20)
      expect(answer.bins.reduce((sum: number, bin: any) => sum + bin.count, 0)).toBe(43)
      const [low, high] = [Math.min(...scores) * 100, Math.max(...scores) * 100]
      const placed = Array<number>(20).fill(0)
      for (const each of scores) {
        const units = Math.round(each * 100)
        placed[units >= high && high > low ? 19 : Math.floor(((units - low) * 20) / Math.max(1, high - low))]! += 1
      }
      expect(answer.bins.map((bin: any) => bin.count)).toEqual(placed)
      const tier = (wanted: string) => records.filter((record: any) => record[`_tier_${key}`] === wanted).length
      expect(answer.tiers.map(({ key: own, count }: any) => [own, count])).toEqual(
        (scorecard.tiers ?? []).map((each) => [each.key, tier(each.key)]),
      )
      expect(answer.none).toBe(0)
    }
  })

  it('each rule is counted on its own; another scorecard than the live one is tried without changing anything', async () => {
    const scorecard = {
      key: 'fresh',
      module: 'lead',
      rules: [
        { key: 'rich', when: 'budget >= 100000.00', points: 10.5 },
        { key: 'odd', when: 'secret == 3', points: -2 },
        { key: 'none', when: 'budget < 0.0', points: 5 },
      ],
      tiers: [{ key: 'top', label: 'Top', from: 8.5 }],
    }
    const answer = await admin.ok('POST', '/apps/scored/scores/try', { scorecard })
    const rich = leads.filter(({ budget }) => budget >= 100_000)
    const odd = leads.filter(({ secret }) => secret === 3)
    expect(answer.rules).toEqual([
      { key: 'rich', count: rich.length },
      { key: 'odd', count: odd.length },
      { key: 'none', count: 0 },
    ])
    expect(answer).toMatchObject({
      min: -2,
      max: 10.5,
      tiers: [{ key: 'top', label: { en: 'Top', 'zh-CN': 'Top' }, count: rich.length }],
      none: 43 - rich.length,
    })
    expect(await admin.ok('GET', '/apps/scored/draft')).toMatchObject({ version: 0 })
    const wrong = { ...scorecard, rules: [{ key: 'r', when: 'budgets > 1.0', points: 1 }] }
    expect(await admin.ok('POST', '/apps/scored/scores/try', { scorecard: wrong })).toMatchObject({
      ok: false,
      problems: [{ path: '/scorecards/fresh/rules/r/when', code: 'unknown_name' }],
    })
    expect(await admin.ok('POST', '/apps/scored/scores/try', { scorecard: { key: 'x', rules: 1 } })).toMatchObject({ ok: false })
    await admin.ok('POST', '/apps/scored/draft', {
      since: 0,
      edits: [{ kind: 'add', path: '/modules/lead/fields', item: { key: 'budgets', type: 'money' } }],
    })
    expect(await admin.ok('POST', '/apps/scored/scores/try', { scorecard: wrong })).toMatchObject({
      ok: false,
      problems: [{ code: 'not_published', start: 0 }],
    })
  })
})
