// What a column says to cards that are dragged over the board: they may be put here, they are here, or they may not and why.
import type { Module } from '../../definition/app.ts'
import { isWritable } from '../list/grid/columns.tsx'
import type { Say } from '../words/words.tsx'
import type { DragData } from './Card.tsx'
import { type BoardQuestion, type Place, placeId } from './question.ts'

export type Answer = { readonly kind: 'yes' } | { readonly kind: 'here' } | { readonly kind: 'no'; readonly reason: string }

const YES: Answer = { kind: 'yes' }
const HERE: Answer = { kind: 'here' }

export interface Rights {
  readonly update: boolean
  readonly readOnly: readonly string[]
}

export function answerOf({ module, lane }: BoardQuestion, rights: Rights, { place }: DragData, to: Place, say: Say): Answer {
  if (placeId(place) === placeId(to)) return HERE
  if (!rights.update) return { kind: 'no', reason: say('board.answer.no_right') }
  if (lane && to.lane && place.lane?.id !== to.lane.id && !laneIsWritable(module, lane.name, rights))
    return { kind: 'no', reason: say('board.answer.lane_fixed', { field: lane.label }) }
  return YES
}

/** Whether dragging into another lane changes the member that makes the lanes. */
function laneIsWritable(module: Module, name: string, { readOnly }: Rights): boolean {
  return isWritable(module, name, readOnly)
}
