// Which cards are chosen, and which one has the focus, wherever on the board they stand.
import { useCallback, useMemo, useRef, useState } from 'react'
import type { RecordData } from '../data/shapes.ts'
import { type Place, placeId } from './question.ts'

export interface CardFocus {
  readonly id: string | undefined
  /** Grows with every wish to have the focus there. */
  readonly tick: number
  wants(): boolean
  done(): void
}

export interface CardChoice {
  readonly focus: CardFocus
  readonly chosen: ReadonlySet<string>
  /** Brings the focus to a card as soon as it is drawn. */
  focusOn(id: string): void
  /** The focus came to a card by itself. */
  focused(id: string): void
  /** The focus left the cards. */
  blurred(): void
  toggle(id: string): void
  /** Chooses everything between the card chosen last and this one, in the order of `ids`; the card alone where that one is elsewhere. */
  extendTo(id: string, ids: readonly string[]): void
  choose(ids: readonly string[]): void
  clear(): void
}

const NOBODY: ReadonlySet<string> = new Set()

export function useCards(): CardChoice {
  const [focus, setFocus] = useState<{ id: string | undefined; tick: number }>({ id: undefined, tick: 0 })
  const [chosen, setChosen] = useState(NOBODY)
  const wanted = useRef(false)
  const held = useRef(false)
  const anchor = useRef<string>(undefined)
  const focusOn = useCallback((id: string) => {
    wanted.current = true
    setFocus((now) => ({ id, tick: now.tick + 1 }))
  }, [])
  const focused = useCallback((id: string) => {
    wanted.current = false
    held.current = true
    setFocus((now) => (now.id === id ? now : { ...now, id }))
  }, [])
  const blurred = useCallback(() => {
    held.current = false
  }, [])
  const toggle = useCallback((id: string) => {
    anchor.current = id
    setChosen((now) => (now.has(id) ? new Set([...now].filter((each) => each !== id)) : new Set([...now, id])))
  }, [])
  const extendTo = useCallback((id: string, ids: readonly string[]) => {
    const [from, to] = [ids.indexOf(anchor.current ?? ''), ids.indexOf(id)]
    if (from < 0) anchor.current = id
    const range = from < 0 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1)
    setChosen((now) => new Set([...now, ...range]))
  }, [])
  const choose = useCallback((ids: readonly string[]) => setChosen(new Set(ids)), [])
  const clear = useCallback(() => setChosen((now) => (now.size === 0 ? now : NOBODY)), [])
  const focusState = useMemo<CardFocus>(
    () => ({
      ...focus,
      // A card that had the focus and is drawn anew elsewhere takes it again.
      wants: () => wanted.current || (held.current && document.activeElement === document.body),
      done: () => {
        wanted.current = false
      },
    }),
    [focus],
  )
  return useMemo(
    () => ({ focus: focusState, chosen, focusOn, focused, blurred, toggle, extendTo, choose, clear }),
    [focusState, chosen, focusOn, focused, blurred, toggle, extendTo, choose, clear],
  )
}

/** The cards on screen by place, kept beside the drawing of them. */
export interface Shown {
  readonly places: Map<string, { readonly place: Place; readonly cards: readonly RecordData[] }>
}

export function idsOf(shown: Shown, place: Place): readonly string[] {
  return shown.places.get(placeId(place))?.cards.map(({ _id }) => _id) ?? []
}

export function recordsOf(shown: Shown, ids: ReadonlySet<string>): RecordData[] {
  return [...shown.places.values()].flatMap(({ cards }) => cards.filter(({ _id }) => ids.has(_id)))
}
