// What a field type may know of the field it is used for, from the definition alone: choices, and where the path of a computed field leads.

import { fieldOfStorage } from '../fields/computed.ts'
import type { Choice, FieldContext, FieldOptions, PlainField } from '../fields/contract.ts'
import { fieldTypes } from '../fields/index.ts'
import { systemFields } from './system.ts'
import type { AppDefinition, FieldDefinition, ModuleDefinition } from './types.ts'

type Around = Pick<AppDefinition, 'settings' | 'modules' | 'dictionaries'>
/** A looked-up value of a looked-up value of …: longer chains are circles. */
const MOST_LOOKUPS = 10

export function fieldContext(definition: Around, module: ModuleDefinition, field: FieldDefinition): FieldContext {
  return contextOf(definition, module, field, 0)
}

function contextOf(definition: Around, module: ModuleDefinition, field: FieldDefinition, depth: number): FieldContext {
  const { locale, timeZone, currency } = definition.settings
  const own = Array.isArray(field.options)
    ? (field.options as Choice[])
    : definition.dictionaries?.find((dictionary) => dictionary.key === field.dictionary)?.items
  const computed = fieldTypes.get(field.type)?.computed !== undefined
  const leadsTo = computed && typeof field.path === 'string' ? leads(definition, module, field.path, depth) : undefined
  const divisions = definition.dictionaries?.find((dictionary) => dictionary.key === field.divisions)?.items
  return { locale, timeZone, currency, choices: own, ...(divisions ? { divisions } : {}), ...(leadsTo ? { leadsTo } : {}) }
}

function leads(definition: Around, start: ModuleDefinition, path: string, depth: number): PlainField | undefined {
  // Taken for a text, a circle is linked as far as it has to be for saying which one it is.
  if (depth > MOST_LOOKUPS) return fieldOfStorage({ kind: 'text' })
  let module: ModuleDefinition | undefined = start
  const names = path.split('.')
  for (const [index, name] of names.entries()) {
    const last = index === names.length - 1
    const field: FieldDefinition | undefined = module?.fields.find((each) => each.key === name)
    if (!module || !field) {
      const system = last && module ? systemFields.get(name) : undefined
      return system && fieldOfStorage(system.storage)
    }
    const plain = plainOf(definition, module, field, depth)
    if (last || !plain) return plain
    const { storage, options } = plain
    if (storage.kind !== 'reference') return undefined
    module = definition.modules.find((each) => each.key === (storage.module ?? options.module))
  }
  return undefined
}

function plainOf(definition: Around, module: ModuleDefinition, field: FieldDefinition, depth: number) {
  const type = fieldTypes.get(field.type)
  if (!type) return undefined
  const context = contextOf(definition, module, field, depth + 1)
  const storage = type.storage(field as FieldOptions, context)
  if (storage.kind === 'none') return undefined
  if (!type.computed) return { type, options: field as FieldOptions, choices: context.choices, storage }
  const like = type.computed(field as FieldOptions, context)?.like
  return like && { ...like, storage }
}
