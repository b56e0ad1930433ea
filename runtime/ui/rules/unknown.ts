// Why nothing can be said about a record: which of the fields an expression reads are empty there.
import type { CheckedExpression } from '../../expression/expression.ts'

/** The record's own members that the expression reads, also as the beginning of a path, and that hold nothing. */
export function emptyIn(expression: CheckedExpression, record: Readonly<Record<string, unknown>>): string[] {
  const own = new Set(expression.references.map(({ path }) => path.split('.')[0]!))
  return [...own].filter((name) => Object.hasOwn(record, name) && record[name] === null)
}
