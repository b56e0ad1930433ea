// The cards of one place, one below the other: read on as one scrolls, only those in sight drawn. What others add or take away does not move what one looks at.
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { useQuery } from '@tanstack/react-query'
import { memo, type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Stage } from '../../definition/app.ts'
import type { RecordData } from '../data/shapes.ts'
import { Failure } from '../shell/Notices.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Board.module.css'
import { useBoard } from './board-context.tsx'
import { Card } from './Card.tsx'
import { cellQuery, holdEmpty, readOn } from './cells.ts'
import { GAP, indexAt, useLayout } from './heights.ts'
import { type Place, placeId } from './question.ts'
import { useArrivals } from './use-arrivals.tsx'
import type { CardFocus } from './use-cards.tsx'

interface CardsProps {
  readonly stage: Stage
  readonly place: Place
  /** Read out for the list of cards. */
  readonly label: string
  /** Cards in the place; undefined while nobody knows. */
  readonly count: number | undefined
  readonly chosen: ReadonlySet<string>
  readonly pending: ReadonlySet<string>
  readonly openId: string | undefined
  readonly focus: CardFocus
  readonly onCards: (place: Place, cards: readonly RecordData[] | undefined) => void
  /** Stands before the cards: a form to add one. */
  readonly children: ReactNode
}

const NO_CARDS: readonly RecordData[] = []
/** Pixels beyond both ends that are drawn, and before the end at which reading on begins. */
const OVER = 300
const AHEAD = 1600
/** Ends of what is drawn move by so many cards at once. */
const STEP = 4
const scrolled = new Map<string, number>()

