// What can be done to columns, by mouse, menu and keys alike: order, width, place, pinning, hiding, sorting. Each is a change of the address.
import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region'
import type { KeyboardEvent } from 'react'
import type { Total } from '../../../definition/app.ts'
import type { Say } from '../../words/words.tsx'
import type { ListState, SortChoice } from '../list-state.tsx'
import { clampWidth, NOTHING, pairsText, sortText } from '../view-changes.ts'
import type { GridColumn } from './columns.tsx'
import { at, HEADS, type Selection } from './selection.ts'

const WIDER = 16

export interface ColumnChanges {
  /** none → upwards → downwards → none; `add`: beside the others. */
  sort(name: string, add: boolean): void
  sortBy(name: string, descending: boolean | undefined, add: boolean): void
  move(name: string, to: number): void
  resize(name: string, width: number): void
  pin(count: number): void
  hide(name: string): void
  show(names: readonly string[]): void
  group(name: string | undefined): void
  total(name: string, total: Total | undefined): void
}

export function columnChanges(state: ListState, columns: readonly GridColumn[], say: Say): ColumnChanges {
  const names = columns.map(({ name }) => name)
  const labelOf = (name: string) => columns.find((column) => column.name === name)?.member.label ?? name
  const { view } = state
  const setSort = (sort: readonly SortChoice[] | undefined) => state.change({ sort: sort && (sortText(sort) ?? NOTHING) }, true)
  const changes: ColumnChanges = {
    sort(name, add) {
      const now = view.sort.find(({ field }) => field === name)
      const alone = !add && view.sort.length > 1
      changes.sortBy(name, !now || alone ? false : now.descending ? undefined : true, add)
    },
    sortBy(name, descending, add) {
      const rest = add ? view.sort.filter(({ field }) => field !== name) : []
      const place = add ? view.sort.findIndex(({ field }) => field === name) : 0
      if (descending === undefined) {
        // Without any order of the reader's own the view has its own back.
        setSort(rest.length > 0 ? rest : undefined)
        announce(say('grid.head.unsorted', { column: labelOf(name) }))
        return
      }
      setSort(rest.toSpliced(place < 0 ? rest.length : place, 0, { field: name, descending }))
      announce(say(descending ? 'grid.head.sorted_down' : 'grid.head.sorted_up', { column: labelOf(name) }))
    },
    move(name, to) {
      const from = names.indexOf(name)
      const place = Math.max(0, Math.min(names.length - 1, to))
      if (from < 0 || from === place) return
      state.change({ columns: names.toSpliced(from, 1).toSpliced(place, 0, name).join() }, true)
      announce(say('grid.head.moved', { column: labelOf(name), place: place + 1, count: names.length }))
    },
    resize(name, width) {
      const widths = new Map([...view.widths].filter(([each]) => names.includes(each)))
      widths.set(name, clampWidth(width))
      state.change({ widths: pairsText(widths) }, true)
      announce(say('grid.head.width', { column: labelOf(name), width: clampWidth(width) }))
    },
    pin(count) {
      state.change({ pinned: String(count) }, true)
      announce(say('grid.head.pinned', { count }))
    },
    hide(name) {
      const rest = names.filter((each) => each !== name)
      if (rest.length === 0) return
      state.change({ columns: rest.join(), pinned: String(Math.min(view.pinned, rest.length)) }, true)
      announce(say('grid.head.hidden', { column: labelOf(name) }))
    },
    show(next) {
      state.change({ columns: next.join() }, true)
    },
    group(name) {
      state.change({ group: name ?? NOTHING }, true)
    },
    total(name, total) {
      const totals = new Map([...view.totals].filter(([each]) => names.includes(each)))
      if (total) totals.set(name, total)
      else totals.delete(name)
      state.change({ totals: pairsText(totals) }, true)
    },
  }
  return changes
}

interface HeadKeys {
  readonly state: ListState
  readonly columns: readonly GridColumn[]
  readonly index: number
  readonly say: Say
  openMenu(name: string): void
  go(selection: Selection): void
  follow(): void
}

/** Keys on the head of a column: Alt and arrows move it, with Shift make it wider or narrower; Shift+Enter sorts beside the others; Alt+Down opens its menu. */
export function headKeys(event: KeyboardEvent, { state, columns, index, say, openMenu, go, follow }: HeadKeys): boolean {
  const column = columns[index]
  if (!column) return false
  const changes = columnChanges(state, columns, say)
  if (event.altKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) {
    const by = event.key === 'ArrowRight' ? 1 : -1
    if (event.shiftKey) changes.resize(column.name, column.width + by * WIDER)
    else if (columns[index + by]) {
      changes.move(column.name, index + by)
      go(at(HEADS, index + by))
      follow()
    }
    return true
  }
  if (event.altKey && event.key === 'ArrowDown') {
    openMenu(column.name)
    return true
  }
  if ((event.key === 'Enter' || event.key === ' ') && column.sortable && !event.ctrlKey && !event.metaKey && !event.altKey) {
    changes.sort(column.name, event.shiftKey)
    return true
  }
  return false
}
