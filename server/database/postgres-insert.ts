// Many rows of one table on PostgreSQL as one list with one statement, whatever their number.
import { type Into, Slot, type Statement } from './database.ts'

const statements = new WeakMap<Into, Statement>()

/** Takes the rows as JSON in the slot `rows`, each a list of values in the order of the columns. */
export function insertStatement(into: Into): Statement {
  let statement = statements.get(into)
  if (!statement) {
    const names = into.columns.map(({ name }) => `"${name}"`).join(', ')
    const values = into.columns.map(({ type }, place) => (type === 'text' ? `r ->> ${place}` : `(r ->> ${place})::${type}`)).join(', ')
    const sql = `INSERT INTO "${into.table}" (${names}) SELECT ${values} FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS x(r, n) ORDER BY n`
    statement = { sql, parameters: [new Slot('rows')] }
    statements.set(into, statement)
  }
  return statement
}
