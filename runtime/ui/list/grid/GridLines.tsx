// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight are absent, which a table element cannot say
// The lines of a grid that are in sight, each as what it is: a record, the head of a group, the line that adds a record.
import type { ReactNode } from 'react'
import type { RecordData } from '../../data/shapes.ts'
import { useWords } from '../../words/words.tsx'
import { ActiveCell } from './ActiveCell.tsx'
import classes from './Grid.module.css'
import type { GridProps } from './Grid.tsx'
import { GroupLine } from './GroupLine.tsx'
import { RecordLine } from './RecordLine.tsx'
import { HEADS, isRange, rangeOf } from './selection.ts'
import { HEAD } from './sizes.ts'
import { type Control, refusedKey } from './use-control.tsx'
import type { GridFocus } from './use-focus.tsx'

interface GridLinesProps extends GridProps {
  readonly chosen: ReadonlyMap<string, RecordData>
  readonly control: Control
  readonly focus: GridFocus
  /** The lines in sight with their places below the upper edge. */
  readonly items: readonly { readonly index: number; readonly start: number }[]
  readonly height: number
  /** The last row a fill would reach while the handle is dragged. */
  readonly fill: number | undefined
  open(id: string): void
}

export function GridLines(props: GridLinesProps) {
  const { module, columns, lines, state, writes, chosen, onChoose, groupBy, create, onGroup, control, focus, items, height, fill, open } =
    props
  const say = useWords()
  const { selection, refused, editing } = control
  const { active } = selection
  const range = rangeOf(selection)
  const ranged = isRange(selection)
  const cell = (text: string): ReactNode => (
    <ActiveCell module={module} control={control} text={text} wants={focus.wants} tick={focus.tick} follow={focus.follow} />
  )
  // The active row is drawn even out of sight, so that it keeps the focus.
  const away = active.row !== HEADS && !items.some(({ index }) => index === active.row)
  const drawn = away ? [...items, { index: active.row, start: active.row * height + HEAD }] : items
  return drawn.map(({ index, start: top }) => {
    const start = top - HEAD
    const line = lines.at(index)
    const isActive = index === active.row
    if (line?.kind === 'group') {
      return (
        <GroupLine
          key={`g${line.id}`}
          module={module}
          by={groupBy ?? ''}
          columns={columns}
          line={line}
          row={index}
          start={start}
          active={isActive}
          onToggle={() => onGroup?.(line.id)}
        >
          {isActive && cell(say('grid.group.cell', { count: line.group.count }))}
        </GroupLine>
      )
    }
    if (line?.kind === 'add') {
      return (
        <div
          key="add"
          className={classes.line}
          role="row"
          tabIndex={-1}
          aria-rowindex={index + 2}
          style={{ transform: `translateY(${start}px)` }}
        >
          <div
            className={classes.add}
            role="gridcell"
            tabIndex={-1}
            aria-colindex={1}
            aria-colspan={columns.length + 1}
            data-row={index}
            data-col={0}
            data-active={isActive || undefined}
          >
            <button type="button" tabIndex={-1} onClick={create}>
              {say('grid.add')}
            </button>
            {isActive && cell(say('grid.add'))}
          </div>
        </div>
      )
    }
    const record = line?.kind === 'record' ? line.record : undefined
    const inRange = ranged && index >= range.top && index <= range.bottom
    const filling = fill !== undefined && ((index > range.bottom && index <= fill) || (index < range.top && index >= fill))
    return (
      <RecordLine
        // A record may for a moment stand in two pages, when others come and go.
        key={`r${index}`}
        module={module}
        columns={columns}
        record={record}
        row={index}
        number={line?.kind === 'record' ? line.number : index + 1}
        start={start}
        chosen={record !== undefined && chosen.has(record._id)}
        opened={record !== undefined && record._id === state.record}
        from={inRange ? range.left : undefined}
        to={inRange ? range.right : undefined}
        edge={(inRange && index === range.top ? 1 : 0) + (inRange && index === range.bottom ? 2 : 0)}
        handle={writes && index === range.bottom && !editing ? range.right : undefined}
        fillFrom={filling ? range.left : undefined}
        fillTo={filling ? range.right : undefined}
        activeCol={isActive ? active.col : undefined}
        refused={record && columns.some(({ name }) => refused.has(refusedKey(record._id, name))) ? refused : undefined}
        onOpen={state.trash ? undefined : open}
        onChoose={onChoose}
      >
        {isActive && cell('')}
      </RecordLine>
    )
  })
}
