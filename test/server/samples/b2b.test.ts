// The B2B template at work with its sample data: what each role sees, that every view and every report says something, that its rules hold.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkDefinition } from '../../../runtime/definition/link.ts'
import { textOf } from '../../../runtime/label.ts'
import type { Principal } from '../../../server/access/principal.ts'
import type { AppHost } from '../../../server/definitions/host.ts'
import { visibleApp } from '../../../server/definitions/visible.ts'
import { runReport } from '../../../server/reports/run.ts'
import { createFrom } from '../../../server/samples/create.ts'
import { appOf, system, type TestApp, unwrap, userPrincipal } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'

const person = (id: string) => ({ id, name: id, email: `${id}@example.com`, admin: false, disabled: false, locale: null, roles: {} }) as any
const as = (id: string, role: string, team?: readonly string[]) => userPrincipal(id, [role], { app: 'b2b', ...(team ? { team } : {}) })
const rep = as('lin', 'rep')
const manager = as('boss', 'manager', ['boss', 'lin'])
const admin = as('root', 'designer')

onBothDatabases('the B2B template', (dialect) => {
  let place: Place
  let host: AppHost
  let app: TestApp

  beforeAll(async () => {
    place = await newPlace(dialect)
    const created = await createFrom(await place.connect(), { template: 'b2b', sample: true }, ['lin', 'anna', 'boss'].map(person), system)
    host = unwrap(created).host
    app = appOf(host)
  })
  afterAll(() => place.remove())

  const owners = async (module: string, principal: Principal) => {
    const { records } = await app.list(module, { fields: ['_owner'], limit: 500 }, principal)
    return new Set(records.map((record) => record._owner))
  }

  it('shows reps their own deals and activities, their leads and the pool, and every account', async () => {
    expect(await owners('deal', rep)).toEqual(new Set(['lin']))
    expect(await owners('activity', rep)).toEqual(new Set(['lin']))
    expect(await owners('lead', rep)).toEqual(new Set(['lin', null]))
    expect(await owners('account', rep)).toEqual(new Set(['lin', 'anna', 'boss']))
    expect(await owners('deal', manager)).toEqual(new Set(['lin', 'boss']))
    expect(await owners('lead', manager)).toEqual(new Set(['lin', 'boss', null]))
    expect(await owners('deal', admin)).toEqual(new Set(['lin', 'anna', 'boss']))
  })

  it('keeps costs from reps, and tiers theirs to read only', async () => {
    const seen = visibleApp((await host.current()).app, rep)
    const fields = (key: string) => seen.definition.modules.find((module) => module.key === key)!.fields.map((field) => field.key)
    expect(fields('deal')).not.toContain('cost')
    expect(fields('account')).toContain('tier')
    expect(seen.abilities.account!.readOnly).toEqual(['tier'])
    const { records } = await app.list('account', { where: '_owner == "lin" && tier == "c"' }, rep)
    const [mine] = records
    expect(await app.update('account', mine!._id, { tier: 'a', _version: mine!._version }, rep)).toMatchObject({ ok: false })
    unwrap(await app.update('account', mine!._id, { remark: '老客户', _version: mine!._version }, rep))
  })

  it.each([
    ['rep', rep],
    ['manager', manager],
    ['designer', admin],
  ] as const)('links without a problem for a %s, every view of theirs with records', async (_, principal) => {
    const { definition } = visibleApp((await host.current()).app, principal)
    const { app: linked, problems } = linkDefinition(definition)
    expect(problems).toEqual([])
    const empty: string[] = []
    for (const module of linked.modules.values()) {
      for (const view of module.views.values()) {
        const { records } = await app.list(module.key, { view: view.key, limit: 1 }, principal)
        if (records.length === 0) empty.push(`${module.key}.${view.key}`)
      }
    }
    // The administrator owns nothing here.
    expect(empty.filter((name) => !/\.(mine|my_board)$/.test(name) || principal === rep)).toEqual([])
  })

  it('offers managers the views for leading, and reps not', async () => {
    const keys = async (principal: Principal) =>
      visibleApp((await host.current()).app, principal).definition.modules.flatMap((module) =>
        (module.views ?? []).map((view) => `${module.key}.${view.key}`),
      )
    const [fewer, more] = [await keys(rep), await keys(manager)]
    expect(more.filter((key) => !fewer.includes(key)).sort()).toEqual([
      'account.by_industry',
      'activity.by_kind',
      'deal.stuck',
      'deal.team_board',
      'lead.by_source',
      'lead.invalid',
    ])
  })

  it('has reports that say something on the first day', async () => {
    const published = await host.current()
    expect(published.app.reports.size).toBe(14)
    for (const report of published.app.reports.values()) {
      const table = unwrap(await runReport(host.db, published, admin, report))
      expect(table.rows.length, report.key).toBeGreaterThan(1)
      const figures = table.rows.flatMap((row) => row.cells.filter((cell) => 'n' in cell && cell.value !== null))
      expect(figures.length, report.key).toBeGreaterThan(table.rows.length)
      expect(unwrap(await runReport(host.db, published, rep, report)).rows.length, report.key).toBeGreaterThan(0)
    }
  })

  it.each<[string, string, Record<string, unknown>, string]>([
    ['a lead nobody can reach', 'lead', { name: '王', company: 'A', source: 'fair' }, 'rule_reachable'],
    [
      'a lead contacted tomorrow',
      'lead',
      { name: '王', company: 'A', source: 'fair', phone: '110', first_contact_at: '2999-01-01T00:00:00.000Z' },
      'rule_contact_past',
    ],
    ['a lead without a source', 'lead', { name: '王', company: 'A', phone: '110' }, 'required'],
    [
      'a contract that ends before it begins',
      'account',
      { name: 'Z', since: '2026-02-01', contract_until: '2026-01-01' },
      'rule_contract_order',
    ],
    ['a next step without a date', 'deal', { name: 'Z', next_step: '回访' }, 'rule_next_needs_date'],
    ['a deal dearer than it brings', 'deal', { name: 'Z', amount: 10, cost: 11 }, 'rule_cost_below_amount'],
    ['a large discount without a reason', 'deal', { name: 'Z', discount: 12 }, 'required'],
    ['a loss reason before the loss', 'deal', { name: 'Z', loss_reason: 'price/payment' }, 'not_visible'],
    ['an activity about nothing', 'activity', { subject: '电话', at: '2026-01-01T00:00:00.000Z' }, 'rule_about_something'],
    ['what is done in the future', 'activity', { subject: '电话', at: '2999-01-01T00:00:00.000Z', status: 'done' }, 'rule_done_is_past'],
  ])('refuses %s', async (_, module, values, code) => {
    const refused = await app.create(module, values)
    expect(refused.ok ? [] : refused.problems.map((each) => each.code)).toContain(code)
  })
})

