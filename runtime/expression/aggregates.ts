// Sums, averages and extremes over related records. Numbers are added as whole units of a decimal place, so that no order of adding and no engine
// gives another result; how many places are kept follows from the expression that is added.
import { compareText } from './arithmetic.ts'
import type { Aggregation, Node } from './ast.ts'
import type { Plain } from './call-functions.ts'
import { fromUnits, toUnits } from './storage.ts'

/** Places kept of numbers that may have any number of them. */
const MOST_PLACES = 6

/** Digits behind the point that the values of a number are added with. */
export function placesOf(node: Node): number {
  return Math.min(MOST_PLACES, places(node))
}

function places(node: Node): number {
  switch (node.op) {
    case 'value': {
      const [, digits = ''] = String(node.value).split('.')
      return String(node.value).includes('e') ? MOST_PLACES : digits.length
    }
    case 'member':
      return node.storage.kind === 'decimal' ? node.storage.scale : 0
    case 'count':
      return 0
    case 'aggregate':
      return node.aggregation === 'avg' ? MOST_PLACES : places(node.value)
    case 'if':
      return Math.max(places(node.then), places(node.otherwise))
    case 'call':
      return placesOfCall(node)
    default:
      return MOST_PLACES
  }
}

function placesOfCall({ name, args }: Node & { op: 'call' }): number {
  const all = args.map(places)
  switch (name) {
    case 'add':
    case 'subtract':
    case 'negate':
    case 'abs':
    case 'min':
    case 'max':
    case 'coalesce':
      return Math.max(...all)
    case 'multiply':
      return all.reduce((sum, each) => sum + each, 0)
    case 'round':
    case 'floor':
    case 'ceil':
    case 'size_text':
    case 'size_list':
    case 'year':
    case 'month':
    case 'day':
      return 0
    default:
      return MOST_PLACES
  }
}

/** Whether the column of a member holds the units that are added. */
export function isInUnits(node: Node): boolean {
  return node.op === 'member' && (node.storage.kind === 'decimal' || node.storage.kind === 'integer') && places(node) <= MOST_PLACES
}

/** `values` are not null. A sum with a value too large to be added exactly is null. */
export function aggregate(aggregation: Aggregation, values: readonly Plain[], of: Node): Plain {
  if (aggregation === 'min' || aggregation === 'max') {
    const sign = aggregation === 'min' ? 1 : -1
    return values.reduce<Plain>((best, value) => (best === null || sign * order(value, best) < 0 ? value : best), null)
  }
  if (aggregation === 'avg' && values.length === 0) return null
  const scale = placesOf(of)
  let total = 0n
  for (const value of values) {
    const units = toUnits(value as number, scale)
    if (units === null) return null
    total += BigInt(units)
  }
  const sum = fromUnits(Number(total), scale)
  return aggregation === 'sum' ? sum : sum / values.length
}

function order(left: Plain, right: Plain): number {
  return typeof left === 'string' ? compareText(left, right as string) : Number(left) - Number(right)
}
