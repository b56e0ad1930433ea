// The reference of the definition language as Markdown, made from the schemas and the field types, so that it cannot say anything else than they do.
import { ALL_SCHEMAS } from '../../runtime/definition/field-schema.ts'
import { appSchema, FORMAT, fieldBaseSchema, KEY_PATTERN } from '../../runtime/definition/schema.ts'
import { SYSTEM_FIELDS } from '../../runtime/definition/system.ts'
import { FUNCTIONS } from '../../runtime/expression/functions.ts'
import { FIELD_TYPES } from '../../runtime/fields/index.ts'
import { textOf } from '../../runtime/label.ts'

type Schema = { readonly [keyword: string]: any }

export function definitionReference(): string {
  const parts = [appSchema, ...ALL_SCHEMAS.filter((part) => part !== appSchema && part.properties)] as Schema[]
  const variants = ALL_SCHEMAS.filter((part) => part.$id === 'stagewright:report').flatMap((part) => part.oneOf as Schema[])
  return [
    '# Definition reference',
    '',
    `An app is one JSON document, format ${FORMAT}. This page is made by \`npm run schema\` from the schemas; the same schemas are published as [app-definition.schema.json](app-definition.schema.json). Keys match \`${KEY_PATTERN}\` and are fixed once published; labels are free. A label is a text or \`{ "en": …, "zh-CN": … }\`. Conditions and formulas are [expressions](#expressions).`,
    '',
    ...[...parts, ...variants].flatMap(partSection),
    '## Fields',
    '',
    'Every field has:',
    '',
    ...propertyTable(fieldBaseSchema),
    ...FIELD_TYPES.flatMap((type) => [
      `### ${type.name}`,
      '',
      `${textOf(type.label, 'en')} · ${textOf(type.label, 'zh-CN')}`,
      '',
      ...(Object.keys(type.options.properties).length > 0 ? propertyTable(type.options) : ['No settings of its own.', '']),
    ]),
    '## System members',
    '',
    'Every record has these beside its fields; they can be shown, sorted by and used in expressions.',
    '',
    '| name | meaning |',
    '| --- | --- |',
    ...SYSTEM_FIELDS.map(
      (field) => `| \`${field.name}\` | ${field.label.en} · ${field.label['zh-CN']}${field.pipeline ? ' (with a pipeline)' : ''} |`,
    ),
    '',
    '## Expressions',
    '',
    'CEL text over the fields of the record, paths through relations (`account.industry`), related records (`meetings.exists(m, m.role == "approver")`), `me`, `my_team`, and these functions:',
    '',
    '| function | meaning |',
    '| --- | --- |',
    ...[...FUNCTIONS.values()].map((each) => `| \`${each.usage.replaceAll('|', '\\|')}\` | ${each.help.en} |`),
    '',
  ].join('\n')
}

function partSection(part: Schema): string[] {
  const name = String(part.$id).slice('stagewright:'.length)
  if (name === 'field-base' || name === 'label') return []
  return [`## ${name}`, '', String(part.description ?? ''), '', ...propertyTable(part)]
}

function propertyTable(part: { readonly properties?: any; readonly required?: readonly string[] }): string[] {
  const rows = Object.entries((part.properties ?? {}) as Record<string, Schema>).flatMap(([name, schema]) =>
    rowsOf(name, schema, part.required?.includes(name) ?? false),
  )
  return ['| member | value | meaning |', '| --- | --- | --- |', ...rows, '']
}

function rowsOf(name: string, schema: Schema, required: boolean): string[] {
  const own = `| \`${name}\`${required ? ' *' : ''} | ${shapeOf(schema)} | ${meaning(schema)} |`
  const inner = schema.type === 'object' ? schema : schema.items?.type === 'object' ? schema.items : undefined
  const nested = Object.entries((inner?.properties ?? {}) as Record<string, Schema>).flatMap(([key, each]) =>
    rowsOf(`${name}${schema.items ? '[]' : ''}.${key}`, each, inner.required?.includes(key) ?? false),
  )
  return [own, ...nested]
}

function meaning(schema: Schema): string {
  const label = schema['x-label'] ? textOf(schema['x-label'], 'en') : ''
  const help = schema['x-help'] ? textOf(schema['x-help'], 'en') : ''
  const text = typeof schema.description === 'string' ? schema.description : ''
  return [label, help, text]
    .filter((each) => each !== '')
    .join('. ')
    .replaceAll('|', '\\|')
}

function shapeOf(schema: Schema): string {
  if (typeof schema.$ref === 'string') return schema.$ref.slice('stagewright:'.length)
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.enum) return schema.enum.map((value: unknown) => `\`${JSON.stringify(value)}\``).join(' \\| ')
  if (schema.anyOf) return schema.anyOf.map(shapeOf).join(' or ')
  if (schema.type === 'array') return `list of ${schema.items ? shapeOf(schema.items) : 'values'}`
  const limits = [
    schema.minimum !== undefined || schema.maximum !== undefined ? `${schema.minimum ?? '…'}–${schema.maximum ?? '…'}` : '',
    schema.maxLength ? `≤ ${schema.maxLength} characters` : '',
  ]
  return [[schema.type ?? 'any'].flat().join(' or '), ...limits.filter((each) => each !== '')].join(', ')
}
