// What writing a module needs, made once per published version: statements with slots, checks of values, the rules split by who answers them.

import { type RawBuilder, sql } from 'kysely'
import type { App, Field, Module } from '../../runtime/definition/app.ts'
import { isLocal } from '../../runtime/definition/link-expression.ts'
import { isNumbered } from '../../runtime/definition/numbered.ts'
import { FILE_MODULE, isJson } from '../../runtime/expression/storage.ts'
import { compileValue, type ValueCheck } from '../../runtime/fields/validate-value.ts'
import type { Rights, Scope } from '../access/rules.ts'
import { type Database, type Into, Slot, type Statement } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { fromColumn, quoteName, toColumn, typeOf } from '../schema/columns.ts'
import { type Column, columnsOf } from '../schema/record-columns.ts'
import { boundedCache, type Cache } from './cache.ts'
import { RECORD } from './list-sql.ts'
import { scopeSql } from './scope-sql.ts'

export type Values = Readonly<Record<string, unknown>>

export interface Writer {
  readonly app: App
  readonly module: Module
  readonly columns: readonly Column[]
  /** Those of the columns that point at records or users. */
  readonly references: readonly { readonly name: string; readonly module: string; readonly many: boolean }[]
  readonly fields: readonly Field[]
  /** Those of the fields that are numbered from a counter. */
  readonly numbered: readonly Field[]
  readonly check: ReadonlyMap<string, ValueCheck>
  /** The checks of the fields that the rights let write. */
  writable(rights: Rights): ReadonlyMap<string, ValueCheck>
  /** A new record before anybody said anything: every column, fields with their initial values. Records copied from it have one shape. */
  readonly blank: Values
  /** Where its rows go. */
  readonly into: Into
  /** Fields that a condition decides about, or that a record must have. */
  readonly conditional: readonly Field[]
  /** Whether any field keeps files. */
  readonly keepsFiles: boolean
  /** Whether something of the record must not be there twice. */
  readonly seeksTwins: boolean
  /** The row, held until the transaction ends, with all columns and, per action, whether the rights allow it (`_may_read`, `_may_update`, `_may_delete`). */
  select(rights: Rights): Statement
  /** The same row without holding it against other writers: for questions that lead to no write. */
  peek(rights: Rights): Statement
  update(names: readonly string[]): Statement
  /** Whether any condition or rule looks at other records. */
  readonly looksAround: boolean
  readonly unique: readonly { readonly field: Field; readonly statement: Statement }[]
  /** A row of the table as a record in wire form, system members included. */
  toWire(row: Values): Record<string, unknown>
}

const writers = new WeakMap<Module, Map<string, Writer>>()

export function writerOf(db: Database, app: App, module: Module): Writer {
  let byDialect = writers.get(module)
  if (!byDialect) {
    byDialect = new Map()
    writers.set(module, byDialect)
  }
  let writer = byDialect.get(db.dialect)
  if (!writer) {
    writer = makeWriter(db, app, module)
    byDialect.set(db.dialect, writer)
  }
  return writer
}

