// What the parts of a board share: the question, who can do what, and what happens when a card is clicked, moved or asked for its menu.
// The value stays the same object while cards come and go, so that none of them is drawn anew for another.
import { createContext, type MouseEvent, useContext } from 'react'
import type { Module, Pipeline } from '../../definition/app.ts'
import type { RecordData } from '../data/shapes.ts'
import type { CardMembers } from './card-members.ts'
import type { BoardQuestion, Place } from './question.ts'

export interface BoardActions {
  readonly module: Module
  readonly pipeline: Pipeline
  readonly question: BoardQuestion
  readonly members: CardMembers
  readonly mayMove: boolean
  readonly mayCreate: boolean
  /** The address of a record's own page. */
  href(id: string): string
  onClick(event: MouseEvent, record: RecordData, place: Place): void
  onMenu(record: RecordData, place: Place, at: HTMLElement | { readonly x: number; readonly y: number }, all: boolean): void
  onFocus(id: string): void
  /** Records that are dragged when this one is. */
  dragged(record: RecordData): readonly RecordData[]
  onMade(record: RecordData, place: Place): void
}

const Context = createContext<BoardActions | null>(null)
export const BoardProvider = Context.Provider

export function useBoard(): BoardActions {
  const value = useContext(Context)
  if (!value) throw new Error('There is no board around this card.')
  return value
}
