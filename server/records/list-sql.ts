// The statements of a list: rows as JSON text with their sort values beside them, a page found by its place (keyset), a total where asked for.
// In both databases "nothing" sorts before something, so a page of a nullable column has two segments: values and nothing.
import { type RawBuilder, sql } from 'kysely'
import type { Field, Module } from '../../runtime/definition/app.ts'
import type { Principal } from '../access/principal.ts'
import type { Rights } from '../access/rules.ts'
import { type Database, type DialectName, Slot, type Statement } from '../database/database.ts'
import { pinyinPattern } from '../database/pinyin.ts'
import { quoteName } from '../schema/columns.ts'
import { compileExpression } from './expression-sql.ts'
import type { ListQuery, SortKey } from './query.ts'
import { type RowStatement, rowShape } from './row-json.ts'
import { expressionContext, scopeSql } from './scope-sql.ts'

/** The alias of the listed module's table. */
export const RECORD = 'r'

/** Where a page begins: at the start or a number of records behind it, after a value, inside or at the segment without values. */
export type Segment = 'start' | 'skip' | 'after' | 'nulls' | 'nulls_after' | 'values'

export interface PageStatement extends RowStatement {
  /** Where in a row the sort values stand, in order; the id is the first column. */
  readonly places: readonly number[]
}

/** Rows of a page: the record's columns, then the sort values that are not among them. */
export function rowsStatement(db: Database, query: ListQuery, principal: Principal, segment: Segment): PageStatement {
  const { dialect } = db
  const shape = rowShape(query.app, query.fields, principal, dialect)
  const columns = [...shape.columns]
  const places = query.sort.map(({ name }) => shape.place.get(name) ?? columns.push(sql.raw(column(name))) - 1)
  const compiled = pageSql(query, principal, segment, dialect, sql.join(columns)).compile(db.build)
  return { sql: compiled.sql, parameters: compiled.parameters, read: shape.read, places }
}

/** These columns of the records of a page, in order. */
export function pageSql(
  query: ListQuery,
  principal: Principal,
  segment: Segment,
  dialect: DialectName,
  columns: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const where = [...filters(query, principal, dialect), ...segmentSql(query.sort, segment, dialect)]
  const offset = segment === 'skip' ? sql` OFFSET ${slot('skip', dialect)}` : sql``
  return sql`SELECT ${columns} FROM ${sql.raw(from(query.module))} WHERE ${and(where)} ORDER BY ${sql.raw(orderSql(query.sort, dialect))} LIMIT ${slot('limit', dialect)}${offset}`
}

export function totalStatement(db: Database, query: ListQuery, principal: Principal): Statement {
  return sql`SELECT count(*) AS n FROM ${sql.raw(from(query.module))} WHERE ${and(filters(query, principal, db.dialect))}`.compile(db.build)
}

export function from(module: Module): string {
  return `${quoteName(module.key)} AS ${RECORD}`
}

export function column(name: string): string {
  return `${RECORD}.${quoteName(name)}`
}

/** A slot in a text or number place; PostgreSQL is told the type where it cannot see it. */
export function slot(name: string, dialect: DialectName, cast = 'bigint'): RawBuilder<unknown> {
  return dialect === 'sqlite' ? sql`${new Slot(name)}` : sql`cast(${new Slot(name)} as ${sql.raw(cast)})`
}

export function and(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`TRUE` : sql.join(conditions, sql` AND `)
}

/** Everything that decides which records the list has, except the place of the page. */
export function filters(query: ListQuery, principal: Principal, dialect: DialectName): RawBuilder<unknown>[] {
  const context = expressionContext(query.app, principal, RECORD, dialect)
  return [
    sql.raw(`${column('_deleted_at')} IS ${query.trash ? 'NOT ' : ''}NULL`),
    ...scopeSql(query.rights.read, query.app, RECORD, dialect),
    ...query.conditions.map((condition) => sql`(${compileExpression(condition, context)})`),
    ...(query.search === undefined ? [] : [searchSql(query, dialect)]),
    ...(query.narrow?.(dialect) ?? []),
  ]
}

/** The search text in any text member the principal may read. */
function searchSql({ module, rights }: ListQuery, dialect: DialectName): RawBuilder<unknown> {
  const fields = searchedFields(module, rights)
  return fields.length === 0 ? sql`FALSE` : foundSql(module, fields, dialect)
}

/** What a text is looked for in: fields that hold text or texts, choices apart, whose keys nobody reads. */
export function searchedFields(module: Module, rights: Rights): Field[] {
  return [...module.fields.values()].filter(
    ({ key, storage, choices }) => (storage.kind === 'text' || storage.kind === 'json') && !choices && rights.canRead(key),
  )
}

