// The columns of an export: what stands above them and how a value is written. As text it reads back as the same value; beside it stands what it is, for
// files whose cells have types.
import type { App, Field, Module } from '../../../runtime/definition/app.ts'
import { systemFields } from '../../../runtime/definition/system.ts'
import { USER_MODULE } from '../../../runtime/expression/storage.ts'
import type { FieldContext } from '../../../runtime/fields/contract.ts'
import { formatInstant } from '../../../runtime/fields/instants.ts'
import { type Locale, textOf } from '../../../runtime/label.ts'
import { stageOf } from '../../../runtime/pipeline/visits.ts'
import type { User } from '../../access/accounts.ts'
import { stageReader } from '../import/cells.ts'
import { headingsOf } from '../import/row.ts'
import type { Name } from '../names.ts'
import type { WireRecord } from '../row-json.ts'

/** What the cells of a column are. Numbers have so many decimals at most and, where people read them so, groups of digits. */
export type CellKind =
  | { readonly kind: 'text' | 'boolean' | 'date' | 'instant' }
  | { readonly kind: 'number'; readonly decimals: number; readonly grouped: boolean; readonly percent: boolean }

export interface ExportColumn {
  readonly name: string
  readonly heading: string
  readonly cell: CellKind
  /** The value as text; empty for nothing. */
  text(record: WireRecord): string
}

const PLAIN = { decimal: '.', group: '' } as const
/** The same in every language, so that a file finds its records again whoever imports it. */
const ID_HEADING = 'ID'

export function exportColumns(app: App, module: Module, names: readonly Name[], users: readonly User[], locale: Locale): ExportColumn[] {
  const headings = headingsOf(names.map(({ name }) => headingOf(module, name, locale)))
  const nameOf = userNames(users)
  return names.map((name, index) => ({ name: name.name, heading: headings[index]!, ...writerOf(app, module, name, nameOf, locale) }))
}

function headingOf(module: Module, name: string, locale: Locale): string {
  if (name === '_id') return ID_HEADING
  return textOf(module.fields.get(name)?.label ?? systemFields.get(name)?.label, locale, name)
}

function writerOf(
  app: App,
  module: Module,
  { name, storage }: Name,
  nameOf: (id: string) => string,
  locale: Locale,
): Pick<ExportColumn, 'cell' | 'text'> {
  const field = module.fields.get(name)
  const of = (write: (value: unknown, record: WireRecord) => string) => (record: WireRecord) => {
    const value = record[name]
    return value === null || value === undefined ? '' : write(value, record)
  }
  if (storage.kind === 'reference' && storage.module === USER_MODULE) return { cell: TEXT, text: of((value) => nameOf(String(value))) }
  if (storage.kind === 'reference') {
    const title = app.modules.get(storage.module)?.title
    return { cell: TEXT, text: of((value, record) => titleText(title, record._titles, name, locale) ?? String(value)) }
  }
  if (storage.kind === 'json' && storage.module !== undefined && field) {
    const title = app.modules.get(storage.module)?.title
    return { cell: TEXT, text: of((value, record) => titleTexts(title, value, record._titles, field, locale)) }
  }
  if (name === '_stage') return { cell: TEXT, text: of(stageWriter(module, locale)) }
  if (!field) {
    if (storage.kind !== 'instant') return { cell: TEXT, text: of(String) }
    return { cell: { kind: 'instant' }, text: of(remembering((value) => formatInstant(String(value), app.settings.timeZone))) }
  }
  const context: FieldContext = { ...field.context, locale, numberFormat: PLAIN, dateOrder: undefined }
  const write = (value: unknown) => field.type.format(value, field.options, context)
  return { cell: cellOf(field), text: of(storage.kind === 'instant' ? remembering(write) : write) }
}

const REMEMBERED = 5000

/** Moments repeat, and reading the clock of a time zone costs more than everything else about a record. */
function remembering(write: (value: unknown) => string): (value: unknown) => string {
  const known = new Map<unknown, string>()
  return (value) => {
    const text = known.get(value) ?? write(value)
    if (known.size >= REMEMBERED) known.clear()
    known.set(value, text)
    return text
  }
}

const TEXT: CellKind = { kind: 'text' }

/** What a type writes says whether its numbers are shares of a hundred and come in groups. */
function cellOf({ type, storage, options, context }: Field): CellKind {
  const { kind } = storage
  if (kind === 'boolean' || kind === 'date' || kind === 'instant') return { kind }
  if (kind !== 'integer' && kind !== 'decimal') return TEXT
  const sample = type.format(1000, options, { ...context, numberFormat: { decimal: '.', group: ',' } })
  const decimals = kind === 'decimal' ? storage.scale : 0
  return { kind: 'number', decimals, grouped: sample.includes(','), percent: sample.endsWith('%') }
}

/** What a record is called that another refers to; undefined where that is not open to the reader, or it has no name. */
function titleText(title: Field | undefined, titles: unknown, name: string, locale: Locale): string | undefined {
  const value = (titles as Readonly<Record<string, unknown>> | undefined)?.[name]
  if (!title || value === null || value === undefined) return undefined
  return title.type.format(value, title.options, { ...title.context, locale, numberFormat: PLAIN }) || undefined
}

/** What the records of a list are called, or the files of one; an id where that is not open to the reader. */
function titleTexts(title: Field | undefined, value: unknown, titles: unknown, field: Field, locale: Locale): string {
  const known = (titles as Readonly<Record<string, unknown>> | undefined)?.[field.key]
  const names = new Map<string, string>()
  if (Array.isArray(known) && Array.isArray(value)) {
    for (const [index, id] of value.entries()) {
      const text = title ? titleText(title, { title: known[index] }, 'title', locale) : known[index]
      if (typeof text === 'string') names.set(String(id), text)
    }
  }
  return field.type.format(value, field.options, { ...field.context, locale, titleOf: (_, id) => names.get(id) })
}

/** The label of a stage, or its key where the label means another one. */
function stageWriter(module: Module, locale: Locale): (value: unknown) => string {
  const read = stageReader(module)
  return (value) => {
    const label = textOf(stageOf(module, value)?.stage.label, locale, String(value))
    const back = read(label)
    return 'value' in back && back.value === value ? label : String(value)
  }
}

/** Users by name; by id where several have the name, or nobody has the id any more. */
function userNames(users: readonly User[]): (id: string) => string {
  const names = new Map<string, string>()
  const count = new Map<string, number>()
  const plain = (name: string) => name.trim().toLowerCase()
  for (const { name } of users) count.set(plain(name), (count.get(plain(name)) ?? 0) + 1)
  for (const { id, name } of users) if (plain(name) !== '' && count.get(plain(name)) === 1) names.set(id, name)
  return (id) => names.get(id) ?? id
}
