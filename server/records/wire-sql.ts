// A column as JSON in wire form, said in SQL, so that the database writes the text of a list and nothing is mapped row by row here.
import { type RawBuilder, sql } from 'kysely'
import type { Storage } from '../../runtime/expression/storage.ts'
import type { DialectName } from '../database/database.ts'

/** SQL that gives the JSON value of `column` (an SQL expression of this storage). */
export function wireSql(storage: Storage, column: string, dialect: DialectName): string {
  switch (storage.kind) {
    case 'decimal':
      if (storage.scale === 0) return column
      return dialect === 'sqlite' ? `${column} / 1e${storage.scale}` : `round(${column} / 1e${storage.scale}::numeric, ${storage.scale})`
    case 'boolean':
      return dialect === 'sqlite' ? `json(CASE ${column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END)` : column
    case 'instant':
      return dialect === 'sqlite'
        ? `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`
        : `to_char(to_timestamp(${column} / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    case 'json':
      return dialect === 'sqlite' ? `json(${column})` : column
    default:
      return column
  }
}

/** SQL that gives one JSON object `{"name": value, …}`; members are [name, SQL of the value]. */
export function jsonObjectSql(members: readonly (readonly [string, RawBuilder<unknown>])[], dialect: DialectName): RawBuilder<unknown> {
  const list = (part: (name: string, value: RawBuilder<unknown>) => RawBuilder<unknown>) => sql.join(members.map(([name, value]) => part(name, value)))
  if (dialect === 'sqlite') return sql`json_object(${list((name, value) => sql`${sql.lit(name)}, ${value}`)})`
  // json_build_object takes at most 50 members; a row has no such limit.
  return sql`(SELECT row_to_json(j) FROM (SELECT ${list((name, value) => sql`${value} AS ${sql.id(name)}`)}) AS j)`
}
