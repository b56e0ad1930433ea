// The schemas of reports. Each type of report is one part.
import { AGGREGATES } from '../expression/operators.ts'
import { expression, key, label } from './schema.ts'

const measurePart = {
  type: 'object',
  properties: {
    aggregate: { enum: ['count', 'sum'] },
    value: { ...expression, description: 'What is summed: a number or a duration.' },
    where: { ...expression, description: 'Only records for which it holds.' },
  },
  required: ['aggregate'],
  additionalProperties: false,
} as const

export const measureSchema = {
  $id: 'stagewright:measure',
  description: 'A column of figures. A ratio is kept as its two numbers and only then divided.',
  type: 'object',
  properties: {
    key,
    label,
    aggregate: { enum: [...AGGREGATES, 'ratio'] },
    value: { ...expression, description: 'A number, a duration (counted in `unit`), or for count_distinct anything.' },
    unit: { enum: ['days', 'hours'], description: 'Unit of durations; days unless given.' },
    where: { ...expression, description: 'Only records for which it holds count.' },
    numerator: { ...measurePart, description: 'Ratio: what is divided.' },
    denominator: { ...measurePart, description: 'Ratio: by what.' },
  },
  required: ['key', 'aggregate'],
  additionalProperties: false,
} as const

export const tableReportSchema = {
  $id: 'stagewright:report-table',
  description: 'A table of groups and figures; every figure opens its records.',
  type: 'object',
  properties: {
    key,
    label,
    type: { const: 'table' },
    description: label,
    module: key,
    where: { ...expression, description: 'Only records for which it holds.' },
    groups: {
      type: 'array',
      maxItems: 4,
      items: {
        type: 'object',
        properties: {
          key,
          label,
          by: { ...expression, description: 'A field, a path (account.sector) or any expression.' },
          bucket: {
            enum: ['day', 'week', 'month', 'quarter', 'year'],
            description: 'Cuts dates and instants, in the time zone of the app; weeks begin on Monday.',
          },
        },
        required: ['key', 'by'],
        additionalProperties: false,
      },
    },
    measures: { type: 'array', items: { $ref: 'stagewright:measure' }, minItems: 1, maxItems: 20 },
    sort: {
      type: 'array',
      maxItems: 4,
      items: {
        type: 'object',
        properties: { by: { ...key, description: 'The key of a group or a measure.' }, descending: { type: 'boolean' } },
        required: ['by'],
        additionalProperties: false,
      },
    },
    limit: { type: 'integer', minimum: 1, maximum: 1000, description: 'Rows shown; 1000 unless given.' },
    chart: {
      type: 'object',
      properties: { type: { enum: ['bar', 'line'] }, measure: key },
      required: ['type', 'measure'],
      additionalProperties: false,
    },
  },
  required: ['key', 'type', 'module', 'measures'],
  additionalProperties: false,
} as const
