// What the value of a measure is made of: whole stored units, whole milliseconds, a computed number, or a day. It decides how figures are added exactly,
// how they are shown, and whether they would mix currencies.
import type { Node } from '../expression/ast.ts'
import type { CheckedExpression } from '../expression/expression.ts'

export type ValueForm =
  /** A stored number, alone or followed through relations: whole units of 10^-scale. */
  | { readonly kind: 'units'; readonly scale: number; readonly currency?: string; readonly integer: boolean }
  /** Whole milliseconds. */
  | { readonly kind: 'duration' }
  /** A number that an expression computes: a double. Sums and averages take it to COMPUTED_SCALE places, halves away from zero. */
  | { readonly kind: 'number'; readonly currency?: string }
  | { readonly kind: 'date' }
  | { readonly kind: 'instant' }
  /** Anything else; it can only be counted. */
  | { readonly kind: 'other' }

/** Places behind the point to which computed numbers are added. */
export const COMPUTED_SCALE = 6
/** Computed numbers beyond this are not added; a report that meets one says so instead of guessing. */
export const LARGEST_COMPUTED = 9e18

export function valueForm({ ast, type }: CheckedExpression): ValueForm {
  if (ast.op === 'member' && ast.storage.kind === 'integer') return { kind: 'units', scale: 0, integer: true }
  if (ast.op === 'member' && ast.storage.kind === 'decimal') {
    const { scale, currency } = ast.storage
    return { kind: 'units', scale, integer: false, ...(currency ? { currency } : {}) }
  }
  if (type.kind === 'number') {
    const currency = currencyOf(ast)
    return { kind: 'number', ...(currency ? { currency } : {}) }
  }
  return type.kind === 'duration' || type.kind === 'date' || type.kind === 'instant' ? { kind: type.kind } : { kind: 'other' }
}

/** The currencies of the amounts that a value is computed from. Conditions inside it only choose, so theirs do not count. */
export function currenciesOf(node: Node): ReadonlySet<string> {
  if (node.op === 'member') return new Set(node.storage.kind === 'decimal' && node.storage.currency ? [node.storage.currency] : [])
  const inner = node.op === 'call' ? node.args : node.op === 'if' ? [node.then, node.otherwise] : []
  return new Set(inner.flatMap((each) => [...currenciesOf(each)]))
}

/** The currency a computed number is an amount of; none for a quotient or product of two amounts. */
function currencyOf(node: Node): string | undefined {
  if (node.op === 'call' && (node.name === 'multiply' || node.name === 'divide')) {
    const [left, right] = node.args.map(currencyOf)
    if (node.name === 'divide') return right ? undefined : left
    return left && right ? undefined : (left ?? right)
  }
  return [...currenciesOf(node)][0]
}
