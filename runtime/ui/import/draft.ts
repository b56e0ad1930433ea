// What somebody chose for the columns of a file, on its way to the map the server takes.
import type { DateOrder, NumberFormat } from '../../fields/contract.ts'

export interface ColumnChoice {
  readonly field: string
  /** Relation: the field of the other module its texts are compared with. */
  readonly match?: string
  readonly createMissing?: boolean
  /** Texts replaced first; written in map files, kept here. */
  readonly values?: Readonly<Record<string, string>>
}
export interface ColumnMap extends ColumnChoice {
  readonly column: string
}
/** How a file is read; what is missing is found out by the server. */
export interface FileForm {
  readonly encoding?: string
  readonly delimiter?: string
  readonly sheet?: string
  readonly headingLine?: number
}
export interface Draft {
  /** By heading; a heading that is missing is not imported. */
  readonly columns: Readonly<Record<string, ColumnChoice>>
  readonly match?: string
  readonly matched: 'update' | 'skip'
  readonly unmatched: 'create' | 'skip'
  readonly dateOrder?: DateOrder
  readonly numberFormat?: NumberFormat
}
/** The map as the server takes and gives it. */
export interface RecordMap extends FileForm {
  readonly columns: readonly ColumnMap[]
  readonly match?: string
  readonly matched?: 'update' | 'skip'
  readonly unmatched?: 'create' | 'skip'
  readonly dateOrder?: DateOrder
  readonly numberFormat?: NumberFormat
}

/** A draft out of a map: a suggestion, one that was remembered, or that of an import. Columns the file lacks fall away. */
export function draftOf(map: RecordMap, headings: readonly string[]): Draft {
  const there = map.columns.filter(({ column }) => headings.includes(column))
  const columns = Object.fromEntries(there.map(({ column, ...choice }) => [column, choice]))
  const match = there.some(({ field }) => field === map.match) ? map.match : undefined
  return {
    columns,
    matched: map.matched ?? 'update',
    unmatched: map.unmatched ?? 'create',
    ...(match === undefined ? {} : { match }),
    ...(map.dateOrder ? { dateOrder: map.dateOrder } : {}),
    ...(map.numberFormat ? { numberFormat: map.numberFormat } : {}),
  }
}

/** The map of a draft; columns in the order of the file. */
export function mapOf({ columns, match, matched, unmatched, ...written }: Draft, form: FileForm, headings: readonly string[]): RecordMap {
  const chosen = headings.flatMap((column) => (Object.hasOwn(columns, column) ? [{ column, ...columns[column]! }] : []))
  return { ...form, ...written, columns: chosen, ...(match === undefined ? {} : { match, matched, unmatched }) }
}

/** The draft with another choice for a column. A field has one column: the one that had it is not imported any more. */
export function withColumn(draft: Draft, column: string, choice: ColumnChoice | undefined): Draft {
  const kept = Object.entries(draft.columns).filter(([name, { field }]) => name !== column && field !== choice?.field)
  const columns = Object.fromEntries(choice ? [...kept, [column, choice] as const] : kept)
  const { match, ...rest } = draft
  const there = Object.values(columns).some(({ field }) => field === match)
  return { ...rest, columns, ...(match !== undefined && there ? { match } : {}) }
}

/** What was chosen for a column; headings may be names every object has. */
export function choiceOf({ columns }: Draft, heading: string): ColumnChoice | undefined {
  return Object.hasOwn(columns, heading) ? columns[heading] : undefined
}

export function columnOfField(draft: Draft, field: string): string | undefined {
  return Object.entries(draft.columns).find(([, choice]) => choice.field === field)?.[0]
}
