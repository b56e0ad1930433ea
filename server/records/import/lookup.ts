// Finds the records that texts of a file mean, a batch at a time and each text once.
import { sql } from 'kysely'
import type { Field, Module } from '../../../runtime/definition/app.ts'
import { rightsOf } from '../../access/rules.ts'
import { type Handle, Slot } from '../../database/database.ts'
import { statement } from '../../database/text.ts'
import { quoteName, toColumn } from '../../schema/columns.ts'
import { requestSlots, statementCache } from '../read.ts'
import { scopeSql } from '../scope-sql.ts'
import type { WriteContext } from '../write-context.ts'

/** What records are found by: a field, or the id itself. */
export type Key = Pick<Field, 'key' | 'storage'>
export const ID: Key = { key: '_id', storage: { kind: 'text' } }

export interface Found {
  readonly id: string
  readonly version: number
}

/** Records of `module` outside the trash by the value of `field` (wire form), for every value that is asked for. Two records with one value count as none found twice. */
export async function findByValues(
  db: Handle,
  module: Module,
  field: Key,
  values: readonly unknown[],
): Promise<Map<unknown, readonly Found[]>> {
  const found = new Map<unknown, Found[]>()
  if (values.length === 0) return found
  const keys = new Map(values.map((value) => [toColumn(field.storage, value), value]))
  const column = quoteName(field.key)
  const list = db.dialect === 'sqlite' ? `SELECT value FROM json_each(?)` : `SELECT jsonb_array_elements_text(cast(? as jsonb))`
  const text = db.dialect === 'sqlite' ? column : `${column}::text`
  const sql = `SELECT "_id", "_version", ${column} AS key FROM ${quoteName(module.key)} WHERE ${text} IN (${list}) AND "_deleted_at" IS NULL`
  for (const row of await db.all(statement(db.dialect, sql, [JSON.stringify([...keys.keys()])]))) {
    const value = keys.get(row.key)
    found.set(value, [...(found.get(value) ?? []), { id: String(row._id), version: Number(row._version) }])
  }
  return found
}

/** Like findByValues, but only what the principal may read: a record that is not there for him is not told of by a count or a match either. */
export async function findReadable(
  context: WriteContext,
  module: Module,
  field: Key,
  values: readonly unknown[],
): Promise<Map<unknown, readonly Found[]>> {
  const found = await findByValues(context.trx, module, field, values)
  const open = await idsWithin(
    context,
    module,
    'read',
    [...found.values()].flatMap((hits) => hits.map((hit) => hit.id)),
  )
  if (!open) return found
  return new Map(
    [...found].flatMap(([value, hits]) => {
      const seen = hits.filter((hit) => open.has(hit.id))
      return seen.length > 0 ? [[value, seen] as const] : []
    }),
  )
}

/** Those of the records the principal may do `action` with; undefined where it is all of them. */
export async function idsWithin(
  { trx, db, published: { app }, principal, now }: WriteContext,
  module: Module,
  action: 'read' | 'update',
  ids: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  const rights = rightsOf(principal, app, module)
  if (rights[action] === 'all') return undefined
  if (ids.length === 0) return new Set()
  const within = statementCache(app).get(`import ${action} ${module.key} ${rights.cacheKey}`, () => {
    const list =
      trx.dialect === 'sqlite'
        ? sql`SELECT value FROM json_each(${new Slot('ids')})`
        : sql`SELECT jsonb_array_elements_text(cast(${new Slot('ids')} as jsonb))`
    const where = [sql`x."_id" IN (${list})`, ...scopeSql(rights[action], app, 'x', trx.dialect)]
    return sql`SELECT x."_id" FROM ${sql.id(module.key)} AS x WHERE ${sql.join(where, sql` AND `)}`.compile(db.build)
  })
  const rows = await trx.all(within, requestSlots(app, principal, now, { ids: JSON.stringify(ids) }))
  return new Set(rows.map((row) => String(row._id)))
}
