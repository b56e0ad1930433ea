// biome-ignore-all lint/a11y/useSemanticElements: rows out of sight are absent, which a table element cannot say
// biome-ignore-all lint/a11y/noStaticElementInteractions: where Tab comes in, the focus goes on to the active cell
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: the same
// A grid of records: rows that are fetched and drawn as they come into sight, cells that are edited as in a spreadsheet, columns that are moved, widened and pinned.
import { useVirtualizer } from '@tanstack/react-virtual'
import { lazy, Suspense, type SyntheticEvent, useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Module } from '../../../definition/app.ts'
import type { RecordData } from '../../data/shapes.ts'
import type { Figures } from '../../data/totals.tsx'
import { useRowHeight } from '../../theme/density.ts'
import { useWords } from '../../words/words.tsx'
import type { ListState } from '../list-state.tsx'
import type { GridColumn } from './columns.tsx'
import { Foot } from './Foot.tsx'
import classes from './Grid.module.css'
import { GridLines } from './GridLines.tsx'
import { Head } from './Head.tsx'
import type { Lines } from './lines.ts'
import { at, HEADS, isRange, type Range, rangeOf } from './selection.ts'
import { HEAD, LEAD } from './sizes.ts'
import { useClipboard } from './use-clipboard.tsx'
import { useControl } from './use-control.tsx'
import { useFocus } from './use-focus.tsx'
import { headKeys } from './use-head.tsx'
import { useKeys } from './use-keys.tsx'
import { usePointer } from './use-pointer.tsx'
import { useRangeActions } from './use-range-actions.tsx'
import type { GridWrites } from './use-writes.tsx'

const PasteDialog = lazy(() => import('./PasteDialog.tsx'))
const QuestionDialog = lazy(() => import('./QuestionDialog.tsx'))

