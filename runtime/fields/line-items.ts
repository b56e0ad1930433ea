// Line items: rows of a few columns, each column of a scalar field type. What the columns are, what stands below them, and rows as lines of text.
import { fromUnits, type Storage, toUnits } from '../expression/storage.ts'
import { bothOf } from '../label.ts'
import { fail, ok, type Problem, problem, type Result } from '../problem.ts'
import type { Choice, FieldContext, FieldOptions, FieldType, JsonSchema } from './contract.ts'
import { quote } from './quote.ts'
import type { ViewField } from './view-contract.ts'

export interface Line {
  readonly [column: string]: unknown
}

export interface LineColumn {
  readonly key: string
  readonly type: FieldType
  readonly field: ViewField
  readonly context: FieldContext
  readonly storage: Storage
  readonly required: boolean
  /** A number whose sum stands below. */
  readonly summed: boolean
}

type ColumnOptions = FieldOptions & { readonly key: string; readonly type: string; readonly label?: ViewField['label'] }

/** The columns of a field; one of an unknown type is left out. */
export function lineColumns(types: ReadonlyMap<string, FieldType>, options: FieldOptions, context: FieldContext): readonly LineColumn[] {
  const columns = Array.isArray(options.columns) ? (options.columns as readonly ColumnOptions[]) : []
  return columns.flatMap((column): LineColumn[] => {
    const type = types.get(column.type)
    if (!type) return []
    const own: FieldContext = { ...context, choices: column.options as readonly Choice[] | undefined, divisions: undefined }
    const storage = type.storage(column, own)
    const number = storage.kind === 'integer' || storage.kind === 'decimal'
    return [
      {
        key: column.key,
        type,
        field: { key: column.key, label: column.label ?? column.key, options: column },
        context: own,
        storage,
        required: column.required === true,
        summed: number && column.total !== false,
      },
    ]
  })
}

/** The schema of one row: what is not filled in is left out, and a row of nothing is no row. */
export function lineSchema(columns: readonly LineColumn[]): JsonSchema {
  const schemas = columns.map(({ key, type, field, context }) => {
    return [key, { ...type.value(field.options, context), 'x-label': bothOf(field.label, key) }] as const
  })
  return {
    type: 'object',
    properties: Object.fromEntries(schemas),
    required: columns.filter(({ required }) => required).map(({ key }) => key),
    additionalProperties: false,
    minProperties: 1,
  }
}

/** The sum of a column in whole units, so that cents add up; undefined where no row has a number. */
export function sumOf(column: LineColumn, lines: readonly Line[]): number | undefined {
  const scale = column.storage.kind === 'decimal' ? column.storage.scale : 0
  const units = lines.flatMap((line) => {
    const value = line[column.key]
    return typeof value === 'number' ? (toUnits(value, scale) ?? []) : []
  })
  return units.length === 0
    ? undefined
    : fromUnits(
        units.reduce((sum, each) => sum + each, 0),
        scale,
      )
}

/** One line per row, cells apart by commas; what holds a comma, a quote or a break stands in quotes. */
export function writeLines(columns: readonly LineColumn[], lines: readonly Line[]): string {
  return lines
    .map((line) => {
      const cells = columns.map(({ key, type, field, context }) => {
        const value = line[key]
        return value === undefined || value === null ? '' : quoted(type.format(value, field.options, context))
      })
      return cells.join(',')
    })
    .join('\n')
}

function quoted(text: string): string {
  return text === '' || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function readLines(columns: readonly LineColumn[], text: string): Result<readonly Line[] | null> {
  const rows = splitRows(text)
  const problems: Problem[] = []
  const lines: Line[] = []
  for (const cells of rows) {
    if (cells.length > columns.length) {
      problems.push(tooMany(cells, columns))
      continue
    }
    const line: Record<string, unknown> = {}
    for (const [index, cell] of cells.entries()) {
      const { key, type, field, context } = columns[index]!
      const read = type.parse(cell, field.options, context)
      if (!read.ok) problems.push(...read.problems)
      else if (read.value !== null) line[key] = read.value
    }
    if (Object.keys(line).length > 0) lines.push(line)
  }
  return problems.length > 0 ? fail(...problems) : ok(lines.length === 0 ? null : lines)
}

function tooMany(cells: readonly string[], columns: readonly LineColumn[]): Problem {
  const shown = quote(cells.join(','))
  const keys = columns.map(({ key }) => key).join(', ')
  return problem(
    '',
    'line_too_long',
    `${shown} has ${cells.length} cells, more than there are columns. Write one line per row: ${keys}.`,
    `${shown} 有 ${cells.length} 个单元格，超过列数。每行依次填写：${keys}。`,
  )
}

/** The cells of each line; blank lines are none. */
function splitRows(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  const end = () => {
    if (row.some((cell) => cell.trim() !== '')) rows.push(row)
    row = []
  }
  while (at <= text.length) {
    if (text[at] === '"') {
      let cell = ''
      at++
      while (at < text.length && !(text[at] === '"' && text[at + 1] !== '"')) {
        cell += text[at]
        at += text[at] === '"' ? 2 : 1
      }
      at++
      row.push(cell)
    } else {
      const stop = /[,\r\n]/g
      stop.lastIndex = at
      const next = stop.exec(text)?.index ?? text.length
      row.push(text.slice(at, next))
      at = next
    }
    if (text[at] !== ',') end()
    at++
  }
  return rows
}
