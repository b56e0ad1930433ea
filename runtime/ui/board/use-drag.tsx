// Cards that are dragged: what is held, and where it is put down.
import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useWords } from '../words/words.tsx'
import { answerOf, type Rights } from './answer.ts'
import type { DragData } from './Card.tsx'
import type { BoardQuestion, Place } from './question.ts'

/** What is dragged; `put` is told what was put where, and at which place among the cards there. */
export function useDrag(
  question: BoardQuestion,
  rights: Rights,
  box: RefObject<HTMLElement | null>,
  put: (data: DragData, to: Place, at: number) => void,
): DragData | undefined {
  const say = useWords()
  const [drag, setDrag] = useState<DragData>()
  const latest = useRef({ put, rights })
  latest.current = { put, rights }
  const may = rights.update
  useEffect(() => {
    if (!may) return
    return monitorForElements({
      canMonitor: ({ source }) => source.data.kind === 'card',
      onDragStart: ({ source }) => setDrag(source.data as DragData),
      onDrop({ source, location }) {
        setDrag(undefined)
        const target = location.current.dropTargets[0]
        const to = target?.data.place as Place | undefined
        if (!target || !to) return
        const data = source.data as DragData
        const answer = answerOf(question, latest.current.rights, data, to, say, undefined)
        if (answer.kind === 'no') announce(answer.reason)
        else if (answer.kind === 'yes') latest.current.put(data, to, indexUnder(target.element, location.current.input.clientY))
      },
    })
  }, [may, question, say])
  const laned = question.lane !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: lanes scroll in a box of their own
  useEffect(() => (box.current ? autoScrollForElements({ element: box.current }) : undefined), [box, laned])
  return drag
}

/** Before which of the cards in the element the pointer is. */
function indexUnder(element: Element, y: number): number {
  const cards = [...element.querySelectorAll<HTMLElement>('[data-id]')].toSorted((a, b) => placeOf(a) - placeOf(b))
  for (const card of cards) {
    const { top, bottom } = card.getBoundingClientRect()
    if (y < (top + bottom) / 2) return placeOf(card) - 1
  }
  const last = cards.at(-1)
  return last ? placeOf(last) : 0
}

function placeOf(card: HTMLElement): number {
  return Number(card.getAttribute('aria-posinset'))
}
