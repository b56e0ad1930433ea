// A world for report tests: deals and accounts with every storage kind, three currencies and gaps everywhere; written straight into the tables, so that ids,
// times and trash are the same on both databases; and the same records for the reference in memory, as a principal may see them.
import type { App, Module } from '../../../runtime/definition/app.ts'
import type { AppDefinition, TableReportDefinition } from '../../../runtime/definition/types.ts'
import type { MeasureCell, ReportTable } from '../../../runtime/funnel/report-table.ts'
import type { ReferenceFigure, ReferenceInput, ReferenceTable } from '../../../runtime/funnel/table-report.ts'
import { type Principal, userId } from '../../../server/access/principal.ts'
import type { Database } from '../../../server/database/database.ts'
import { statement } from '../../../server/database/text.ts'
import { quoteName, toColumn } from '../../../server/schema/columns.ts'
import { columnsOf } from '../../../server/schema/record-columns.ts'
import type { Random } from '../records/expression-generator.ts'

export type Wire = Record<string, unknown>
export type World = ReadonlyMap<string, readonly Wire[]>

export const NOW = Date.parse('2026-03-29T01:30:00.000Z')

export function reportsDefinition(timeZone: string, reports: TableReportDefinition[] = []): AppDefinition {
  const choice = (key: string) => ({ key })
  return {
    format: 1,
    key: 'sales',
    settings: { locale: 'zh-CN', timeZone, currency: 'CNY' },
    dictionaries: [{ key: 'loss_reason', items: [{ key: 'price', items: [choice('terms'), choice('discount')] }, choice('fit')] }],
    modules: [
      {
        key: 'account',
        title: 'name',
        fields: [
          { key: 'name', type: 'text' },
          { key: 'industry', type: 'select', options: [choice('retail'), choice('it'), choice('bank')] },
          { key: 'revenue', type: 'money' },
          { key: 'parent', type: 'relation', module: 'account' },
          { key: 'secret', type: 'text' },
        ],
      },
      {
        key: 'deal',
        title: 'name',
        fields: [
          { key: 'name', type: 'text', label: { en: 'Name', 'zh-CN': '名称' } },
          { key: 'amount', type: 'money', label: { en: 'Amount', 'zh-CN': '金额' } },
          { key: 'cost', type: 'money' },
          { key: 'yen', type: 'money', currency: 'JPY' },
          { key: 'dinar', type: 'money', currency: 'KWD' },
          { key: 'score', type: 'integer' },
          { key: 'rate', type: 'decimal', scale: 4 },
          { key: 'discount', type: 'percent' },
          { key: 'done', type: 'boolean' },
          { key: 'opened', type: 'date' },
          { key: 'closes', type: 'date' },
          { key: 'met', type: 'datetime' },
          { key: 'source', type: 'select', options: [choice('web'), choice('fair'), choice('ads')] },
          { key: 'tags', type: 'tags' },
          { key: 'loss', type: 'cascade', dictionary: 'loss_reason' },
          { key: 'account', type: 'relation', module: 'account', inverse: 'deals' },
        ],
      },
    ],
    pipelines: [
      {
        key: 'main',
        module: 'deal',
        stages: [
          { key: 'need', type: 'open' },
          { key: 'deal', type: 'open' },
          { key: 'won', type: 'won' },
          { key: 'lost', type: 'lost' },
        ],
      },
    ],
    reports,
    roles: [
      {
        key: 'rep',
        modules: [
          { module: 'deal', read: 'own', hidden: ['discount'] },
          { module: 'account', read: 'own', hidden: ['secret'] },
        ],
      },
      {
        key: 'nameless',
        modules: [
          { module: 'deal', read: 'all' },
          { module: 'account', read: 'all', hidden: ['name'] },
        ],
      },
      { key: 'outsider', modules: [{ module: 'account', read: 'all' }] },
    ],
  }
}

const NAMES = ['a', 'A', 'b', '', 'Ünï', '金额', '～', '😀', '\uffee', "o'clock", 'q"q', '%_\\', 'line\nbreak']
const INSTANTS = [
  '2025-12-31T15:59:59.999Z',
  '2025-12-31T16:00:00.000Z',
  '2026-03-08T06:59:00.000Z',
  '2026-03-08T07:01:00.000Z',
  '2026-04-04T15:10:00.000Z',
  '1969-12-31T23:59:59.999Z',
]
const DAYS = [
  '2025-12-28',
  '2025-12-29',
  '2025-12-31',
  '2026-01-01',
  '2026-01-04',
  '2026-01-05',
  '2026-02-28',
  '2026-03-31',
  '2024-02-29',
  '1969-12-31',
  '0001-01-01',
  '9999-12-31',
]
const USERS = ['ann', 'bob', 'eve']

