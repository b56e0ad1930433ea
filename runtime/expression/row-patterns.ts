// Recognises one row (field – operator – value) in a resolved tree.
import type { Comparison, Node, Source } from './ast.ts'
import type { Operator } from './operators.ts'
import type { Row } from './rows.ts'

/** The row a node means, or null. */
export function rowOf(node: Node): Row | null {
  switch (node.op) {
    case 'member':
      return node.type.kind === 'boolean' ? row(node, 'eq', true) : null
    case 'compare':
      return comparisonRow(node.comparison, node.left, node.right)
    case 'is_null':
      return node.value.type.kind === 'list' ? null : row(node.value, node.negated ? 'is_not_empty' : 'is_empty', null)
    case 'in': {
      const values = node.items.map(wireOf)
      return values.includes(undefined) ? null : row(node.value, 'in', values)
    }
    case 'in_list':
      return node.list.op === 'member' ? constantRow(node.list, 'contains', node.value) : null
    case 'call':
      return callRow(node)
    case 'not':
      return negatedRow(node.value)
    case 'and':
      return node.items.length === 2 ? withinRow(node.items[0]!, node.items[1]!) : null
    case 'or':
      return node.items.length === 2 ? emptyListRow(node.items[0]!, node.items[1]!) : null
    default:
      return null
  }
}

/** `account.industry` for a member of the record itself, reached through references only. */
export function pathOf(node: Node): string | null {
  if (node.op !== 'member') return null
  const prefix = prefixOf(node.source)
  return prefix === null ? null : prefix + node.name
}

function prefixOf(source: Source): string | null {
  if (source.from === 'record') return ''
  if (source.from !== 'reference') return null
  const prefix = prefixOf(source.source)
  return prefix === null ? null : `${prefix}${source.member}.`
}

function row(member: Node, operator: Operator, value: unknown): Row | null {
  const path = pathOf(member)
  return path === null || value === undefined ? null : { path, operator, value }
}

/** A constant in wire form (as it was written where that matters), undefined for anything else. */
function wireOf(node: Node): unknown {
  if (node.op !== 'value' || node.value === null) return undefined
  return node.written ?? node.value
}

function constantRow(member: Node, operator: Operator, constant: Node): Row | null {
  return row(member, operator, wireOf(constant))
}

const FLIPPED: Readonly<Record<Comparison, Comparison>> = { eq: 'eq', ne: 'ne', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' }

function comparisonRow(comparison: Comparison, left: Node, right: Node): Row | null {
  if (right.op === 'member' && left.op !== 'member') return comparisonRow(FLIPPED[comparison], right, left)
  if (right.op === 'me') return comparison === 'eq' ? row(left, 'is_me', null) : null
  if (comparison === 'gt' && left.op === 'call' && left.name === 'size_list' && right.op === 'value' && right.value === 0) {
    return row(left.args[0]!, 'is_not_empty', null)
  }
  return constantRow(left, comparison, right)
}

const CALL_OPERATORS: Readonly<Record<string, Operator>> = {
  contains: 'contains',
  starts_with: 'starts_with',
  ends_with: 'ends_with',
  has_any: 'has_any',
  has_all: 'has_all',
}

function callRow(node: Node & { op: 'call' }): Row | null {
  const operator = CALL_OPERATORS[node.name]
  return operator ? constantRow(node.args[0]!, operator, node.args[1]!) : null
}

const NEGATED: Readonly<Partial<Record<Operator, Operator>>> = { in: 'not_in', contains: 'not_contains', has_any: 'has_none' }

function negatedRow(inner: Node): Row | null {
  if (inner.op === 'member') return inner.type.kind === 'boolean' ? row(inner, 'eq', false) : null
  const found = rowOf(inner)
  const operator = found && NEGATED[found.operator]
  return operator ? { ...found, operator } : null
}

/** `p >= now() - d && p <= now()`, and the same forward and with today(). */
function withinRow(from: Node, to: Node): Row | null {
  if (from.op !== 'compare' || to.op !== 'compare' || from.comparison !== 'ge' || to.comparison !== 'le') return null
  const path = pathOf(from.left)
  if (path === null || path !== pathOf(to.left)) return null
  const last = distance(from.right, 'subtract')
  if (last && to.right.op === last.here) return { path, operator: 'within_last', value: last.duration }
  const next = distance(to.right, 'add')
  return next && from.right.op === next.here ? { path, operator: 'within_next', value: next.duration } : null
}

function distance(node: Node, direction: 'add' | 'subtract'): { here: 'now' | 'today'; duration: string } | null {
  if (node.op !== 'call' || (node.name !== `instant_${direction}` && node.name !== `date_${direction}`)) return null
  const [here, duration] = node.args
  if (!here || (here.op !== 'now' && here.op !== 'today') || duration?.op !== 'value' || duration.written === undefined) return null
  return { here: here.op, duration: duration.written }
}

function emptyListRow(missing: Node, none: Node): Row | null {
  if (missing.op !== 'is_null' || missing.negated || missing.value.type.kind !== 'list') return null
  if (none.op !== 'compare' || none.comparison !== 'eq' || none.left.op !== 'call' || none.left.name !== 'size_list') return null
  if (none.right.op !== 'value' || none.right.value !== 0) return null
  const path = pathOf(missing.value)
  return path !== null && path === pathOf(none.left.args[0]!) ? { path, operator: 'is_empty', value: null } : null
}
