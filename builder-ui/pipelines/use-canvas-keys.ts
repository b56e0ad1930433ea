// The keys of the canvas: going from stage to stage and from line to line, putting in order, copying, removing. Never while somebody types.
import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region'
import type { KeyboardEvent, RefObject } from 'react'
import type { PipelineDefinition } from '../../runtime/definition/types.ts'
import { bothOf } from '../../runtime/label.ts'
import { useRemove } from '../uses/removal.tsx'
import { tell } from '../words/text.tsx'
import type { StageActions } from './stage-actions.tsx'
import { inRankOrder, stagePath, transitionName, transitionPath } from './stage-edits.ts'
import { words } from './words.ts'

interface CanvasKeys {
  readonly pipeline: PipelineDefinition
  readonly actions: StageActions
  /** The stages that are selected. */
  readonly picked: () => readonly string[]
  readonly onSelect: (path: string | undefined) => void
  readonly box: RefObject<HTMLDivElement | null>
}

const STEPS: Readonly<Record<string, -1 | 1>> = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }

export function useCanvasKeys({ pipeline, actions, picked, onSelect, box }: CanvasKeys): (event: KeyboardEvent) => void {
  const remove = useRemove()
  const focus = (selector: string) => requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(selector)?.focus())
  const goTo = (key: string | undefined) => {
    const stage = pipeline.stages.find((each) => each.key === key)
    if (!stage) return
    onSelect(stagePath(pipeline, stage.key))
    announce(tell(words.opened, { name: tell(bothOf(stage.label, stage.key)) }))
    focus(`[data-stage="${stage.key}"]`)
  }
  const onStage = (event: KeyboardEvent, key: string): boolean => {
    const mod = event.ctrlKey || event.metaKey
    const order = inRankOrder(pipeline.stages).map((each) => each.key)
    const step = STEPS[event.key]
    const chosen = picked()
    const keys = chosen.includes(key) ? chosen : [key]
    if (step !== undefined && event.altKey) {
      actions.step(key, step)
      focus(`[data-stage="${key}"]`)
    } else if (step !== undefined && !mod) goTo(order[order.indexOf(key) + step])
    else if (event.key === 'Home') goTo(order[0])
    else if (event.key === 'End') goTo(order.at(-1))
    else if (event.key === 'Enter' && !mod) {
      onSelect(stagePath(pipeline, key))
      intoSettings()
    } else if (event.key === 'Delete' || event.key === 'Backspace') actions.remove(keys)
    else if (mod && event.key === 'c') actions.copy(keys)
    else if (mod && event.key === 'd') actions.duplicate(keys)
    else if (!mod && event.key === 'c') actions.connect(key)
    else return false
    return true
  }
  const onTransition = (event: KeyboardEvent, key: string): boolean => {
    const all = [...(box.current?.querySelectorAll<HTMLElement>('[data-transition]') ?? [])]
    const step = STEPS[event.key]
    const transition = pipeline.transitions?.find((each) => each.key === key)
    if (step !== undefined) {
      const next = all[all.indexOf(event.target as HTMLElement) + step]?.dataset.transition
      if (next !== undefined) {
        onSelect(transitionPath(pipeline, next))
        focus(`[data-transition="${next}"]`)
      }
    } else if (event.key === 'Enter') {
      onSelect(transitionPath(pipeline, key))
      intoSettings()
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && transition)
      remove(transitionPath(pipeline, key), transitionName(pipeline, transition), () => onSelect(undefined))
    else return false
    return true
  }
  return (event) => {
    const { stage, transition } = (event.target as HTMLElement).dataset
    const handled = stage !== undefined ? onStage(event, stage) : transition !== undefined ? onTransition(event, transition) : false
    if (handled || (inCanvas(event) && everywhere(event))) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
  function everywhere(event: KeyboardEvent): boolean {
    if ((event.ctrlKey || event.metaKey) && event.key === 'v') actions.paste()
    else if (event.key === 'Escape') onSelect(undefined)
    else return false
    return true
  }
}

/** Events of menus and dialogs come through here too, though they stand elsewhere in the page. */
function inCanvas(event: KeyboardEvent): boolean {
  return event.currentTarget.contains(event.target as Node)
}

/** The focus goes to the first setting of what is selected, once it is drawn. */
function intoSettings(): void {
  setTimeout(() => document.querySelector<HTMLElement>('aside input, aside textarea')?.focus(), 80)
}
