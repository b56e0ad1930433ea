// A column in the form people read, said in SQL, for titles that a report sorts by and shows.
import type { Storage } from '../../runtime/expression/storage.ts'
import type { DialectName } from '../database/database.ts'

/** SQL that gives the value of `column` in wire form (an SQL expression of this storage). */
export function wireSql(storage: Storage, column: string, dialect: DialectName): string {
  switch (storage.kind) {
    case 'decimal':
      if (storage.scale === 0) return column
      return dialect === 'sqlite' ? `${column} / 1e${storage.scale}` : `round(${column} / 1e${storage.scale}::numeric, ${storage.scale})`
    case 'boolean':
      return dialect === 'sqlite' ? `json(CASE ${column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END)` : column
    case 'instant':
      return dialect === 'sqlite'
        ? // Less than half of what strftime takes to do the same.
          `replace(datetime(${column} / 1000.0, 'unixepoch', 'subsec'), ' ', 'T') || 'Z'`
        : `to_char(to_timestamp(${column} / 1000.0) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
    case 'json':
    case 'document':
      return dialect === 'sqlite' ? `json(${column})` : column
    default:
      return column
  }
}
