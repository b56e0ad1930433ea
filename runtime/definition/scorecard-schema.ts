// Scorecards as they are written: rules that add points on axes, brought to one score and a tier.
import { expression, key, label } from './schema.ts'

const bound = { type: 'number', minimum: -1_000_000, maximum: 1_000_000 } as const

export const scoreRuleSchema = {
  $id: 'stagewright:score-rule',
  description: 'Adds its points while its condition holds; unknown does not hold.',
  type: 'object',
  properties: {
    key,
    label: { ...label, description: 'What it says to people; without it the condition is told as a sentence.' },
    axis: { ...key, description: 'The axis the points count on; needed where the scorecard has axes.' },
    when: { ...expression, description: 'A condition over the record.' },
    points: { ...bound, description: 'Points while the condition holds; may be negative.' },
    per: {
      ...expression,
      description: 'A number the points are multiplied with, such as count(calls, c, c.at > now() - duration("30d")).',
    },
    decay: {
      type: 'object',
      properties: {
        halfLife: {
          type: 'string',
          pattern: '^[1-9][0-9]{0,3}[dw]$',
          description: 'Days or weeks after which half of the points is left.',
        },
        from: { ...expression, description: 'The date or moment from which they go, in whole days.' },
      },
      required: ['halfLife', 'from'],
      additionalProperties: false,
      description: 'Points go down with time.',
    },
    max: { ...bound, description: 'The most points the rule gives.' },
  },
  required: ['key', 'when', 'points'],
  additionalProperties: false,
} as const

export const scorecardSchema = {
  $id: 'stagewright:scorecard',
  description:
    'Scores the records of a module: rules add points, axes are brought together, the score is clipped and gives a tier. Every record has `_score_<key>`, and `_tier_<key>` where there are tiers.',
  type: 'object',
  properties: {
    key,
    label,
    module: key,
    axes: {
      type: 'array',
      minItems: 1,
      maxItems: 6,
      items: {
        type: 'object',
        properties: { key, label, min: bound, max: bound },
        required: ['key'],
        additionalProperties: false,
      },
      description: 'What the points are about, such as intent, fit and reach; each sum is kept within min and max.',
    },
    rules: { type: 'array', items: { $ref: 'stagewright:score-rule' }, minItems: 1, maxItems: 60 },
    combine: { enum: ['sum', 'product'], description: 'How axes are brought together; their sum unless given.' },
    clip: {
      type: 'object',
      properties: { min: bound, max: bound },
      additionalProperties: false,
      description: 'The least and the highest score.',
    },
    tiers: {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      items: {
        type: 'object',
        properties: {
          key,
          label,
          color: {
            type: 'string',
            pattern: '^(gray|red|pink|grape|violet|indigo|blue|cyan|teal|green|lime|yellow|orange|#[0-9a-fA-F]{6})$',
          },
          from: { ...bound, description: 'The score from which a record is in this tier.' },
          rhythm: { type: 'string', pattern: '^[1-9][0-9]{0,3}[hdw]$', description: 'How often to follow up: 1d, 3d, 1w.' },
        },
        required: ['key', 'from'],
        additionalProperties: false,
      },
    },
  },
  required: ['key', 'module', 'rules'],
  additionalProperties: false,
} as const
