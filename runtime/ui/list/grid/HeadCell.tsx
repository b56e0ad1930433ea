// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight are absent, which a table element cannot say
// The head of one column.
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react'
import { lazy, type PointerEvent as ReactPointerEvent, Suspense, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Module } from '../../../definition/app.ts'
import { useWords } from '../../words/words.tsx'
import type { ListState } from '../list-state.tsx'
import { clampWidth } from '../view-changes.ts'
import type { GridColumn } from './columns.tsx'
import classes from './Grid.module.css'
import { LEAD } from './sizes.ts'
import type { GridFocus } from './use-focus.tsx'
import { columnChanges } from './use-head.tsx'

const HeadMenu = lazy(() => import('./HeadMenu.tsx'))

interface HeadCellProps {
  readonly module: Module
  readonly columns: readonly GridColumn[]
  readonly column: GridColumn
  readonly index: number
  readonly state: ListState
  readonly active: boolean
  readonly focus: GridFocus
  readonly menu: boolean
  readonly onMenu: (name: string | undefined) => void
}

export function HeadCell({ module, columns, column, index, state, active, focus, menu, onMenu }: HeadCellProps) {
  const say = useWords()
  const cell = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [over, setOver] = useState<'before' | 'after'>()
  const [width, setWidth] = useState<number>()
  const { name, member, sortable, pinned } = column
  const changes = columnChanges(state, columns, say)
  const latest = useRef(changes)
  latest.current = changes

  // biome-ignore lint/correctness/useExhaustiveDependencies: every new wish brings the focus here
  useLayoutEffect(() => {
    if (active && focus.wants.current) button.current?.focus({ preventScroll: true })
  }, [active, focus.tick, focus.wants])
  useEffect(() => {
    const element = cell.current
    if (!element) return
    const side = (clientX: number) => {
      const box = element.getBoundingClientRect()
      return clientX < box.left + box.width / 2 ? 'before' : 'after'
    }
    return combine(
      draggable({
        element,
        canDrag: () => !element.hasAttribute('data-resizing'),
        getInitialData: () => ({ kind: 'column', name, index }),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.kind === 'column' && source.data.name !== name,
        onDrag: ({ location }) => setOver(side(location.current.input.clientX)),
        onDragLeave: () => setOver(undefined),
        onDrop({ source, location }) {
          setOver(undefined)
          const from = Number(source.data.index)
          const to = index + (side(location.current.input.clientX) === 'after' ? 1 : 0)
          latest.current.move(String(source.data.name), from < to ? to - 1 : to)
        },
      }),
    )
  }, [name, index])

  const resize = (event: ReactPointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.preventDefault()
    event.stopPropagation()
    const handle = event.currentTarget
    const from = event.clientX
    let to = column.width
    handle.setPointerCapture(event.pointerId)
    cell.current?.setAttribute('data-resizing', '')
    const onMove = (moved: PointerEvent) => {
      to = clampWidth(column.width + moved.clientX - from)
      setWidth(to)
    }
    const onUp = () => {
      handle.removeEventListener('pointermove', onMove)
      cell.current?.removeAttribute('data-resizing')
      setWidth(undefined)
      if (to !== column.width) latest.current.resize(name, to)
    }
    handle.addEventListener('pointermove', onMove)
    handle.addEventListener('lostpointercapture', onUp, { once: true })
  }

  const order = state.view.sort.findIndex(({ field }) => field === name)
  const sort = state.view.sort[order]
  const Arrow = sort?.descending ? ArrowDown : ArrowUp
  const content = (
    <>
      <span>{member.label}</span>
      {sort && <Arrow size={12} aria-hidden />}
      {sort && state.view.sort.length > 1 && <small className="num">{order + 1}</small>}
    </>
  )
  return (
    <div
      ref={cell}
      className={classes.headCell}
      role="columnheader"
      tabIndex={-1}
      aria-colindex={index + 2}
      aria-label={member.label}
      aria-sort={sort ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      data-row={-1}
      data-col={index}
      data-numeric={column.numeric || undefined}
      data-pinned={pinned || undefined}
      data-last-pinned={(pinned && !columns[index + 1]?.pinned) || undefined}
      data-over={over}
      style={{ width: column.width, ...(pinned ? { left: LEAD + column.left } : {}) }}
    >
      <button
        ref={button}
        type="button"
        tabIndex={-1}
        className={classes.sort}
        aria-disabled={!sortable || undefined}
        title={member.label}
        onClick={(event) => sortable && changes.sort(name, event.shiftKey)}
      >
        {content}
      </button>
      <button
        type="button"
        tabIndex={-1}
        className={classes.headMenu}
        aria-label={say('grid.head.menu', { column: member.label })}
        aria-haspopup="menu"
        aria-expanded={menu}
        onClick={() => onMenu(menu ? undefined : name)}
      >
        <ChevronDown size={14} strokeWidth={1.75} aria-hidden />
      </button>
      <span
        className={classes.resize}
        data-resize
        aria-hidden
        onPointerDown={resize}
        onDoubleClick={() => changes.resize(name, widthOfContent(cell.current, index) ?? column.width)}
      />
      {width !== undefined && <span className={classes.ruler} style={{ left: width }} aria-hidden />}
      <Suspense>
        {menu && (
          <HeadMenu
            module={module}
            columns={columns}
            index={index}
            state={state}
            onClose={() => {
              onMenu(undefined)
              focus.follow()
            }}
          />
        )}
      </Suspense>
    </div>
  )
}

const PADDING = 24

/** What the cells of the column that are drawn would need. */
function widthOfContent(head: HTMLElement | null, index: number): number | undefined {
  const cells = head?.closest('[role=grid]')?.querySelectorAll(`[role=gridcell][data-col="${index}"] > div:first-child > *`) ?? []
  const widths = [...cells].map((cell) => cell.scrollWidth + PADDING)
  const own = head?.querySelector('button')?.scrollWidth ?? 0
  return widths.length > 0 ? Math.max(own + 2 * PADDING, ...widths) : undefined
}
