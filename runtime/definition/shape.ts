// What expressions may name in each module: its fields, its system members, and the collections that other modules' relations open on it.
import type { Member, RecordShape } from '../expression/scope.ts'
import type { Storage } from '../expression/storage.ts'
import type { Choice } from '../fields/contract.ts'
import type { Label } from '../label.ts'
import { SYSTEM_FIELDS } from './system.ts'

export interface ShapeField {
  readonly key: string
  readonly label: Label
  readonly storage: Storage
  readonly choices: readonly Choice[] | undefined
  /** Name of the collection this relation opens on the module it points at. */
  readonly inverse: string | undefined
}
export interface ShapeModule {
  readonly key: string
  readonly label: Label
  readonly fields: readonly ShapeField[]
  readonly stages: readonly { readonly key: string; readonly label?: Label }[] | undefined
}

/** Builds the shapes of all modules at once; they refer to each other. A relation to a module that does not exist is left out. */
export function shapesOf(modules: readonly ShapeModule[]): Map<string, RecordShape> {
  const members = new Map(modules.map((module) => [module.key, new Map<string, Member>()]))
  const shapes = new Map<string, RecordShape>(modules.map((module) => [module.key, { key: module.key, members: members.get(module.key)! }]))
  for (const module of modules) {
    const own = members.get(module.key)!
    for (const field of module.fields) {
      const member = memberOf(field.key, field.label, field.storage, choiceValues(field.choices), shapes)
      if (member) own.set(field.key, member)
    }
    const stages = module.stages?.map((stage) => ({ value: stage.key, label: stage.label ?? stage.key }))
    for (const field of SYSTEM_FIELDS) {
      if (field.pipeline && !stages) continue
      const member = memberOf(field.name, field.label, field.storage, field.name === '_stage' ? stages : undefined, shapes)
      if (member) own.set(field.name, member)
    }
  }
  for (const module of modules) {
    for (const field of module.fields) {
      if (field.storage.kind !== 'reference' || !field.inverse) continue
      const target = members.get(field.storage.module)
      if (!target || target.has(field.inverse)) continue
      target.set(field.inverse, {
        kind: 'records',
        name: field.inverse,
        label: module.label,
        module: module.key,
        target: shapes.get(module.key)!,
        via: field.key,
      })
    }
  }
  return shapes
}

type ChoiceValues = readonly { readonly value: string; readonly label: Label }[]

function memberOf(
  name: string,
  label: Label,
  storage: Storage,
  choices: ChoiceValues | undefined,
  shapes: ReadonlyMap<string, RecordShape>,
): Member | undefined {
  if (storage.kind === 'none') return undefined
  if (storage.kind !== 'reference') return { kind: 'value', name, label, storage, ...(choices ? { choices } : {}) }
  const target = shapes.get(storage.module)
  return { kind: 'reference', name, label, module: storage.module, target }
}

/** Values of nested choices: `price`, `price/slow_discount`. */
export function choiceValues(choices: readonly Choice[] | undefined, prefix = ''): ChoiceValues | undefined {
  return choices?.flatMap((choice) => {
    const value = prefix + choice.key
    return [{ value, label: choice.label ?? choice.key }, ...(choiceValues(choice.items, `${value}/`) ?? [])]
  })
}
