// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight are absent, which a table element cannot say
// One record as a row of cells. It is drawn anew only when something of it changes, however much moves around it.
import { Checkbox } from '@mantine/core'
import { memo, type ReactNode } from 'react'
import type { Module } from '../../../definition/app.ts'
import { MemberCell } from '../../data/MemberCell.tsx'
import type { RecordData } from '../../data/shapes.ts'
import { recordTitle } from '../../data/titles.ts'
import { useWords } from '../../words/words.tsx'
import type { GridColumn } from './columns.tsx'
import classes from './Grid.module.css'
import { LEAD } from './sizes.ts'
import { type RefusedCell, refusedKey } from './use-control.tsx'

interface RecordLineProps {
  readonly module: Module
  readonly columns: readonly GridColumn[]
  /** Undefined while it is fetched. */
  readonly record: RecordData | undefined
  readonly row: number
  readonly number: number
  readonly start: number
  readonly chosen: boolean
  readonly opened: boolean
  /** Columns of the chosen range in this row. */
  readonly from: number | undefined
  readonly to: number | undefined
  /** 1: the first row of the range, 2: the last, 3: both. */
  readonly edge: number
  /** The column whose cell has the handle to fill by. */
  readonly handle: number | undefined
  readonly fillFrom: number | undefined
  readonly fillTo: number | undefined
  readonly activeCol: number | undefined
  readonly refused: ReadonlyMap<string, RefusedCell> | undefined
  readonly onOpen: ((id: string) => void) | undefined
  readonly onChoose: ((records: readonly RecordData[], chosen: boolean) => void) | undefined
  /** What the active cell has over the others. */
  readonly children: ReactNode
}

export const RecordLine = memo(DrawnLine, (before, after) => {
  // Handlers are made anew with every drawing and do the same; what is active has content of its own.
  const { onOpen: _, onChoose: __, children: was, ...rest } = before
  const { onOpen: ___, onChoose: ____, children: is, ...next } = after
  return was === is && (Object.keys(next) as (keyof typeof next)[]).every((name) => rest[name] === next[name])
})

function DrawnLine(props: RecordLineProps) {
  const { module, columns, record, row, number, start, chosen, opened, from, to, activeCol, refused, onOpen, onChoose } = props
  const say = useWords()
  const title = record && (recordTitle(module, record) ?? say('record.untitled'))
  return (
    <div
      className={classes.line}
      role="row"
      tabIndex={-1}
      aria-rowindex={row + 2}
      aria-selected={chosen}
      aria-busy={record === undefined || undefined}
      data-open={opened || undefined}
      data-active={activeCol !== undefined || undefined}
      style={{ transform: `translateY(${start}px)` }}
    >
      <div className={classes.lead} role="gridcell" tabIndex={-1} aria-colindex={1}>
        <span className={classes.number} data-hidden={chosen || undefined} aria-hidden>
          {number}
        </span>
        {onChoose && record && (
          <Checkbox
            size="xs"
            tabIndex={-1}
            className={classes.tick}
            aria-label={say('list.choose', { record: title ?? '' })}
            checked={chosen}
            onChange={(event) => onChoose([record], event.currentTarget.checked)}
          />
        )}
      </div>
      {columns.map((column, index) => {
        const { name, member } = column
        const failed = record && refused?.get(refusedKey(record._id, name))
        const inRange = from !== undefined && to !== undefined && index >= from && index <= to
        const filling = props.fillFrom !== undefined && index >= props.fillFrom && index <= props.fillTo!
        return (
          <div
            key={name}
            className={classes.cell}
            role="gridcell"
            tabIndex={-1}
            aria-colindex={index + 2}
            aria-selected={inRange}
            aria-readonly={!column.writable}
            aria-invalid={failed !== undefined || undefined}
            data-row={row}
            data-col={index}
            data-active={index === activeCol || undefined}
            data-range={inRange || undefined}
            data-edges={inRange ? edgesOf(index === from, index === to, props.edge) : undefined}
            data-filling={filling || undefined}
            data-numeric={column.numeric || undefined}
            data-title={column.title || undefined}
            data-pinned={column.pinned || undefined}
            data-last-pinned={(column.pinned && !columns[index + 1]?.pinned) || undefined}
            data-refused={failed !== undefined || undefined}
            title={failed?.message}
            style={column.pinned ? { width: column.width, left: LEAD + column.left } : { width: column.width }}
          >
            <div className={classes.content}>
              {failed ? (
                <span className={classes.refusedText}>{failed.text || say('grid.nothing')}</span>
              ) : record === undefined ? (
                <span className={classes.waiting} />
              ) : column.title && onOpen ? (
                <button type="button" tabIndex={-1} className={classes.title} title={title} onClick={() => onOpen(record._id)}>
                  {title}
                </button>
              ) : (
                <MemberCell module={module} member={member} value={record[name]} />
              )}
            </div>
            {index === activeCol && props.children}
            {index === props.handle && <span className={classes.handle} data-handle aria-hidden />}
          </div>
        )
      })}
    </div>
  )
}

function edgesOf(left: boolean, right: boolean, edge: number): string | undefined {
  const names = [left && 'left', right && 'right', (edge & 1) === 1 && 'top', (edge & 2) === 2 && 'bottom'].filter(Boolean)
  return names.length > 0 ? names.join(' ') : undefined
}