export const Cards = memo(function Cards({ stage, place, label, count, chosen, pending, openId, focus, onCards, children }: CardsProps) {
  const say = useWords()
  const { question, module, members } = useBoard()
  const list = useRef<HTMLDivElement>(null)
  const stack = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [drawn, setDrawn] = useState<readonly [number, number]>([0, 12])
  const [broken, setBroken] = useState<Error>()
  // A place that is known to be empty is not asked for.
  const empty = count === 0
  useEffect(() => {
    if (empty) holdEmpty(question, place)
  }, [empty, question, place])
  const pages = useQuery({ ...cellQuery(question, place), enabled: !empty })
  const cards = pages.data?.cards ?? NO_CARDS
  const next = pages.data?.next
  const layout = useLayout(module, members, cards, width)
  const { tops, lines } = layout
  const total = tops.at(-1)!
  const arrivals = useArrivals(cards, pages.dataUpdatedAt)
  const key = `${question.app} ${module.key} ${question.view} ${placeId(place)}`

  useEffect(() => onCards(place, cards), [onCards, place, cards])
  useEffect(() => () => onCards(place, undefined), [onCards, place])

  const look = useCallback(() => {
    const box = list.current
    if (!box) return
    scrolled.set(key, box.scrollTop)
    const first = indexAt(tops, box.scrollTop - OVER)
    const last = indexAt(tops, box.scrollTop + box.clientHeight + OVER)
    const [from, to] = [Math.floor(first / STEP) * STEP, (Math.floor(last / STEP) + 1) * STEP]
    setDrawn((now) => (now[0] === from && now[1] === to ? now : [from, to]))
    if (next !== undefined && box.scrollTop + box.clientHeight + AHEAD > total)
      readOn(question, place).then(
        () => setBroken(undefined),
        (error) => setBroken(error),
      )
  }, [tops, total, next, question, place, key])
  const latest = useRef(look)
  latest.current = look
  useLayoutEffect(() => {
    const box = list.current
    if (!box) return
    const watch = new ResizeObserver(() => {
      setWidth(stack.current?.clientWidth ?? 0)
      latest.current()
    })
    watch.observe(box)
    return () => watch.disconnect()
  }, [])
  useEffect(() => (list.current ? autoScrollForElements({ element: list.current }) : undefined), [])
  const restored = useRef(false)
  useLayoutEffect(() => {
    if (restored.current || cards.length === 0 || !list.current) return
    restored.current = true
    list.current.scrollTop = scrolled.get(key) ?? 0
  }, [cards.length, key])
  useAnchor(list, cards, tops)
  useLayoutEffect(look, [look])

  const at = focus.id === undefined ? -1 : cards.findIndex(({ _id }) => _id === focus.id)
  const here = at >= 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a wish or new cards bring the focus
  useLayoutEffect(() => {
    const box = list.current
    if (!here || !box || !focus.wants()) return
    const [top, bottom] = [tops[at]!, tops[at + 1]! - GAP]
    if (top < box.scrollTop) box.scrollTop = top
    else if (bottom > box.scrollTop + box.clientHeight - 8) box.scrollTop = bottom - box.clientHeight + 8
    const card = box.querySelector<HTMLElement>(`[data-id="${focus.id}"]`)
    if (!card) return
    focus.done()
    card.focus({ preventScroll: true })
    card.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [here, focus.id, focus.tick, cards])

  const shown: number[] = []
  for (let index = drawn[0]; index < Math.min(drawn[1], cards.length); index += 1) shown.push(index)
  // The card with the focus stays drawn, so that keys go on from it.
  if (here && !shown.includes(at)) shown.push(at)
  const size = next === undefined ? cards.length : (count ?? -1)
  return (
    <div ref={list} className={classes.cards} data-place={placeId(place)} tabIndex={cards.length === 0 ? undefined : -1} onScroll={look}>
      {children}
      {pages.isPending && !empty && <Waiting />}
      {pages.isError && !pages.data && <Failure message={pages.error.message} retry={() => void pages.refetch()} />}
      {(pages.data || empty) && cards.length === 0 && !children && <p className={classes.none}>{say('board.none')}</p>}
      <div
        ref={stack}
        className={classes.stack}
        role="feed"
        aria-label={label}
        aria-busy={pages.isFetching}
        style={{ height: Math.max(0, total - GAP) }}
      >
        {width > 0 &&
          shown.map((index) => {
            const record = cards[index]!
            return (
              <Card
                key={record._id}
                stage={stage}
                place={place}
                record={record}
                top={tops[index]!}
                lines={lines[index]!}
                position={index + 1}
                setSize={size}
                chosen={chosen.has(record._id)}
                pending={pending.has(record._id)}
                open={record._id === openId}
                tabbed={here ? index === at : index === 0}
                arrived={arrivals.has(record._id)}
              />
            )
          })}
      </div>
      {next !== undefined && !broken && <Waiting />}
      {broken && <Failure message={broken.message} retry={look} />}
    </div>
  )
})

/** Two grey cards in place of those on their way. */
function Waiting() {
  const say = useWords()
  return (
    <div className={classes.waiting} role="status" aria-label={say('loading')}>
      <span />
      <span />
    </div>
  )
}

/** Keeps the card under the pointer, or else the first one in sight, where it is while cards above it come and go. */
function useAnchor(list: { readonly current: HTMLElement | null }, cards: readonly RecordData[], tops: readonly number[]) {
  const before = useRef({ cards, tops })
  useLayoutEffect(() => {
    const { cards: old, tops: places } = before.current
    before.current = { cards, tops }
    const box = list.current
    if (!box || old === cards || old.length === 0) return
    const hovered = box.querySelector<HTMLElement>('[data-id]:hover')?.dataset.id
    const from = indexAt(places, box.scrollTop)
    // At the very top new cards are let in, unless somebody is about to act on one of those there.
    if (hovered === undefined && box.scrollTop === 0) return
    const now = new Map(cards.map(({ _id }, index) => [_id, index]))
    const candidates = [old.findIndex(({ _id }) => _id === hovered), ...Array.from({ length: 20 }, (_, step) => from + step)]
    for (const index of candidates) {
      const card = old[index]
      const place = card && now.get(card._id)
      if (place === undefined) continue
      const by = tops[place]! - places[index]!
      if (by !== 0) box.scrollTop += by
      return
    }
  }, [list, cards, tops])
}
