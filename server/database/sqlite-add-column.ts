// A new column of an SQLite table that has many rows. SQLite reads every row of a STRICT table after ALTER TABLE … ADD COLUMN, as the value rows take on
// might not be of the column's type: a second for a million records, with everybody waiting. A column that is empty in all of them needs no such look, and to
// add one is then a change of the table's text alone (https://www.sqlite.org/lang_altertable.html, "making other kinds of table schema changes").
import type Sqlite from 'better-sqlite3'

/** One column that is empty in the rows there are: a type, and at most what it refers to. No default, no condition, nothing computed. */
const EMPTY_COLUMN = /^ALTER TABLE "(\w+)" ADD COLUMN ("(\w+)" (?:TEXT|INTEGER|REAL|BLOB)(?: REFERENCES "\w+" \("\w+"\))?);?$/
/** How a table ends whose last column is followed by nothing, as ours for records are. What is said of the whole table would stand behind the columns. */
const LAST_COLUMN = /[(,]\s*"(\w+)" (?:TEXT|INTEGER|REAL|BLOB)(?: NOT NULL)?(?: REFERENCES "\w+" \("\w+"\))?\s*\) STRICT$/
const END = ') STRICT'

/** Runs statements that return nothing. */
export function runScript(connection: Sqlite.Database, text: string): void {
  const [, table, column, name] = EMPTY_COLUMN.exec(text) ?? []
  const changed = table && column && name && connection.inTransaction ? textWith(connection, table, column, name) : undefined
  if (changed === undefined) connection.exec(text)
  else changeText(connection, table!, changed)
}

/** The table's text with the column; undefined where it does not end as above, or has such a column: SQLite itself says what is wrong then. */
function textWith(connection: Sqlite.Database, table: string, column: string, name: string): string | undefined {
  const text = connection.prepare(`SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?`).pluck().get(table)
  if (typeof text !== 'string') return undefined
  const names = connection.prepare('SELECT name FROM pragma_table_xinfo(?)').pluck().all(table) as string[]
  if (LAST_COLUMN.exec(text)?.[1] !== names.at(-1) || names.some((each) => each.toLowerCase() === name.toLowerCase())) return undefined
  return `${text.slice(0, -END.length)}, ${column}${END}`
}

function changeText(connection: Sqlite.Database, table: string, text: string): void {
  // The connection refuses this otherwise. It is over again before anything else is asked of it.
  connection.unsafeMode(true)
  try {
    connection.pragma('writable_schema = ON')
    connection.prepare(`UPDATE main.sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?`).run(text, table)
    // A new number makes every other connection read the text anew; this one does so at once. All of it goes back with the transaction.
    connection.pragma(`schema_version = ${Number(connection.pragma('schema_version', { simple: true })) + 1}`)
  } finally {
    connection.pragma('writable_schema = RESET')
    connection.unsafeMode(false)
  }
}
