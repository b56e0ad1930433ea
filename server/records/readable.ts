// Which of many records someone may read now, and what they are called, with one statement for all of them.
import { sql } from 'kysely'
import type { App, Module } from '../../runtime/definition/app.ts'
import type { Principal } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import { type Database, type Handle, Slot, type Statement } from '../database/database.ts'
import { fromColumn } from '../schema/columns.ts'
import { and } from './list-sql.ts'
import { requestSlots, statementCache } from './read.ts'
import { scopeSql } from './scope-sql.ts'

/** Those of `ids` that the principal may read, the trash included, with the value of their title (null where that is hidden). */
export async function readableRecords(
  db: Database,
  app: App,
  module: Module,
  principal: Principal,
  ids: readonly string[],
): Promise<Map<string, unknown>> {
  const rights = rightsOf(principal, app, module)
  if (rights.read === 'none' || ids.length === 0) return new Map()
  const statement = statementCache(app).get(`readable ${module.key} ${rights.cacheKey}`, () => within(db, app, module, principal))
  const rows = await db.all(statement, requestSlots(app, principal, undefined, { ids: JSON.stringify(ids) }))
  return new Map(rows.map((row) => [String(row._id), fromColumn(module.title.storage, row.title)]))
}

/** Whether the principal may read any of `ids`. */
export async function readsAny(db: Database, app: App, module: Module, principal: Principal, ids: readonly string[]): Promise<boolean> {
  const { read, cacheKey } = rightsOf(principal, app, module)
  if (read === 'none' || read === 'all') return read === 'all'
  const any = statementCache(app).get(`reads any ${module.key} ${cacheKey}`, () => {
    const { sql: text, parameters } = within(db, app, module, principal)
    return { sql: `${text} LIMIT 1`, parameters }
  })
  return (await db.get(any, requestSlots(app, principal, undefined, { ids: JSON.stringify(ids) }))) !== undefined
}

function within(db: Database, app: App, module: Module, principal: Principal): Statement {
  const { dialect } = db
  const rights = rightsOf(principal, app, module)
  const title = rights.canRead(module.title.key) ? sql.id('x', module.title.key) : sql`NULL`
  const where = and([sql`x."_id" IN (${idList(dialect)})`, ...scopeSql(rights.read, app, 'x', dialect)])
  return sql`SELECT x."_id", ${title} AS title FROM ${sql.id(module.key)} AS x WHERE ${where}`.compile(db.build)
}

/** The ids in the slot `ids`, a JSON list. */
function idList(dialect: Handle['dialect']) {
  return dialect === 'sqlite'
    ? sql`SELECT value FROM json_each(${new Slot('ids')})`
    : sql`SELECT jsonb_array_elements_text(cast(${new Slot('ids')} as jsonb))`
}
