import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TableReportDefinition } from '../../../runtime/definition/types.ts'
import type { Principal } from '../../../server/access/principal.ts'
import type { AppHost } from '../../../server/definitions/host.ts'
import { openCell } from '../../../server/reports/open.ts'
import { runReport } from '../../../server/reports/run.ts'
import { newApp, system, unwrap, userPrincipal } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { NOW, reportsDefinition, storeRecords, type Wire } from './report-world.ts'

const count = { key: 'n', aggregate: 'count' } as const
const base: TableReportDefinition = { key: 'r', type: 'table', module: 'deal', measures: [count] }
const group = (by: string): TableReportDefinition => ({ ...base, groups: [{ key: 'g', by }] })
const measure = (part: object): TableReportDefinition => ({ ...base, measures: [{ key: 'm', aggregate: 'sum', value: 'amount', ...part }] })

/** Reports that read what a rep may not: the discount of a deal, the secret of an account. */
const HIDDEN: readonly TableReportDefinition[] = ['discount', 'account.secret'].flatMap((name) => {
  const holds = `${name} != null`
  return [
    { ...base, where: holds },
    group(name),
    group(holds),
    measure({ aggregate: 'count_distinct', value: name }),
    measure({ where: holds }),
    measure({ value: `${holds} ? 1 : 0` }),
    {
      ...base,
      measures: [{ key: 'm', aggregate: 'ratio', numerator: { aggregate: 'count', where: holds }, denominator: { aggregate: 'count' } }],
    },
    {
      ...base,
      measures: [{ key: 'm', aggregate: 'ratio', numerator: { aggregate: 'count' }, denominator: { aggregate: 'count', where: holds } }],
    },
    {
      ...base,
      measures: [{ key: 'm', aggregate: 'ratio', numerator: { aggregate: 'count' }, denominator: { aggregate: 'count' }, where: holds }],
    },
    group(name === 'discount' ? 'account.deals.exists(d, d.discount > 1.0)' : 'account.parent.secret'),
  ]
})

onBothDatabases('rights in reports', (dialect) => {
  let place: Place
  let host: AppHost
  const ann = userPrincipal('ann', ['rep'])
  const run = async (report: TableReportDefinition, as: Principal) => runReport(host.db, await host.current(), as, report, { now: NOW })
  const rows = async (report: TableReportDefinition, as: Principal) =>
    unwrap(await run(report, as)).rows.map(({ cells }) => cells.map((cell) => ('title' in cell ? [cell.value, cell.title] : cell.value)))
  beforeAll(async () => {
    place = await newPlace(dialect)
    host = (await newApp(await place.connect(), reportsDefinition('Asia/Shanghai'))).host
    const at = { _version: 1, _created_at: '2026-01-01T00:00:00.000Z', _updated_at: '2026-01-01T00:00:00.000Z' }
    const accounts: Wire[] = [
      { _id: 'mine', ...at, _owner: 'ann', name: 'Mine', industry: 'it', secret: 's' },
      { _id: 'theirs', ...at, _owner: 'bob', name: 'Theirs', industry: 'bank', secret: 's' },
    ]
    const deal = (_id: string, owner: string, account: string, amount: number, more = {}): Wire => ({
      _id,
      ...at,
      _owner: owner,
      _stage: 'need',
      account,
      amount,
      discount: 5,
      ...more,
    })
    const deals = [
      deal('1', 'ann', 'mine', 1),
      deal('2', 'ann', 'theirs', 2),
      deal('3', 'bob', 'mine', 4),
      deal('4', 'bob', 'theirs', 8),
      deal('5', 'ann', 'mine', 16, { _deleted_at: '2026-01-02T00:00:00.000Z' }),
    ]
    const { modules } = (await host.current()).app
    await storeRecords(host.db, modules.get('account')!, accounts)
    await storeRecords(host.db, modules.get('deal')!, deals)
  })
  afterAll(() => place.remove())

  it('counts what the reader may read, without the trash', async () => {
    const sum = measure({})
    expect(await rows(sum, system)).toEqual([[15]])
    expect(await rows(sum, ann)).toEqual([[3]])
    expect(await rows(sum, userPrincipal('eve', ['nameless']))).toEqual([[15]])
    expect(await rows(sum, userPrincipal('eve', ['rep']))).toEqual([[0]])
  })

  it('follows relations only to records the reader may read, and shows no other titles', async () => {
    expect(await rows(group('account'), system)).toEqual([
      [['mine', 'Mine'], 2],
      [['theirs', 'Theirs'], 2],
    ])
    expect(await rows(group('account'), ann)).toEqual([
      [['mine', 'Mine'], 1],
      ['theirs', 1],
    ])
    expect(await rows(group('account.industry'), ann)).toEqual([
      ['it', 1],
      [null, 1],
    ])
    expect(await rows(group('size(account.deals)'), system)).toEqual([[2, 4]])
    expect(await rows(group('size(account.deals)'), ann)).toEqual([[1, 2]])
    expect(await rows(group('account'), userPrincipal('eve', ['nameless']))).toEqual([
      ['mine', 2],
      ['theirs', 2],
    ])
    expect(await rows({ ...base, where: 'account.industry == "bank"' }, ann)).toEqual([[0]])
  })

  it('refuses a report that reads a hidden field anywhere, and does not say that it exists', async () => {
    for (const report of HIDDEN) {
      expect((await run(report, system)).ok, JSON.stringify(report)).toBe(true)
      const refused = await run(report, ann)
      if (refused.ok) throw new Error(`answered: ${JSON.stringify(report)}`)
      expect(new Set(refused.problems.map(({ code }) => code))).toEqual(new Set(['unknown_field']))
      const token = Buffer.from('["n"]').toString('base64url')
      const opened = await openCell(host.db, await host.current(), ann, report, { open: token })
      expect(opened.ok ? '' : opened.problems[0]?.code).toBe('unknown_field')
    }
    const nameless = await run(group('account.name'), userPrincipal('eve', ['nameless']))
    expect(nameless.ok ? '' : nameless.problems[0]?.code).toBe('unknown_field')
  })

  it('knows no module that the reader may not read', async () => {
    for (const as of [userPrincipal('eve', ['outsider']), userPrincipal('eve', [])]) {
      const refused = await run(base, as)
      expect(refused.ok ? '' : refused.problems[0]?.code).toBe('unknown_module')
    }
    const hop = await run(group('account.industry'), userPrincipal('eve', ['outsider', 'rep']))
    expect(hop.ok).toBe(true)
  })

  it('answers principals of different rights from different statements', async () => {
    for (let round = 0; round < 2; round += 1) {
      expect(await rows(base, system)).toEqual([[4]])
      expect(await rows(base, ann)).toEqual([[2]])
      expect(await rows(base, userPrincipal('bob', ['rep']))).toEqual([[2]])
      expect(await rows(base, userPrincipal('eve', ['rep']))).toEqual([[0]])
    }
  })
})
