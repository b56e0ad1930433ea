// Line items as a small sheet. Tab walks the cells, Enter goes down and at the end begins a row, Ctrl+Delete takes the row away.
import { ActionIcon, Box, Button, Input as Frame, Table } from '@mantine/core'
import { Plus, X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { type Text, textOf } from '../../label.ts'
import { isComposing } from '../composition.ts'
import { fieldTypes } from '../index.ts'
import { groupFrameOf, labelOf } from '../input-frame.ts'
import { type Line, lineColumns, lineSchema } from '../line-items.ts'
import { checkValue } from '../validate-value.ts'
import type { InputProps } from '../view-contract.ts'
import { FIELD_VIEWS } from '../views.tsx'
import { isNumber, linesOf, textOfSum } from './cell.tsx'

export { Cell } from './cell.tsx'

const ADD: Text = { en: 'Add a row', 'zh-CN': '添加一行' }
const REMOVE: Text = { en: 'Remove row', 'zh-CN': '删除行' }
const TOTAL: Text = { en: 'Total', 'zh-CN': '合计' }

export function Input(props: InputProps) {
  const { field, context, onChange } = props
  const { most = 100 } = field.options as { readonly most?: number }
  const columns = lineColumns(fieldTypes, field.options, context)
  const value = linesOf(props.value)
  // Rows that hold nothing yet are no part of the value; they stand here until they do.
  const [drafts, setDrafts] = useState<readonly Line[] | null>(null)
  const lines = drafts ?? value
  const sheet = useRef<HTMLTableElement>(null)
  const say = (text: Text) => textOf(text, context.locale)
  const problems = props.error === undefined ? [] : lines.map((line) => checkValue(lineSchema(columns), line, ''))

  const write = (next: readonly Line[]) => {
    setDrafts(next)
    const held = next.filter((line) => Object.keys(line).length > 0)
    onChange(held.length === 0 ? null : held)
  }
  const set = (row: number, key: string, cell: unknown) =>
    write(
      lines.map((line, at) => {
        if (at !== row) return line
        const { [key]: _, ...rest } = line
        return cell === null || cell === undefined ? rest : { ...rest, [key]: cell }
      }),
    )
  const focus = (row: number, column: number) =>
    requestAnimationFrame(() =>
      sheet.current?.querySelector<HTMLElement>(`[data-at="${row}-${column}"] :is(input, textarea, button)`)?.focus(),
    )
  const add = () => {
    if (lines.length >= most) return
    write([...lines, {}])
    focus(lines.length, 0)
  }
  const remove = (row: number) => {
    write(lines.filter((_, at) => at !== row))
    focus(Math.max(0, row - 1), 0)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const place = (event.target as HTMLElement).closest<HTMLElement>('[data-at]')?.dataset.at?.split('-').map(Number)
    if (!place || isComposing(event)) return
    const [row = 0, column = 0] = place
    if (event.key === 'Delete' && event.ctrlKey) remove(row)
    else if (event.key === 'Enter' && !event.shiftKey && (event.target as HTMLElement).getAttribute('aria-expanded') !== 'true') {
      if (row + 1 < lines.length) focus(row + 1, column)
      else add()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <Frame.Wrapper {...groupFrameOf(props)} onBlur={undefined} labelElement="div">
      <Box role="group" aria-labelledby={`${props.id}-label`}>
        {lines.length > 0 && (
          <Table.ScrollContainer minWidth={columns.length * 120 + 32} type="native">
            <Table
              ref={sheet}
              aria-labelledby={`${props.id}-label`}
              fz={13}
              verticalSpacing={2}
              horizontalSpacing={4}
              onKeyDown={onKeyDown}
            >
              <Table.Thead>
                <Table.Tr>
                  {columns.map((column) => (
                    <Table.Th key={column.key} ta={isNumber(column) ? 'right' : 'left'} fw={500}>
                      {textOf(column.field.label, context.locale, column.key)}
                    </Table.Th>
                  ))}
                  <Table.Td w={32} />
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {[...lines.entries()].map(([row, line]) => (
                  <Table.Tr key={row}>
                    {columns.map((column, at) => {
                      const View = FIELD_VIEWS.get(column.type.name)?.Input
                      const wrong = problems[row]?.some(({ path }) => path === column.key || path === `.${column.key}`)
                      return (
                        <Table.Td
                          key={column.key}
                          data-at={`${row}-${at}`}
                          data-wrong={wrong || undefined}
                          style={wrong ? WRONG : undefined}
                        >
                          {View && (
                            <View
                              id={`${props.id}-${row}-${column.key}`}
                              field={column.field}
                              context={column.context}
                              value={line[column.key] ?? null}
                              onChange={(cell) => set(row, column.key, cell)}
                              disabled={props.disabled}
                              required={column.required}
                              bare
                            />
                          )}
                        </Table.Td>
                      )
                    })}
                    <Table.Td>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={`${say(REMOVE)} ${row + 1}`}
                        disabled={props.disabled}
                        onClick={() => remove(row)}
                      >
                        <X size={14} />
                      </ActionIcon>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
              {columns.some(({ summed }) => summed) && (
                <Table.Tfoot>
                  <Table.Tr>
                    {columns.map((column, at) => (
                      <Table.Th key={column.key} ta={isNumber(column) ? 'right' : 'left'} pr={12} style={FIGURES}>
                        {textOfSum(column, lines) || (at === 0 ? say(TOTAL) : '')}
                      </Table.Th>
                    ))}
                    <Table.Td />
                  </Table.Tr>
                </Table.Tfoot>
              )}
            </Table>
          </Table.ScrollContainer>
        )}
        <Button
          id={`${props.id}-add`}
          variant="default"
          size="xs"
          mt={lines.length > 0 ? 4 : 0}
          leftSection={<Plus size={14} />}
          aria-label={`${labelOf(props)}: ${say(ADD)}`}
          autoFocus={props.autoFocus}
          disabled={props.disabled || lines.length >= most}
          onClick={add}
        >
          {say(ADD)}
        </Button>
      </Box>
    </Frame.Wrapper>
  )
}

const WRONG = { boxShadow: 'inset 0 0 0 1px var(--mantine-color-error)' }
const FIGURES = { fontVariantNumeric: 'tabular-nums' } as const