export interface GridProps {
  readonly module: Module
  readonly columns: readonly GridColumn[]
  readonly lines: Lines
  readonly state: ListState
  /** Absent: nothing can be changed. */
  readonly writes?: GridWrites | undefined
  /** Rows can be ticked where it is given. */
  readonly chosen?: ReadonlyMap<string, RecordData> | undefined
  readonly onChoose?: ((records: readonly RecordData[], chosen: boolean) => void) | undefined
  /** Figures below the columns; absent: there is no such row. */
  readonly figures?: Figures | undefined
  /** The member rows are grouped by. */
  readonly groupBy?: string | undefined
  readonly create?: (() => void) | undefined
  readonly onGroup?: ((id: string) => void) | undefined
  /** Told what is chosen, for the line below the grid. */
  readonly onRange?: ((range: Range | undefined) => void) | undefined
}
const NONE_CHOSEN: ReadonlyMap<string, RecordData> = new Map()
export function Grid(props: GridProps) {
  const { module, columns, lines, state, writes, chosen = NONE_CHOSEN, onChoose, figures, create, onGroup, onRange } = props
  const say = useWords()
  const hint = useId()
  const height = useRowHeight()
  const scroll = useRef<HTMLDivElement>(null)
  const control = useControl(module, columns, lines, writes)
  const { selection } = control
  const { active } = selection
  const virtual = useVirtualizer({
    count: lines.count,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: 8,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: figures ? HEAD : 0,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another density measures the rows anew
  useEffect(() => virtual.measure(), [height])
  const focus = useFocus(scroll, virtual, columns, selection)
  const items = virtual.getVirtualItems()
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0]
  const { see } = lines
  useEffect(() => see(first, last), [see, first, last])

  // The panel steps through the list; its row comes along, and is where one comes back to.
  const opened = state.record === undefined ? undefined : lines.lineOf(state.record)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another record moves, not every drawing
  useEffect(() => {
    if (opened === undefined || opened === active.row) return
    control.go(at(opened, Math.max(active.col, 0)))
    virtual.scrollToIndex(opened)
  }, [opened])

  const { follow } = focus
  const panelOpen = state.record !== undefined
  useEffect(() => {
    if (!panelOpen) return
    // The cell the panel was opened from may not be drawn any more when it closes. The focus is there when this is over: a key pressed in between, which
    // leads elsewhere, must not be followed by it.
    return () => void setTimeout(() => document.activeElement === document.body && flushSync(follow))
  }, [panelOpen, follow])

  const range = rangeOf(selection)
  const ranged = isRange(selection)
  const actions = useRangeActions(module, columns, lines, control, writes)
  const open = (id: string) => {
    if (!state.trash) state.change({ record: id })
  }
  const clipboard = useClipboard({
    module,
    columns,
    lines,
    control,
    create: create !== undefined,
    apply: writes && ((plan) => void actions.apply(plan)),
    clear: actions.clear,
  })
  const pointer = usePointer(scroll, control, { follow: focus.follow, fillTo: actions.fillTo })
  const [menu, setMenu] = useState<string>()
  const onKeyDown = useKeys(control, lines, {
    page: () => Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / height) - 2),
    follow: focus.follow,
    leave: focus.leave,
    rest: focus.rest,
    open,
    create: () => create?.(),
    choose(id) {
      const record = control.record()
      if (record) onChoose?.([record], !chosen.has(id))
    },
    toggleGroup: (id) => onGroup?.(id),
    clear: actions.clear,
    fillDown: actions.fillDown,
    head: (event) => headKeys(event, { state, columns, index: active.col, openMenu: setMenu, go: control.go, follow: focus.follow, say }),
  })
  const { top, bottom, left, right } = range
  const told = ranged && top >= 0
  useEffect(() => onRange?.(told ? { top, bottom, left, right } : undefined), [told, top, bottom, left, right, onRange])

  /** What happens in lists and dialogs drawn over the grid is not its own. */
  const own = <E extends SyntheticEvent>(handle: (event: E) => void) => {
    return (event: E) => {
      if (scroll.current?.contains(event.target as Node)) handle(event)
    }
  }
  const width = LEAD + columns.reduce((sum, column) => sum + column.width, 0) + LEAD
  return (
    <div className={classes.frame} onBlur={focus.onBlur}>
      <span ref={focus.before} tabIndex={0} onFocus={focus.enter} />
      <p id={hint} className="unseen">
        {say(writes ? 'grid.hint' : 'grid.hint.read')}
      </p>
      <div
        ref={scroll}
        className={classes.scroll}
        role="grid"
        aria-label={say('list.name')}
        aria-describedby={hint}
        aria-rowcount={lines.count + 1 + (figures ? 1 : 0)}
        aria-colcount={columns.length + 1}
        aria-multiselectable
        aria-readonly={writes === undefined}
        tabIndex={-1}
        onKeyDown={own(onKeyDown)}
        onCopy={own(clipboard.onCopy)}
        onCut={own(clipboard.onCopy)}
        onPaste={own(clipboard.onPaste)}
        onPointerDown={own(pointer.onPointerDown)}
        onDoubleClick={own(pointer.onDoubleClick)}
      >
        <div
          className={classes.grid}
          role="presentation"
          style={{ height: virtual.getTotalSize() + HEAD + (figures ? HEAD : 0), minWidth: width }}
        >
          <Head
            module={module}
            columns={columns}
            lines={lines}
            state={state}
            activeCol={active.row === HEADS ? active.col : undefined}
            focus={focus}
            menu={menu}
            onMenu={setMenu}
            chosen={chosen}
            onChoose={onChoose}
          />
          <GridLines
            {...props}
            chosen={chosen}
            control={control}
            focus={focus}
            items={items}
            height={height}
            fill={pointer.fillRow}
            open={open}
          />
          {figures && <Foot module={module} columns={columns} state={state} figures={figures} row={lines.count + 2} />}
        </div>
      </div>
      <span ref={focus.after} tabIndex={0} onFocus={focus.enter} />
      <Suspense>
        {clipboard.pending && (
          <PasteDialog
            module={module}
            pending={clipboard.pending}
            onApply={actions.apply}
            onClose={() => {
              clipboard.forget()
              focus.follow()
            }}
          />
        )}
        {actions.question && (
          <QuestionDialog
            question={actions.question}
            onClose={() => {
              actions.forget()
              focus.follow()
            }}
          />
        )}
      </Suspense>
    </div>
  )
}
