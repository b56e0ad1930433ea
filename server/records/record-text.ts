// A page of records as JSON text, written by SQLite itself: no value becomes one of JavaScript's, and the bytes go out as they came. Of one record that costs
// as much as rows do; of fifty it costs a third less.
import { type RawBuilder, sql } from 'kysely'
import type { Storage } from '../../runtime/expression/storage.ts'
import type { Principal } from '../access/principal.ts'
import type { Database, Statement } from '../database/database.ts'
import { quoteText } from '../schema/columns.ts'
import { column, pageSql, RECORD, type Segment } from './list-sql.ts'
import type { Name } from './names.ts'
import type { ListQuery } from './query.ts'
import { membersOf, type Title, titlesOf } from './row-json.ts'
import { wireSql } from './wire-sql.ts'

/** Members of a record SQLite writes at most: a function takes a thousand arguments, names and values. */
const MOST_MEMBERS = 400
/** Between the records of a page. Within a record there is no line break: JSON writes those of texts as `\n`. */
const BREAK = 10

/** Whether a record with these members can be written by the database. */
export function writesText({ dialect }: Database, members: number): boolean {
  return dialect === 'sqlite' && members <= MOST_MEMBERS
}

/** One row: how many records there are, and their texts as bytes with a comma and a line break between them (null where there are none). */
export function pageTextStatement(db: Database, query: ListQuery, principal: Principal, segment: Segment): Statement {
  const { app, fields } = query
  const { dialect } = db
  const members = membersOf(fields)
  const columns = sql.join(members.map(({ name }) => sql.raw(column(name))))
  const rows = pageSql(query, principal, segment, dialect, columns)
  const record = recordSql(members, titlesOf(app, fields, principal, dialect))
  return sql`SELECT count(*), CAST(group_concat(${record}, ',' || char(${sql.raw(String(BREAK))})) AS BLOB) FROM (${rows}) AS ${sql.raw(RECORD)}`.compile(
    db.build,
  )
}

/** The texts of a page without those after its first `limit` records, and the text of its last one. */
export function cutPage(texts: Buffer, count: number, limit: number): { readonly page: Buffer; readonly last: string } {
  // One record more than the page is asked for, so that it is known whether another page follows; before it stand a comma and a line break.
  const page = count > limit ? texts.subarray(0, texts.lastIndexOf(BREAK) - 1) : texts
  return { page, last: page.toString('utf8', page.lastIndexOf(BREAK) + 1) }
}

function recordSql(members: readonly Name[], titles: readonly Title[]): RawBuilder<unknown> {
  const parts = members.map(({ name, storage }) => sql`${sql.raw(quoteText(name))}, ${sql.raw(memberSql(storage, column(name)))}`)
  if (titles.length > 0) {
    const called = titles.map(({ name, storage, sql: title }) => sql`${sql.raw(quoteText(name))}, ${titleSql(storage, title)}`)
    parts.push(sql`'_titles', json_object(${sql.join(called)})`)
  }
  return sql`json_object(${sql.join(parts)})`
}

/** SQL that gives a column as a JSON value in wire form. A whole amount is written without the fraction division would give it. */
export function memberSql(storage: Storage, held: string): string {
  if (storage.kind !== 'decimal' || storage.scale === 0) return wireSql(storage, held, 'sqlite')
  return `iif(${held} % 1${'0'.repeat(storage.scale)}, ${held} / 1e${storage.scale}, ${held} / 1${'0'.repeat(storage.scale)})`
}

/** What a record referred to is called. Whether a value is JSON is forgotten on the way out of a subquery, so that is said outside of it. */
function titleSql(storage: Storage, title: RawBuilder<unknown>): RawBuilder<unknown> {
  switch (storage.kind) {
    case 'text':
    case 'integer':
    case 'date':
    case 'reference':
      return title
    case 'json':
    case 'document':
      return sql`json(${title})`
    case 'boolean':
      return sql`json(${wireTitle(storage, title)})`
    default:
      return wireTitle(storage, title)
  }
}

function wireTitle(storage: Storage, title: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(SELECT ${sql.raw(memberSql(storage, 't."title"'))} FROM (SELECT ${title} AS "title") AS t)`
}
