// Rows of a statement as records in wire form: the columns come raw and in order, and a reader made once per statement names and converts them.
// All records of a statement get their members in one order, which is what writing them as JSON is quick with.
import { type RawBuilder, sql } from 'kysely'
import type { App } from '../../runtime/definition/app.ts'
import { FILE_MODULE, moduleReferredTo, type Storage } from '../../runtime/expression/storage.ts'
import type { Principal } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import type { DialectName, Statement } from '../database/database.ts'
import { fromColumn } from '../schema/columns.ts'
import { and, column } from './list-sql.ts'
import type { Name } from './names.ts'
import { scopeSql } from './scope-sql.ts'
import { wireSql } from './wire-sql.ts'

/** A record in wire form: members by name. */
export type WireRecord = { readonly [name: string]: unknown }

/** A statement whose rows, as arrays, `read` turns into records. Columns after those it reads are free for the caller. */
export interface RowStatement extends Statement {
  readonly read: (row: readonly unknown[]) => WireRecord
}

export interface RowShape {
  readonly columns: readonly RawBuilder<unknown>[]
  readonly read: RowStatement['read']
  /** Where in a row each member stands; `_id` is the first. */
  readonly place: ReadonlyMap<string, number>
}

/** The columns of records with these members, and their reader: `_id`, `_version`, the members, and under `_titles` what their relations are called. */
export function rowShape(app: App, fields: readonly Name[], principal: Principal, dialect: DialectName): RowShape {
  const members = membersOf(fields)
  const titles = titlesOf(app, fields, principal, dialect)
  const readMembers = reader(members, 0)
  const readTitles = titles.length > 0 ? reader(titles, members.length) : undefined
  return {
    columns: [...members.map(({ name }) => sql.raw(column(name))), ...titles.map((title) => title.sql)],
    place: new Map(members.map(({ name }, index) => [name, index])),
    read(row) {
      const record = readMembers(row)
      if (readTitles) record._titles = readTitles(row)
      return record
    },
  }
}

/** `_id`, `_version` and the members asked for, each once. */
export function membersOf(fields: readonly Name[]): Name[] {
  const first: Name[] = [
    { name: '_id', storage: { kind: 'text' } },
    { name: '_version', storage: { kind: 'integer' } },
  ]
  return [...new Map([...first, ...fields].map((member) => [member.name, member])).values()]
}

/** What the records are called that members refer to. */
export function titlesOf(app: App, fields: readonly Name[], principal: Principal, dialect: DialectName): Title[] {
  return [...new Map(fields.map((field) => [field.name, field])).values()].flatMap((field) => titleOf(app, field, principal, dialect))
}

/** Reads columns from `start` on as members of an object. */
function reader(names: readonly Name[], start: number): (row: readonly unknown[]) => Record<string, unknown> {
  const keys = names.map(({ name }) => name)
  const storages = names.map(({ storage }) => storage)
  // Copied and then filled, a record has the one shape; built up member by member, one of more than twelve would become a dictionary, which is slow to write.
  const blank: Record<string, unknown> = Object.fromEntries(keys.map((key) => [key, null]))
  return (row) => {
    const members = { ...blank }
    for (let index = 0; index < keys.length; index += 1) {
      const value = row[start + index]
      if (value !== null) members[keys[index]!] = fromColumn(storages[index]!, value)
    }
    return members
  }
}

export interface Title extends Name {
  readonly sql: RawBuilder<unknown>
}

/** What the records are called that a member refers to: one title, or a list of titles in the order of the ids; null where the reader may not know it. */
function titleOf(app: App, { name, storage }: Name, principal: Principal, dialect: DialectName): Title[] {
  const held = column(name)
  if (storage.kind === 'json' && storage.module === FILE_MODULE) {
    const one = sql`(SELECT x."name" FROM "_file" AS x WHERE x."id" = e."value")`
    return [{ name, storage, sql: listSql(held, one, dialect) }]
  }
  const target = app.modules.get(moduleReferredTo(storage) ?? '')
  if (!target) return []
  const rights = rightsOf(principal, app, target)
  if (rights.read === 'none' || !rights.canRead(target.title.key)) return []
  const many = storage.kind === 'json'
  const where = and([sql.raw(many ? 'x."_id" = e."value"' : `x."_id" = ${held}`), ...scopeSql(rights.read, app, 'x', dialect)])
  const one = sql`(SELECT ${sql.id('x', target.title.key)} FROM ${sql.id(target.key)} AS x WHERE ${where})`
  return [
    { name, storage: many ? { kind: 'json' } : target.title.storage, sql: many ? listSql(held, one, dialect, target.title.storage) : one },
  ]
}

/** `one` for each id of the list in `held`, as a JSON list in wire form. */
function listSql(held: string, one: RawBuilder<unknown>, dialect: DialectName, storage: Storage = { kind: 'text' }): RawBuilder<unknown> {
  const wire = sql.raw(wireSql(storage, 't."title"', dialect))
  if (dialect === 'sqlite')
    return sql`(SELECT json_group_array(${wire} ORDER BY t."place") FROM (SELECT ${one} AS "title", e."key" AS "place" FROM json_each(${sql.raw(held)}) AS e) AS t)`
  const ids = sql`jsonb_array_elements_text(${sql.raw(held)}) WITH ORDINALITY AS e("value", "place")`
  return sql`(SELECT jsonb_agg(${wire} ORDER BY t."place") FROM (SELECT ${one} AS "title", e."place" FROM ${ids}) AS t)`
}
