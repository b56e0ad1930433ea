// Recognises rows in a resolved tree: field – operator – value, and what is asked of related records. `base` is the record the paths start at: -1 is
// the record itself, others the related record of that place (see Source).
import type { Comparison, Node, Records, Source } from './ast.ts'
import type { AnyRow, RelatedRow, RelativeDate, Row, RowGroup, RowOperator } from './rows.ts'

export const RECORD = -1

/** The rows of a condition, or null where it says more than rows can. */
export function readGroup(node: Node, base = RECORD): RowGroup | null {
  if (node.op === 'value' && node.value === true) return { join: 'and', rows: [] }
  const top = read(node, base)
  if (!top) return null
  return 'join' in top ? top : { join: 'and', rows: [top] }
}

function read(node: Node, base: number): AnyRow | null {
  const row = rowOf(node, base)
  if (row) return row
  if (node.op !== 'and' && node.op !== 'or') return null
  const rows: AnyRow[] = []
  for (let index = 0; index < node.items.length; index += 1) {
    // Two neighbours may be one row: from now on and not later than in 30 days.
    const both = rowOf({ ...node, items: node.items.slice(index, index + 2) }, base)
    const found = both ?? read(node.items[index]!, base)
    if (!found) return null
    rows.push(found)
    if (both) index += 1
  }
  return { join: node.op, rows }
}

/** The row a node means, or null. */
export function rowOf(node: Node, base = RECORD): Row | RelatedRow | null {
  switch (node.op) {
    case 'member':
      return node.type.kind === 'boolean' ? row(node, base, 'eq', true) : null
    case 'compare':
      return comparisonRow(node.comparison, node.left, node.right, base)
    case 'is_null':
      return node.value.type.kind === 'list' ? null : row(node.value, base, node.negated ? 'is_not_empty' : 'is_empty', null)
    case 'in': {
      const values = node.items.map(wireOf)
      return values.includes(undefined) ? null : row(node.value, base, 'in', values)
    }
    case 'in_list':
      if (node.list.op === 'my_team') return row(node.value, base, 'in_my_team', null)
      return node.list.op === 'member' ? row(node.list, base, 'contains', wireOf(node.value)) : null
    case 'call':
      return callRow(node, base)
    case 'exists':
      return existsRow('exists', node.records, node.body, base)
    case 'not':
      return negatedRow(node.value, base)
    case 'and':
      return node.items.length === 2 ? withinRow(node.items[0]!, node.items[1]!, base) : null
    case 'or':
      return node.items.length === 2 ? emptyListRow(node.items[0]!, node.items[1]!, base) : null
    default:
      return null
  }
}

/** `account.industry` for a member of the record the paths start at, reached through references only. */
function pathOf(node: Node, base: number): string | null {
  if (node.op !== 'member') return null
  const prefix = prefixOf(node.source, base)
  return prefix === null ? null : prefix + node.name
}

function prefixOf(source: Source, base: number): string | null {
  switch (source.from) {
    case 'record':
      return base === RECORD ? '' : null
    case 'before':
      return base === RECORD ? 'before.' : null
    case 'item':
      return source.index === base ? '' : null
    case 'reference': {
      const prefix = prefixOf(source.source, base)
      return prefix === null ? null : `${prefix}${source.member}.`
    }
  }
}

/** What a row compares: a member, or a figure over related records. */
type Subject = Pick<Row, 'path'> | Pick<RelatedRow, 'related' | 'measure' | 'of' | 'where'>

function isSubject(node: Node): boolean {
  return node.op === 'member' || node.op === 'count' || node.op === 'aggregate'
}

function subjectOf(node: Node, base: number): Subject | null {
  if (node.op !== 'count' && node.op !== 'aggregate') {
    const path = pathOf(node, base)
    return path === null ? null : { path }
  }
  const prefix = prefixOf(node.records.of, base)
  const body = node.op === 'count' ? node.body : node.where
  const where = body ? readGroup(body, base + 1) : ({ join: 'and', rows: [] } as const)
  const of = node.op === 'count' ? null : pathOf(node.value, base + 1)
  if (prefix === null || !where || (node.op === 'aggregate' && of === null)) return null
  return { related: prefix + node.records.name, measure: node.op === 'count' ? 'count' : node.aggregation, of, where }
}

function row(node: Node, base: number, operator: RowOperator, value: unknown): Row | RelatedRow | null {
  const subject = value === undefined ? null : subjectOf(node, base)
  return subject && { ...subject, operator, value }
}

function existsRow(measure: 'exists' | 'none' | 'all', records: Records, body: Node, base: number): RelatedRow | null {
  const prefix = prefixOf(records.of, base)
  const where = prefix === null ? null : readGroup(body, base + 1)
  return where && { related: prefix + records.name, measure, of: null, operator: null, value: null, where }
}

