// What a member can do in a view: rows are grouped and cards parted by members with few values, calendars need dates, figures need numbers.
// The checks of definitions and saved views, and the menus that offer members, ask here.
import type { Aggregate } from '../expression/operators.ts'
import type { Storage } from '../expression/storage.ts'
import { fieldTypes } from '../fields/index.ts'
import type { Field, Module, Total } from './app.ts'
import { fieldContext } from './field-context.ts'
import { scoreMembers } from './scorecard-members.ts'
import { SYSTEM_FIELDS } from './system.ts'
import type { AppDefinition, ModuleDefinition } from './types.ts'

export interface ViewMember {
  readonly name: string
  readonly storage: Storage
  readonly aggregates: readonly Aggregate[]
}

export const TOTALS: readonly Total[] = ['sum', 'avg', 'min', 'max']
const AGGREGATE_OF: Readonly<Record<Total, Aggregate>> = { sum: 'sum', avg: 'average', min: 'min', max: 'max' }
const GROUPED_KINDS = new Set(['text', 'integer', 'boolean', 'date', 'reference'])

/** Whether rows can be grouped, and cards parted into lanes, by the member. */
export function canGroup({ name, storage, aggregates }: ViewMember): boolean {
  return name !== '_id' && GROUPED_KINDS.has(storage.kind) && aggregates.includes('count_distinct')
}

/** Whether a calendar can place records by the member. */
export function isDay({ storage }: ViewMember): boolean {
  return storage.kind === 'date' || storage.kind === 'instant'
}

/** The figures a column of the member can have below it. */
export function totalsOf({ storage, aggregates }: ViewMember): Total[] {
  const number = storage.kind === 'integer' || storage.kind === 'decimal'
  const ordered = number || storage.kind === 'date' || storage.kind === 'instant'
  return ordered ? TOTALS.filter((total) => aggregates.includes(AGGREGATE_OF[total])) : []
}

/** The members of a linked module that views may name, by name. */
export function membersOfModule(module: Pick<Module, 'fields' | 'pipeline'>): Map<string, ViewMember> {
  const own = [...module.fields.values()].map(({ key, storage, type }: Field) => ({ name: key, storage, aggregates: type.aggregates }))
  return byName([...own, ...systemMembers(module.pipeline !== undefined)])
}

/** The same of a module as it is written; fields whose type does not exist are left out. */
export function membersOfDefinition(module: ModuleDefinition, definition: AppDefinition, hasPipeline: boolean): Map<string, ViewMember> {
  const own = module.fields.flatMap((field) => {
    const type = fieldTypes.get(field.type)
    if (!type) return []
    const context = fieldContext(definition, module, field)
    const { aggregates } = type.computed?.(field, context)?.like.type ?? type
    return [{ name: field.key, storage: type.storage(field, context), aggregates }]
  })
  const scores = scoreMembers(definition, module.key).map(({ name, like }) => ({
    name,
    storage: like.type.storage(like.options, { ...definition.settings, choices: like.choices }),
    aggregates: like.type.aggregates,
  }))
  return byName([...own, ...scores, ...systemMembers(hasPipeline)])
}

function systemMembers(hasPipeline: boolean): ViewMember[] {
  return SYSTEM_FIELDS.filter((field) => hasPipeline || !field.pipeline).map(({ name, storage }) => ({
    name,
    storage,
    aggregates: storage.kind === 'instant' ? ['count', 'min', 'max'] : ['count', 'count_distinct'],
  }))
}

function byName(members: readonly ViewMember[]): Map<string, ViewMember> {
  return new Map(members.map((member) => [member.name, member]))
}
