// The one way a definition is written: keys in the order of the schema, lists as they are, two spaces. Export, files under version control and byte comparison rely on it.
import { fieldTypes } from '../fields/index.ts'
import { ALL_SCHEMAS } from './field-schema.ts'
import { tableReportSchema } from './report-schema.ts'
import { fieldBaseSchema } from './schema.ts'

type Schema = { readonly [keyword: string]: unknown }
const byId: ReadonlyMap<string, Schema> = new Map(ALL_SCHEMAS.map((schema) => [schema.$id, schema]))

/** The definition as canonical text, with a final newline. Unknown keys (of documents not yet valid) follow the known ones, sorted. */
export function canonicalText(document: unknown): string {
  return `${JSON.stringify(canonical(document), null, 2)}\n`
}

/** A copy with the keys of every object in canonical order. */
export function canonical(document: unknown): unknown {
  return order(document, { $ref: 'stagewright:app' })
}

function order(value: unknown, schema: Schema | undefined): unknown {
  const rule = resolve(value, schema)
  if (Array.isArray(value)) return value.map((item) => order(item, rule?.items as Schema | undefined))
  if (!value || typeof value !== 'object') return value
  const properties = (rule?.properties ?? {}) as { readonly [name: string]: Schema }
  const known = Object.keys(properties).filter((name) => Object.hasOwn(value, name))
  const unknown = Object.keys(value)
    .filter((name) => !Object.hasOwn(properties, name))
    .sort()
  const entries = [...known, ...unknown].map((name) => [name, order((value as Record<string, unknown>)[name], properties[name])] as const)
  return Object.fromEntries(entries)
}

function resolve(value: unknown, schema: Schema | undefined): Schema | undefined {
  const id = schema?.$ref
  if (id === 'stagewright:report') return tableReportSchema
  if (id === 'stagewright:field') {
    const type = fieldTypes.get(String((value as { type?: unknown } | null)?.type))
    return { properties: { ...fieldBaseSchema.properties, ...type?.options.properties } }
  }
  if (typeof id === 'string') return byId.get(id)
  if (schema?.anyOf) return (schema.anyOf as Schema[]).find((each) => each.type === 'object')
  return schema
}
