// What part of the canvas is seen: everything at first, and always what is selected.
import { getViewportForBounds, useReactFlow, useStore, useStoreApi } from '@xyflow/react'
import { useCallback, useEffect, useRef } from 'react'
import type { CanvasModel } from './canvas-model.ts'
import { boundsOf, STAGE } from './layout.ts'

export const LEAST_ZOOM = 0.05
/** Smaller than this nobody reads the names. */
const READABLE = 0.8
const MARGIN = 32

/** Shows everything, never larger than it is; at first not so small that nobody can read it. */
export function useShowAll(model: CanvasModel): (least?: number) => void {
  const flow = useReactFlow()
  const store = useStoreApi()
  const latest = useRef(model)
  useEffect(() => {
    latest.current = model
  }, [model])
  return useCallback(
    (least = LEAST_ZOOM) => {
      const { width, height } = store.getState()
      const { places, boxes, routes } = latest.current
      if (places.size === 0) return
      const bounds = boundsOf(places, boxes, routes)
      const fitted = getViewportForBounds(bounds, width, height, LEAST_ZOOM, 1, `${MARGIN}px`)
      const zoom = Math.max(fitted.zoom, least)
      const x = zoom > fitted.zoom ? MARGIN - bounds.x * zoom : fitted.x
      void flow.setViewport({ x, y: height / 2 - (bounds.y + bounds.height / 2) * zoom, zoom })
    },
    [flow, store],
  )
}

/** Shows everything once there is room, and again when the room gets lower or higher, until somebody moves the canvas. */
export function useShownAtFirst(showAll: (least?: number) => void) {
  const touched = useRef(false)
  const height = useStore((state) => (state.width > 0 ? state.height : 0))
  useEffect(() => {
    if (height > 0 && !touched.current) showAll(READABLE)
  }, [height, showAll])
  return touched
}

/** Brings what is selected into view where it is not, as when a problem leads to it. */
export function useInView(model: CanvasModel, stage: string | undefined, transition: string | undefined): void {
  const flow = useReactFlow()
  const store = useStoreApi()
  const latest = useRef(model)
  useEffect(() => {
    latest.current = model
  }, [model])
  useEffect(() => {
    const { places, routes } = latest.current
    const route = routes.find((each) => each.transition.key === transition)
    const place = places.get(stage ?? route?.to ?? route?.from ?? '')
    if (!place) return
    // The settings open beside the canvas first, which makes it smaller.
    const timer = setTimeout(() => {
      const { width, height, transform } = store.getState()
      const [x, y, zoom] = transform
      const pan = (from: number, size: number, room: number) => Math.max(MARGIN - from, Math.min(0, room - MARGIN - from - size))
      const dx = pan(place.x * zoom + x, STAGE.width * zoom, width)
      const dy = pan(place.y * zoom + y, STAGE.height * zoom, height)
      const shift = (by: number, from: number, size: number, room: number) => (from < MARGIN || from + size > room - MARGIN ? by : 0)
      const next = {
        x: x + shift(dx, place.x * zoom + x, STAGE.width * zoom, width),
        y: y + shift(dy, place.y * zoom + y, STAGE.height * zoom, height),
        zoom,
      }
      if (next.x !== x || next.y !== y) void flow.setViewport(next)
    }, 60)
    return () => clearTimeout(timer)
  }, [stage, transition, flow, store])
}
