// Rows of two lines for narrow screens: the title, and under it the first values.
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { MemberCell } from '../data/MemberCell.tsx'
import { PlainCells } from '../data/PlainCells.tsx'
import { recordTitle } from '../data/titles.ts'
import { useWords } from '../words/words.tsx'
import classes from './List.module.css'
import type { RowsProps } from './RowTable.tsx'
import { useRowKeys } from './row-keys.tsx'

const ROW = 60
const AHEAD = 15
const VALUES = 3

export function NarrowRows({ module, records, columns, state, more }: RowsProps) {
  const say = useWords()
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: records.length, getScrollElement: () => scroll.current, estimateSize: () => ROW, overscan: 8 })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (lastShown >= records.length - AHEAD) more()
  }, [lastShown, records.length, more])
  const open = (id: string) => !state.trash && state.change({ record: id })
  const keys = useRowKeys(records, state.record, { open, show: (index) => virtual.scrollToIndex(index) })
  const rest = columns.filter(({ title }) => !title).slice(0, VALUES)
  return (
    <PlainCells>
      <div
        ref={scroll}
        className={classes.scroll}
        role="listbox"
        aria-label={say('list.name')}
        aria-activedescendant={records[keys.active] ? `row-${records[keys.active]?._id}` : undefined}
        tabIndex={0}
        onKeyDown={keys.onKeyDown}
      >
        <div className={classes.grid} style={{ height: virtual.getTotalSize() }} role="presentation">
          {items.map((item) => {
            const record = records[item.index]!
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the list, which holds the focus
              <div
                key={record._id}
                id={`row-${record._id}`}
                className={classes.line}
                role="option"
                tabIndex={-1}
                aria-selected={record._id === state.record}
                data-active={item.index === keys.active || undefined}
                style={{ transform: `translateY(${item.start}px)` }}
                onClick={() => {
                  keys.setActive(item.index)
                  open(record._id)
                }}
              >
                <span className={classes.lineTitle}>{recordTitle(module, record) ?? say('record.untitled')}</span>
                <span className={classes.lineRest}>
                  {rest.map(({ member }) => (
                    <MemberCell key={member.name} module={module} member={member} value={record[member.name]} />
                  ))}
                </span>
              </div>
            )
          })}
        </div>
      </div>
    </PlainCells>
  )
}
