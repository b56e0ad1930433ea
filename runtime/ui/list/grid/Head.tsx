// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight are absent, which a table element cannot say
// The heads of the columns: a click sorts, with Shift beside the others; drag to move, the right edge to widen, the arrow for everything else.
import { Checkbox } from '@mantine/core'
import type { Module } from '../../../definition/app.ts'
import type { RecordData } from '../../data/shapes.ts'
import { useWords } from '../../words/words.tsx'
import type { ListState } from '../list-state.tsx'
import type { GridColumn } from './columns.tsx'
import classes from './Grid.module.css'
import { HeadCell } from './HeadCell.tsx'
import type { Lines } from './lines.ts'
import type { GridFocus } from './use-focus.tsx'

interface HeadProps {
  readonly module: Module
  readonly columns: readonly GridColumn[]
  readonly lines: Lines
  readonly state: ListState
  readonly activeCol: number | undefined
  readonly focus: GridFocus
  /** The column whose menu is open. */
  readonly menu: string | undefined
  readonly onMenu: (name: string | undefined) => void
  readonly chosen: ReadonlyMap<string, RecordData>
  readonly onChoose: ((records: readonly RecordData[], chosen: boolean) => void) | undefined
}

export function Head({ module, columns, lines, state, activeCol, focus, menu, onMenu, chosen, onChoose }: HeadProps) {
  const say = useWords()
  const all = chosen.size > 0 && loadedRecords(lines).every(({ _id }) => chosen.has(_id))
  return (
    <div className={classes.head} role="row" aria-rowindex={1} tabIndex={-1}>
      <div className={classes.lead} role="columnheader" tabIndex={-1} aria-colindex={1}>
        {!onChoose && <span className="unseen">{say('grid.number')}</span>}
        {onChoose && (
          <Checkbox
            size="xs"
            tabIndex={-1}
            aria-label={say('list.choose_all')}
            checked={all}
            indeterminate={chosen.size > 0 && !all}
            onChange={(event) => onChoose(loadedRecords(lines), event.currentTarget.checked)}
          />
        )}
      </div>
      {columns.map((column, index) => (
        <HeadCell
          key={column.name}
          module={module}
          columns={columns}
          column={column}
          index={index}
          state={state}
          active={index === activeCol}
          focus={focus}
          menu={menu === column.name}
          onMenu={onMenu}
        />
      ))}
    </div>
  )
}

const MOST_LOOKED_AT = 5000

function loadedRecords(lines: Lines): RecordData[] {
  const records: RecordData[] = []
  for (let index = 0; index < Math.min(lines.count, MOST_LOOKED_AT); index += 1) {
    const line = lines.at(index)
    if (line?.kind === 'record' && line.record) records.push(line.record)
  }
  return records
}
