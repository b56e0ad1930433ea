// The value of a derived column in SQL, as its column keeps it, and the statements that bring columns up to date: one per column, whatever the number of records.
import { sql } from 'kysely'
import type { App } from '../../../runtime/definition/app.ts'
import type { Derived } from '../../../runtime/definition/derived.ts'
import { MAX_UNITS } from '../../../runtime/expression/storage.ts'
import { type Database, type DialectName, Slot, type Statement } from '../../database/database.ts'
import { typeOf } from '../../schema/columns.ts'
import { postgresSpelling } from '../expression-postgres.ts'
import { rangeOf } from '../expression-ranges.ts'
import type { Sql } from '../expression-spelling.ts'
import { compileExpression } from '../expression-sql.ts'
import { sqliteSpelling } from '../expression-sqlite.ts'
import { statementCache } from '../read.ts'
import { plainContext } from '../scope-sql.ts'

/** The column's new value over the record under `table`. */
export function derivedSql({ expression, storage }: Derived, app: App, table: string, dialect: DialectName): Sql {
  const context = plainContext(app, table, dialect)
  const { ast } = expression
  const spelling = dialect === 'sqlite' ? sqliteSpelling : postgresSpelling
  const value = compileExpression(expression, context)
  if (ast.type.kind === 'number') {
    const scale = storage.kind === 'decimal' ? storage.scale : 0
    const range = rangeOf(ast)
    // A whole number that surely fits needs no rounding.
    return range.whole && range.largest * 10 ** scale <= MAX_UNITS
      ? sql`(cast(${value} as ${sql.raw(dialect === 'sqlite' ? 'integer' : 'bigint')}) * ${sql.lit(10 ** scale)})`
      : spelling.toUnits('_u', value, scale)
  }
  return dialect === 'sqlite' || storage.kind === 'none' ? value : sql`cast(${value} as ${sql.raw(typeOf(storage))})`
}

/** The ids in the slot `ids`, a JSON list. */
export function idsSql(dialect: DialectName): Sql {
  return dialect === 'sqlite'
    ? sql`SELECT value FROM json_each(${new Slot('ids')})`
    : sql`SELECT jsonb_array_elements_text(cast(${new Slot('ids')} as jsonb))`
}

export function differs(dialect: DialectName): Sql {
  return sql.raw(dialect === 'sqlite' ? 'IS NOT' : 'IS DISTINCT FROM')
}

/**
 * Computes the column: of the records in the slot `ids`, or of all. Returns `_id` and `_version` of those whose value changed, and changes no others.
 */
export function refreshStatement(db: Pick<Database, 'dialect' | 'build'>, app: App, column: Derived, some: boolean): Statement {
  const { dialect } = db
  const { module, name } = column
  return statementCache(app).get(`derived ${module}.${name} ${some}`, () => {
    const [table, old] = [sql.id(module), sql.id(module, name)]
    const within = some ? sql` WHERE d."_id" IN (${idsSql(dialect)})` : sql``
    const fresh = sql`SELECT d."_id" AS id, ${derivedSql(column, app, 'd', dialect)} AS v FROM ${table} AS d${within}`
    return sql`UPDATE ${table} SET ${sql.id(name)} = n.v FROM (${fresh}) AS n WHERE n.id = ${sql.id(module, '_id')} AND ${old} ${differs(dialect)} n.v RETURNING "_id", "_version"`.compile(
      db.build,
    )
  })
}
