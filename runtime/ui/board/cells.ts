// The cards of a board as the browser holds them: for each place those read so far, in their order, and where reading goes on. Moves and changes by others
// are worked into them, so that a board of thousands of cards is never read anew for one of them.
import { queryOptions } from '@tanstack/react-query'
import { call } from '../data/api.ts'
import { queryClient } from '../data/queries.tsx'
import type { RecordData, RecordPage } from '../data/shapes.ts'
import { rememberTitles } from '../data/titles.ts'
import { isConnected } from '../live/state.ts'
import { orderBy } from './order.ts'
import { type BoardQuestion, type Lane, listOf, namedOf, type Place, placeId, placeOf } from './question.ts'

export interface Cell {
  readonly cards: readonly RecordData[]
  /** Undefined: all of them are here. */
  readonly next: string | undefined
}
export interface HeldCell {
  readonly place: Place
  readonly cell: Cell
}

const FIRST = 50
const MOST = 500
/** A condition has at most 2,000 characters; an id with its quotes and comma has 39. */
const MOST_CONDITION = 1900
const ID = 40

function boardKey(question: BoardQuestion) {
  const { app, module, fields, view, where, search, sort, lane } = question
  return ['board', app, module.key, { fields: fields.join(), view, where, search, sort, lane: lane?.name }] as const
}

export function cellKey(question: BoardQuestion, { stage, lane }: Place) {
  return [...boardKey(question), stage, lane ?? null] as const
}

/** The cards of a place; read anew, as many as were there. */
export function cellQuery(question: BoardQuestion, place: Place) {
  const queryKey = cellKey(question, place)
  return queryOptions({
    queryKey,
    // Changes are worked in as they come; only without word of them time makes cards old.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: () => (isConnected() ? false : 'always'),
    queryFn: async ({ signal }): Promise<Cell> => {
      const held = queryClient.getQueryData<Cell>(queryKey)?.cards.length ?? 0
      let cell: Cell = { cards: [], next: '' }
      while (cell.next !== undefined && cell.cards.length < Math.max(held, FIRST))
        cell = await extended(question, place, cell, Math.min(MOST, Math.max(held - cell.cards.length, FIRST)), signal)
      return cell
    },
  })
}

async function extended(question: BoardQuestion, place: Place, cell: Cell, limit: number, signal?: AbortSignal): Promise<Cell> {
  const { app, module } = question
  const query = { ...listOf(question, place), limit, ...(cell.next ? { after: cell.next } : {}) }
  const page = await call<RecordPage>(`/apps/${app}/records/${module.key}`, { query, ...(signal ? { signal } : {}) })
  rememberTitles(module, page.records)
  const known = new Set(cell.cards.map(({ _id }) => _id))
  return { cards: [...cell.cards, ...page.records.filter(({ _id }) => !known.has(_id))], next: page.next ?? undefined }
}

/** A place without cards, for those that come. */
export function holdEmpty(question: BoardQuestion, place: Place): void {
  queryClient.setQueryData<Cell>(cellKey(question, place), (now) => now ?? { cards: [], next: undefined })
}

const reading = new Set<string>()

/** Reads on in a place, more at a time the further one is. */
export async function readOn(question: BoardQuestion, place: Place): Promise<void> {
  const key = cellKey(question, place)
  const cell = queryClient.getQueryData<Cell>(key)
  const mark = JSON.stringify(key)
  if (!cell?.next || reading.has(mark)) return
  reading.add(mark)
  try {
    const more = await extended(question, place, { cards: [], next: cell.next }, Math.min(MOST, Math.max(FIRST, cell.cards.length)))
    queryClient.setQueryData<Cell>(key, (now) => {
      // Read anew meanwhile: the place to go on from is another one.
      if (!now || now.next !== cell.next) return now
      const known = new Set(now.cards.map(({ _id }) => _id))
      return { cards: [...now.cards, ...more.cards.filter(({ _id }) => !known.has(_id))], next: more.next }
    })
  } finally {
    reading.delete(mark)
  }
}

/** Every place of the board that has been read. */
export function heldCells(question: BoardQuestion): HeldCell[] {
  return queryClient.getQueriesData<Cell>({ queryKey: boardKey(question) }).flatMap(([key, cell]) => {
    const lane = key[5] as Lane | null
    return cell ? [{ place: { stage: String(key[4]), lane: lane ?? undefined }, cell }] : []
  })
}

export function changeCell(question: BoardQuestion, place: Place, change: (cell: Cell) => Cell): void {
  queryClient.setQueryData<Cell>(cellKey(question, place), (now) => now && change(now))
}

/** What is being read anew of the places is not waited for: it would undo what is changed in them now. */
export function stopReading(question: BoardQuestion, places: readonly Place[]): Promise<unknown> {
  const keys = places.map((place) => cellKey(question, place)).filter((key) => queryClient.getQueryData(key) !== undefined)
  return Promise.all(keys.map((queryKey) => queryClient.cancelQueries({ queryKey, exact: true })))
}

/** All cards are read anew where they are on screen; whatever else is held is read when it comes there. */
export function readAnew(app: string, module: string): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: ({ queryKey: [kind, of, key], state }) => kind === 'board' && of === app && key === module && state.data !== undefined,
  })
}

/** Where a card stands now, and at which place in its column. */
export function findCard(question: BoardQuestion, id: string): { place: Place; index: number; record: RecordData } | undefined {
  for (const { place, cell } of heldCells(question)) {
    const index = cell.cards.findIndex(({ _id }) => _id === id)
    if (index >= 0) return { place, index, record: cell.cards[index]! }
  }
  return undefined
}

/** Reads named records as the board shows them; undefined where there are too many to name. Those that do not belong on it are missing. */
export async function readNamed(question: BoardQuestion, ids: readonly string[]): Promise<RecordData[] | undefined> {
  const size = Math.floor((MOST_CONDITION - (question.where?.length ?? 0)) / ID)
  if (size < 1 || ids.length > size * 5) return undefined
  const found: RecordData[] = []
  for (let start = 0; start < ids.length; start += size) {
    const query = { ...namedOf(question, ids.slice(start, start + size)), limit: size }
    const { records } = await call<RecordPage>(`/apps/${question.app}/records/${question.module.key}`, { query })
    rememberTitles(question.module, records)
    found.push(...records)
  }
  return found
}

/** Works in how records stand now (`records`); those of `ids` that are not among them leave the board. A card that stays in its column keeps its place. */
export function workIn(question: BoardQuestion, ids: ReadonlySet<string>, records: readonly RecordData[]): void {
  const compare = orderBy(question.sorted)
  const byPlace = new Map<string, RecordData[]>()
  for (const record of records) {
    const id = placeId(placeOf(question, record))
    byPlace.set(id, [...(byPlace.get(id) ?? []), record])
  }
  for (const { place, cell } of heldCells(question)) {
    const here = new Map((byPlace.get(placeId(place)) ?? []).map((record) => [record._id, record]))
    if (here.size === 0 && !cell.cards.some(({ _id }) => ids.has(_id))) continue
    const cards = cell.cards.flatMap((card) => {
      if (!ids.has(card._id)) return [card]
      const now = here.get(card._id)
      here.delete(card._id)
      return now ? [now._version >= card._version ? now : card] : []
    })
    for (const record of here.values()) {
      const at = cards.findIndex((card) => compare(record, card) < 0)
      // What stands behind everything read so far comes when one reads on.
      if (at >= 0) cards.splice(at, 0, record)
      else if (cell.next === undefined) cards.push(record)
    }
    changeCell(question, place, (now) => ({ cards, next: now.next }))
  }
}
