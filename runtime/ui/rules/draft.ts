// Conditions while they are being put together: rows may still lack their value. What is complete becomes an expression; the rest waits.
import type { App, Module } from '../../definition/app.ts'
import { type CheckedExpression, checkExpression } from '../../expression/expression.ts'
import type { Operator } from '../../expression/operators.ts'
import { fromRows, type Row, type RowGroup } from '../../expression/rows.ts'
import { type Label, textOf } from '../../label.ts'
import type { Result } from '../../problem.ts'
import { memberNames, memberOf, type ShownMember } from '../data/members.ts'
import { moduleLabel } from '../data/titles.ts'

const NO_VALUE = new Set<Operator>(['is_empty', 'is_not_empty', 'is_me'])
const LISTS = new Set<Operator>(['in', 'not_in', 'has_any', 'has_all', 'has_none'])
const SPANS = new Set<Operator>(['within_last', 'within_next'])

/** What the value of a row is written with. */
export type ValueKind = 'none' | 'list' | 'span' | 'text' | 'one'

export function valueKind(operator: Operator, member: ShownMember): ValueKind {
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
export function operatorsOf(module: Module, member: ShownMember): readonly Operator[] {
  const closed = choicesOf(module, member) !== undefined
  if (member.name === '_stage') return ['eq', 'ne', 'in', 'not_in']
  return member.type.operators.filter((operator) => (operator === 'in' || operator === 'not_in' ? closed : true))
}

/** The closed set of values a member has: stages or choices, two-level choices as paths. */
export function choicesOf(module: Module, member: ShownMember): { value: string; label: string }[] | undefined {
  const { locale } = member.context
  const shape = module.shape.members.get(member.name)
  if (shape?.kind !== 'value' || !shape.choices) return undefined
  const labels = new Map<string, Label>(shape.choices.map(({ value, label }) => [value, label]))
  return shape.choices.map(({ value, label }) => {
    const [parent] = value.split('/')
    const own = textOf(label, locale, value)
    return { value, label: parent !== value ? `${textOf(labels.get(parent!), locale, parent)} › ${own}` : own }
  })
}

export interface PathChoice {
  readonly group: string
  readonly items: readonly { readonly value: string; readonly label: string }[]
}

/** Every member a row may name: those of the module, and those of the records it refers to. */
export function pathsOf(app: App, module: Module): PathChoice[] {
  const itemsOf = (of: Module, prefix: string) =>
    memberNames(of).map((name) => ({ value: prefix + name, label: memberOf(of, name)?.label ?? name }))
  const related = [...module.fields.values()].flatMap((field): PathChoice[] => {
    const target = field.storage.kind === 'reference' ? app.modules.get(field.storage.module) : undefined
    if (!target) return []
    const label = textOf(field.label, field.context.locale, field.key)
    return [
      {
        group: `${label} ›`,
        items: itemsOf(target, `${field.key}.`).map(({ value, label: own }) => ({ value, label: `${label} › ${own}` })),
      },
    ]
  })
  return [{ group: moduleLabel(module), items: itemsOf(module, '') }, ...related]
}

/** The member at a path and the module it is of. */
export function memberAtPath(
  app: App,
  module: Module,
  path: string,
): { readonly module: Module; readonly member: ShownMember } | undefined {
  const [first = '', ...rest] = path.split('.')
  if (rest.length === 0) {
    const member = memberOf(module, first)
    return member && { module, member }
  }
  const storage = module.fields.get(first)?.storage
  const target = storage?.kind === 'reference' ? app.modules.get(storage.module) : undefined
  return target && memberAtPath(app, target, rest.join('.'))
}

function isComplete(row: Row): boolean {
  if (NO_VALUE.has(row.operator)) return true
  return row.value !== null && row.value !== undefined && row.value !== '' && !(Array.isArray(row.value) && row.value.length === 0)
}

function complete(group: RowGroup): RowGroup {
  const rows = group.rows.flatMap((row): (Row | RowGroup)[] => {
    if (!('join' in row)) return isComplete(row) ? [row] : []
    const inner = complete(row)
    return inner.rows.length > 0 ? [inner] : []
  })
  return { join: group.join, rows }
}

/** The condition the complete rows say; undefined where there is none yet. */
export function conditionOf(group: RowGroup, module: Module): Result<CheckedExpression | undefined> {
  const said = complete(group)
  if (said.rows.length === 0) return { ok: true, value: undefined }
  return checkExpression(fromRows(said, module.shape), module.shape, 'boolean', { sql: true })
}
