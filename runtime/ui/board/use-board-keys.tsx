// The board by keyboard: arrows go from card to card, with Ctrl and Shift they take the card along.
import type { KeyboardEvent } from 'react'
import type { Pipeline } from '../../definition/app.ts'
import { isComposing } from '../../fields/composition.ts'
import type { RecordData } from '../data/shapes.ts'
import { type Place, placeId } from './question.ts'
import { type CardChoice, idsOf, type Shown } from './use-cards.tsx'

export interface BoardKeys {
  readonly shown: Shown
  readonly choice: CardChoice
  /** Stages that are not folded, in their order, and the lanes below each other. */
  readonly stages: readonly string[]
  readonly lanes: readonly Place['lane'][]
  readonly pipeline: Pipeline
  readonly mayMove: boolean
  /** Moves a card, with the chosen ones where it is among them. */
  move(record: RecordData, stage: string): void
  /** Says where a card cannot be taken. */
  refuse(forward: boolean): void
  openRecord(id: string): void
  menu(record: RecordData, place: Place, card: HTMLElement): void
}

const ARROWS: Readonly<Record<string, string>> = { j: 'ArrowDown', k: 'ArrowUp', J: 'ArrowDown', K: 'ArrowUp' }

export function onBoardKey(event: KeyboardEvent, keys: BoardKeys): void {
  const card = (event.target as Element).closest<HTMLElement>('[data-id]')
  if (event.defaultPrevented || isComposing(event) || event.altKey || card !== event.target) {
    if (event.key === 'Escape' && keys.choice.chosen.size > 0 && !event.defaultPrevented) keys.choice.clear()
    return
  }
  const { shown, choice } = keys
  const id = card!.dataset.id!
  const place = [...shown.places.values()].find(({ cards }) => cards.some(({ _id }) => _id === id))?.place
  if (!place) return
  const ids = idsOf(shown, place)
  const index = ids.indexOf(id)
  const record = shown.places.get(placeId(place))!.cards[index]!
  const control = event.ctrlKey || event.metaKey
  const key = control ? event.key : (ARROWS[event.key] ?? event.key)
  const stage = keys.stages.indexOf(place.stage)
  const lane = keys.lanes.findIndex((each) => each?.id === place.lane?.id)

  if (control && event.shiftKey) {
    const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
    if (by === 0 || !keys.mayMove) return
    event.preventDefault()
    // Folded columns are stages too.
    const order = keys.pipeline.stages
    const to = order[order.findIndex((each) => each.key === place.stage) + by]
    if (to) {
      keys.move(record, to.key)
      choice.focusOn(id)
    } else keys.refuse(by > 0)
    return
  }
  if (control) {
    if (key !== 'a' && key !== 'A') return
    event.preventDefault()
    choice.choose(ids)
    return
  }
  const go = (next: string | undefined) => {
    if (next === undefined) return
    if (event.shiftKey) choice.extendTo(next, ids)
    choice.focusOn(next)
  }
  const along = (by: 1 | -1) => {
    const next = ids[index + by]
    if (next !== undefined || !event.shiftKey) go(next ?? beyond(keys, place.stage, lane, by))
  }
  const across = (by: 1 | -1) => {
    if (event.shiftKey) return
    for (let at = stage + by; at >= 0 && at < keys.stages.length; at += by) {
      const found = beside(card!, { stage: keys.stages[at]!, lane: place.lane })
      if (found) return go(found)
    }
  }
  const acts: Readonly<Record<string, (() => void) | undefined>> = {
    ArrowDown: () => along(1),
    ArrowUp: () => along(-1),
    ArrowLeft: () => across(-1),
    ArrowRight: () => across(1),
    Home: () => go(ids[0]),
    End: () => go(ids.at(-1)),
    ' ': () => choice.toggle(id),
    Enter: () => keys.openRecord(id),
    m: keys.mayMove ? () => keys.menu(record, place, card!) : undefined,
    Escape: choice.chosen.size > 0 ? choice.clear : undefined,
  }
  const act = acts[key.length === 1 ? key.toLowerCase() : key]
  if (!act) return
  event.preventDefault()
  act()
}

/** The first (or last) card of the same stage in the lanes below (or above). */
function beyond({ shown, lanes }: BoardKeys, stage: string, from: number, by: 1 | -1): string | undefined {
  for (let at = from + by; at >= 0 && at < lanes.length; at += by) {
    const ids = idsOf(shown, { stage, lane: lanes[at] })
    if (ids.length > 0) return by > 0 ? ids[0] : ids.at(-1)
  }
  return undefined
}

/** The card of another column that stands at the height of this one. */
function beside(card: HTMLElement, place: Place): string | undefined {
  const middle = (element: Element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return (top + bottom) / 2
  }
  const here = middle(card)
  const list = [...document.querySelectorAll<HTMLElement>('[data-place]')].find(({ dataset }) => dataset.place === placeId(place))
  const cards = [...(list?.querySelectorAll<HTMLElement>('[data-id]') ?? [])]
  const nearest = cards.toSorted((a, b) => Math.abs(middle(a) - here) - Math.abs(middle(b) - here))[0]
  return nearest?.dataset.id
}
