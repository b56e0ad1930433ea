// How large and how small the numbers of an expression can get. Where they surely stay in range, the SQL needs no check.
import { LARGEST, SMALLEST } from '../../runtime/expression/arithmetic.ts'
import type { Call, Node } from '../../runtime/expression/ast.ts'

/** Bounds on the size of a number: the largest it can be, and the smallest it can be where it is not zero. */
export interface Range {
  readonly largest: number
  readonly smallest: number
  /** Surely a whole number, so that sums of it are whole too. */
  readonly whole?: boolean
}

const SETTLED: Range = { largest: LARGEST, smallest: SMALLEST }
const WHOLE: Range = { largest: 1e16, smallest: 1, whole: true }
const LARGEST_EXACT = 2 ** 53
/** Sums and differences of doubles are multiples of the last bit of the smaller one. */
const LAST_BIT = 2 ** -53

export function isWithin(range: Range): boolean {
  return range.largest <= LARGEST && range.smallest >= SMALLEST
}

/** The range of a number before it settles. */
export function rangeOf(node: Node): Range {
  switch (node.op) {
    case 'value': {
      const size = Math.abs(Number(node.value))
      return { largest: size, smallest: size || 1, whole: Number.isInteger(size) }
    }
    case 'member':
      return node.storage.kind === 'decimal' ? { largest: 1e16, smallest: 10 ** -node.storage.scale } : WHOLE
    case 'if':
      return union(settledRange(node.then), settledRange(node.otherwise))
    case 'aggregate':
      if (node.aggregation === 'min' || node.aggregation === 'max') return settledRange(node.value)
      // A sum of at most 1e12 values of at most 15 digits each.
      return { largest: 1e28, smallest: 1e-20 }
    case 'call':
      return rangeOfCall(node)
    default:
      return WHOLE
  }
}

function settledRange(node: Node): Range {
  const range = rangeOf(node)
  return {
    largest: Math.min(range.largest, SETTLED.largest),
    smallest: Math.max(range.smallest, SETTLED.smallest),
    whole: range.whole === true,
  }
}

function union(a: Range, b: Range): Range {
  return {
    largest: Math.max(a.largest, b.largest),
    smallest: Math.min(a.smallest, b.smallest),
    whole: a.whole === true && b.whole === true,
  }
}

function rangeOfCall(call: Call): Range {
  if (call.type.kind !== 'number') return WHOLE
  const ranges = call.args.map(settledRange)
  const a = ranges[0] ?? WHOLE
  const b = ranges[1] ?? WHOLE
  switch (call.name) {
    case 'add':
    case 'subtract':
      if (a.whole && b.whole && a.largest + b.largest <= LARGEST_EXACT) return { largest: a.largest + b.largest, smallest: 1, whole: true }
      return { largest: a.largest + b.largest, smallest: Math.min(a.smallest, b.smallest) * LAST_BIT }
    case 'multiply':
      return {
        largest: a.largest * b.largest,
        smallest: a.smallest * b.smallest,
        whole: a.whole === true && b.whole === true && a.largest * b.largest <= LARGEST_EXACT,
      }
    case 'divide':
      return { largest: a.largest / b.smallest, smallest: a.smallest / b.largest }
    case 'round':
    case 'floor':
    case 'ceil':
      return { largest: a.largest, smallest: 1, whole: true }
    case 'negate':
    case 'abs':
      return a
    case 'min':
    case 'max':
    case 'coalesce':
      return ranges.reduce(union)
    case 'decay':
      return { largest: 1, smallest: 1e-9 }
    case 'days':
    case 'hours':
      return { largest: 1e12, smallest: 1e-8 }
    default:
      return WHOLE
  }
}
