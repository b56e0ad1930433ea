// What is dragged over the form, and the edge of the thing below it where it would go. Only the thing below is drawn again.
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { Dragged } from './designer.ts'

export type Edge = 'before' | 'after'

interface DropOptions {
  readonly takes: (dragged: Dragged) => boolean
  /** Along which way its edges lie; none: things are dropped into it. */
  readonly axis: 'x' | 'y' | undefined
  readonly onDrop: (dragged: Dragged, edge: Edge) => void
}

/** Data of a drag, with the designer it belongs to: two never stand on one page, but other things are dragged too. */
const MARK = 'form designer'

export function useDropEdge(ref: RefObject<HTMLElement | null>, options: DropOptions): Edge | 'inside' | undefined {
  const [edge, setEdge] = useState<Edge | 'inside'>()
  const latest = useRef(options)
  useEffect(() => {
    latest.current = options
  })
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const sideOf = ({ clientX, clientY }: { readonly clientX: number; readonly clientY: number }): Edge => {
      const { left, top, width, height } = element.getBoundingClientRect()
      const first = latest.current.axis === 'x' ? clientX < left + width / 2 : clientY < top + height / 2
      return first ? 'before' : 'after'
    }
    const isInner = (targets: readonly { readonly element: Element }[]) => targets[0]?.element === element
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => source.data.mark === MARK && latest.current.takes(source.data.dragged as Dragged),
      onDrag({ location }) {
        if (!isInner(location.current.dropTargets)) return setEdge(undefined)
        setEdge(latest.current.axis === undefined ? 'inside' : sideOf(location.current.input))
      },
      onDragLeave: () => setEdge(undefined),
      onDrop({ source, location }) {
        setEdge(undefined)
        if (isInner(location.current.dropTargets)) latest.current.onDrop(source.data.dragged as Dragged, sideOf(location.current.input))
      },
    })
  }, [ref])
  return edge
}

/** Makes an element draggable; true while it is being dragged. */
export function useDragOf(ref: RefObject<HTMLElement | null>, dragged: () => Dragged, handle?: RefObject<HTMLElement | null>): boolean {
  const [held, setHeld] = useState(false)
  const latest = useRef(dragged)
  useEffect(() => {
    latest.current = dragged
  })
  useEffect(() => {
    const element = ref.current
    if (!element) return
    return draggable({
      element,
      ...(handle?.current ? { dragHandle: handle.current } : {}),
      getInitialData: () => ({ mark: MARK, dragged: latest.current() }),
      onDragStart: () => setHeld(true),
      onDrop: () => setHeld(false),
    })
  }, [ref, handle])
  return held
}