/** A constant in wire form (as it was written where that matters), undefined for anything else. */
function wireOf(node: Node): unknown {
  if (node.op !== 'value' || node.value === null) return undefined
  return node.written ?? node.value
}

const FLIPPED: Readonly<Record<Comparison, Comparison>> = { eq: 'eq', ne: 'ne', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' }

function comparisonRow(comparison: Comparison, left: Node, right: Node, base: number): Row | RelatedRow | null {
  if (isSubject(right) && !isSubject(left)) return comparisonRow(FLIPPED[comparison], right, left, base)
  if (right.op === 'me')
    return comparison === 'eq' || comparison === 'ne' ? row(left, base, comparison === 'eq' ? 'is_me' : 'is_not_me', null) : null
  if (comparison === 'gt' && left.op === 'call' && left.name === 'size_list' && right.op === 'value' && right.value === 0) {
    return row(left.args[0]!, base, 'is_not_empty', null)
  }
  return row(left, base, comparison, wireOf(right) ?? relativeOf(right))
}

/** `today()`, `start_of("month")`, `now() + duration("2h")`; undefined for anything else. */
function relativeOf(node: Node): RelativeDate | undefined {
  if (node.op === 'now' || node.op === 'today') return { from: node.op }
  if (node.op === 'start_of') return { from: node.unit }
  if (node.op !== 'call') return undefined
  const direction = DIRECTIONS[node.name]
  const [from, duration] = node.args
  if (!direction || !from || duration?.op !== 'value' || duration.written === undefined) return undefined
  const start = relativeOf(from)
  return start && !start.direction ? { ...start, direction, duration: duration.written } : undefined
}

const DIRECTIONS: Readonly<Record<string, 'add' | 'subtract'>> = {
  date_add: 'add',
  instant_add: 'add',
  date_subtract: 'subtract',
  instant_subtract: 'subtract',
}

const CALL_OPERATORS: Readonly<Record<string, RowOperator>> = {
  contains: 'contains',
  starts_with: 'starts_with',
  ends_with: 'ends_with',
  has_any: 'has_any',
  has_all: 'has_all',
}

function callRow(node: Node & { op: 'call' }, base: number): Row | RelatedRow | null {
  const operator = CALL_OPERATORS[node.name]
  return operator ? row(node.args[0]!, base, operator, wireOf(node.args[1]!)) : null
}

const NEGATED: Readonly<Partial<Record<RowOperator, RowOperator>>> = {
  in: 'not_in',
  contains: 'not_contains',
  has_any: 'has_none',
  in_my_team: 'not_in_my_team',
}

function negatedRow(inner: Node, base: number): Row | RelatedRow | null {
  if (inner.op === 'member') return inner.type.kind === 'boolean' ? row(inner, base, 'eq', false) : null
  if (inner.op === 'exists') {
    const { records, body } = inner
    return (body.op === 'not' ? existsRow('all', records, body.value, base) : null) ?? existsRow('none', records, body, base)
  }
  const found = rowOf(inner, base)
  const operator = found?.operator && NEGATED[found.operator]
  return found && operator ? { ...found, operator } : null
}

/** `p >= now() - d && p <= now()`, and the same forward and with today(). */
function withinRow(from: Node, to: Node, base: number): Row | RelatedRow | null {
  if (from.op !== 'compare' || to.op !== 'compare' || from.comparison !== 'ge' || to.comparison !== 'le') return null
  const subject = subjectOf(from.left, base)
  if (!subject || JSON.stringify(subject) !== JSON.stringify(subjectOf(to.left, base))) return null
  const [start, end] = [relativeOf(from.right), relativeOf(to.right)]
  if (!start || !end || start.from !== end.from || (start.from !== 'now' && start.from !== 'today')) return null
  if (start.direction === 'subtract' && !end.direction) return { ...subject, operator: 'within_last', value: start.duration }
  return end.direction === 'add' && !start.direction ? { ...subject, operator: 'within_next', value: end.duration } : null
}

function emptyListRow(missing: Node, none: Node, base: number): Row | null {
  if (missing.op !== 'is_null' || missing.negated || missing.value.type.kind !== 'list') return null
  if (none.op !== 'compare' || none.comparison !== 'eq' || none.left.op !== 'call' || none.left.name !== 'size_list') return null
  if (none.right.op !== 'value' || none.right.value !== 0) return null
  const path = pathOf(missing.value, base)
  return path !== null && path === pathOf(none.left.args[0]!, base) ? { path, operator: 'is_empty', value: null } : null
}
