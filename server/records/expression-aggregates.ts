// Sums, averages and extremes over related records in SQL: numbers are added as whole units, as they are in memory.
import { sql } from 'kysely'
import { isInUnits, placesOf } from '../../runtime/expression/aggregates.ts'
import type { MemberNode, Node } from '../../runtime/expression/ast.ts'
import type { Sql } from './expression-spelling.ts'
import { type Compiler, compile, openRecords, readColumn } from './expression-sql.ts'

export function compileAggregate(compiler: Compiler, node: Node & { op: 'aggregate' }): Sql {
  const { aggregation, records, value, where } = node
  const { spelling } = compiler
  const { rows, inner } = openRecords(compiler, records, where)
  // An aggregate over names of the outer record alone would belong to the outer query, so what is aggregated is named first.
  const number = sql.id(compiler.alias())
  if (aggregation === 'min' || aggregation === 'max')
    return sql`(select ${sql.raw(aggregation)}(${number}) from (select ${compile(inner, value)} as ${number} ${rows}) as ${sql.id(compiler.alias())})`
  const scale = placesOf(value)
  const result = (sum: Sql, count: Sql) => {
    const total = scale === 0 ? sum : sql`${sum} / ${sql.lit(10 ** scale)}`
    // Over nothing the sum of SQL is null, which an average has to be.
    return aggregation === 'sum' ? sql`coalesce(${total}, ${spelling.toNumber(sql`0`)})` : sql`${total} / nullif(${count}, 0)`
  }
  if (isInUnits(value)) {
    const { source, name } = value as MemberNode
    const column = readColumn(inner, source, name)
    return sql`(select ${result(spelling.sumUnits(number), sql`count(${number})`)} from (select ${column} as ${number} ${rows}) as ${sql.id(compiler.alias())})`
  }
  const units = sql.id(compiler.alias())
  const whole = sql`select ${number}, ${spelling.toUnits(compiler.alias(), number, scale)} as ${units} from (select ${compile(inner, value)} as ${number} ${rows}) as ${sql.id(compiler.alias())}`
  // A value too large to be added exactly makes the result unknown.
  return sql`(select case when count(${number}) = count(${units}) then ${result(spelling.sumUnits(units), sql`count(${units})`)} end from (${whole}) as ${sql.id(compiler.alias())})`
}
