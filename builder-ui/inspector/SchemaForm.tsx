// Settings drawn from their JSON Schema, as field types give theirs: each member by what it is, what it leads to and what it is called.
import type { Module } from '../../runtime/definition/app.ts'
import type { JsonSchema } from '../../runtime/fields/contract.ts'
import { LABEL_SCHEMA } from '../../runtime/fields/option-schemas.ts'
import type { Label, Text } from '../../runtime/label.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { useTell } from '../words/text.tsx'
import { ColorSetting } from './ColorSetting.tsx'
import { ExpressionSetting } from './ExpressionSetting.tsx'
import { KeyedList } from './KeyedList.tsx'
import { LabelSetting } from './LabelSetting.tsx'
import { LinesSetting } from './LinesSetting.tsx'
import { isReference, ReferenceSetting } from './ReferenceSetting.tsx'
import { NumberSetting, SelectSetting, type SettingProps, SwitchSetting, TextSetting } from './settings.tsx'
import { words } from './words.ts'

export interface ObjectSchema {
  readonly properties: { readonly [name: string]: JsonSchema }
  readonly required?: readonly string[]
}

interface SchemaFormProps {
  /** The place of the object whose members are set. */
  readonly path: string
  readonly schema: ObjectSchema
  readonly values: { readonly [name: string]: unknown }
  /** The module whose records expressions of it read. */
  readonly module: Module
  /** Members that are set elsewhere. */
  readonly without?: readonly string[]
}

export function SchemaForm({ path, schema, values, module, without = [] }: SchemaFormProps) {
  const { required = [] } = schema
  const source = sourceOf(schema)
  return (
    Object.entries(schema.properties)
      .filter(([name, member]) => !without.includes(name) && member.const === undefined)
      // A dictionary takes the place of choices of one's own.
      .filter(([name]) => !source || name !== source.list || values[source.dictionary] === undefined)
      .map(([name, member]) => (
        <MemberSetting
          key={name}
          path={`${path}/${name}`}
          schema={member}
          value={values[name]}
          values={values}
          module={module}
          required={required.includes(name)}
          source={
            source?.dictionary === name ? { path: `${path}/${source.list}`, start: schema.properties[source.list]?.['x-start'] } : undefined
          }
        />
      ))
  )
}

/** The dictionary that can be chosen instead of a list of one's own, where a type offers both. */
function sourceOf({ properties }: ObjectSchema): { readonly dictionary: string; readonly list: string } | undefined {
  const names = Object.keys(properties)
  const dictionary = names.find((name) => properties[name]!['x-refers'] === 'dictionary')
  const list = names.find((name) => properties[name]!['x-start'] !== undefined)
  return dictionary !== undefined && list !== undefined ? { dictionary, list } : undefined
}

interface MemberProps {
  readonly path: string
  readonly schema: JsonSchema
  readonly value: unknown
  readonly values: { readonly [name: string]: unknown }
  readonly module: Module
  readonly required: boolean
  /** The list it takes the place of. */
  readonly source?: { readonly path: string; readonly start: unknown } | undefined
}

function MemberSetting({ path, schema, value, values, module, required, source }: MemberProps) {
  const tell = useTell()
  const setting: SettingProps = {
    path,
    label: schema['x-label'] as Text,
    ...(schema['x-help'] === undefined ? {} : { help: schema['x-help'] as Text }),
  }
  const otherwise = schema.default === undefined ? undefined : tell(words.otherwise, { value: String(schema.default) })
  if (schema['x-expression'] !== undefined)
    return <SchemaExpression setting={setting} schema={schema} value={value} values={values} module={module} required={required} />
  if (isReference(schema))
    return <ReferenceSetting {...setting} schema={schema} value={value} module={module} required={required} instead={source} />
  if (Array.isArray(schema.enum)) {
    const names = schema['x-names'] as Readonly<Record<string, Text>>
    return (
      <SelectSetting
        {...setting}
        value={(value ?? schema.default) as string | undefined}
        clearable={!required && schema.default === undefined}
        data={(schema.enum as readonly string[]).map((each) => ({ value: each, label: tell(names[each]!) }))}
      />
    )
  }
  if (schema['x-color'] === true) return <ColorSetting {...setting} value={value as string | undefined} />
  if (schema.anyOf === LABEL_SCHEMA.anyOf) return <LabelSetting {...setting} value={value as Label | undefined} />
  switch (schema.type) {
    case 'boolean':
      return <SwitchSetting {...setting} value={value as boolean | undefined} otherwise={schema.default === true} />
    case 'integer':
    case 'number':
      return (
        <NumberSetting
          {...setting}
          value={value as number | undefined}
          min={schema.minimum as number | undefined}
          max={schema.maximum as number | undefined}
          integer={schema.type === 'integer'}
          placeholder={otherwise}
        />
      )
    case 'array':
      return (schema.items as JsonSchema).type === 'string' ? (
        <LinesSetting {...setting} value={value as readonly string[] | undefined} />
      ) : (
        <KeyedList {...setting} schema={schema} value={(value ?? []) as readonly { readonly key: string }[]} module={module} />
      )
    default:
      return (
        <TextSetting
          {...setting}
          value={value as string | undefined}
          placeholder={schema.format === 'date' ? '2026-12-31' : otherwise}
          maxLength={(schema.maxLength as number | undefined) ?? 2000}
          monospace={schema.pattern !== undefined || schema.format === 'pattern'}
        />
      )
  }
}

interface SchemaExpressionProps extends Omit<MemberProps, 'path'> {
  readonly setting: SettingProps
}

/** An expression over the record, or over one of the related records that another setting names. */
function SchemaExpression({ setting, schema, value, values, module, required }: SchemaExpressionProps) {
  const tell = useTell()
  const { app } = useApp()
  const over = schema['x-over'] as string | undefined
  const list = over === undefined ? undefined : module.shape.members.get(String(values[over]))
  const read = over === undefined ? module : list?.kind === 'records' ? app.modules.get(list.module) : undefined
  // Until it is known which records it reads there is nothing to write it about.
  if (!read) return value === undefined ? null : <TextSetting {...setting} value={String(value)} monospace />
  const condition = schema['x-expression'] === 'condition'
  return (
    <ExpressionSetting
      {...setting}
      module={read}
      value={value as string | undefined}
      wants={condition ? 'boolean' : undefined}
      scope={SQL}
      required={required}
      add={tell(condition ? words.addCondition : words.addFormula)}
    />
  )
}

const SQL = { sql: true }
