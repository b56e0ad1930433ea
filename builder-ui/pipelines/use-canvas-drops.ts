// The canvas as a place where new stages are dropped.
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useReactFlow } from '@xyflow/react'
import { type RefObject, useEffect, useRef } from 'react'
import type { PipelineDefinition } from '../../runtime/definition/types.ts'
import type { CanvasModel } from './canvas-model.ts'
import { beforeAt } from './layout.ts'
import type { StageActions } from './stage-actions.tsx'
import type { StageType } from './stage-edits.ts'

/** New stages are dropped where they belong. */
export function useDrops(
  box: RefObject<HTMLDivElement | null>,
  pipeline: PipelineDefinition,
  model: CanvasModel,
  actions: StageActions,
): void {
  const flow = useReactFlow()
  const latest = useRef({ pipeline, model, actions })
  useEffect(() => {
    latest.current = { pipeline, model, actions }
  })
  useEffect(() => {
    const element = box.current
    if (!element) return
    const over = (on: boolean) => element.toggleAttribute('data-over', on)
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => source.data.kind === 'new stage',
      onDragEnter: () => over(true),
      onDragLeave: () => over(false),
      onDrop({ source, location }) {
        over(false)
        const { clientX, clientY } = location.current.input
        const type = source.data.type as StageType
        const { pipeline: now, model: drawn, actions: ask } = latest.current
        const { x } = flow.screenToFlowPosition({ x: clientX, y: clientY })
        ask.add(type === 'open' ? { before: beforeAt(now.stages, drawn.places, x) } : { type })
      },
    })
  }, [box, flow])
}