/** The search text in any of the fields, or the title meant by its pinyin. Slots as `searchSlots` gives them. */
export function foundSql(module: Module, fields: readonly Field[], dialect: DialectName): RawBuilder<unknown> {
  const parts = fields.map((field) => likeSql(field, 'search', dialect))
  const title = fields.find((field) => field === module.title && field.storage.kind === 'text')
  if (title) parts.push(pinyinSql(title, dialect))
  return sql`(${sql.join(parts, sql` OR `)})`
}

/** `%` and `_` stand for themselves. Of several texts, each is looked at for itself. */
export function likeSql(field: Field, name: 'search' | 'prefix', dialect: DialectName): RawBuilder<unknown> {
  const like = sql`${sql.raw(dialect === 'sqlite' ? 'LIKE' : 'ILIKE')} ${slot(name, dialect, 'text')} ESCAPE '\\'`
  const held = sql.raw(column(field.key))
  if (field.storage.kind === 'text') return sql`${held} ${like}`
  const texts = dialect === 'sqlite' ? sql`json_each(${held})` : sql`jsonb_array_elements_text(${held}) AS each("value")`
  return sql`EXISTS (SELECT 1 FROM ${texts} WHERE "value" ${like})`
}

function pinyinSql(title: Field, dialect: DialectName): RawBuilder<unknown> {
  const held = sql.raw(column(title.key))
  if (dialect === 'postgres') return sql`${held} ~ ${slot('pinyin', dialect, 'text')}`
  const letters = slot('letters', dialect, 'text')
  // Where the text is no pinyin, no row is asked.
  return sql`(${letters} IS NOT NULL AND _pinyin(${held}, ${letters}))`
}

/** What the statements of a search are given. */
export function searchSlots(text: string | undefined) {
  if (text === undefined) return { search: null, pinyin: null, letters: null }
  const pinyin = pinyinPattern(text) ?? null
  return { search: searchPattern(text), pinyin, letters: pinyin === null ? null : text }
}

/** `%text%` with the text's own `%`, `_` and `\` taken literally. */
export function searchPattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
}

function orderSql(sort: readonly SortKey[], dialect: DialectName): string {
  const last = sort.at(-1)?.descending ?? false
  const keys = sort.map(({ name, descending }) => column(name) + direction(descending, dialect))
  return [...keys, column('_id') + (last ? ' DESC' : '')].join(', ')
}

function direction(descending: boolean, dialect: DialectName): string {
  if (dialect === 'sqlite') return descending ? ' DESC' : ''
  return descending ? ' DESC NULLS LAST' : ' NULLS FIRST'
}

/** Conditions that place the page. One sort member: ranges an index can walk. More: compared one after the other. */
function segmentSql(sort: readonly SortKey[], segment: Segment, dialect: DialectName): RawBuilder<unknown>[] {
  if (segment === 'start' || segment === 'skip') return []
  const id = sql`${slot('after_id', dialect, 'text')}`
  const last = sort.at(-1)?.descending ?? false
  const idSql = sql`${sql.raw(column('_id'))} ${sql.raw(last ? '<' : '>')} ${id}`
  if (sort.length === 0) return [idSql]
  if (sort.length > 1) return [lexicographic(sort, dialect, idSql)]
  const name = sql.raw(column(sort[0]!.name))
  switch (segment) {
    case 'after':
      return [sql`(${name}, ${sql.raw(column('_id'))}) ${sql.raw(last ? '<' : '>')} (${value(sort, 0, dialect)}, ${id})`]
    case 'nulls':
      return [sql`${name} IS NULL`]
    case 'nulls_after':
      return [sql`${name} IS NULL`, idSql]
    case 'values':
      return [sql`${name} IS NOT NULL`]
  }
}

function value(sort: readonly SortKey[], index: number, dialect: DialectName): RawBuilder<unknown> {
  return slot(`after_${index}`, dialect, CASTS[sort[index]!.storage.kind] ?? 'text')
}

const CASTS: Readonly<Record<string, string>> = {
  integer: 'bigint',
  decimal: 'bigint',
  instant: 'bigint',
  boolean: 'boolean',
  date: 'date',
}

function lexicographic(sort: readonly SortKey[], dialect: DialectName, idSql: RawBuilder<unknown>): RawBuilder<unknown> {
  const same = dialect === 'sqlite' ? 'IS' : 'IS NOT DISTINCT FROM'
  let rest = idSql
  for (let index = sort.length - 1; index >= 0; index -= 1) {
    const { name, descending } = sort[index]!
    const [left, right] = [sql.raw(column(name)), value(sort, index, dialect)]
    const beyond = descending
      ? sql`(${left} < ${right} OR (${left} IS NULL AND ${right} IS NOT NULL))`
      : sql`(${left} > ${right} OR (${left} IS NOT NULL AND ${right} IS NULL))`
    rest = sql`(${beyond} OR (${left} ${sql.raw(same)} ${right} AND ${rest}))`
  }
  return rest
}
