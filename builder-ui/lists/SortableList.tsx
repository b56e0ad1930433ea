// A list whose rows are put in order: dragged by their handle, moved by arrow keys on it, or by the menu it opens.

import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region'
import { ActionIcon, Menu } from '@mantine/core'
import { ArrowDown, ArrowDownToLine, ArrowUp, ArrowUpToLine, GripVertical } from 'lucide-react'
import { type KeyboardEvent, memo, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { tell as tellNow, useTell } from '../words/text.tsx'
import classes from './Lists.module.css'
import { words } from './words.ts'

interface SortableListProps<T> {
  readonly items: readonly T[]
  readonly keyOf: (item: T) => string
  readonly nameOf: (item: T) => string
  /** Puts the item of that key before another, or to the end. */
  readonly onMove: (key: string, before: string | undefined) => void
  readonly row: (item: T) => ReactNode
  readonly label: string
  /** The key of the row that is selected. */
  readonly selected?: string | undefined
  /** A row that stays where it is. */
  readonly fixed?: (item: T) => boolean
}

export function SortableList<T>({ items, keyOf, nameOf, onMove, row, label, selected, fixed }: SortableListProps<T>) {
  const list = useId()
  const keys = items.map(keyOf)
  const latest = useRef({ keys, onMove, nameOf, items })
  useEffect(() => {
    latest.current = { keys, onMove, nameOf, items }
  })
  /** Puts an item at a place, counted in the list as it is shown. */
  const [move] = useState(() => (key: string, to: number) => {
    const { keys: all, onMove: put, nameOf: name, items: now } = latest.current
    const at = all.indexOf(key)
    const others = all.filter((each) => each !== key)
    const what = name(now[at]!)
    if (to < 0 || to > others.length || to === at) return announce(tellNow(words.atEdge, { what }))
    put(key, others[to])
    announce(tellNow(words.moved, { what, place: to + 1, count: all.length }))
  })
  return (
    <ul className={classes.rows} aria-label={label}>
      {items.map((item, index) => (
        <SortableRow
          key={keys[index]}
          list={list}
          id={keys[index]!}
          index={index}
          count={items.length}
          name={nameOf(item)}
          selected={selected === keys[index]}
          fixed={fixed?.(item) ?? false}
          move={move}
        >
          {row(item)}
        </SortableRow>
      ))}
    </ul>
  )
}

interface SortableRowProps {
  readonly list: string
  readonly id: string
  readonly index: number
  readonly count: number
  readonly name: string
  readonly selected: boolean
  readonly fixed: boolean
  readonly move: (key: string, to: number) => void
  readonly children: ReactNode
}

const SortableRow = memo(function SortableRow({ list, id, index, count, name, selected, fixed, move, children }: SortableRowProps) {
  const tell = useTell()
  const box = useRef<HTMLLIElement>(null)
  const handle = useRef<HTMLButtonElement>(null)
  const [edge, setEdge] = useState<'before' | 'after'>()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element || fixed) return
    const sideOf = (y: number) => {
      const { top, height } = element.getBoundingClientRect()
      return y < top + height / 2 ? 'before' : 'after'
    }
    return combine(
      draggable({
        element,
        dragHandle: handle.current!,
        getInitialData: () => ({ kind: 'row', list, id, index }),
        onDragStart: () => setHeld(true),
        onDrop: () => setHeld(false),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.kind === 'row' && source.data.list === list && source.data.id !== id,
        onDrag: ({ location }) => setEdge(sideOf(location.current.input.clientY)),
        onDragLeave: () => setEdge(undefined),
        onDrop({ source, location }) {
          setEdge(undefined)
          const from = Number(source.data.index)
          const gap = index + (sideOf(location.current.input.clientY) === 'after' ? 1 : 0)
          move(String(source.data.id), gap > from ? gap - 1 : gap)
        },
      }),
    )
  }, [list, id, index, fixed, move])
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowUp: index - 1, ArrowDown: index + 1, Home: 0, End: count - 1 }[event.key]
    if (to === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    move(id, to)
    // The row is drawn elsewhere; the handle keeps the focus.
    requestAnimationFrame(() => handle.current?.focus())
  }
  return (
    <li ref={box} className={classes.row} data-edge={edge} data-held={held || undefined} data-selected={selected || undefined}>
      {fixed ? (
        <span className={classes.noHandle} />
      ) : (
        <Menu position="bottom-start" width={180}>
          <Menu.Target>
            <ActionIcon
              ref={handle}
              size={24}
              className={classes.handle}
              aria-label={tell(words.move, { what: name })}
              onKeyDown={onKeyDown}
            >
              <GripVertical size={14} strokeWidth={1.75} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<ArrowUp size={14} />} disabled={index === 0} onClick={() => move(id, index - 1)}>
              {tell(words.up)}
            </Menu.Item>
            <Menu.Item leftSection={<ArrowDown size={14} />} disabled={index === count - 1} onClick={() => move(id, index + 1)}>
              {tell(words.down)}
            </Menu.Item>
            <Menu.Item leftSection={<ArrowUpToLine size={14} />} disabled={index === 0} onClick={() => move(id, 0)}>
              {tell(words.first)}
            </Menu.Item>
            <Menu.Item leftSection={<ArrowDownToLine size={14} />} disabled={index === count - 1} onClick={() => move(id, count - 1)}>
              {tell(words.last)}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {children}
    </li>
  )
})
