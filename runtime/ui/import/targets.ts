// Where a column can lead: fields one may write, the owner and the stage, and what serves to find records only.
import type { App, Field, Module } from '../../definition/app.ts'
import { isNumbered } from '../../definition/numbered.ts'
import { systemField } from '../../definition/system.ts'
import { isJson, moduleReferredTo } from '../../expression/storage.ts'
import { textOf } from '../../label.ts'
import { memberOf } from '../data/members.ts'
import type { Abilities } from '../data/shapes.ts'

export interface Target {
  readonly name: string
  readonly label: string
  /** Never written: lines are matched by it, or nothing is. */
  readonly keyOnly: boolean
  readonly field: Field | undefined
}

export function targetsOf(module: Module, { readOnly }: Pick<Abilities, 'readOnly'>): Target[] {
  const own = [...module.fields.values()].flatMap((field): Target[] => {
    if (field.storage.kind === 'none') return []
    const keyOnly = field.assigned || readOnly.includes(field.key)
    if (keyOnly && !field.unique && !isNumbered(field)) return []
    return [{ name: field.key, label: memberOf(module, field.key)!.label, keyOnly, field }]
  })
  const system = ['_stage', '_owner', '_id'].flatMap((name): Target[] => {
    const member = systemField(name, module.pipeline !== undefined)
    if (!member || (name !== '_id' && readOnly.includes(name))) return []
    return [{ name, label: name === '_id' ? 'ID' : memberOf(module, name)!.label, keyOnly: name === '_id', field: undefined }]
  })
  return [...own, ...system]
}

/** Whether lines can be matched by it: one plain value says which record is meant. */
export function isKey({ name, field }: Target): boolean {
  return name === '_id' || (field !== undefined && !isJson(field.storage) && field.storage.kind !== 'boolean')
}

export function isUnique({ name, field }: Target): boolean {
  return name === '_id' || field?.unique === true || (field !== undefined && isNumbered(field))
}

export interface RelationKey {
  readonly name: string
  readonly label: string
}

/** The fields of the other module a relation's texts can be compared with, its title first; undefined where it is no relation to records. */
export function relationKeys(app: App, { field }: Target): readonly RelationKey[] | undefined {
  const other = field && app.modules.get(moduleReferredTo(field.storage) ?? '')
  if (!other) return undefined
  const { locale } = other.title.context
  const keys = [other.title, ...[...other.fields.values()].filter((each) => each !== other.title && (each.unique || isNumbered(each)))]
  return keys.map(({ key, label }) => ({ name: key, label: textOf(label, locale, key) }))
}

/** Fields a new record needs and no column leads to. */
export function missingTargets(module: Module, mapped: ReadonlySet<string>): string[] {
  return [...module.fields.values()]
    .filter(({ key, required, initial, assigned }) => required === true && initial === null && !assigned && !mapped.has(key))
    .map(({ key }) => memberOf(module, key)!.label)
}