function makeWriter(db: Database, app: App, module: Module): Writer {
  const { dialect } = db
  const columns = columnsOf(module)
  const names = ['_id', ...columns.map((column) => column.name)]
  const table = quoteName(module.key)
  const selects: Cache<Statement> = boundedCache(50)
  const peeks: Cache<Statement> = boundedCache(50)
  const updates: Cache<Statement> = boundedCache(200)
  const fields = [...module.fields.values()].filter((field) => field.storage.kind !== 'none')
  const storages = new Map(columns.map((column) => [column.name, column.storage]))
  const initial = fields.map((field) => [field.key, field.initial ?? null] as const)
  const blank: Values = Object.fromEntries([...names.map((name) => [name, null] as const), ...initial])
  const set = (name: string) => {
    const storage = storages.get(name)
    return storage && isJson(storage) && dialect === 'postgres' ? '?::jsonb' : '?'
  }
  const check = new Map(fields.map((field) => [field.key, compileValue(field.type.value(field.options, field.context), field.label)]))
  const writable = new WeakMap<Rights, ReadonlyMap<string, ValueCheck>>()
  const references = columns.flatMap(({ name, storage }) =>
    (storage.kind === 'reference' || storage.kind === 'json') && storage.module !== undefined
      ? [{ name, module: storage.module, many: storage.kind === 'json' }]
      : [],
  )
  return {
    app,
    module,
    columns,
    references,
    fields,
    numbered: fields.filter(isNumbered),
    check,
    writable(rights) {
      let open = writable.get(rights)
      if (!open) {
        const free = fields.filter(
          ({ key, assigned, readOnly }) => !assigned && readOnly !== true && rights.canRead(key) && rights.canWrite(key),
        )
        open = new Map(free.map(({ key }) => [key, check.get(key)!]))
        writable.set(rights, open)
      }
      return open
    },
    blank,
    into: {
      table: module.key,
      columns: [{ name: '_id', type: 'text' }, ...columns.map(({ name, storage }) => ({ name, type: typeOf(storage) }))],
    },
    conditional: fields.filter(
      ({ visible, required, readOnly }) => visible !== undefined || required !== false || typeof readOnly === 'object',
    ),
    keepsFiles: references.some((reference) => reference.module === FILE_MODULE),
    seeksTwins: fields.some((field) => field.unique) || module.duplicates.some((rule) => rule.action === 'block'),
    select: (rights) => selects.get(rights.cacheKey, () => selectStatement(db, app, module, columns, rights, true)),
    peek: (rights) => peeks.get(rights.cacheKey, () => selectStatement(db, app, module, columns, rights, false)),
    update: (changed) =>
      updates.get(changed.join(' '), () =>
        statement(
          dialect,
          `UPDATE ${table} SET ${changed.map((name) => `${quoteName(name)} = ${set(name)}`).join(', ')} WHERE "_id" = ?`,
          [...changed, '_id'].map((name) => new Slot(name)),
        ),
      ),
    looksAround: [
      ...module.rules.map((rule) => rule.check),
      ...fields.flatMap((field) => [field.visible, field.required, field.readOnly]),
    ].some((condition) => typeof condition === 'object' && !isLocal(condition)),
    unique: fields
      .filter((field) => field.unique)
      .map((field) => ({
        field,
        statement: statement(
          dialect,
          `SELECT "_id" FROM ${table} WHERE ${quoteName(field.key)} = ? AND "_deleted_at" IS NULL AND "_id" <> ?`,
          [new Slot('value'), new Slot('id')],
        ),
      })),
    toWire(row) {
      const record: Record<string, unknown> = { ...blank, _id: row._id }
      for (const { name, storage } of columns) record[name] = fromColumn(storage, row[name])
      return record
    },
  }
}

/** The record as the table keeps it: its columns by name, or those of them that are named. */
export function toRow(writer: Writer, record: Values, names?: readonly string[]): Record<string, unknown> {
  const row: Record<string, unknown> = { _id: record._id }
  for (const { name, storage } of writer.columns) if (!names || names.includes(name)) row[name] = toColumn(storage, record[name])
  return row
}

/** The whole record as a row of `writer.into`. */
export function rowOf({ columns }: Writer, record: Values): unknown[] {
  const row = new Array<unknown>(columns.length + 1)
  row[0] = record._id
  for (let place = 0; place < columns.length; place += 1) {
    const { name, storage } = columns[place]!
    row[place + 1] = toColumn(storage, record[name])
  }
  return row
}

function selectStatement(db: Database, app: App, module: Module, columns: readonly Column[], rights: Rights, held: boolean): Statement {
  const allowed = (scope: Scope): RawBuilder<unknown> => {
    const [condition] = scopeSql(scope, app, RECORD, db.dialect)
    return condition ? sql`coalesce(${condition}, FALSE)` : sql`TRUE`
  }
  const list = sql.join(['_id', ...columns.map((column) => column.name)].map((name) => sql.id(RECORD, name)))
  const flags = sql`${allowed(rights.read)} AS _may_read, ${allowed(rights.update)} AS _may_update, ${allowed(rights.delete)} AS _may_delete`
  const lock = held && db.dialect === 'postgres' ? sql` FOR UPDATE OF r` : sql``
  return sql`SELECT ${list}, ${flags} FROM ${sql.id(module.key)} AS r WHERE ${sql.id(RECORD, '_id')} = ${new Slot('id')}${lock}`.compile(
    db.build,
  )
}
