// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { Table } from '@mantine/core'
import { type Text, textOf } from '../../label.ts'
import { CellText } from '../cell-text.tsx'
import { fieldTypes } from '../index.ts'
import { type Line, type LineColumn, lineColumns, sumOf } from '../line-items.ts'
import type { CellProps } from '../view-contract.ts'

const ROWS: Readonly<Record<'one' | 'many', Text>> = {
  one: { en: 'row', 'zh-CN': '行' },
  many: { en: 'rows', 'zh-CN': '行' },
}

export function linesOf(value: unknown): readonly Line[] {
  if (!Array.isArray(value)) return []
  return value.filter((line): line is Line => typeof line === 'object' && line !== null && !Array.isArray(line))
}

export function textOfCell({ key, type, field, context }: LineColumn, line: Line): string {
  const value = line[key]
  return value === undefined || value === null ? '' : type.format(value, field.options, context)
}

export function textOfSum(column: LineColumn, lines: readonly Line[]): string {
  const sum = column.summed ? sumOf(column, lines) : undefined
  return sum === undefined ? '' : column.type.format(sum, column.field.options, column.context)
}

export function isNumber({ storage }: LineColumn): boolean {
  return storage.kind === 'integer' || storage.kind === 'decimal'
}

export function Cell({ field, context, value, compact }: CellProps) {
  const lines = linesOf(value)
  if (lines.length === 0) return null
  const columns = lineColumns(fieldTypes, field.options, context)
  if (compact) {
    const count = `${lines.length} ${textOf(lines.length === 1 ? ROWS.one : ROWS.many, context.locale)}`
    const sums = columns.map((column) => textOfSum(column, lines)).filter((text) => text !== '')
    const line = [count, ...sums.slice(-1)].join(' · ')
    return <CellText title={line}>{line}</CellText>
  }
  return (
    <Table.ScrollContainer minWidth={columns.length * 90} type="native">
      <Table fz={13} withRowBorders verticalSpacing={4} horizontalSpacing={8}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.key} ta={isNumber(column) ? 'right' : 'left'}>
                {textOf(column.field.label, context.locale, column.key)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...lines.entries()].map(([at, line]) => (
            <Table.Tr key={at}>
              {columns.map((column) => (
                <Table.Td key={column.key} ta={isNumber(column) ? 'right' : 'left'} style={{ fontVariantNumeric: 'tabular-nums' }}>
                  {textOfCell(column, line)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
        {lines.length > 1 && columns.some(({ summed }) => summed) && (
          <Table.Tfoot>
            <Table.Tr>
              {columns.map((column) => (
                <Table.Th key={column.key} ta={isNumber(column) ? 'right' : 'left'} style={{ fontVariantNumeric: 'tabular-nums' }}>
                  {textOfSum(column, lines)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Tfoot>
        )}
      </Table>
    </Table.ScrollContainer>
  )
}
