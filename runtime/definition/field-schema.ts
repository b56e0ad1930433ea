// The schema of a field: the base every field has plus the settings of its type, told apart by `type`.
import type { FieldType } from '../fields/contract.ts'
import { FIELD_TYPES } from '../fields/index.ts'
import { measureSchema, tableReportSchema } from './report-schema.ts'
import * as parts from './schema.ts'
import { scorecardSchema, scoreRuleSchema } from './scorecard-schema.ts'

export function fieldSchemaOf(type: FieldType): { readonly [keyword: string]: unknown } {
  return {
    type: 'object',
    title: type.name,
    properties: { ...parts.fieldBaseSchema.properties, type: { const: type.name }, ...type.options.properties },
    required: [...parts.fieldBaseSchema.required, ...(type.options.required ?? [])],
    additionalProperties: false,
  }
}

export const fieldSchema = {
  $id: 'stagewright:field',
  description: 'A field of a module; its settings depend on its type.',
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: FIELD_TYPES.map(fieldSchemaOf),
}

export const reportSchema = {
  $id: 'stagewright:report',
  description: 'A report; what it takes depends on its type.',
  type: 'object',
  required: ['type'],
  discriminator: { propertyName: 'type' },
  oneOf: [tableReportSchema],
}

/** Every part that has an $id of its own, the app last. */
export const ALL_SCHEMAS: readonly { readonly $id: string; readonly [keyword: string]: unknown }[] = [
  parts.labelSchema,
  parts.settingsSchema,
  parts.dictionaryItemSchema,
  parts.dictionarySchema,
  fieldSchema,
  parts.layoutSectionSchema,
  parts.layoutTabSchema,
  parts.viewSchema,
  parts.ruleSchema,
  parts.duplicateSchema,
  parts.activitySchema,
  parts.decisionMapSchema,
  parts.moduleSchema,
  parts.criterionSchema,
  parts.stageSchema,
  parts.askSchema,
  parts.effectSchema,
  parts.transitionSchema,
  parts.pipelineSchema,
  scoreRuleSchema,
  scorecardSchema,
  parts.conversionTargetSchema,
  parts.conversionSchema,
  measureSchema,
  reportSchema,
  parts.roleSchema,
  parts.navigationSchema,
  parts.appSchema,
]

/** All parts as one standard JSON Schema (2020-12) for editors and other tools: parts become `$defs`. */
export function publishedSchema(): { readonly [keyword: string]: unknown } {
  const { $id: _, ...app } = parts.appSchema
  const nameOf = (id: string) => id.slice('stagewright:'.length)
  const defs = Object.fromEntries(ALL_SCHEMAS.filter((part) => part !== parts.appSchema).map(({ $id, ...part }) => [nameOf($id), part]))
  const document = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Stagewright app definition, format 1',
    ...app,
    $defs: defs,
  }
  return JSON.parse(JSON.stringify(document), (name, value) => {
    if (name === '$ref' && typeof value === 'string') return `#/$defs/${nameOf(value)}`
    if (value && typeof value === 'object' && '$id' in value) {
      const { $id: __, ...rest } = value
      return rest
    }
    return value
  })
}
