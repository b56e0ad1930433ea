// What the parts of the form designer ask each other for. The object stays the same for as long as a module is open, so that slots are not drawn again.
import { createContext, type KeyboardEvent, useContext } from 'react'
import type { Place } from '../layout-edits.ts'

export interface Pending {
  readonly type: string
  readonly place: Place
}

/** What is being dragged. */
export type Dragged =
  | { readonly kind: 'fields'; readonly keys: readonly string[] }
  | { readonly kind: 'type'; readonly type: string }
  | { readonly kind: 'section'; readonly tab: string; readonly section: string }
  | { readonly kind: 'tab'; readonly tab: string }

export type Picked = 'only' | 'toggle' | 'range'

export interface Designer {
  /** Selects a field, alone or with others; alone its settings open. */
  pick(key: string, how: Picked): void
  /** The field the arrow keys go on from. */
  stand(key: string): void
  onSlotKey(event: KeyboardEvent<HTMLElement>, key: string): void
  /** Opens the settings of a tab or a section. */
  openLayout(tab: string, section?: string): void
  onLayoutKey(event: KeyboardEvent<HTMLElement>, tab: string, section?: string): void
  /** The fields that go along when this one is dragged. */
  draggedWith(key: string): readonly string[]
  dropInto(dragged: Dragged, place: Place): void
  dropSection(
    from: { readonly tab: string; readonly section: string },
    to: { readonly tab: string; readonly before?: string | undefined },
  ): void
  dropTab(tab: string, before: string | undefined): void
  /** Begins a new field of the type, here or after the selected one; its name is asked. */
  begin(type: string, place?: Place): void
  /** Puts a field that stands on no form after the selected one. */
  putOn(key: string): void
  create(name: string): Promise<void>
  cancel(): void
  step(keys: readonly string[], by: -1 | 1): void
  stepLayout(by: -1 | 1, tab: string, section?: string): void
  moveTo(keys: readonly string[], place: Place): void
  setSpan(key: string, span: number): void
  duplicate(keys: readonly string[]): void
  takeOff(keys: readonly string[]): void
  remove(keys: readonly string[]): void
  removeLayout(tab: string, section?: string): void
  addTab(name: string): Promise<void>
  addSection(tab: string, name: string): Promise<void>
  clear(): void
}

export const DesignerContext = createContext<Designer | null>(null)

export function useDesigner(): Designer {
  const designer = useContext(DesignerContext)
  if (!designer) throw new Error('There is no form designer around.')
  return designer
}
