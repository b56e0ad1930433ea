// Copies of fields: beside themselves, or as text on the clipboard, from one module to another.

import type { FieldDefinition, ModuleDefinition } from '../../runtime/definition/types.ts'
import { fieldTypes } from '../../runtime/fields/index.ts'
import { bothOf } from '../../runtime/label.ts'
import { freeKey } from '../editor/keys.ts'
import { words as common } from '../inspector/words.ts'
import { filled } from '../words/text.tsx'

const KIND = 'stagewright/fields'
const MODULE_KIND = 'stagewright/module'

/** Fields under keys that are free in the module; what only one field may have stays with the first. */
export function copiesOf(fields: readonly FieldDefinition[], module: ModuleDefinition, renamed: boolean): FieldDefinition[] {
  const taken = module.fields.map(({ key }) => key)
  return fields.map((field) => {
    const key = freeKey(field.key, taken)
    taken.push(key)
    const own = new Set(
      Object.entries(fieldTypes.get(field.type)?.options.properties ?? {}).flatMap(([name, schema]) =>
        schema['x-unique'] === true ? [name] : [],
      ),
    )
    const kept = Object.fromEntries(Object.entries(field).filter(([name]) => !own.has(name))) as FieldDefinition
    const label = renamed ? { label: filled(common.copyOf, { name: bothOf(field.label, field.key) }) } : {}
    return { ...kept, key, ...label }
  })
}

export function fieldsAsText(fields: readonly FieldDefinition[]): string {
  return JSON.stringify({ kind: KIND, fields }, null, 2)
}

/** The fields in a text somebody copied; undefined where it holds none. */
export function fieldsInText(text: string): readonly FieldDefinition[] | undefined {
  const read = readJson(text)
  if (!isNode(read) || read.kind !== KIND || !Array.isArray(read.fields)) return undefined
  const fields = read.fields.filter(
    (each): each is FieldDefinition => isNode(each) && typeof each.key === 'string' && typeof each.type === 'string',
  )
  return fields.length > 0 && fields.length === read.fields.length ? fields : undefined
}

export function moduleAsText(module: ModuleDefinition): string {
  return JSON.stringify({ kind: MODULE_KIND, module }, null, 2)
}

export function moduleInText(text: string): ModuleDefinition | undefined {
  const read = readJson(text)
  if (!isNode(read) || read.kind !== MODULE_KIND || !isNode(read.module)) return undefined
  const { key, title, fields } = read.module
  return typeof key === 'string' && typeof title === 'string' && Array.isArray(fields)
    ? (read.module as unknown as ModuleDefinition)
    : undefined
}

function isNode(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