/** Random records: a quarter of the values missing, one record in eight in the trash, amounts from nothing to the largest. */
export function randomWorld(random: Random, deals: number, accounts: number): World {
  const maybe = <T>(make: () => T): T | null => (random.next() < 0.2 ? null : make())
  const units = (scale: number) =>
    maybe(
      () =>
        random.pick([0, 1, -1, 5, 250, 99_999, -1234, random.below(1_000_000), random.below(1_000_000), 999_999_999_999_999]) / 10 ** scale,
    )
  const instant = () =>
    random.next() < 0.4
      ? random.pick(INSTANTS)
      : new Date(Date.UTC(2025, 0, 1) + random.below(500 * 86_400) * 1000 + random.below(1000)).toISOString()
  const day = () =>
    random.next() < 0.4 ? random.pick(DAYS) : new Date(Date.UTC(2025, 5, 1) + random.below(400) * 86_400_000).toISOString().slice(0, 10)
  const system = () => ({
    _version: 1,
    _owner: maybe(() => random.pick(USERS)),
    _created_at: instant(),
    _created_by: null,
    _updated_at: '2026-03-01T00:00:00.000Z',
    _updated_by: null,
    _deleted_at: random.next() < 0.125 ? '2026-03-02T00:00:00.000Z' : null,
    _import: null,
  })
  const account = (index: number): Wire => ({
    _id: `acc${String(index).padStart(3, '0')}`,
    ...system(),
    name: maybe(() => random.pick(NAMES)),
    industry: maybe(() => random.pick(['it', 'retail', 'bank', 'gone'])),
    revenue: units(2),
    parent: maybe(() => `acc${String(random.below(accounts)).padStart(3, '0')}`),
    secret: 'secret',
  })
  const deal = (index: number): Wire => ({
    _id: `deal${String(index).padStart(4, '0')}`,
    ...system(),
    _stage: random.pick(['need', 'deal', 'won', 'lost', 'gone']),
    _stage_at: instant(),
    name: maybe(() => random.pick(NAMES)),
    amount: units(2),
    cost: units(2),
    yen: units(0),
    dinar: units(3),
    score: maybe(() => random.pick([0, 1, 2, 3, -7, 100])),
    rate: units(4),
    discount: units(2),
    done: maybe(() => random.next() < 0.5),
    opened: maybe(day),
    closes: maybe(day),
    met: maybe(instant),
    source: maybe(() => random.pick(['ads', 'web', 'fair', 'zzz', 'gone'])),
    tags: maybe(() => random.pick([[], ['a'], ['b', 'a'], ['金额']])),
    loss: maybe(() => random.pick(['fit', 'price', 'price/discount', 'price/terms'])),
    account: maybe(() => `acc${String(random.below(accounts)).padStart(3, '0')}`),
  })
  return new Map([
    ['account', Array.from({ length: accounts }, (_, index) => account(index))],
    ['deal', Array.from({ length: deals }, (_, index) => deal(index))],
  ])
}

/** Writes records as the tables keep them. Relations inside one module are set after all its records are there. */
export async function storeRecords(db: Database, module: Module, records: readonly Wire[]): Promise<void> {
  const columns = columnsOf(module)
  const own = columns.filter(({ storage }) => storage.kind === 'reference' && storage.module === module.key)
  const names = ['_id', ...columns.map(({ name }) => name)]
  const list = names.map(quoteName).join(', ')
  const insert = statement(db.dialect, `INSERT INTO ${quoteName(module.key)} (${list}) VALUES (${names.map(() => '?').join(', ')})`)
  await db.transaction(async (trx) => {
    for (const record of records) {
      const values = columns.map((column) => (own.includes(column) ? null : toColumn(column.storage, record[column.name])))
      await trx.run({ ...insert, parameters: [record._id, ...values] })
    }
    for (const { name } of own) {
      for (const record of records) {
        await trx.run(
          statement(db.dialect, `UPDATE ${quoteName(module.key)} SET ${quoteName(name)} = ? WHERE "_id" = ?`, [
            record[name] ?? null,
            record._id,
          ]),
        )
      }
    }
  })
}

/** What the reference needs: the world as the principal may see it. `own`: only what it owns is there for it. */
export function referenceInput(app: App, report: TableReportDefinition, world: World, principal: Principal, own = false): ReferenceInput {
  const me = userId(principal)
  const readable = (record: Wire) => !own || record._owner === me
  const byId = new Map(
    [...world].map(([module, records]) => [module, new Map(records.filter(readable).map((record) => [record._id, record]))]),
  )
  const live = (record: Wire) => readable(record) && record._deleted_at === null
  return {
    app,
    report,
    records: world.get(report.module)!.filter(live),
    environment: {
      now: NOW,
      timeZone: app.settings.timeZone,
      me,
      myTeam: principal.kind === 'user' ? principal.team : [],
      follow: (module, id) => byId.get(module)?.get(id) ?? null,
      related: (module, via, id) => world.get(module)?.filter((record) => live(record) && record[via] === id) ?? [],
    },
    titleOf: (module, id) => (byId.get(module)?.get(id)?.name as string | null | undefined) ?? undefined,
  }
}

const digits = (value: bigint | undefined) =>
  value === undefined ? undefined : Number.isSafeInteger(Number(value)) ? Number(value) : String(value)

/** The reference's answer in the form of `figuresOf`. */
export function expectedOf(table: ReferenceTable) {
  const figure = ({ value, numerator, denominator, ids, sides }: ReferenceFigure) => ({
    value,
    numerator: digits(numerator),
    denominator: digits(denominator),
    n: ids.length,
    sides: sides && { numerator: sides.numerator.length, denominator: sides.denominator.length },
  })
  return {
    rows: table.rows.map(({ groups, figures }) => ({
      groups: groups.map(({ value, title }) => ({ value, title })),
      figures: figures.map(figure),
    })),
    totals: table.totals.map(figure),
    truncated: table.truncated,
  }
}

/** A report's answer without what the reference does not know. */
export function figuresOf(table: ReportTable) {
  const groups = table.columns.filter(({ role }) => role === 'group').length
  const figure = ({ value, numerator, denominator, n, sides }: MeasureCell) => ({ value, numerator, denominator, n, sides })
  return {
    rows: table.rows.map(({ cells }) => ({
      groups: cells.slice(0, groups).map((cell) => ({ value: cell.value, title: 'title' in cell ? cell.title : undefined })),
      figures: (cells.slice(groups) as MeasureCell[]).map(figure),
    })),
    totals: table.totals.cells.map(figure),
    truncated: table.truncated,
  }
}
