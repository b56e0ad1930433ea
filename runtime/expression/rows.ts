// AND/OR rows of the visual rule builder, as the text of an expression and back. Rows are the subset field – operator – value; everything else stays text.
import type { CheckedExpression, Node } from './expression.ts'
import { checkExpression } from './expression.ts'
import { writeDuration, writeLiteral } from './literals.ts'
import { memberAt, typeOfMember } from './names.ts'
import type { Operator } from './operators.ts'
import { rowOf } from './row-patterns.ts'
import type { RecordShape } from './scope.ts'
import { type ExpressionType, TEXT } from './types.ts'

export interface Row {
  /** A member, or a path through references: `account.industry`. */
  readonly path: string
  readonly operator: Operator
  /** In wire form; a list for `in`, `has_any` and the like, a duration such as `30d` for `within_last`, null for `is_empty`, `is_me`. */
  readonly value: unknown
}
/** Inside a group, groups have at least two rows; an `and` group at the top may have one or none (no condition: `true`). */
export interface RowGroup {
  readonly join: 'and' | 'or'
  readonly rows: readonly (Row | RowGroup)[]
}

/** The rows of a condition, or null where it says more than rows can. */
export function toRows(expression: CheckedExpression | string, shape: RecordShape): RowGroup | null {
  let ast: Node
  if (typeof expression === 'string') {
    const checked = checkExpression(expression, shape, 'boolean')
    if (!checked.ok) return null
    ast = checked.value.ast
  } else ast = expression.ast
  if (ast.op === 'value' && ast.value === true) return { join: 'and', rows: [] }
  const top = read(ast)
  if (!top) return null
  return 'join' in top ? top : { join: 'and', rows: [top] }
}

function read(node: Node): Row | RowGroup | null {
  const row = rowOf(node)
  if (row) return row
  if (node.op !== 'and' && node.op !== 'or') return null
  const rows: (Row | RowGroup)[] = []
  for (let index = 0; index < node.items.length; index += 1) {
    // Two neighbours may be one row: from now on and not later than in 30 days.
    const both = rowOf({ ...node, items: node.items.slice(index, index + 2) })
    const found = both ?? read(node.items[index]!)
    if (!found) return null
    rows.push(found)
    if (both) index += 1
  }
  return { join: node.op, rows }
}

/** The text of a group. Groups of one row inside others are written as the row, empty ones left out. */
export function fromRows(group: RowGroup, shape: RecordShape): string {
  return write(group, shape).text || 'true'
}

interface Written {
  readonly text: string
  /** Whether it must stand in parentheses beside others. */
  readonly compound: boolean
}

function write(group: RowGroup, shape: RecordShape): Written {
  const parts = group.rows.map((row) => ('join' in row ? write(row, shape) : writeRow(row, shape))).filter(({ text }) => text !== '')
  if (parts.length <= 1) return parts[0] ?? { text: '', compound: false }
  const joint = group.join === 'and' ? ' && ' : ' || '
  return { text: parts.map(({ text, compound }) => (compound ? `(${text})` : text)).join(joint), compound: true }
}

const COMPARISONS = { eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=' } as const
const METHODS = { contains: 'contains', starts_with: 'startsWith', ends_with: 'endsWith' } as const

function writeRow(row: Row, shape: RecordShape): Written {
  const { path, operator } = row
  const member = memberAt(shape, path)
  const type = (member && typeOfMember(member)) ?? TEXT
  const value = () => writeLiteral(row.value, type)
  const list = () => writeLiteral(Array.isArray(row.value) ? row.value : [row.value], type)
  const simple = (text: string): Written => ({ text, compound: false })
  switch (operator) {
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return simple(`${path} ${COMPARISONS[operator]} ${value()}`)
    case 'in':
      return simple(`${path} in ${list()}`)
    case 'not_in':
      return simple(`!(${path} in ${list()})`)
    case 'contains':
    case 'starts_with':
    case 'ends_with':
      return simple(type.kind === 'list' ? `${value()} in ${path}` : `${path}.${METHODS[operator]}(${value()})`)
    case 'not_contains':
      return simple(type.kind === 'list' ? `!(${value()} in ${path})` : `!${path}.contains(${value()})`)
    case 'has_any':
    case 'has_all':
      return simple(`${operator}(${path}, ${list()})`)
    case 'has_none':
      return simple(`!has_any(${path}, ${list()})`)
    case 'within_last':
    case 'within_next':
      return writeWithin(row, type)
    case 'is_me':
      return simple(`${path} == me`)
    case 'is_empty':
      return type.kind === 'list' ? { text: `${path} == null || size(${path}) == 0`, compound: true } : simple(`${path} == null`)
    case 'is_not_empty':
      return simple(type.kind === 'list' ? `size(${path}) > 0` : `${path} != null`)
  }
}

function writeWithin({ path, operator, value }: Row, type: ExpressionType): Written {
  const here = type.kind === 'date' ? 'today()' : 'now()'
  const duration = writeDuration(String(value))
  const [from, to] = operator === 'within_last' ? [`${here} - ${duration}`, here] : [here, `${here} + ${duration}`]
  return { text: `${path} >= ${from} && ${path} <= ${to}`, compound: true }
}
