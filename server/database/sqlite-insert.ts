// Many rows of one table on SQLite with few statements: several rows a statement, and what is the same in all of them bound once.
import type Sqlite from 'better-sqlite3'
import type { Into } from './database.ts'
import { plain } from './sqlite-value.ts'

/** Rows a statement takes: what a statement costs by itself is little by then. */
const TOGETHER = 16
/** Statements that are kept for a table; which columns are the same in all rows seldom changes. */
const MOST_KEPT = 50

type Rows = readonly (readonly unknown[])[]

/** Inserts rows through the connection, each its values in the order of the columns. */
export function inserterOf(connection: Sqlite.Database): (into: Into, rows: Rows) => void {
  const kept = new WeakMap<Into, Map<string, Sqlite.Statement>>()

  function prepared(into: Into, shared: readonly number[], count: number): Sqlite.Statement {
    let statements = kept.get(into)
    if (!statements) {
      statements = new Map()
      kept.set(into, statements)
    }
    const key = `${count} ${shared.join()}`
    let statement = statements.get(key)
    if (!statement) {
      if (statements.size >= MOST_KEPT) statements.clear()
      statement = connection.prepare(insertSql(into, shared, count))
      statements.set(key, statement)
    }
    return statement
  }

  return (into, rows) => {
    if (rows.length === 0) return
    const shared = sharedPlaces(rows)
    const own = into.columns.flatMap((_, place) => (shared.includes(place) ? [] : [place]))
    const constant = Object.fromEntries(shared.map((place, at) => [at + 1, plain(rows[0]![place])]))
    for (let at = 0; at < rows.length; ) {
      const count = rows.length - at < TOGETHER ? 1 : TOGETHER
      const values = new Array<unknown>(count * own.length)
      let next = 0
      for (const end = at + count; at < end; at += 1) {
        const row = rows[at]!
        for (const place of own) {
          values[next] = plain(row[place])
          next += 1
        }
      }
      prepared(into, shared, count).run(constant, values)
    }
  }
}

/** Places at which all rows have the same value; none where there is one row, so that it has one statement. */
function sharedPlaces(rows: Rows): readonly number[] {
  const first = rows[0]!
  let shared = rows.length === 1 ? [] : first.map((_, place) => place)
  for (const row of rows) {
    for (const place of shared) {
      if (row[place] === first[place]) continue
      shared = shared.filter((each) => row[each] === first[each])
      break
    }
  }
  return shared
}

/** What is shared comes first, under numbers; the rest follows row by row. */
function insertSql({ table, columns }: Into, shared: readonly number[], count: number): string {
  const own = columns.filter((_, place) => !shared.includes(place))
  const names = [...shared.map((place) => columns[place]!), ...own].map(({ name }) => `"${name}"`)
  const row = `(${[...shared.map((_, at) => `?${at + 1}`), ...own.map(() => '?')].join(', ')})`
  return `INSERT INTO "${table}" (${names.join(', ')}) VALUES ${new Array(count).fill(row).join(', ')}`
}
