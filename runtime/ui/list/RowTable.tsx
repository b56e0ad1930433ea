// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight are absent, which a table element cannot say
// Rows under column heads. Only the rows in sight exist in the page; the next page is fetched before its rows come into sight.
import { Checkbox } from '@mantine/core'
import { type RowSelectionState, useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import type { Module } from '../../definition/app.ts'
import type { RecordData } from '../data/shapes.ts'
import { recordTitle } from '../data/titles.ts'
import { useWords } from '../words/words.tsx'
import { features, type ListColumn, tableColumns } from './columns.tsx'
import classes from './List.module.css'
import { type ListState, sortText } from './list-state.tsx'
import { useRowKeys } from './row-keys.tsx'

export interface RowsProps {
  readonly module: Module
  readonly records: readonly RecordData[]
  readonly columns: readonly ListColumn[]
  readonly state: ListState
  readonly more: () => void
}
interface RowTableProps extends RowsProps {
  /** Rows can be chosen where both are given. */
  readonly chosen?: Readonly<Record<string, boolean>>
  readonly onChosen?: (chosen: Readonly<Record<string, boolean>>) => void
  readonly total: number | undefined
}

const ROW = 36
const AHEAD = 25

const NOTHING_CHOSEN: Readonly<Record<string, boolean>> = {}

export function RowTable({ module, records, columns, state, more, chosen = NOTHING_CHOSEN, onChosen, total }: RowTableProps) {
  const say = useWords()
  const scroll = useRef<HTMLDivElement>(null)
  const definitions = useMemo(() => tableColumns(module, columns), [module, columns])
  const table = useTable({
    features,
    columns: definitions,
    data: records as RecordData[],
    getRowId: (record) => record._id,
    state: { rowSelection: chosen as RowSelectionState },
    onRowSelectionChange: (next) => onChosen?.(typeof next === 'function' ? next(chosen as RowSelectionState) : next),
  })
  const { rows } = table.getRowModel()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW,
    overscan: 10,
    scrollPaddingStart: 32,
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (lastShown >= rows.length - AHEAD) more()
  }, [lastShown, rows.length, more])

  const openable = !state.trash
  const open = (id: string) => openable && state.change({ record: id })
  const toggle = (id: string) => table.getRow(id).toggleSelected()
  const keys = useRowKeys(records, state.record, {
    open,
    ...(onChosen ? { choose: toggle } : {}),
    show: (index) => virtual.scrollToIndex(index),
  })
  const width = columns.reduce((sum, column) => sum + column.width, onChosen ? 40 : 8)
  const active = rows[keys.active]
  return (
    <div
      ref={scroll}
      className={classes.scroll}
      role="grid"
      aria-label={say('list.name')}
      aria-rowcount={(total ?? rows.length) + 1}
      aria-multiselectable={onChosen !== undefined}
      aria-activedescendant={active && items.some(({ index }) => index === keys.active) ? `row-${active.id}` : undefined}
      tabIndex={0}
      onKeyDown={keys.onKeyDown}
    >
      <div className={classes.grid} style={{ height: virtual.getTotalSize() + 33, minWidth: width }} role="presentation">
        <div className={classes.head} role="row" aria-rowindex={1} tabIndex={-1}>
          {onChosen ? (
            <div className={classes.tick} role="columnheader" tabIndex={-1}>
              <Checkbox
                size="xs"
                aria-label={say('list.choose_all')}
                checked={table.getIsAllRowsSelected()}
                indeterminate={table.getIsSomeRowsSelected()}
                onChange={table.getToggleAllRowsSelectedHandler()}
              />
            </div>
          ) : (
            <div className={classes.edge} />
          )}
          {columns.map((column) => (
            <HeadCell key={column.member.name} column={column} state={state} />
          ))}
        </div>
        {items.map((item) => {
          const row = rows[item.index]!
          const { original: record, id } = row
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the grid, which holds the focus
            <div
              key={id}
              id={`row-${id}`}
              className={classes.row}
              role="row"
              tabIndex={-1}
              aria-rowindex={item.index + 2}
              aria-selected={row.getIsSelected()}
              data-active={item.index === keys.active || undefined}
              data-open={id === state.record || undefined}
              style={{ transform: `translateY(${item.start}px)` }}
              onClick={() => {
                keys.setActive(item.index)
                open(id)
              }}
            >
              {onChosen ? (
                // biome-ignore lint/a11y/useKeyWithClickEvents: only keeps a click on the box from opening the row
                <div className={classes.tick} role="gridcell" tabIndex={-1} onClick={(event) => event.stopPropagation()}>
                  <Checkbox
                    size="xs"
                    tabIndex={-1}
                    aria-label={say('list.choose', { record: recordTitle(module, record) ?? '' })}
                    checked={row.getIsSelected()}
                    onChange={row.getToggleSelectedHandler()}
                  />
                </div>
              ) : (
                <div className={classes.edge} />
              )}
              {row.getAllCells().map((cell, index) => {
                const column = columns[index]!
                return (
                  <div
                    key={cell.id}
                    className={classes.cell}
                    role="gridcell"
                    tabIndex={-1}
                    data-numeric={column.numeric || undefined}
                    data-title={column.title || undefined}
                    style={{ width: column.width }}
                  >
                    <table.FlexRender cell={cell} />
                  </div>
                )
              })}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function HeadCell({ column, state }: { readonly column: ListColumn; readonly state: ListState }) {
  const { member, width, numeric, sortable } = column
  const sort = state.sort ?? (state.view.sort[0] && { ...state.view.sort[0] })
  const direction = sort?.field !== member.name ? 'none' : sort.descending ? 'descending' : 'ascending'
  // A click sorts upwards, another downwards, a third gives the view its own order back.
  const next =
    direction === 'none'
      ? { field: member.name, descending: false }
      : direction === 'ascending'
        ? { field: member.name, descending: true }
        : undefined
  const Arrow = direction === 'descending' ? ArrowDown : ArrowUp
  return (
    <div
      className={classes.headCell}
      role="columnheader"
      tabIndex={-1}
      aria-sort={direction}
      data-numeric={numeric || undefined}
      style={{ width }}
    >
      {sortable ? (
        <button type="button" onClick={() => state.change({ sort: sortText(next) }, true)}>
          <span>{member.label}</span>
          {direction !== 'none' && <Arrow size={12} aria-hidden />}
        </button>
      ) : (
        <span>{member.label}</span>
      )}
    </div>
  )
}
