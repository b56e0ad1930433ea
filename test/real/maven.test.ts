// 8,800 real deals come in through the public door, and every figure that a table report can express equals the independently computed one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPlace, onBothDatabases, type Place } from '../helpers/databases.ts'
import { importCsv, startTestServer, type TestServer } from '../helpers/server.ts'
import { expected, onRealData, realFile } from './data.ts'

const label = (en: string, zh: string) => ({ en, 'zh-CN': zh })
const field = (key: string, type: string, more: object = {}) => ({ key, type, ...more })

const definition = {
  format: 1,
  key: 'maven',
  label: label('Maven CRM', 'Maven 销售'),
  settings: { locale: 'en', timeZone: 'America/New_York', currency: 'USD' },
  modules: [
    {
      key: 'account',
      title: 'name',
      fields: [
        field('name', 'text', { required: true, unique: true }),
        field('sector', 'text'),
        field('established', 'integer', { grouping: false }),
        field('revenue', 'decimal', { scale: 2 }),
        field('employees', 'integer'),
        field('office', 'text'),
        field('parent', 'relation', { module: 'account', inverse: 'subsidiaries' }),
      ],
    },
    {
      key: 'product',
      title: 'name',
      fields: [field('name', 'text', { required: true, unique: true }), field('series', 'text'), field('price', 'money')],
    },
    {
      key: 'agent',
      title: 'name',
      fields: [field('name', 'text', { required: true, unique: true }), field('manager', 'text'), field('region', 'text')],
    },
    {
      key: 'deal',
      title: 'number',
      fields: [
        field('number', 'text', { required: true, unique: true }),
        field('agent', 'relation', { module: 'agent', inverse: 'deals' }),
        field('product', 'relation', { module: 'product', inverse: 'deals' }),
        field('product_text', 'text'),
        field('account', 'relation', { module: 'account', inverse: 'deals' }),
        field('engaged', 'date'),
        field('closed', 'date'),
        field('value', 'money'),
      ],
    },
  ],
  pipelines: [
    {
      key: 'sales',
      module: 'deal',
      stages: [
        { key: 'prospecting', type: 'open', label: 'Prospecting' },
        { key: 'engaging', type: 'open', label: 'Engaging' },
        { key: 'won', type: 'won', label: 'Won' },
        { key: 'lost', type: 'lost', label: 'Lost' },
      ],
    },
  ],
}

const plainColumns = (pairs: Record<string, string>) => Object.entries(pairs).map(([column, to]) => ({ column, field: to }))
const maps = {
  account: {
    match: 'name',
    columns: [
      ...plainColumns({
        account: 'name',
        sector: 'sector',
        year_established: 'established',
        revenue: 'revenue',
        employees: 'employees',
        office_location: 'office',
      }),
      { column: 'subsidiary_of', field: 'parent', match: 'name', createMissing: true },
    ],
  },
  product: { columns: plainColumns({ product: 'name', series: 'series', sales_price: 'price' }) },
  agent: { columns: plainColumns({ sales_agent: 'name', manager: 'manager', regional_office: 'region' }) },
  deal: {
    match: 'number',
    columns: [
      ...plainColumns({
        opportunity_id: 'number',
        engage_date: 'engaged',
        close_date: 'closed',
        close_value: 'value',
        deal_stage: '_stage',
      }),
      { column: 'sales_agent', field: 'agent', match: 'name' },
      { column: 'product', field: 'product', match: 'name', values: { GTXPro: 'GTX Pro' } },
      { column: 'product', field: 'product_text' },
      { column: 'account', field: 'account', match: 'name' },
    ],
  },
}

const WON = '_stage == "won"'
const LOST = '_stage == "lost"'
const CLOSED = '_stage in ["won", "lost"]'
const counted = (where: string) => ({ aggregate: 'count', where })
const cycle = (name: string, where: string) =>
  ['average', 'median', 'p90', 'min', 'max'].map((aggregate) => ({
    key: `${name}_${aggregate}`,
    aggregate,
    value: 'closed - engaged',
    where,
  }))
