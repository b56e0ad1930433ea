// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight are absent, which a table element cannot say
// Figures below the columns, over all records of the list and not only those in sight.
import { Menu } from '@mantine/core'
import { Check } from 'lucide-react'
import type { Module } from '../../../definition/app.ts'
import type { Figures } from '../../data/totals.tsx'
import { useWords } from '../../words/words.tsx'
import type { ListState } from '../list-state.tsx'
import { figuresOf, type GridColumn } from './columns.tsx'
import { FigureText } from './FigureText.tsx'
import { FIGURE_WORDS } from './figure-words.ts'
import classes from './Grid.module.css'
import { LEAD } from './sizes.ts'
import { columnChanges } from './use-head.tsx'

interface FootProps {
  readonly module: Module
  readonly columns: readonly GridColumn[]
  readonly state: ListState
  readonly figures: Figures
  readonly row: number
}

export function Foot({ module, columns, state, figures, row }: FootProps) {
  const say = useWords()
  const changes = columnChanges(state, columns, say)
  return (
    <div className={classes.foot} role="row" tabIndex={-1} aria-rowindex={row}>
      <div className={classes.lead} role="gridcell" tabIndex={-1} aria-colindex={1} />
      {columns.map((column, index) => {
        const { name, member } = column
        const offered = figuresOf(module, name)
        const total = state.view.totals.get(name)
        return (
          <div
            key={name}
            className={classes.figure}
            role="gridcell"
            tabIndex={-1}
            aria-colindex={index + 2}
            data-numeric={column.numeric || undefined}
            data-pinned={column.pinned || undefined}
            data-last-pinned={(column.pinned && !columns[index + 1]?.pinned) || undefined}
            style={{ width: column.width, ...(column.pinned ? { left: LEAD + column.left } : {}) }}
          >
            {offered.length > 0 && (
              <Menu position="top-end" width={160} transitionProps={{ duration: 0 }}>
                <Menu.Target>
                  <button type="button" tabIndex={-1} className={classes.figureButton} data-empty={total === undefined || undefined}>
                    <small>{say(total ? FIGURE_WORDS[total] : 'grid.figure')}</small>
                    {total && <FigureText module={module} member={member} figure={figures[name]} />}
                    <span className="unseen">{member.label}</span>
                  </button>
                </Menu.Target>
                <Menu.Dropdown>
                  {[undefined, ...offered].map((each) => (
                    <Menu.Item
                      key={each ?? 'none'}
                      rightSection={total === each ? <Check size={14} /> : undefined}
                      onClick={() => changes.total(name, each)}
                    >
                      {say(each ? FIGURE_WORDS[each] : 'grid.figure.none')}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
            )}
          </div>
        )
      })}
    </div>
  )
}
