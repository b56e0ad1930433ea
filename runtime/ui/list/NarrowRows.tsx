// Rows of two lines for narrow screens: the title, and under it the first values.
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { Module } from '../../definition/app.ts'
import { MemberCell } from '../data/MemberCell.tsx'
import { PlainCells } from '../data/PlainCells.tsx'
import { recordTitle } from '../data/titles.ts'
import { useWords } from '../words/words.tsx'
import type { GridColumn } from './grid/columns.tsx'
import type { Lines } from './grid/lines.ts'
import classes from './List.module.css'
import type { ListState } from './list-state.tsx'
import { useRowKeys } from './row-keys.tsx'

const ROW = 60
const VALUES = 3

interface NarrowRowsProps {
  readonly module: Module
  readonly columns: readonly GridColumn[]
  readonly lines: Lines
  readonly state: ListState
}

export function NarrowRows({ module, columns, lines, state }: NarrowRowsProps) {
  const say = useWords()
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({ count: lines.count, getScrollElement: () => scroll.current, estimateSize: () => ROW, overscan: 8 })
  const items = virtual.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  const { see } = lines
  useEffect(() => see(first, last), [see, first, last])
  const open = (id: string) => !state.trash && state.change({ record: id })
  const recordAt = (index: number) => {
    const line = lines.at(index)
    return line?.kind === 'record' ? line.record : undefined
  }
  const keys = useRowKeys(lines, state.record, { open, show: (index) => virtual.scrollToIndex(index) })
  const active = recordAt(keys.active)
  const rest = columns.filter(({ title }) => !title).slice(0, VALUES)
  return (
    <PlainCells>
      <div
        ref={scroll}
        className={classes.scroll}
        role="listbox"
        aria-label={say('list.name')}
        aria-activedescendant={active && items.some(({ index }) => index === keys.active) ? `row-${active._id}` : undefined}
        tabIndex={0}
        onKeyDown={keys.onKeyDown}
      >
        <div className={classes.lines} style={{ height: virtual.getTotalSize() }} role="presentation">
          {items.map(({ index, start }) => {
            const record = recordAt(index)
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the list, which holds the focus
              <div
                key={record?._id ?? index}
                id={record && `row-${record._id}`}
                className={classes.line}
                role="option"
                tabIndex={-1}
                aria-selected={record !== undefined && record._id === state.record}
                data-active={index === keys.active || undefined}
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => {
                  keys.setActive(index)
                  if (record) open(record._id)
                }}
              >
                <span className={classes.lineTitle}>
                  {record ? (recordTitle(module, record) ?? say('record.untitled')) : say('loading')}
                </span>
                <span className={classes.lineRest}>
                  {record && rest.map(({ name, member }) => <MemberCell key={name} module={module} member={member} value={record[name]} />)}
                </span>
              </div>
            )
          })}
        </div>
      </div>
    </PlainCells>
  )
}