const MEASURES = [
  { key: 'opportunities', aggregate: 'count' },
  { key: 'won', ...counted(WON) },
  { key: 'lost', ...counted(LOST) },
  { key: 'engaging', ...counted('_stage == "engaging"') },
  { key: 'prospecting', ...counted('_stage == "prospecting"') },
  { key: 'win_rate_closed', aggregate: 'ratio', numerator: counted(WON), denominator: counted(CLOSED) },
  { key: 'win_rate_all', aggregate: 'ratio', numerator: counted(WON), denominator: { aggregate: 'count' } },
  { key: 'won_value', aggregate: 'sum', value: 'value', where: WON },
  { key: 'avg_won_value', aggregate: 'average', value: 'value', where: WON },
  ...cycle('w', WON),
  ...cycle('l', LOST),
]
const SIMPLE = new Set([
  'opportunities',
  'won',
  'lost',
  'engaging',
  'prospecting',
  'win_rate_closed',
  'win_rate_all',
  'won_value',
  'avg_won_value',
])

const six = (value: unknown) => (typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value)

/** Rows as objects by column key, ratios and means rounded to six places as in the expectation. */
function rowsOf(table: any): Record<string, any>[] {
  return table.rows.map((row: any) =>
    Object.fromEntries(table.columns.map((column: any, index: number) => [column.key, six(row.cells[index].value)])),
  )
}

function cycleOf(row: Record<string, any>, name: string, count: number) {
  return {
    n: count,
    mean: row[`${name}_average`],
    median: row[`${name}_median`],
    p90: row[`${name}_p90`],
    min: row[`${name}_min`],
    max: row[`${name}_max`],
  }
}

