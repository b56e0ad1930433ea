// How tall a card is, known before it is drawn: so a column of thousands has its whole length at once, and only the cards in sight are drawn.
// Board.module.css draws them exactly so.
import { useMemo, useSyncExternalStore } from 'react'
import type { Module } from '../../definition/app.ts'
import type { RecordData } from '../data/shapes.ts'
import { recordTitle } from '../data/titles.ts'
import type { CardMembers } from './card-members.ts'

const FRAME = 18
const TITLE = 18
const LINE = 20
const FOOT = 28
export const GAP = 6
/** Padding and border beside the title, and room for the button of the menu. */
const BESIDE_TITLE = 24

const FONT = '500 13px'
const MOST_WIDTHS = 20_000
const widths = new Map<string, number>()
let fonts = 0
const listeners = new Set<() => void>()
let pen: CanvasRenderingContext2D | null | undefined

// Titles are measured in the font they are drawn in, which may arrive after them.
if (typeof document !== 'undefined')
  document.fonts?.addEventListener('loadingdone', () => {
    widths.clear()
    pen = undefined
    fonts += 1
    for (const listener of listeners) listener()
  })

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function textWidth(text: string): number {
  const known = widths.get(text)
  if (known !== undefined) return known
  if (pen === undefined) {
    pen = document.createElement('canvas').getContext('2d')
    if (pen) pen.font = `${FONT} ${getComputedStyle(document.body).fontFamily}`
  }
  const width = pen ? pen.measureText(text).width : text.length * 13
  if (widths.size > MOST_WIDTHS) widths.clear()
  widths.set(text, width)
  return width
}

/** One or two: longer titles are cut. */
export function titleLines(title: string, cardWidth: number): 1 | 2 {
  return textWidth(title) > cardWidth - BESIDE_TITLE ? 2 : 1
}

export function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)
}

export interface Layout {
  /** Where each card begins, and at the end where the last one does end. */
  readonly tops: readonly number[]
  readonly lines: readonly (1 | 2)[]
}

/** The places of all cards of a column whose cards are `width` pixels wide. */
export function useLayout(module: Module, members: CardMembers, cards: readonly RecordData[], width: number): Layout {
  const font = useSyncExternalStore(subscribe, () => fonts)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another font means other widths
  return useMemo(() => {
    const tops: number[] = []
    const lines: (1 | 2)[] = []
    let top = 0
    for (const card of cards) {
      const rows = titleLines(recordTitle(module, card) ?? '', width)
      const values = members.rest.reduce((sum, { name }) => sum + (isGiven(card[name]) ? 1 : 0), 0)
      const amount = members.amount && isGiven(card[members.amount.name]) ? 1 : 0
      tops.push(top)
      lines.push(rows)
      top += FRAME + rows * TITLE + (amount + values) * LINE + FOOT + GAP
    }
    tops.push(top)
    return { tops, lines }
  }, [module, members, cards, width, font])
}

/** The last index whose top is at or above `offset`. */
export function indexAt(tops: readonly number[], offset: number): number {
  let [low, high] = [0, Math.max(tops.length - 2, 0)]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (tops[middle]! <= offset) low = middle
    else high = middle - 1
  }
  return low
}
