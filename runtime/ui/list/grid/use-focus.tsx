// Where the focus of a grid is: in the active cell while one works in it, brought there when Tab comes in, let go when one leaves. The active cell is scrolled into sight.
import type { Virtualizer } from '@tanstack/react-virtual'
import { type FocusEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { GridColumn } from './columns.tsx'
import { HEADS, type Selection } from './selection.ts'
import { LEAD } from './sizes.ts'

export interface GridFocus {
  /** Whether the active cell takes the focus when it is drawn. */
  readonly wants: RefObject<boolean>
  /** Grows with every wish to have the focus in the active cell. */
  readonly tick: number
  readonly before: RefObject<HTMLSpanElement | null>
  readonly after: RefObject<HTMLSpanElement | null>
  follow(): void
  enter(): void
  leave(back: boolean): void
  rest(): void
  onBlur(event: FocusEvent): void
}

export function useFocus(
  scroll: RefObject<HTMLDivElement | null>,
  virtual: Virtualizer<HTMLDivElement, Element>,
  columns: readonly GridColumn[],
  selection: Selection,
): GridFocus {
  const wants = useRef(false)
  const leaving = useRef(false)
  const before = useRef<HTMLSpanElement>(null)
  const after = useRef<HTMLSpanElement>(null)
  const [tick, setTick] = useState(0)
  // The end of the range that moves is the one to be seen.
  const { row, col } = selection.to

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move or a wish scrolls, not every new page of rows
  useEffect(() => {
    const box = scroll.current
    if (!wants.current || !box) return
    if (row !== HEADS) virtual.scrollToIndex(row)
    const column = columns[col]
    if (!column || column.pinned) return
    const pinned = LEAD + columns.reduce((sum, each) => sum + (each.pinned ? each.width : 0), 0)
    const [left, right] = [LEAD + column.left, LEAD + column.left + column.width]
    if (left - pinned < box.scrollLeft) box.scrollLeft = left - pinned
    else if (right > box.scrollLeft + box.clientWidth) box.scrollLeft = right - box.clientWidth
  }, [row, col, tick])

  const follow = useCallback(() => {
    wants.current = true
    setTick((now) => now + 1)
  }, [])
  return {
    wants,
    tick,
    before,
    after,
    follow,
    enter() {
      if (leaving.current) leaving.current = false
      else follow()
    },
    leave(back) {
      wants.current = false
      leaving.current = true
      ;(back ? before : after).current?.focus({ preventScroll: true })
    },
    rest() {
      wants.current = false
      scroll.current?.focus({ preventScroll: true })
    },
    onBlur(event) {
      if (!event.currentTarget.contains(event.relatedTarget)) wants.current = false
    },
  }
}
