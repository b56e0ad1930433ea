// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight are absent, which a table element cannot say
// The head of a group: its value, how many records have it, its figures under the columns they belong to.
import { ChevronDown, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Module } from '../../../definition/app.ts'
import { useFormats } from '../../data/formats.tsx'
import { MemberCell } from '../../data/MemberCell.tsx'
import { memberOf } from '../../data/members.ts'
import { PlainCells } from '../../data/PlainCells.tsx'
import { useWords } from '../../words/words.tsx'
import type { GridColumn } from './columns.tsx'
import { FigureText } from './FigureText.tsx'
import classes from './Grid.module.css'
import type { Line } from './lines.ts'
import { LEAD } from './sizes.ts'

interface GroupLineProps {
  readonly module: Module
  /** The member rows are grouped by. */
  readonly by: string
  readonly columns: readonly GridColumn[]
  readonly line: Extract<Line, { kind: 'group' }>
  readonly row: number
  readonly start: number
  readonly active: boolean
  readonly onToggle: () => void
  readonly children: ReactNode
}

export function GroupLine({ module, by, columns, line: { group, open }, row, start, active, onToggle, children }: GroupLineProps) {
  const say = useWords()
  const formats = useFormats()
  const member = memberOf(module, by)
  const first = columns.findIndex(({ name }) => group.totals[name] !== undefined && group.totals[name] !== null)
  const span = Math.max(first, 1)
  const rest = first < 0 ? [] : columns.slice(span)
  const width = columns.slice(0, first < 0 ? columns.length : span).reduce((sum, column) => sum + column.width, 0)
  const empty = group.value === null || (group.title === null && member?.storage.kind === 'reference')
  const Mark = open ? ChevronDown : ChevronRight
  return (
    <div
      className={`${classes.line} ${classes.group}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={row + 2}
      data-group={open ? 'open' : 'closed'}
      style={{ transform: `translateY(${start}px)` }}
    >
      <div
        className={classes.groupName}
        role="gridcell"
        tabIndex={-1}
        aria-colindex={1}
        aria-colspan={first < 0 ? columns.length + 1 : span + 1}
        data-row={row}
        data-col={0}
        data-active={active || undefined}
        style={{ width: width + LEAD }}
      >
        <button
          type="button"
          tabIndex={-1}
          className={classes.toggle}
          aria-expanded={open}
          aria-label={say('grid.group.toggle')}
          onClick={onToggle}
        >
          <Mark size={16} strokeWidth={1.75} aria-hidden />
        </button>
        <PlainCells>
          {empty || !member ? (
            <span className={classes.none}>{say(group.value === null ? 'grid.nothing' : 'report.hidden_title')}</span>
          ) : (
            <MemberCell module={module} member={member} value={group.value} />
          )}
        </PlainCells>
        <span className={`${classes.count} num`}>{formats.number(group.count)}</span>
        {children}
      </div>
      {rest.map((column, index) => (
        <div
          key={column.name}
          className={classes.figure}
          role="gridcell"
          tabIndex={-1}
          aria-colindex={span + index + 2}
          data-row={row}
          data-col={span + index}
          data-numeric={column.numeric || undefined}
          style={{ width: column.width }}
        >
          <FigureText module={module} member={column.member} figure={group.totals[column.name]} />
        </div>
      ))}
    </div>
  )
}