describe('the texts of the B2B template', () => {
  it('are Chinese in Chinese and English in English, each stage with all it should say', async () => {
    const { readTemplate } = await import('../../../server/definitions/templates.ts')
    const definition = unwrap(await readTemplate('b2b')) as any
    const wrong: string[] = []
    JSON.parse(JSON.stringify(definition), (key, value) => {
      if (value && typeof value === 'object' && 'zh-CN' in value) {
        if (/\p{Script=Han}/u.test(value.en)) wrong.push(`${key}: ${value.en}`)
        if (/\p{Script=Han} ?[,;:!?]|\p{Script=Han}\./u.test(value['zh-CN'])) wrong.push(`${key}: ${value['zh-CN']}`)
        if (/[!！]|please/i.test(value.en + value['zh-CN'])) wrong.push(`${key}: ${value.en}`)
      }
      return value
    })
    expect(wrong).toEqual([])
    const sales = definition.pipelines.find((each: any) => each.key === 'sales')
    for (const stage of sales.stages.filter((each: any) => each.type === 'open'))
      for (const part of ['description', 'psychology', 'keyAction', 'criterion', 'dwell', 'group', 'probability'])
        expect(stage[part], `${stage.key}.${part}`).toBeDefined()
    const leaves = definition.dictionaries.find((each: any) => each.key === 'loss_reason').items.flatMap((item: any) => item.items)
    expect(leaves).toHaveLength(12)
    for (const leaf of leaves) expect(textOf(leaf.action, 'zh-CN')).toMatch(/\p{Script=Han}/u)
  })
})
