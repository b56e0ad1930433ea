// What the schema of definitions allows at a place: members with what they are for, values out of a closed set.
import { ALL_SCHEMAS, fieldSchemaOf } from '../../runtime/definition/field-schema.ts'
import { tableReportSchema } from '../../runtime/definition/report-schema.ts'
import { fieldTypes } from '../../runtime/fields/index.ts'

export type Schema = { readonly [keyword: string]: unknown }

const byId: ReadonlyMap<string, Schema> = new Map(ALL_SCHEMAS.map((schema) => [schema.$id, schema]))
const ROOT: Schema = { $ref: 'stagewright:app' }

/** The texts of an object in the document, to tell which of several shapes it has. */
export type Texts = ReadonlyMap<string, string>

/** The schemas a value at the end of `steps` may follow. `objects` are the texts of the objects on the way, outermost first. */
export function schemasAt(steps: readonly (string | number)[], objects: readonly Texts[]): readonly Schema[] {
  let now: readonly Schema[] = [ROOT]
  let depth = 0
  for (const step of steps) {
    const open = now.flatMap((schema) => shapesOf(schema, objects[depth]))
    if (typeof step === 'number') now = open.flatMap(({ items }) => (items ? [items as Schema] : []))
    else {
      now = open.flatMap((schema) => {
        const own = (schema.properties as Readonly<Record<string, Schema>> | undefined)?.[step]
        if (own) return [own]
        return typeof schema.additionalProperties === 'object' ? [schema.additionalProperties as Schema] : []
      })
      depth += 1
    }
  }
  return now.flatMap((schema) => shapesOf(schema, objects[depth]))
}

/** A schema without references; of several shapes those that fit. */
export function shapesOf(schema: Schema, texts: Texts | undefined): Schema[] {
  const id = schema.$ref
  if (id === 'stagewright:field') {
    const type = fieldTypes.get(texts?.get('type') ?? '')
    return type
      ? [fieldSchemaOf(type)]
      : [...fieldTypes.values()].slice(0, 1).map((any) => ({ ...fieldSchemaOf(any), properties: withTypes(any) }))
  }
  if (id === 'stagewright:report') return [tableReportSchema]
  if (typeof id === 'string') {
    const found = byId.get(id)
    return found ? shapesOf(found, texts) : []
  }
  const several = (schema.anyOf ?? schema.oneOf) as readonly Schema[] | undefined
  return several ? several.flatMap((each) => shapesOf(each, texts)) : [schema]
}

/** The base members of a field whose type is still to be chosen. */
function withTypes(any: Parameters<typeof fieldSchemaOf>[0]): Readonly<Record<string, unknown>> {
  const { properties } = fieldSchemaOf(any) as { readonly properties: Readonly<Record<string, unknown>> }
  const own = new Set(Object.keys(any.options.properties))
  const base = Object.fromEntries(Object.entries(properties).filter(([name]) => !own.has(name)))
  return { ...base, type: { enum: [...fieldTypes.keys()] } }
}

/** The members an object may have, each with its schema. */
export function membersOf(schemas: readonly Schema[]): ReadonlyMap<string, Schema> {
  return new Map(schemas.flatMap(({ properties }) => Object.entries((properties ?? {}) as Readonly<Record<string, Schema>>)))
}

/** The values a closed set allows; empty where the value is free. */
export function valuesOf(schemas: readonly Schema[]): readonly unknown[] {
  return [
    ...new Set(
      schemas.flatMap((schema): readonly unknown[] => {
        if (schema.const !== undefined) return [schema.const]
        if (Array.isArray(schema.enum)) return schema.enum
        const types = Array.isArray(schema.type) ? schema.type : [schema.type]
        return types.includes('boolean') ? [true, false] : []
      }),
    ),
  ]
}

/** What a new value of a schema begins with, as text; the cursor goes to `|`. */
export function beginningOf(schemas: readonly Schema[]): string {
  const types = schemas.flatMap(({ type }) => (Array.isArray(type) ? type : [type]))
  if (types.includes('string')) return '"|"'
  if (types.includes('array')) return '[|]'
  if (types.includes('object')) return '{|}'
  return '|'
}
