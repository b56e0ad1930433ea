// Conditions while they are being put together: rows may still lack their value. What is complete becomes an expression; the rest waits.
import type { Module } from '../../definition/app.ts'
import { type CheckedExpression, checkExpression } from '../../expression/expression.ts'
import { isRelative } from '../../expression/row-text.ts'
import { type AnyRow, fromRows, type RelatedRow, type Row, type RowGroup, type RowOperator } from '../../expression/rows.ts'
import { USER_MODULE } from '../../expression/storage.ts'
import type { Result } from '../../problem.ts'
import type { ShownMember } from '../data/members.ts'
import { choicesOf } from './choices.ts'

export const NO_ROWS: RowGroup = { join: 'and', rows: [] }

const NO_VALUE = new Set<RowOperator>(['is_empty', 'is_not_empty', 'is_me', 'is_not_me', 'in_my_team', 'not_in_my_team'])
const LISTS = new Set<RowOperator>(['in', 'not_in', 'has_any', 'has_all', 'has_none'])
const SPANS = new Set<RowOperator>(['within_last', 'within_next'])

/** What the value of a row is written with. */
export type ValueKind = 'none' | 'list' | 'span' | 'text' | 'one'

export function valueKind(operator: RowOperator, member: ShownMember): ValueKind {
  if (NO_VALUE.has(operator)) return 'none'
  if (LISTS.has(operator)) return 'list'
  if (SPANS.has(operator)) return 'span'
  if (
    member.storage.kind === 'text' &&
    !member.context.choices &&
    ['contains', 'not_contains', 'starts_with', 'ends_with'].includes(operator)
  )
    return 'text'
  return member.storage.kind === 'json' ? (member.context.choices ? 'one' : 'text') : 'one'
}

/** The operators a row offers. A list of values is only offered where there is a closed set to choose from. */
export function operatorsOf(module: Module, member: ShownMember): readonly RowOperator[] {
  const closed = choicesOf(module, member) !== undefined
  if (member.name === '_stage') return ['eq', 'ne', 'in', 'not_in']
  const offered = member.type.operators.filter((operator) => (operator === 'in' || operator === 'not_in' ? closed : true))
  const isPerson = member.storage.kind === 'reference' && member.storage.module === USER_MODULE
  return isPerson ? [...offered, 'is_not_me', 'in_my_team', 'not_in_my_team'] : offered
}

/** The operator a row of a member begins with: most texts are looked for by a part of them. */
export function firstOperator(module: Module, member: ShownMember): RowOperator {
  const offered = operatorsOf(module, member)
  const written = member.storage.kind === 'text' && member.name !== '_stage'
  return written && offered.includes('contains') ? 'contains' : (offered[0] ?? 'is_not_empty')
}

function isComplete(row: Row | RelatedRow): boolean {
  const { operator, value } = row
  if (operator === null || NO_VALUE.has(operator)) return true
  if (isRelative(value)) return value.direction === undefined || isGiven(value.duration)
  return isGiven(value)
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
}

const FIGURES = new Set(['sum', 'avg', 'min', 'max'])

function completeRow(row: AnyRow): AnyRow[] {
  if ('join' in row) {
    const inner = complete(row)
    return inner.rows.length > 0 ? [inner] : []
  }
  if (!isComplete(row)) return []
  if (!('related' in row)) return [row]
  const where = complete(row.where)
  // Conditions that all wait must not turn into no condition.
  const waits = where.rows.length === 0 && (row.where.rows.length > 0 || row.measure === 'all')
  return waits || (FIGURES.has(row.measure) && row.of === null) ? [] : [{ ...row, where }]
}

function complete(group: RowGroup): RowGroup {
  return { join: group.join, rows: group.rows.flatMap(completeRow) }
}

/** How many rows still lack something. */
export function waitingIn(group: RowGroup): number {
  return group.rows.reduce((sum, row) => {
    if ('join' in row) return sum + waitingIn(row)
    const inner = 'related' in row ? waitingIn(row.where) : 0
    return sum + (inner > 0 ? inner : completeRow(row).length === 0 ? 1 : 0)
  }, 0)
}

/** What an expression may speak of besides the record: the record before a change; `sql`: it will be asked of the database. */
export interface RuleScope {
  readonly before?: boolean
  readonly sql?: boolean
}

/** The text the complete rows say; undefined where there is none yet. */
export function textOfRows(group: RowGroup, module: Module): string | undefined {
  const said = complete(group)
  return said.rows.length === 0 ? undefined : fromRows(said, module.shape)
}

/** The condition the complete rows say; undefined where there is none yet. */
export function conditionOf(group: RowGroup, module: Module, scope: RuleScope): Result<CheckedExpression | undefined> {
  const text = textOfRows(group, module)
  return text === undefined ? { ok: true, value: undefined } : checkExpression(text, module.shape, 'boolean', scope)
}
