// The rights of a role as the matrix shows and changes them: one entry for each module that has its own, one for all others.
import type { Edit } from '../../runtime/definition/edit.ts'
import type { RoleDefinition, RowScopeDefinition } from '../../runtime/definition/types.ts'

export type Entry = RoleDefinition['modules'][number]
export type ScopeAction = 'read' | 'update' | 'delete'
export type FlagAction = 'create' | 'import' | 'export'

export const SCOPES: readonly ScopeAction[] = ['read', 'update', 'delete']
export const OTHERS = '*'

export interface ModuleEntry {
  /** The rights in force for the module. */
  readonly entry: Entry
  /** They are its own, not those of all others. */
  readonly own: boolean
}

export function entryOf(role: RoleDefinition, module: string): ModuleEntry {
  const own = role.modules.find((each) => each.module === module)
  if (own) return { entry: own, own: true }
  const others = role.modules.find((each) => each.module === OTHERS)
  return { entry: { ...(others ?? {}), module }, own: false }
}

export type ScopeName = 'none' | 'own' | 'team' | 'all' | 'when'

export function scopeName(scope: RowScopeDefinition | undefined): ScopeName {
  if (scope === undefined) return 'none'
  return typeof scope === 'string' ? scope : 'when'
}

export type FieldRight = 'edit' | 'readOnly' | 'hidden'

export function fieldRight(entry: Entry, field: string): FieldRight {
  if (entry.hidden?.includes(field)) return 'hidden'
  return entry.readOnly?.includes(field) ? 'readOnly' : 'edit'
}

/** The edits that set one member of a module's rights; a module without rights of its own gets those in force first. What refuses is not written. */
export function setRight(role: RoleDefinition, module: string, member: Exclude<keyof Entry, 'module'>, value: unknown): Edit[] {
  const { entry, own } = entryOf(role, module)
  const path = `/roles/${role.key}/modules`
  const kept = value === false || value === 'none' || (Array.isArray(value) && value.length === 0) ? undefined : value
  if (own) return [{ kind: 'set', path: `${path}/${module}/${member}`, value: kept }]
  const { [member]: _, ...rest } = entry
  const item = kept === undefined ? rest : { ...rest, [member]: kept }
  // The entry for all others stays the last.
  return [{ kind: 'add', path, item, before: OTHERS }]
}

/** The edits that change what a role may do with one field. */
export function setFieldRight(role: RoleDefinition, module: string, field: string, right: FieldRight): Edit[] {
  const { entry } = entryOf(role, module)
  const lists = (['hidden', 'readOnly'] as const).map((member) => {
    const now = (entry[member] ?? []).filter((each) => each !== field)
    return [member, right === member ? [...now, field] : now] as const
  })
  let current = role
  const edits: Edit[] = []
  for (const [member, value] of lists) {
    if (same(value, entryOf(current, module).entry[member] ?? [])) continue
    const own = setRight(current, module, member, value)
    edits.push(...own)
    // The second member is set in the entry that the first has made.
    const next = { ...entryOf(current, module).entry, [member]: value }
    current = { ...current, modules: [...current.modules.filter((each) => each.module !== module), next] }
  }
  return edits
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each, index) => each === right[index])
}
