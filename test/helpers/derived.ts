// A definition whose computed columns hang on each other across three modules, and the oracle that computes them all from scratch.
import type { App } from '../../runtime/definition/app.ts'
import type { AppDefinition } from '../../runtime/definition/types.ts'
import { evaluate } from '../../runtime/expression/expression.ts'
import { asStored } from '../../runtime/expression/stored.ts'
import type { Database } from '../../server/database/database.ts'
import { statement } from '../../server/database/text.ts'
import { fromColumn, quoteName } from '../../server/schema/columns.ts'
import { columnsOf } from '../../server/schema/record-columns.ts'

export function derivedDefinition(): AppDefinition {
  return {
    format: 1,
    key: 'derived',
    settings: { locale: 'en', timeZone: 'Asia/Shanghai', currency: 'CNY' },
    modules: [
      {
        key: 'account',
        label: { en: 'Account', 'zh-CN': '客户' },
        title: 'name',
        fields: [
          { key: 'name', type: 'text', required: true },
          { key: 'industry', type: 'select', options: [{ key: 'it', label: 'IT' }, { key: 'retail' }] },
          { key: 'rate', type: 'decimal', scale: 3 },
          { key: 'labels', type: 'tags' },
          { key: 'deals_open', type: 'rollup', records: 'deals', aggregate: 'count', where: 'active' },
          {
            key: 'revenue',
            type: 'rollup',
            label: { en: 'Revenue', 'zh-CN': '收入' },
            records: 'deals',
            aggregate: 'sum',
            value: 'total',
            where: 'active && total > 0.0',
            result: 'money',
          },
          { key: 'mean', type: 'rollup', records: 'deals', aggregate: 'avg', value: 'total * 1.1', result: 'decimal', scale: 4 },
          { key: 'last', type: 'rollup', records: 'deals', aggregate: 'max', value: 'closes', result: 'date' },
          { key: 'grade', type: 'formula', expression: 'revenue > 100.0 ? "big" : (revenue > 0.0 ? "small" : "none")', result: 'text' },
        ],
      },
      {
        key: 'deal',
        label: { en: 'Deal', 'zh-CN': '商机' },
        title: 'name',
        fields: [
          { key: 'name', type: 'text', required: true },
          { key: 'account', type: 'relation', module: 'account', inverse: 'deals' },
          { key: 'active', type: 'boolean' },
          { key: 'closes', type: 'date' },
          { key: 'discount', type: 'percent' },
          { key: 'industry', type: 'lookup', path: 'account.industry' },
          { key: 'labels', type: 'lookup', path: 'account.labels' },
          { key: 'items', type: 'rollup', records: 'lines', aggregate: 'sum', value: 'amount', result: 'money' },
          {
            key: 'total',
            type: 'formula',
            label: { en: 'Total', 'zh-CN': '合计' },
            expression: 'items * (100 - coalesce(discount, 0)) / 100',
            result: 'money',
          },
          { key: 'overdue', type: 'formula', expression: 'active && closes < today()', result: 'boolean' },
          { key: 'shout', type: 'formula', expression: 'upper(name) + "!"', result: 'text' },
          { key: 'siblings', type: 'formula', expression: 'count(account.deals, d, d.active) - (active ? 1 : 0)', result: 'integer' },
        ],
      },
      {
        key: 'line',
        label: { en: 'Line', 'zh-CN': '明细' },
        title: 'name',
        fields: [
          { key: 'name', type: 'text' },
          { key: 'deal', type: 'relation', module: 'deal', inverse: 'lines' },
          { key: 'price', type: 'money' },
          { key: 'quantity', type: 'integer' },
          { key: 'amount', type: 'formula', expression: 'price * quantity', result: 'money' },
          { key: 'taxed', type: 'formula', expression: 'amount * (1 + coalesce(deal.account.rate, 0))', result: 'money' },
          { key: 'grade', type: 'lookup', path: 'deal.account.grade' },
        ],
      },
    ],
  }
}

type Wire = Record<string, unknown>

/** Every record of every module in wire form, trash included. */
export async function allRecords(db: Database, app: App): Promise<Map<string, Wire[]>> {
  const world = new Map<string, Wire[]>()
  for (const module of app.modules.values()) {
    const rows = await db.all(statement(db.dialect, `SELECT * FROM ${quoteName(module.key)} ORDER BY "_id"`))
    const wire = rows.map((row) => ({
      _id: row._id,
      ...Object.fromEntries(columnsOf(module).map(({ name, storage }) => [name, fromColumn(storage, row[name])])),
    }))
    world.set(module.key, wire)
  }
  return world
}

/** What every derived column has to hold, computed from scratch: one sentence per value that is stored otherwise. */
export function differencesOf(app: App, stored: ReadonlyMap<string, readonly Wire[]>, now: number): string[] {
  const world = new Map([...stored].map(([key, rows]) => [key, rows.map((row) => ({ ...row }))]))
  const byId = new Map([...world].map(([key, rows]) => [key, new Map(rows.map((row) => [String((row as Wire)._id), row as Wire]))]))
  const differences: string[] = []
  for (const column of app.derived) {
    for (const row of world.get(column.module)! as Wire[]) {
      const value = evaluate(column.expression, {
        record: row,
        now,
        timeZone: app.settings.timeZone,
        me: null,
        myTeam: [],
        follow: (module, id) => byId.get(module)?.get(id) ?? null,
        related: (module, via, id) =>
          ((world.get(module) ?? []) as Wire[]).filter((other) => other[via] === id && other._deleted_at === null),
      })
      const wanted = asStored(column.storage, value)
      if (JSON.stringify(wanted) !== JSON.stringify(row[column.name]))
        differences.push(
          `${column.module}.${column.name} of ${String(row.name)}: stored ${JSON.stringify(row[column.name])}, computed ${JSON.stringify(wanted)}`,
        )
      row[column.name] = wanted
    }
  }
  return differences
}
