// Building blocks of the settings of field types: each setting is a JSON Schema with a title in both languages, from which the inspector and the docs are drawn.
import type { Text } from '../label.ts'
import type { JsonSchema } from './contract.ts'

/** What the key of a module, field, dictionary or choice looks like. */
export const KEY_PATTERN = '^[a-z][a-z0-9_]{0,47}$'

/** A setting: its schema with a title and, where the title does not say it all, a sentence of help. */
export function setting(schema: JsonSchema, en: string, zh: string, help?: Text): JsonSchema {
  return { ...schema, 'x-label': { en, 'zh-CN': zh }, ...(help === undefined ? {} : { 'x-help': help }) }
}

/** One of a few words, each with its name in both languages. */
export function oneOf(names: Readonly<Record<string, Text>>): JsonSchema {
  return { type: 'string', enum: Object.keys(names), 'x-names': names }
}

/**
 * What a text of the definition leads to: the key of a module or a dictionary; the name of the list that relations of other modules open here; or
 * relations and then a field. The builder offers what there is.
 */
export type Refers = 'module' | 'dictionary' | 'records' | 'path'

export function refersTo(what: Refers, schema: JsonSchema = KEY_SCHEMA): JsonSchema {
  return { ...schema, 'x-refers': what }
}

/** An expression over the record, or, with `over`, over one of the related records that setting names. */
export function expressionSchema(gives: 'value' | 'condition', over?: string): JsonSchema {
  return { type: 'string', minLength: 1, maxLength: 2000, 'x-expression': gives, ...(over === undefined ? {} : { 'x-over': over }) }
}

/** A text for all languages, or one per language. */
export const LABEL_SCHEMA: JsonSchema = {
  anyOf: [
    { type: 'string', minLength: 1, maxLength: 500 },
    {
      type: 'object',
      properties: { en: { type: 'string', minLength: 1, maxLength: 500 }, 'zh-CN': { type: 'string', minLength: 1, maxLength: 500 } },
      additionalProperties: false,
      minProperties: 1,
    },
  ],
}

export const KEY_SCHEMA: JsonSchema = { type: 'string', pattern: KEY_PATTERN }

/** Colours a choice may have: names of the theme's palette or `#rrggbb`. */
export const COLOR_PATTERN = '^(gray|red|pink|grape|violet|indigo|blue|cyan|teal|green|lime|yellow|orange|#[0-9a-fA-F]{6})$'

/** The choices written at a field. */
export const CHOICES_SETTING: JsonSchema = setting(
  {
    type: 'array',
    minItems: 1,
    maxItems: 500,
    // What a new field begins with.
    'x-start': [1, 2].map((number) => ({ key: `option_${number}`, label: { en: `Option ${number}`, 'zh-CN': `选项 ${number}` } })),
    items: {
      type: 'object',
      properties: {
        key: setting(KEY_SCHEMA, 'Key', '键'),
        label: setting(LABEL_SCHEMA, 'Label', '名称'),
        color: setting({ type: 'string', pattern: COLOR_PATTERN, 'x-color': true }, 'Colour', '颜色'),
        active: setting({ type: 'boolean', default: true }, 'In use', '启用', {
          en: 'Off: kept on old records, refused on new ones.',
          'zh-CN': '停用后旧记录保留，新记录不能再选。',
        }),
        action: setting(LABEL_SCHEMA, 'What to do about it', '改进措施'),
      },
      required: ['key'],
      additionalProperties: false,
    },
  },
  'Choices',
  '选项',
)

/** The dictionary a field takes its choices from. */
export const DICTIONARY_SETTING: JsonSchema = setting(refersTo('dictionary'), 'Dictionary', '字典', {
  en: 'Takes the choices from a dictionary of the app, shared by several fields.',
  'zh-CN': '选项来自应用的字典，可由多个字段共用。',
})
