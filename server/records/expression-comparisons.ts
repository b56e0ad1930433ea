// Comparisons in SQL. A stored number against a fixed one is compared in the column's own whole units, so that an index on the column serves it.
import { sql } from 'kysely'
import type { Comparison, MemberNode, Node } from '../../runtime/expression/ast.ts'
import { fromUnits, MAX_UNITS } from '../../runtime/expression/storage.ts'
import type { Sql } from './expression-spelling.ts'
import { type Compiler, compile, readColumn } from './expression-sql.ts'

const SIGNS = { eq: sql`=`, ne: sql`<>`, lt: sql`<`, le: sql`<=`, gt: sql`>`, ge: sql`>=` } as const
const FLIPPED: Readonly<Record<Comparison, Comparison>> = { eq: 'eq', ne: 'ne', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' }

export function compileComparison(compiler: Compiler, node: Node & { op: 'compare' }): Sql {
  const { comparison, left, right } = node
  return (
    compareStored(compiler, comparison, left, right) ??
    compareStored(compiler, FLIPPED[comparison], right, left) ??
    compareColumns(compiler, comparison, left, right) ??
    compareValues(compiler, comparison, left, right)
  )
}

function compareValues(compiler: Compiler, comparison: Comparison, left: Node, right: Node): Sql {
  const value = compile(compiler, right)
  const isOrder = comparison !== 'eq' && comparison !== 'ne'
  const side = isOrder && left.type.kind === 'text' ? compiler.spelling.ordered(value) : value
  return sql`(${compile(compiler, left)} ${SIGNS[comparison]} ${side})`
}

/** Digits behind the point of a stored number; undefined for anything else. */
function scaleOf(node: Node): number | undefined {
  if (node.op !== 'member') return undefined
  if (node.storage.kind === 'decimal') return node.storage.scale
  return node.storage.kind === 'integer' ? 0 : undefined
}

function columnOf(compiler: Compiler, node: Node): Sql {
  const { source, name } = node as MemberNode
  return readColumn(compiler, source, name)
}

function compareColumns(compiler: Compiler, comparison: Comparison, left: Node, right: Node): Sql | undefined {
  const scale = scaleOf(left)
  if (scale === undefined || scale !== scaleOf(right)) return undefined
  return sql`(${columnOf(compiler, left)} ${SIGNS[comparison]} ${columnOf(compiler, right)})`
}

function compareStored(compiler: Compiler, comparison: Comparison, left: Node, right: Node): Sql | undefined {
  const scale = scaleOf(left)
  if (scale === undefined || right.op !== 'value' || typeof right.value !== 'number') return undefined
  const units = unitsOf(right.value, scale)
  if (!units) return undefined
  const column = columnOf(compiler, left)
  const value = compiler.spelling.whole(units.value)
  if (units.exact) return sql`(${column} ${SIGNS[comparison]} ${value})`
  // The number lies just below units.value: no stored number equals it.
  if (comparison === 'eq') return sql`(${column} is null and null)`
  if (comparison === 'ne') return sql`(${column} is not null or null)`
  return comparison === 'gt' || comparison === 'ge' ? sql`(${column} >= ${value})` : sql`(${column} < ${value})`
}

/**
 * The stored units that read back as `number`, or (not exact) the smallest units that read back as more. Undefined beyond what a column holds,
 * where units no longer have doubles of their own.
 */
function unitsOf(number: number, scale: number): { value: number; exact: boolean } | undefined {
  const near = Math.round(number * 10 ** scale)
  if (!(Math.abs(near) < MAX_UNITS)) return undefined
  let value = near - 2
  while (fromUnits(value, scale) < number) value += 1
  return { value: value + 0, exact: fromUnits(value, scale) === number }
}

/** `value in [items]`: equal to at least one; false where there are none. */
export function compileIn(compiler: Compiler, value: Node, items: readonly Node[]): Sql {
  if (items.length === 0) return compiler.spelling.boolean(false)
  const scale = scaleOf(value)
  const units = scale === undefined ? undefined : items.map((item) => item.op === 'value' && unitsOf(Number(item.value), scale))
  if (!units?.every((each) => each !== undefined && each !== false)) {
    return sql`(${compile(compiler, value)} in (${sql.join(items.map((item) => compile(compiler, item)))}))`
  }
  const column = columnOf(compiler, value)
  const exact = units.filter((each) => each.exact)
  if (exact.length === 0) return sql`(${column} is null and null)`
  return sql`(${column} in (${sql.join(exact.map((each) => compiler.spelling.whole(each.value)))}))`
}
