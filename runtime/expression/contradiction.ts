// Whether a condition can hold at all, as far as that can be told without records: constants, and comparisons of one member that leave it no value. What it
// says is sure; that it says nothing does not mean that a condition can hold.
import type { Comparison, MemberNode, Node, Value } from './ast.ts'
import { evaluate } from './evaluate.ts'
import type { CheckedExpression } from './expression.ts'
import { asksForMe, childrenOf, clockOf } from './reads.ts'
import type { RecordShape } from './scope.ts'

/** Whether the value is the same for every record, everybody and always. */
export function isConstant({ ast, references }: CheckedExpression): boolean {
  return references.length === 0 && clockOf(ast) === undefined && !asksForMe(ast)
}

/** The value of a constant expression. */
export function constantValue(expression: CheckedExpression): unknown {
  return evaluate(expression, { record: {}, now: 0, timeZone: 'UTC', me: null, myTeam: [] })
}

/** Whether the condition is sure never to hold, for no record of `shape`. */
export function neverHolds(expression: CheckedExpression, shape: RecordShape): boolean {
  if (isConstant(expression)) return constantValue(expression) !== true
  return isNever(expression.ast, shape)
}

function isNever(node: Node, shape: RecordShape): boolean {
  switch (node.op) {
    case 'value':
      return node.value !== true
    case 'and':
      return node.items.some((item) => isNever(item, shape)) || contradicts(flatten(node.items), shape)
    case 'or':
      return node.items.every((item) => isNever(item, shape))
    case 'exists':
      // Inside, the names are those of the related records.
      return isNever(node.body, { ...shape, members: new Map() })
    case 'in':
      return node.items.length === 0 || contradicts([node], shape)
    default:
      return contradicts([node], shape)
  }
}

function flatten(items: readonly Node[]): readonly Node[] {
  return items.flatMap((item) => (item.op === 'and' ? flatten(childrenOf(item)) : [item]))
}

type Plain = number | string | boolean

/** What the comparisons joined by `and` leave of one member. */
interface Left {
  /** Only these; undefined: no list was given. */
  only: ReadonlySet<Plain> | undefined
  readonly not: Set<Plain>
  low: { readonly value: number | string; readonly open: boolean } | undefined
  high: { readonly value: number | string; readonly open: boolean } | undefined
  mustBeNull: boolean
  mustBeThere: boolean
}

function contradicts(items: readonly Node[], shape: RecordShape): boolean {
  const members = new Map<string, Left>()
  const leftOf = (member: MemberNode): Left => {
    const key = JSON.stringify([member.source, member.name])
    const known = members.get(key)
    if (known) return known
    const choices = member.source.from === 'record' ? shape.members.get(member.name) : undefined
    const values = choices?.kind === 'value' ? choices.choices?.map((choice) => choice.value) : undefined
    const left: Left = {
      only: values && new Set<Plain>(values),
      not: new Set(),
      low: undefined,
      high: undefined,
      mustBeNull: false,
      mustBeThere: false,
    }
    members.set(key, left)
    return left
  }
  for (const item of items) narrow(item, leftOf)
  return [...members.values()].some(isEmpty)
}

function narrow(item: Node, leftOf: (member: MemberNode) => Left): void {
  if (item.op === 'is_null' && item.value.op === 'member') {
    const left = leftOf(item.value)
    if (item.negated) left.mustBeThere = true
    else left.mustBeNull = true
  }
  if (item.op === 'in' && item.value.op === 'member' && item.items.every(isPlain)) {
    const left = leftOf(item.value)
    left.mustBeThere = true
    keep(left, new Set(item.items.map((each) => (each as Value).value as Plain)))
  }
  if (item.op !== 'compare') return
  const [member, value, comparison] = sides(item)
  if (!member || !value) return
  const left = leftOf(member)
  const plain = value.value as Plain
  left.mustBeThere = true
  if (comparison === 'eq') keep(left, new Set([plain]))
  else if (comparison === 'ne') left.not.add(plain)
  else if (typeof plain !== 'boolean' && member.type.kind !== 'text') bound(left, comparison, plain)
}

const MIRRORED: Readonly<Record<Comparison, Comparison>> = { eq: 'eq', ne: 'ne', lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' }

/** The member, the constant and the comparison as read from the member. */
function sides({ left, right, comparison }: Node & { op: 'compare' }): [MemberNode?, Value?, Comparison?] {
  if (left.op === 'member' && isPlain(right)) return [left, right, comparison]
  return right.op === 'member' && isPlain(left) ? [right, left, MIRRORED[comparison]] : []
}

function isPlain(node: Node): node is Value {
  return node.op === 'value' && node.value !== null && typeof node.value !== 'object'
}

function keep(left: Left, values: ReadonlySet<Plain>): void {
  left.only = left.only ? new Set([...left.only].filter((value) => values.has(value))) : values
}

function bound(left: Left, comparison: Comparison | undefined, value: number | string): void {
  const open = comparison === 'lt' || comparison === 'gt'
  if (comparison === 'gt' || comparison === 'ge') {
    if (!left.low || value > left.low.value || (value === left.low.value && open)) left.low = { value, open }
  } else if (!left.high || value < left.high.value || (value === left.high.value && open)) left.high = { value, open }
}

function isEmpty({ only, not, low, high, mustBeNull, mustBeThere }: Left): boolean {
  if (mustBeNull) return mustBeThere
  if (!mustBeThere) return false
  const fits = (value: Plain) =>
    !not.has(value) &&
    (!low || value > low.value || (value === low.value && !low.open)) &&
    (!high || value < high.value || (value === high.value && !high.open))
  if (only) return ![...only].some(fits)
  return low !== undefined && high !== undefined && (low.value > high.value || (low.value === high.value && (low.open || high.open)))
}
