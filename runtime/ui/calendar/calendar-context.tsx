// What the parts of a calendar share: whose days they are, who may do what, and what happens to an entry.
import { createContext, useContext } from 'react'
import type { Module } from '../../definition/app.ts'
import type { ShownMember } from '../data/members.ts'
import type { CalendarMembers, Entry } from './entries.ts'

export interface CalendarActions {
  readonly module: Module
  readonly members: CalendarMembers
  /** Members of the view beside the title and the days. */
  readonly rest: readonly ShownMember[]
  readonly today: string
  readonly mayMove: boolean
  readonly mayCreate: boolean
  /** The record in the panel. */
  readonly openId: string | undefined
  open(id: string): void
  /** Puts an entry on another day, at another time where one is given. */
  move(entry: Entry, day: string, minutes?: number): void
  menu(entry: Entry, at: HTMLElement | { readonly x: number; readonly y: number }): void
  create(day: string, minutes?: number): void
  /** The day in full, with its weekday. */
  dayName(day: string): string
}

const Context = createContext<CalendarActions | null>(null)
export const CalendarProvider = Context.Provider

export function useCalendar(): CalendarActions {
  const value = useContext(Context)
  if (!value) throw new Error('There is no calendar around this entry.')
  return value
}
