// Figures of a public data set (the Maven CRM sales opportunities), computed by independent programs beforehand. REAL_DATA names the folder that has
// maven_crm/*.csv and maven_crm/expected.json; they are not part of the product.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppDefinition, TableReportDefinition } from '../../../runtime/definition/types.ts'
import type { MeasureCell, ReportTable } from '../../../runtime/funnel/report-table.ts'
import type { AppHost } from '../../../server/definitions/host.ts'
import { openCell } from '../../../server/reports/open.ts'
import { runReport } from '../../../server/reports/run.ts'
import { newApp, system, valueOf } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { storeRecords, type Wire } from './report-world.ts'

const folder = process.env.REAL_DATA

const definition: AppDefinition = {
  format: 1,
  key: 'maven',
  settings: { locale: 'en', timeZone: 'America/New_York', currency: 'USD' },
  modules: [
    {
      key: 'agent',
      title: 'name',
      fields: [
        { key: 'name', type: 'text' },
        { key: 'manager', type: 'text' },
        { key: 'region', type: 'text' },
      ],
    },
    {
      key: 'account',
      title: 'name',
      fields: [
        { key: 'name', type: 'text' },
        { key: 'sector', type: 'text' },
        { key: 'office', type: 'text' },
      ],
    },
    {
      key: 'product',
      title: 'name',
      fields: [
        { key: 'name', type: 'text' },
        { key: 'series', type: 'text' },
        { key: 'price', type: 'money' },
      ],
    },
    {
      key: 'deal',
      title: 'number',
      fields: [
        { key: 'number', type: 'text' },
        { key: 'agent', type: 'relation', module: 'agent' },
        { key: 'account', type: 'relation', module: 'account' },
        { key: 'product', type: 'relation', module: 'product' },
        { key: 'written', type: 'text' },
        { key: 'engaged', type: 'date' },
        { key: 'closed', type: 'date' },
        { key: 'worth', type: 'money' },
      ],
    },
  ],
  pipelines: [
    {
      key: 'main',
      module: 'deal',
      stages: [
        { key: 'prospecting', type: 'open' },
        { key: 'engaging', type: 'open' },
        { key: 'won', type: 'won' },
        { key: 'lost', type: 'lost' },
      ],
    },
  ],
}

const won = '_stage == "won"'
const lost = '_stage == "lost"'
const closed = '_stage in ["won", "lost"]'
const cycle = (stage: string, where: string): TableReportDefinition['measures'] =>
  (['average', 'median', 'p90', 'min', 'max'] as const).map((aggregate) => ({
    key: `${stage}_${aggregate}`,
    aggregate,
    value: 'closed - engaged',
    where,
  }))
const measures: TableReportDefinition['measures'] = [
  { key: 'opportunities', aggregate: 'count' },
  { key: 'won', aggregate: 'count', where: won },
  { key: 'lost', aggregate: 'count', where: lost },
  { key: 'engaging', aggregate: 'count', where: '_stage == "engaging"' },
  { key: 'prospecting', aggregate: 'count', where: '_stage == "prospecting"' },
  {
    key: 'win_rate_closed',
    aggregate: 'ratio',
    numerator: { aggregate: 'count', where: won },
    denominator: { aggregate: 'count', where: closed },
  },
  { key: 'win_rate_all', aggregate: 'ratio', numerator: { aggregate: 'count', where: won }, denominator: { aggregate: 'count' } },
  { key: 'won_value', aggregate: 'sum', value: 'worth', where: won },
  { key: 'avg_won_value', aggregate: 'average', value: 'worth', where: won },
  ...cycle('won', won),
  ...cycle('lost', lost),
]
const reportOf = (by: string | undefined, more: Partial<TableReportDefinition> = {}): TableReportDefinition =>
  ({ key: 'r', type: 'table', module: 'deal', ...(by ? { groups: [{ key: 'g', by }] } : {}), measures, ...more }) as TableReportDefinition

/** Figures are given to six places. */
const six = (value: unknown) => (typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : (value ?? null))

