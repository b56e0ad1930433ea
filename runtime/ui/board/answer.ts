// What a column says to cards that are dragged over the board: they may be put here, they are here, or they may not and why.
import type { Module } from '../../definition/app.ts'
import { isWritable } from '../list/grid/columns.tsx'
import { optionNote } from '../move/option-note.ts'
import type { MoveOption } from '../move/options.tsx'
import type { Say } from '../words/words.tsx'
import type { DragData } from './Card.tsx'
import { type BoardQuestion, type Place, placeId } from './question.ts'

export type Answer =
  /** `note`: what the move asks for. */
  | { readonly kind: 'yes'; readonly note?: string }
  | { readonly kind: 'here' }
  /** `rule`: a rule of the pipeline says so, which a drop explains. */
  | { readonly kind: 'no'; readonly reason: string; readonly rule?: true }

const YES: Answer = { kind: 'yes' }
const HERE: Answer = { kind: 'here' }

export interface Rights {
  readonly update: boolean
  readonly readOnly: readonly string[]
}

/** `options` are the moves of the one card that is dragged, once they are known. */
export function answerOf(
  { module, lane }: BoardQuestion,
  rights: Rights,
  { place }: DragData,
  to: Place,
  say: Say,
  options: readonly MoveOption[] | undefined,
): Answer {
  if (placeId(place) === placeId(to)) return HERE
  if (!rights.update) return { kind: 'no', reason: say('board.answer.no_right') }
  if (lane && to.lane && place.lane?.id !== to.lane.id && !laneIsWritable(module, lane.name, rights))
    return { kind: 'no', reason: say('board.answer.lane_fixed', { field: lane.label }) }
  const ways = place.stage === to.stage ? undefined : options?.filter((option) => option.to === to.stage)
  if (!ways || ways.length === 0) return YES
  const open = ways.find(({ status }) => status === 'allowed') ?? ways.find(({ status }) => status !== 'blocked')
  if (!open) return { kind: 'no', reason: optionNote(ways[0]!, say), rule: true }
  return open.status === 'allowed' ? YES : { kind: 'yes', note: optionNote(open, say) }
}

/** Whether dragging into another lane changes the member that makes the lanes. */
function laneIsWritable(module: Module, name: string, { readOnly }: Rights): boolean {
  return isWritable(module, name, readOnly)
}
