// What pasting would do, before it is done: which records change, which are made, which cells do not convert. Pure but for the titles it is given.
import type { Module } from '../../../definition/app.ts'
import { textOf } from '../../../label.ts'
import type { RecordData } from '../../data/shapes.ts'
import { type CellRead, checkedValue, type Fault, foundValue, type Lookup, type ReadOptions, readText, sameValue } from './cell-values.ts'
import type { GridColumn } from './columns.tsx'
import type { Found } from './lookups.ts'

/** A cell as it came: its text, and its value where it was copied from the same kind of cell. */
export interface PastedCell {
  readonly text: string
  readonly value?: unknown
  /** Says which members can take `value` as it is. */
  readonly kind?: string | undefined
}
export interface PlannedCell {
  readonly column: GridColumn
  readonly before: unknown
  readonly after: unknown
}
export interface PlannedChange {
  readonly record: RecordData
  readonly cells: readonly PlannedCell[]
}
export interface PlannedRecord {
  /** Line of the pasted text, from 1. */
  readonly line: number
  readonly cells: readonly PlannedCell[]
}
export interface Unreadable {
  readonly line: number
  /** The record it was meant for; undefined for one to be made. */
  readonly record: RecordData | undefined
  readonly column: GridColumn
  readonly text: string
  readonly fault: Fault
}
export interface PastePlan {
  readonly changes: readonly PlannedChange[]
  readonly creates: readonly PlannedRecord[]
  readonly unreadable: readonly Unreadable[]
  /** Columns that got text and cannot be written. */
  readonly locked: readonly GridColumn[]
  /** Columns and lines of the text for which there is no place. */
  readonly cutColumns: number
  readonly cutLines: number
}

export interface PasteTarget {
  readonly module: Module
  /** The columns from the one the text begins in. */
  readonly columns: readonly GridColumn[]
  /** The records the lines stand on; lines beyond them are new records. */
  readonly records: readonly RecordData[]
  /** Whether records can be made. */
  readonly create: boolean
  /** Which kind of copied value a column takes as it is. */
  kindOf(column: GridColumn): string
}

/** The texts among the cells that must be looked up first. */
export function lookupsOf({ module, columns, kindOf }: PasteTarget, rows: readonly (readonly PastedCell[])[]): Lookup[] {
  return rows.flatMap((cells) =>
    cells.flatMap((cell, index) => {
      const column = columns[index]
      if (!column?.writable) return []
      const read = readCell(module, column, cell, kindOf, {})
      return 'lookup' in read ? [read.lookup] : []
    }),
  )
}

export function planPaste(
  target: PasteTarget,
  rows: readonly (readonly PastedCell[])[],
  found: Found,
  options: ReadOptions = {},
): PastePlan {
  const { module, columns, records, create, kindOf } = target
  const changes: PlannedChange[] = []
  const creates: PlannedRecord[] = []
  const unreadable: Unreadable[] = []
  const locked = new Set<GridColumn>()
  let cutColumns = 0
  let cutLines = 0
  for (const [index, cells] of rows.entries()) {
    const record = records[index]
    const line = index + 1
    if (!record && !create) {
      cutLines += 1
      continue
    }
    cutColumns = Math.max(cutColumns, cells.length - columns.length)
    const planned: PlannedCell[] = []
    for (const [place, cell] of cells.entries()) {
      const column = columns[place]
      if (!column) break
      if (!column.writable) {
        if (cell.text.trim() !== '') locked.add(column)
        continue
      }
      const first = readCell(module, column, cell, kindOf, options)
      const read = 'lookup' in first ? foundValue(first.lookup, found(first.lookup)) : first
      if ('fault' in read) {
        unreadable.push({ line, record, column, text: cell.text, fault: read.fault })
      } else if ('value' in read) {
        const before = record ? (record[column.name] ?? null) : null
        if (!sameValue(before, read.value)) planned.push({ column, before, after: read.value })
      }
    }
    if (record) {
      if (planned.length > 0) changes.push({ record, cells: planned })
    } else if (planned.length > 0) {
      const missing = missingFields(module, columns, planned, line)
      // A field whose text did not convert has been told of already.
      unreadable.push(...missing.filter(({ column }) => !unreadable.some((each) => each.line === line && each.column === column)))
      if (missing.length === 0) creates.push({ line, cells: planned })
    }
  }
  return { changes, creates, unreadable, locked: [...locked], cutColumns, cutLines }
}

function readCell(module: Module, column: GridColumn, cell: PastedCell, kindOf: PasteTarget['kindOf'], options: ReadOptions): CellRead {
  if (cell.kind !== undefined && cell.kind === kindOf(column)) return checkedValue(column.member, cell.value)
  return readText(module, column.member, cell.text, options)
}

/** Required fields a new record would lack; one without a column stands at the first. */
function missingFields(module: Module, columns: readonly GridColumn[], cells: readonly PlannedCell[], line: number): Unreadable[] {
  return [...module.fields.values()].flatMap((field): Unreadable[] => {
    if (field.required !== true || field.assigned || (field.initial ?? null) !== null) return []
    if (cells.some(({ column, after }) => column.name === field.key && after !== null)) return []
    const column = columns.find(({ name }) => name === field.key) ?? columns[0]
    if (!column) return []
    const values = { field: textOf(field.label, field.context.locale, field.key) }
    return [{ line, record: undefined, column, text: '', fault: { code: 'required', message: { word: 'form.required', values } } }]
  })
}

/** Repeats the cells over a range that is larger, as spreadsheets do: one cell fills it, a block fills it where it fits a whole number of times. */
export function tile<T>(rows: readonly (readonly T[])[], height: number, width: number): readonly (readonly T[])[] {
  const across = Math.max(...rows.map((row) => row.length))
  const down = rows.length
  const [high, wide] = [height % down === 0 ? height : down, width % across === 0 ? width : across]
  if (high <= down && wide <= across) return rows
  return Array.from({ length: Math.max(high, down) }, (_, y) =>
    Array.from({ length: Math.max(wide, across) }, (__, x) => rows[y % down]![x % across]!),
  )
}
