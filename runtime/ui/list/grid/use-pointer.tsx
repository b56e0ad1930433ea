// The mouse in a grid: a press makes a cell active, a drag chooses a range, a drag of the handle fills. Near an edge the grid scrolls along.
import { type PointerEvent as ReactPointerEvent, type RefObject, useEffect, useRef, useState } from 'react'
import { at, HEADS, type Place, rangeOf } from './selection.ts'
import type { Control } from './use-control.tsx'

const EDGE = 36
const SPEED = 14

export interface PointerActions {
  follow(): void
  /** Fills from the selection to the row the handle was dropped on. */
  fillTo(row: number): void
}

export interface Pointer {
  /** The last row a fill would reach while the handle is dragged. */
  readonly fillRow: number | undefined
  onPointerDown(event: ReactPointerEvent): void
  onDoubleClick(event: React.MouseEvent): void
}

const CONTROLS = 'a, button, input[type=checkbox], [data-handle]'

export function usePointer(scroll: RefObject<HTMLElement | null>, control: Control, act: PointerActions): Pointer {
  const [fillRow, setFillRow] = useState<number>()
  const drag = useRef<{ readonly from: Place; readonly fill: boolean; x: number; y: number; row: number | undefined }>(undefined)
  const latest = useRef({ control, act })
  latest.current = { control, act }

  useEffect(() => {
    let frame = 0
    const reach = () => {
      const now = drag.current
      if (!now) return
      const place = placeAt(now.x, now.y)
      if (!place) return
      if (now.fill) {
        now.row = place.row
        setFillRow(place.row)
      } else latest.current.control.go({ active: now.from, to: place })
    }
    const along = () => {
      const [now, box] = [drag.current, scroll.current?.getBoundingClientRect()]
      if (!now || !box) return
      const by = (value: number, low: number, high: number) => (value < low + EDGE ? -SPEED : value > high - EDGE ? SPEED : 0)
      const [x, y] = [now.fill ? 0 : by(now.x, box.left, box.right), by(now.y, box.top, box.bottom)]
      if (x !== 0 || y !== 0) {
        scroll.current?.scrollBy(x, y)
        reach()
      }
      frame = requestAnimationFrame(along)
    }
    const onMove = (event: PointerEvent) => {
      const now = drag.current
      if (!now) return
      if (frame === 0) frame = requestAnimationFrame(along)
      now.x = event.clientX
      now.y = event.clientY
      reach()
    }
    const onUp = () => {
      const now = drag.current
      drag.current = undefined
      cancelAnimationFrame(frame)
      frame = 0
      setFillRow(undefined)
      if (now?.fill && now.row !== undefined) latest.current.act.fillTo(now.row)
    }
    document.addEventListener('pointermove', onMove)
    document.addEventListener('pointerup', onUp)
    document.addEventListener('pointercancel', onUp)
    return () => {
      cancelAnimationFrame(frame)
      document.removeEventListener('pointermove', onMove)
      document.removeEventListener('pointerup', onUp)
      document.removeEventListener('pointercancel', onUp)
    }
  }, [scroll])

  return {
    fillRow,
    onPointerDown(event) {
      const target = event.target as Element
      if (event.button !== 0) return
      if (target.closest('[data-handle]')) {
        event.preventDefault()
        drag.current = {
          from: { row: rangeOf(control.selection).bottom, col: 0 },
          fill: true,
          x: event.clientX,
          y: event.clientY,
          row: undefined,
        }
        return
      }
      const place = placeOf(target)
      if (!place || place.row === HEADS) return
      const { active } = control.selection
      // A press inside the text being edited sets the caret there.
      if (control.editing && place.row === active.row && place.col === active.col) return
      // What cannot be kept stays marked in its cell.
      control.leave()
      if (target.closest(CONTROLS)) return
      // The focus goes to the cell's own control, not to where the press happened to be.
      if (event.pointerType === 'mouse') event.preventDefault()
      control.go(event.shiftKey ? { active, to: place } : at(place.row, place.col))
      act.follow()
      if (event.pointerType === 'mouse')
        drag.current = { from: event.shiftKey ? active : place, fill: false, x: event.clientX, y: event.clientY, row: undefined }
    },
    onDoubleClick(event) {
      const target = event.target as Element
      if (control.editing || control.panel || target.closest(CONTROLS) || !placeOf(target)) return
      control.edit()
    },
  }
}

function placeOf(element: Element | null): Place | undefined {
  const cell = element?.closest<HTMLElement>('[data-row][data-col]')
  return cell ? { row: Number(cell.dataset.row), col: Number(cell.dataset.col) } : undefined
}

function placeAt(x: number, y: number): Place | undefined {
  return placeOf(document.elementFromPoint(x, y))
}
