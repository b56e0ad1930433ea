// Rows of a statement as JSON text in wire form: the columns come raw and in order, and a writer made once per statement joins them.
// Measured beside JSON built in the database and beside objects through JSON.stringify, this costs least.
import { type RawBuilder, sql } from 'kysely'
import type { App } from '../../runtime/definition/app.ts'
import { fromUnits, type Storage, USER_MODULE } from '../../runtime/expression/storage.ts'
import type { Principal } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import type { DialectName, Statement } from '../database/database.ts'
import { and, column } from './list-sql.ts'
import type { Name } from './names.ts'
import { scopeSql } from './scope-sql.ts'

/** A statement whose rows, as arrays, `write` turns into JSON texts. Columns after those it reads are free for the caller. */
export interface RowStatement extends Statement {
  readonly write: (row: readonly unknown[]) => string
  /** Number of columns `write` reads. */
  readonly width: number
}

export interface RowShape {
  readonly columns: readonly RawBuilder<unknown>[]
  readonly write: RowStatement['write']
}

/** The columns of records with these members, and their writer: `_id`, `_version`, the members, and under `_titles` what their relations are called. */
export function rowShape(app: App, fields: readonly Name[], principal: Principal, dialect: DialectName): RowShape {
  const members: Name[] = [
    { name: '_id', storage: { kind: 'text' } },
    { name: '_version', storage: { kind: 'integer' } },
    ...fields.filter(({ name }) => name !== '_id'),
  ]
  const titles = fields.flatMap((field) => titleOf(app, field, principal, dialect))
  const columns = [...members.map(({ name }) => sql.raw(column(name))), ...titles.map((title) => title.sql)]
  const writers = [...members, ...titles].map(({ name, storage }, index) => ({
    name: `${index === 0 || index === members.length ? '' : ','}${JSON.stringify(name)}:`,
    value: valueWriter(storage),
  }))
  const count = members.length
  return {
    columns,
    write(row) {
      let text = '{'
      for (let index = 0; index < count; index += 1) text += writers[index]!.name + writers[index]!.value(row[index])
      if (titles.length > 0) {
        text += ',"_titles":{'
        for (let index = count; index < writers.length; index += 1) text += writers[index]!.name + writers[index]!.value(row[index])
        text += '}'
      }
      return `${text}}`
    },
  }
}

function titleOf(
  app: App,
  { name, storage }: Name,
  principal: Principal,
  dialect: DialectName,
): (Name & { readonly sql: RawBuilder<unknown> })[] {
  if (storage.kind !== 'reference' || storage.module === USER_MODULE) return []
  const target = app.modules.get(storage.module)
  if (!target) return []
  const rights = rightsOf(principal, app, target)
  if (rights.read === 'none' || !rights.canRead(target.title.key)) return []
  const where = and([sql.raw(`x."_id" = ${column(name)}`), ...scopeSql(rights.read, app, 'x', dialect)])
  return [
    {
      name,
      storage: target.title.storage,
      sql: sql`(SELECT ${sql.id('x', target.title.key)} FROM ${sql.id(target.key)} AS x WHERE ${where})`,
    },
  ]
}

/** How a column of this storage is written as a JSON value. Total over the storage kinds. */
export function valueWriter(storage: Storage): (value: unknown) => string {
  switch (storage.kind) {
    case 'integer':
      return (value) => (value === null ? 'null' : String(value))
    case 'decimal': {
      const { scale } = storage
      return (value) => (value === null ? 'null' : String(fromUnits(value as number, scale)))
    }
    case 'boolean':
      return (value) => (value === null ? 'null' : value === true || value === 1 ? 'true' : 'false')
    case 'instant':
      return (value) => (value === null ? 'null' : `"${new Date(value as number).toISOString()}"`)
    case 'json':
      // SQLite keeps the JSON text itself; PostgreSQL gives the list it parsed.
      return (value) => (value === null ? 'null' : typeof value === 'string' ? value : JSON.stringify(value))
    default:
      return (value) => (value === null ? 'null' : JSON.stringify(value))
  }
}
