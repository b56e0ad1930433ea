// Everything of a record that can be shown, under one roof: the module's fields and the system members (owner, stage, times), each with what draws it.
import type { Field, Module } from '../../definition/app.ts'
import { systemField } from '../../definition/system.ts'
import type { Storage } from '../../expression/storage.ts'
import { USER_MODULE } from '../../expression/storage.ts'
import type { FieldContext, FieldType } from '../../fields/contract.ts'
import { datetime } from '../../fields/datetime/type.ts'
import { text } from '../../fields/text/type.ts'
import { user } from '../../fields/user/type.ts'
import type { ViewField } from '../../fields/view-contract.ts'
import { textOf } from '../../label.ts'

export interface ShownMember {
  readonly name: string
  readonly label: string
  /** The type that draws it and says its operators. */
  readonly type: FieldType
  readonly field: ViewField
  readonly context: FieldContext
  readonly storage: Storage
  readonly source: Field | undefined
}

/** The member of that name, or undefined where the module has none. */
export function memberOf(module: Module, name: string): ShownMember | undefined {
  const source = module.fields.get(name)
  if (source) {
    const { type, label, options, context, storage } = source
    return { name, label: textOf(label, context.locale, name), type, field: { key: name, label, options }, context, storage, source }
  }
  const system = systemField(name, module.pipeline !== undefined)
  if (!system) return undefined
  const { context } = module.title
  const { label, storage } = system
  return {
    name,
    label: textOf(label, context.locale, name),
    type: typeOfSystem(storage),
    field: { key: name, label, options: {} },
    context: { ...context, choices: undefined },
    storage,
    source: undefined,
  }
}

function typeOfSystem(storage: Storage): FieldType {
  if (storage.kind === 'reference' && storage.module === USER_MODULE) return user
  return storage.kind === 'instant' ? datetime : text
}

/** Names of everything a list may show or sort by, in the order of the definition. */
export function memberNames(module: Module): string[] {
  const system = [...module.shape.members.keys()].filter((name) => name.startsWith('_') && name !== '_id' && !module.fields.has(name))
  return [...[...module.fields.values()].filter((field) => field.storage.kind !== 'none').map((field) => field.key), ...system]
}

/** Whether figures stand right under each other. */
export function isNumeric(storage: Storage): boolean {
  return storage.kind === 'integer' || storage.kind === 'decimal'
}
