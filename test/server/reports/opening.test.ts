import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TableReportDefinition } from '../../../runtime/definition/types.ts'
import type { MeasureCell } from '../../../runtime/funnel/report-table.ts'
import type { AppHost } from '../../../server/definitions/host.ts'
import { type OpenRequest, openCell } from '../../../server/reports/open.ts'
import { runReport } from '../../../server/reports/run.ts'
import { newApp, system, unwrap, userPrincipal } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { Random } from '../records/expression-generator.ts'
import { NOW, randomWorld, reportsDefinition, storeRecords } from './report-world.ts'

const won = { aggregate: 'count', where: '_stage == "won"' } as const
const measures: TableReportDefinition['measures'] = [
  { key: 'deals', aggregate: 'count' },
  { key: 'won', ...won },
  { key: 'amount', aggregate: 'sum', value: 'amount' },
  { key: 'late', aggregate: 'median', value: 'closes - opened', where: 'closes > opened' },
  { key: 'accounts', aggregate: 'count_distinct', value: 'account' },
  { key: 'last', aggregate: 'max', value: 'met', where: 'done' },
  { key: 'rate', aggregate: 'ratio', numerator: won, denominator: { aggregate: 'count', where: '_stage in ["won", "lost"]' } },
  {
    key: 'share',
    aggregate: 'ratio',
    numerator: { aggregate: 'sum', value: 'amount', where: 'done' },
    denominator: { aggregate: 'sum', value: 'cost' },
    where: 'score >= 0',
  },
  { key: 'half', aggregate: 'p90', value: 'amount * 0.5' },
]
const by = (...groups: readonly [by: string, bucket?: 'week' | 'month' | 'quarter'][]): TableReportDefinition => ({
  key: 'r',
  type: 'table',
  module: 'deal',
  groups: groups.map(([text, bucket], index) => ({ key: `g${index}`, by: text, ...(bucket ? { bucket } : {}) })),
  measures,
})
const REPORTS: readonly TableReportDefinition[] = [
  by(),
  by(['_stage']),
  by(['source']),
  by(['loss']),
  by(['account']),
  by(['account.industry']),
  by(['_owner']),
  by(['met', 'month']),
  by(['closes', 'week']),
  by(['done'], ['closes', 'quarter']),
  by(['amount / score']),
  by(['rate'], ['name']),
  { ...by(['source']), where: 'amount > 10.0 && account.industry != null' },
  { ...by(['account.name'], ['done']), limit: 3, sort: [{ by: 'amount', descending: true }] },
]

