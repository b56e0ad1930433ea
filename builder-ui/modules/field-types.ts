// What the builder needs to know of field types, from their data alone: the group of the palette a type stands in, what a new field of it begins with, and
// what is kept of a field when it becomes one of another type.
import type { AppDefinition, FieldDefinition } from '../../runtime/definition/types.ts'
import type { Storage } from '../../runtime/expression/storage.ts'
import type { FieldContext, FieldType, JsonSchema } from '../../runtime/fields/contract.ts'
import { FIELD_TYPES } from '../../runtime/fields/index.ts'
import type { Refers } from '../../runtime/fields/option-schemas.ts'

export const TYPE_GROUPS = ['text', 'number', 'date', 'choice', 'relation', 'more', 'computed'] as const
export type TypeGroup = (typeof TYPE_GROUPS)[number]

type Settings = { readonly [name: string]: unknown }

/** By the way values are kept, whether there are choices, and whether somebody writes them. */
export function groupOfType(type: FieldType): TypeGroup {
  const storage = storageOfType(type)
  const numbered = storage.kind === 'text' && storage.sequence !== undefined
  if (type.computed || numbered) return 'computed'
  if (storage.kind === 'reference' || settingThat(type, refersTo('module')) !== undefined) return 'relation'
  if (type.operators.includes('has_any') || settingThat(type, refersTo('dictionary')) === 'dictionary') return 'choice'
  switch (storage.kind) {
    case 'text':
      return 'text'
    case 'integer':
    case 'decimal':
      return 'number'
    case 'date':
    case 'instant':
      return 'date'
    default:
      return 'more'
  }
}

function storageOfType(type: FieldType): Storage {
  const example = type.examples[0]!
  const context: FieldContext = { locale: 'en', timeZone: 'UTC', currency: 'CNY', leadsTo: example.leadsTo, choices: example.choices }
  return type.storage(example.options, context)
}

/** The first setting of the type for which that holds. */
export function settingThat({ options }: FieldType, holds: (schema: JsonSchema) => boolean): string | undefined {
  return Object.keys(options.properties).find((name) => holds(options.properties[name]!))
}

export function refersTo(what: Refers): (schema: JsonSchema) => boolean {
  return (schema) => schema['x-refers'] === what
}

/** The setting that names the module a field of the type leads to, and the one that names the list it opens there. */
export function relationSettings(type: FieldType): { readonly module: string; readonly list: string | undefined } | undefined {
  const module = settingThat(type, refersTo('module'))
  return module === undefined ? undefined : { module, list: settingThat(type, (schema) => schema['x-unique'] === true) }
}

/** The types that lead to another module, those that open a list there first. */
export const RELATION_TYPES: readonly FieldType[] = FIELD_TYPES.filter((type) => relationSettings(type)).sort(
  (a, b) => Number(relationSettings(b)?.list !== undefined) - Number(relationSettings(a)?.list !== undefined),
)

/** The module a field leads to; undefined where it is no relation. */
export function targetOf(field: FieldDefinition, types: ReadonlyMap<string, FieldType>): string | undefined {
  const type = types.get(field.type)
  const settings = type && relationSettings(type)
  const target = settings && field[settings.module]
  return typeof target === 'string' ? target : undefined
}

/** The settings a new field of the type begins with: what it cannot be without, as far as the app has something to offer. */
export function startOf(type: FieldType, definition: AppDefinition, module: string, given: Settings = {}): Settings {
  const { properties, required = [] } = type.options
  const found: Record<string, unknown> = {}
  const has = (name: string) => given[name] !== undefined || found[name] !== undefined
  for (const name of required) {
    const value = has(name) ? undefined : first(properties[name]!, definition, module)
    if (value !== undefined) found[name] = value
  }
  const dictionary = settingThat(type, refersTo('dictionary'))
  for (const [name, schema] of Object.entries(properties)) {
    if (schema['x-start'] !== undefined && !has(name) && !(dictionary !== undefined && has(dictionary))) found[name] = schema['x-start']
  }
  return found
}

function first(schema: JsonSchema, definition: AppDefinition, module: string): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0]
  switch (schema['x-refers'] as Refers | undefined) {
    case 'module':
      return (definition.modules.find(({ key }) => key !== module) ?? definition.modules[0])?.key
    case 'dictionary':
      return definition.dictionaries?.[0]?.key
    default:
      return undefined
  }
}

const ANYHOW = ['key', 'label', 'help', 'required', 'readOnly', 'visible', 'unique']
const WRITTEN = ['required', 'readOnly', 'unique']

/** The field as one of another type: its name and rules stay, settings the other type has too stay where they fit. */
export function asType(field: FieldDefinition, type: FieldType, definition: AppDefinition, module: string): FieldDefinition {
  const { properties } = type.options
  const fits = (name: string, value: unknown) => {
    const schema = properties[name]
    return schema !== undefined && (!Array.isArray(schema.enum) || schema.enum.includes(value))
  }
  const base = ANYHOW.filter((name) => field[name] !== undefined && !(type.computed && WRITTEN.includes(name)))
  const own = Object.keys(field).filter((name) => !ANYHOW.includes(name) && fits(name, field[name]))
  const kept = Object.fromEntries([...base, ...own].map((name) => [name, field[name]])) as FieldDefinition
  return { ...kept, type: type.name, ...startOf(type, definition, module, kept) }
}

/** Whether a field of the type can be unique: whether what it keeps can be compared. */
export function canBeUnique({ kind }: Storage): boolean {
  return kind !== 'json' && kind !== 'document' && kind !== 'none' && kind !== 'boolean'
}
