// AND/OR rows of the visual rule builder, as the text of an expression and back. Rows are the subset field – operator – value and what is asked of
// related records; everything else stays text.

import { type Problem, problem } from '../problem.ts'
import type { Aggregation, Unit } from './ast.ts'
import type { CheckedExpression, Node } from './expression.ts'
import { checkExpression } from './expression.ts'
import type { Operator } from './operators.ts'
import { readGroup } from './row-patterns.ts'
import { writeGroup } from './row-text.ts'
import type { RecordShape } from './scope.ts'

/** Comparisons with the reader and the reader's team; those besides `is_me` are the language's, not a field type's. */
export const PERSON_OPERATORS = ['is_not_me', 'in_my_team', 'not_in_my_team'] as const
export type RowOperator = Operator | (typeof PERSON_OPERATORS)[number]

/** A date or a moment reckoned from now, as the value of a comparison. */
export interface RelativeDate {
  /** `now` for moments; for dates today, or the first day of this week, month, quarter or year. */
  readonly from: 'now' | 'today' | Unit
  readonly direction?: 'add' | 'subtract'
  /** As in `7d`; given with a direction. */
  readonly duration?: string
}

export interface Row {
  /** A member, or a path through references: `account.industry`; `before.amount` where the record before a change is known. */
  readonly path: string
  readonly operator: RowOperator
  /** In wire form or reckoned from now; a list for `in`, `has_any` and the like, a duration such as `30d` for `within_last`, null for `is_empty`, `is_me`. */
  readonly value: unknown
}

/** What is asked of related records. `all`: none of them breaks the conditions, so that it holds where there are none. */
export const MEASURES = ['exists', 'none', 'all', 'count', 'sum', 'avg', 'min', 'max'] as const
export type Measure = 'exists' | 'none' | 'all' | 'count' | Aggregation

/** A row about the records that point here: whether one meets the conditions, or a figure over those that do. */
export interface RelatedRow {
  /** The name of the related records, or a path to them: `account.deals`. */
  readonly related: string
  readonly measure: Measure
  /** The member the figure is made of, as one of the records names it; null for `exists`, `none`, `all` and `count`. */
  readonly of: string | null
  /** What the figure is compared by; null for `exists`, `none` and `all`. */
  readonly operator: RowOperator | null
  readonly value: unknown
  /** Conditions on one of the records; no rows: any of them. */
  readonly where: RowGroup
}

export type AnyRow = Row | RelatedRow | RowGroup

/** Inside a group, groups have at least two rows; an `and` group at the top may have one or none (no condition: `true`). */
export interface RowGroup {
  readonly join: 'and' | 'or'
  readonly rows: readonly AnyRow[]
}

/** The rows of a condition, or null where it says more than rows can. `before`: as for the check of a text. */
export function toRows(expression: CheckedExpression | string, shape: RecordShape, before = false): RowGroup | null {
  let ast: Node
  if (typeof expression === 'string') {
    const checked = checkExpression(expression, shape, 'boolean', { before })
    if (!checked.ok) return null
    ast = checked.value.ast
  } else ast = expression.ast
  return readGroup(ast)
}

/** The text of a group. Groups of one row inside others are written as the row, empty ones left out. */
export function fromRows(group: RowGroup, shape: RecordShape): string {
  return writeGroup(group, { root: shape, shape, item: '', taken: [] }).text || 'true'
}

/** The problem of rows of which one still lacks something, so that it does not count. */
export const UNFINISHED_ROW: Problem = problem(
  '',
  'row_unfinished',
  'A condition still lacks its value. Fill it in or remove it.',
  '有条件尚未填写取值。请补全或移除。',
)
