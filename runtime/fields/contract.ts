// The contract every field type fulfils. A type is mostly data; compilers see its storage kind and operators, never its name.
import type { Aggregate, Operator } from '../expression/operators.ts'
import type { Storage } from '../expression/storage.ts'
import type { Label, Locale } from '../label.ts'
import type { Result } from '../problem.ts'

/** A plain JSON Schema object (draft 2020-12 subset). */
export type JsonSchema = { readonly [keyword: string]: unknown }

/** A choice of a select or of a dictionary level. */
export interface Choice {
  readonly key: string
  readonly label?: Label
  /** What to do about it (loss reasons carry the improvement action). */
  readonly action?: Label
  readonly color?: string
  /** false: kept on old records, refused on new ones. */
  readonly active?: boolean
  readonly items?: readonly Choice[]
}

export interface NumberFormat {
  readonly decimal: '.' | ','
  /** The digit group separator that is skipped when reading: '' | ',' | '.' | ' ' | "'" */
  readonly group: string
}
/** Order of the parts of a written date. */
export type DateOrder = 'YMD' | 'MDY' | 'DMY'

/** What a type may know about the app it is used in. */
export interface FieldContext {
  readonly locale: Locale
  readonly timeZone: string
  /** ISO 4217 code of the app. */
  readonly currency: string
  /** The choices of this field: its own options or those of its dictionary. */
  readonly choices?: readonly Choice[] | undefined
  /** The levels of a dictionary that parts of the value come from, where the value is no choice itself. */
  readonly divisions?: readonly Choice[] | undefined
  /** How numbers and dates are written in the text that is parsed; absent: plain `1234.5` and ISO dates. */
  readonly numberFormat?: NumberFormat | undefined
  readonly dateOrder?: DateOrder | undefined
  /** What the `path` of a computed field leads to; absent where it leads nowhere or there is none. */
  readonly leadsTo?: PlainField | undefined
  /** The title of a referenced record or user. */
  readonly titleOf?: ((module: string, id: string) => string | undefined) | undefined
}

/** The settings of one field as written in the definition. */
export type FieldOptions = { readonly [option: string]: unknown }

/** A field as its type alone knows it: enough to store, show and compare its values. */
export interface PlainField {
  readonly type: FieldType
  readonly options: FieldOptions
  readonly choices?: readonly Choice[] | undefined
}

/** Related records brought to one value: `records` is what expressions call them, `value` and `where` are expressions over one of them. */
export interface Rollup {
  readonly records: string
  readonly aggregate: 'count' | 'sum' | 'avg' | 'min' | 'max'
  readonly value?: string | undefined
  readonly where?: string | undefined
}

/** How a computed field comes by its value, and the plain field it is like: readers of records know that one alone. */
export interface Computation {
  readonly like: PlainField
  /** An expression over the record and the setting it stands in, or related records. */
  readonly from: { readonly expression: string; readonly setting: string } | { readonly rollup: Rollup }
}

export interface FieldExample {
  readonly options: FieldOptions
  readonly choices?: readonly Choice[]
  readonly divisions?: readonly Choice[]
  readonly leadsTo?: PlainField
  readonly valid: readonly unknown[]
  readonly invalid: readonly unknown[]
}

export interface FieldType {
  readonly name: string
  readonly label: Label
  /** The lucide icon's name, kebab-case. */
  readonly icon: string
  /** JSON Schema of the type's own settings: `properties` (flat) and `required`. Definition schema, inspector form and docs come from it. */
  readonly options: { readonly properties: { readonly [option: string]: JsonSchema }; readonly required?: readonly string[] }
  storage(options: FieldOptions, context: FieldContext): Storage
  /** JSON Schema of one value in wire form; null is handled outside (a field that is not required takes null). */
  value(options: FieldOptions, context: FieldContext): JsonSchema
  readonly operators: readonly Operator[]
  readonly aggregates: readonly Aggregate[]
  /** The value of a new record; null where there is none. */
  initial(options: FieldOptions, context: FieldContext): unknown
  /** A value as text for titles, CSV and search; never called with null. */
  format(value: unknown, options: FieldOptions, context: FieldContext): string
  /** Text in: `''` is null. `parse(format(v)) = v` for every valid v. */
  parse(text: string, options: FieldOptions, context: FieldContext): Result<unknown>
  readonly examples: readonly FieldExample[]
  /** Only of computed types, whose values nobody writes; undefined where its path leads nowhere. */
  computed?(options: FieldOptions, context: FieldContext): Computation | undefined
}