describe.skipIf(!folder)('the figures of the Maven CRM data set (skipped: REAL_DATA is not set)', () => {
  const path = join(folder ?? '', 'maven_crm')
  const read = (file: string) => Papa.parse<Record<string, string>>(readFileSync(join(path, file), 'utf8').trim(), { header: true }).data
  const expected = () => JSON.parse(readFileSync(join(path, 'expected.json'), 'utf8'))
  let compared = 0

  onBothDatabases('on', (dialect) => {
    let place: Place
    let host: AppHost
    const run = async (report: TableReportDefinition) =>
      valueOf(await runReport(host.db, await host.current(), system, report, { now: Date.parse('2017-12-31T17:00:00Z') }))
    const figures = (table: ReportTable, row: ReportTable['rows'][number] | ReportTable['totals']) => {
      const columns = table.columns.slice(table.columns.length - table.totals.cells.length)
      const cells = row.cells.slice(row.cells.length - columns.length) as MeasureCell[]
      return Object.fromEntries(columns.map(({ key }, index) => [key, cells[index]!]))
    }
    const compare = (got: Record<string, MeasureCell>, wanted: Record<string, any>, place: string) => {
      for (const [key, cell] of Object.entries(got)) {
        const [stage, aggregate] = key.split('_') as [string, string]
        const times = wanted[`cycle_days_${stage}`]
        const figure =
          times && key.startsWith(`${stage}_`) && ['average', 'median', 'p90', 'min', 'max'].includes(aggregate)
            ? times[aggregate === 'average' ? 'mean' : aggregate]
            : wanted[key]
        if (figure === undefined && !(key in wanted) && !(times?.n === 0)) continue
        expect([place, key, six(cell.value)]).toEqual([place, key, six(figure)])
        compared += 1
      }
    }
    beforeAll(async () => {
      place = await newPlace(dialect)
      host = (await newApp(await place.connect(), definition)).host
      const { modules } = (await host.current()).app
      const at = { _version: 1, _created_at: '2018-01-01T00:00:00.000Z', _updated_at: '2018-01-01T00:00:00.000Z' }
      const agents = read('sales_teams.csv').map(
        (row): Wire => ({ _id: row.sales_agent, ...at, name: row.sales_agent, manager: row.manager, region: row.regional_office }),
      )
      const accounts = read('accounts.csv').map(
        (row): Wire => ({ _id: row.account, ...at, name: row.account, sector: row.sector, office: row.office_location }),
      )
      const products = read('products.csv').map(
        (row): Wire => ({ _id: row.product, ...at, name: row.product, series: row.series, price: Number(row.sales_price) }),
      )
      const deals = read('sales_pipeline.csv').map(
        (row): Wire => ({
          _id: row.opportunity_id,
          ...at,
          _stage: row.deal_stage!.toLowerCase(),
          number: row.opportunity_id,
          agent: row.sales_agent,
          account: row.account || null,
          product: row.product === 'GTXPro' ? 'GTX Pro' : row.product,
          written: row.product,
          engaged: row.engage_date || null,
          closed: row.close_date || null,
          worth: row.close_value ? Number(row.close_value) : null,
        }),
      )
      for (const [key, records] of Object.entries({ agent: agents, account: accounts, product: products, deal: deals }))
        await storeRecords(host.db, modules.get(key)!, records)
    })
    afterAll(() => place.remove())

    it('are reproduced, group by group', async () => {
      const known = expected()
      const all = await run(reportOf(undefined))
      compare(figures(all, all.totals), known.overall, 'overall')
      const groupings = {
        by_agent: 'agent',
        by_manager: 'agent.manager',
        by_region: 'agent.region',
        by_product_raw: 'written',
        by_series: 'product.series',
        by_sector: 'account.sector',
        by_office_location: 'account.office',
      }
      for (const [name, by] of Object.entries(groupings)) {
        const table = await run(reportOf(by))
        expect(table.rows.map((row) => row.cells[0]!.value ?? '').sort()).toEqual(Object.keys(known[name]).sort())
        for (const row of table.rows)
          compare(figures(table, row), known[name][String(row.cells[0]!.value ?? '')], `${name} ${row.cells[0]!.value}`)
      }
      for (const [name, bucket] of [
        ['monthly_by_close', 'month'],
        ['quarterly_by_close', 'quarter'],
      ] as const) {
        const table = await run(reportOf(undefined, { groups: [{ key: 'g', by: 'closed', bucket }], where: closed }))
        expect(table.rows.map((row) => row.cells[0]!.value)).toEqual(Object.keys(known[name]))
        for (const row of table.rows)
          compare(figures(table, row), known[name][String(row.cells[0]!.value)], `${name} ${row.cells[0]!.value}`)
      }
      console.log(`real figures (${dialect}): ${compared} compared`)
      expect(compared).toBeGreaterThan(1000)
    })

    it('so are stages, cohorts, ages, the realised price and the best accounts', async () => {
      const known = expected()
      const stages = await run(
        reportOf('_stage', {
          measures: [
            { key: 'count', aggregate: 'count' },
            { key: 'sum_close_value', aggregate: 'sum', value: 'worth' },
            { key: 'blank_close_value', aggregate: 'count', where: 'worth == null' },
            { key: 'blank_account', aggregate: 'count', where: 'account == null' },
          ],
        }),
      )
      expect(stages.rows.map((row) => row.cells[0]!.value)).toEqual(['prospecting', 'engaging', 'won', 'lost'])
      for (const row of stages.rows) {
        const stage = String(row.cells[0]!.value)
        compare(figures(stages, row), known.stage[stage[0]!.toUpperCase() + stage.slice(1)], stage)
      }
      const more = await run(
        reportOf(undefined, {
          measures: [
            { key: 'median_won_value', aggregate: 'median', value: 'worth', where: won },
            {
              key: 'price_realisation',
              aggregate: 'ratio',
              numerator: { aggregate: 'sum', value: 'worth' },
              denominator: { aggregate: 'sum', value: 'product.price' },
              where: won,
            },
            ...cycle('closed', closed),
          ],
        }),
      )
      compare(figures(more, more.totals), known.overall, 'overall')
      const ages = await run(
        reportOf(undefined, {
          where: '_stage == "engaging"',
          measures: (['count', 'average', 'median', 'p90', 'min', 'max'] as const).map((aggregate) => ({
            key: aggregate === 'count' ? 'n' : aggregate === 'average' ? 'mean' : aggregate,
            aggregate,
            ...(aggregate === 'count' ? {} : { value: 'date("2017-12-31") - engaged' }),
          })),
        }),
      )
      compare(figures(ages, ages.totals), known['open_age_days_at_2017-12-31'], 'open age')
      const cohort = await run(
        reportOf(undefined, {
          where: 'engaged != null',
          groups: [{ key: 'g', by: 'engaged', bucket: 'month' }],
          measures: [
            { key: 'Engaging', aggregate: 'count', where: '_stage == "engaging"' },
            { key: 'Won', aggregate: 'count', where: won },
            { key: 'Lost', aggregate: 'count', where: lost },
          ],
        }),
      )
      expect(cohort.rows.map((row) => row.cells[0]!.value)).toEqual(Object.keys(known.cohort_by_engage_month))
      for (const row of cohort.rows)
        compare(figures(cohort, row), known.cohort_by_engage_month[String(row.cells[0]!.value)], `cohort ${row.cells[0]!.value}`)
      const best = reportOf('account', {
        where: won,
        measures: [
          { key: 'won_value', aggregate: 'sum', value: 'worth' },
          { key: 'won', aggregate: 'count' },
        ],
        sort: [{ by: 'won_value', descending: true }],
        limit: 10,
      })
      const top = await run(best)
      expect(
        top.rows.map(({ cells }) => ({
          account: (cells[0] as { title?: string }).title,
          won_value: cells[1]!.value,
          won: cells[2]!.value,
        })),
      ).toEqual(known.by_account_top10_won_value)
      const cell = top.rows[0]!.cells[1] as MeasureCell
      expect(valueOf(await openCell(host.db, await host.current(), system, best, { open: cell.open, total: true, limit: 1 })).total).toBe(
        known.by_account_top10_won_value[0].won,
      )
      console.log(`real figures (${dialect}): ${compared} compared`)
    })
  })
})