onBothDatabases('opening a figure', (dialect) => {
  let place: Place
  let host: AppHost
  const ann = userPrincipal('ann', ['rep'])
  const other = userPrincipal('zoe', ['rep'])
  const open = async (report: TableReportDefinition, request: OpenRequest, as = system) =>
    openCell(host.db, await host.current(), as, report, request, { now: NOW })
  const run = async (report: TableReportDefinition, as = system) =>
    unwrap(await runReport(host.db, await host.current(), as, report, { now: NOW }))
  beforeAll(async () => {
    place = await newPlace(dialect)
    host = (await newApp(await place.connect(), reportsDefinition('America/New_York'))).host
    const world = randomWorld(new Random(7), 160, 20)
    for (const module of (await host.current()).app.modules.values()) await storeRecords(host.db, module, world.get(module.key)!)
  })
  afterAll(() => place.remove())

  it('lists as many records as the figure says, for every cell, side and reader', async () => {
    const counts = { cells: 0, lists: 0, records: 0 }
    for (const as of [system, ann, other]) {
      for (const report of REPORTS) {
        const table = await run(report, as)
        const cells = [...table.rows.flatMap((row) => row.cells), ...table.totals.cells].filter(
          (cell): cell is MeasureCell => 'open' in cell,
        )
        for (const cell of cells) {
          counts.cells += 1
          const asked = [[undefined, cell.n] as const, ...Object.entries(cell.sides ?? {})]
          for (const [side, n] of asked) {
            const request = { open: cell.open, limit: 500, total: true, fields: ['_id'], ...(side ? { side: side as 'numerator' } : {}) }
            const page = unwrap(await open(report, request, as))
            expect([page.total, page.records.length, page.next]).toEqual([n, n, null])
            counts.lists += 1
            counts.records += n
          }
        }
      }
    }
    console.log(`opening (${dialect}): ${counts.cells} cells, ${counts.lists} lists equal to their figure, ${counts.records} records`)
    expect(counts.records).toBeGreaterThan(10_000)
  })

  it('shows a reader of his own records only those, in the report and behind it', async () => {
    const [table] = [await run(by(), ann)]
    const page = unwrap(await open(by(), { open: table.totals.cells[0]!.open, limit: 500, total: true }, ann))
    expect(page.total).toBeGreaterThan(10)
    expect(new Set(page.records.map((record) => record._owner))).toEqual(new Set(['ann']))
    // a token made for someone else opens only what its new reader may read
    const all = await run(by(['source']))
    const cell = all.rows[0]!.cells[1] as MeasureCell
    const mine = unwrap(await open(by(['source']), { open: cell.open, limit: 500, total: true }, ann))
    expect(mine.total).toBeLessThan(cell.n)
    expect(new Set(mine.records.map((record) => record._owner))).toEqual(new Set(['ann']))
    expect((await run(by(), other)).totals.cells.map(({ n }) => n)).toEqual(measures.map(() => 0))
  })

  it('pages, sorts and chooses fields like a list', async () => {
    const { totals } = await run(by())
    const seen: string[] = []
    let after: string | undefined
    do {
      const page = unwrap(
        await open(by(), { open: totals.cells[2]!.open, limit: 9, sort: ['-amount'], fields: ['amount'], ...(after ? { after } : {}) }),
      )
      const { records } = page
      expect(Object.keys(records[0]!)).toEqual(['_id', '_version', 'amount'])
      seen.push(...records.map((record) => String(record._id)))
      after = page.next ?? undefined
    } while (after)
    expect(seen).toHaveLength(totals.cells[2]!.n)
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('refuses tokens that are not of this report', async () => {
    const report = by(['source'], ['closes', 'quarter'])
    const token = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const wrong = [
      '',
      ' ',
      '!',
      'x'.repeat(9000),
      'null',
      token(null),
      token({}),
      token([]),
      token(['nowhere']),
      token([0]),
      token(['deals', 'web']),
      token(['deals', 'web', '2026-01-01', 1]),
      token(['deals', 1, '2026-01-01']),
      token(['deals', 'web', '2026-01-02']),
      token(['deals', 'web', '2026-13-01']),
      token(['deals', 'web', 20260101]),
      token(['deals', ['web'], null]),
      token(['deals', { $ne: 1 }, null]),
      token(['deals', 'a\0', null]),
      token(['deals', 'web', "2026-01-01' OR 1=1"]),
      token(['__proto__']),
      token(['deals', '\ud800', null]),
    ]
    for (const open_ of wrong) {
      const result = await open(report, { open: open_ })
      expect(result.ok ? 'opened' : result.problems[0]?.code, open_.slice(0, 80)).toBe('token')
    }
    const number = by(['amount / score'])
    for (const value of ['1', true, [1]]) expect((await open(number, { open: token(['deals', value]) })).ok).toBe(false)
    expect((await open(number, { open: Buffer.from('["deals",1e999]').toString('base64url') })).ok).toBe(false)
    // a value no record has opens an empty list
    expect(unwrap(await open(report, { open: token(['deals', `x' OR 1=1 --`, null]), total: true })).total).toBe(0)
    const sided = await open(by(), { open: token(['deals']), side: 'numerator' })
    expect(sided.ok ? '' : sided.problems[0]?.path).toBe('side')
  })
})