onRealData('maven_crm', () => {
  onBothDatabases('figures', (dialect) => {
    for (const variant of ['sales_pipeline.csv', 'sales_pipeline_mdy_variant.csv']) {
      describe(variant, () => {
        const figures = expected('maven_crm')
        let place: Place
        let server: TestServer
        const report = async (groups: object[], measures: object[], more: object = {}) =>
          rowsOf(
            await server.admin.ok('POST', '/apps/maven/reports/run', {
              definition: { key: 'r', type: 'table', module: 'deal', groups, measures, ...more },
            }),
          )

        beforeAll(async () => {
          place = await newPlace(dialect)
          server = await startTestServer(place)
          await server.admin.ok('POST', '/apps', { definition })
          const results: Record<string, any> = {}
          for (const [module, file] of [
            ['account', 'accounts.csv'],
            ['product', 'products.csv'],
            ['agent', 'sales_teams.csv'],
            ['deal', variant],
          ] as const) {
            const dateOrder = variant.includes('mdy') && module === 'deal' ? { dateOrder: 'MDY' } : {}
            results[module] = await importCsv(server.admin, 'maven', module, realFile('maven_crm', file), { ...maps[module], ...dateOrder })
          }
          expect(results.deal).toMatchObject({ state: 'done', created: 8800, updated: 0, failed: 0 })
          expect(results.agent).toMatchObject({ created: 35, failed: 0 })
          expect(results.product).toMatchObject({ created: 7, failed: 0 })
          expect(results.account.created + results.account.updated).toBe(85)
        })
        afterAll(async () => {
          await server?.close()
          await place?.remove()
        })

        it.each([
          ['by_agent', 'agent.name'],
          ['by_manager', 'agent.manager'],
          ['by_region', 'agent.region'],
          ['by_product_raw', 'product_text'],
          ['by_series', 'product.series'],
          ['by_sector', 'account.sector'],
          ['by_office_location', 'account.office'],
        ])('%s', async (name, by) => {
          const rows = await report([{ key: 'g', by }], MEASURES)
          const got = Object.fromEntries(
            rows.map((row) => {
              const simple = Object.fromEntries(Object.entries(row).filter(([key]) => SIMPLE.has(key)))
              if (row.won === 0) simple.won_value ??= 0
              return [row.g ?? '', { ...simple, cycle_days_won: cycleOf(row, 'w', row.won), cycle_days_lost: cycleOf(row, 'l', row.lost) }]
            }),
          )
          expect(Object.keys(got).sort()).toEqual(Object.keys(figures[name]).sort())
          for (const [group, want] of Object.entries<any>(figures[name])) {
            for (const [key, value] of Object.entries<any>(want)) {
              if (value && typeof value === 'object' && value.n === 0) expect(got[group]).toMatchObject({ [key]: { n: 0, mean: null } })
              else expect({ group, [key]: got[group]![key as keyof (typeof got)[string]] }).toEqual({ group, [key]: value })
            }
          }
        })

        it('overall figures', async () => {
          const extra = [
            ...cycle('c', CLOSED),
            { key: 'median_won', aggregate: 'median', value: 'value', where: WON },
            {
              key: 'price',
              aggregate: 'ratio',
              numerator: { aggregate: 'sum', value: 'value', where: WON },
              denominator: { aggregate: 'sum', value: 'product.price', where: WON },
            },
          ]
          const row = { ...(await report([], MEASURES))[0], ...(await report([], extra))[0] } as Record<string, any>
          const { overall } = figures
          expect({
            won: row.won,
            lost: row.lost,
            win_rate_closed: row.win_rate_closed,
            win_rate_all: row.win_rate_all,
            won_value: row.won_value,
            avg_won_value: row.avg_won_value,
            median_won_value: row.median_won,
            cycle_days_won: cycleOf(row, 'w', row.won),
            cycle_days_lost: cycleOf(row, 'l', row.lost),
            cycle_days_closed: cycleOf(row, 'c', row.won + row.lost),
            price_realisation: row.price,
          }).toEqual(overall)
        })

        it('by stage, with blanks', async () => {
          const rows = await report(
            [{ key: 'stage', by: '_stage' }],
            [
              { key: 'count', aggregate: 'count' },
              { key: 'sum', aggregate: 'sum', value: 'value' },
              { key: 'blank_close_value', ...counted('value == null') },
              { key: 'blank_account', ...counted('account == null') },
              { key: 'blank_engage_date', ...counted('engaged == null') },
            ],
          )
          const got = Object.fromEntries(rows.map(({ stage, sum, ...rest }) => [stage, { ...rest, sum_close_value: sum ?? 0 }]))
          const want = Object.fromEntries(Object.entries<any>(figures.stage).map(([stage, each]) => [stage.toLowerCase(), each]))
          expect(got).toEqual(want)
        })

        it.each([
          ['monthly_by_close', 'month'],
          ['quarterly_by_close', 'quarter'],
        ])('%s', async (name, bucket) => {
          const rows = await report(
            [{ key: 'g', by: 'closed', bucket }],
            MEASURES.filter(({ key }) => SIMPLE.has(key)),
            { where: 'closed != null' },
          )
          const got = Object.fromEntries(rows.map((row) => [row.g, row]))
          expect(Object.keys(got)).toEqual(Object.keys(figures[name]))
          for (const [group, want] of Object.entries<any>(figures[name])) expect(got[group]).toMatchObject(want)
        })

        it('cohorts by month of engagement', async () => {
          const rows = await report(
            [{ key: 'g', by: 'engaged', bucket: 'month' }],
            MEASURES.filter(({ key }) => SIMPLE.has(key)),
            { where: 'engaged != null' },
          )
          const got = Object.fromEntries(rows.map((row) => [row.g, { Engaging: row.engaging, Won: row.won, Lost: row.lost }]))
          expect(got).toEqual(figures.cohort_by_engage_month)
        })

        it('the ten accounts with most won value, and the age of what is open', async () => {
          const rows = await report(
            [{ key: 'account', by: 'account.name' }],
            MEASURES.filter(({ key }) => ['won', 'won_value'].includes(key)),
            { sort: [{ by: 'won_value', descending: true }], limit: 10 },
          )
          expect(rows.map(({ account, won, won_value }) => ({ account, won_value, won }))).toEqual(figures.by_account_top10_won_value)
          const age = ['average', 'median', 'p90', 'min', 'max'].map((aggregate) => ({
            key: `a_${aggregate}`,
            aggregate,
            value: 'date("2017-12-31") - engaged',
          }))
          const [row] = await report([], [...age, { key: 'n', aggregate: 'count' }], { where: '_stage == "engaging"' })
          expect(cycleOf(row!, 'a', row!.n)).toEqual(figures['open_age_days_at_2017-12-31'])
        })
      })
    }
  })
})
