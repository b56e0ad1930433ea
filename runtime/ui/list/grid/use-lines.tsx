// The lines of a list whose records come by the page: the total is known from the first answer, so the scroll bar tells the truth, and only the pages in
// sight are fetched. A jump settles for a moment before its page is asked for, so that dragging the scroll bar does not ask for every page on the way.
import { useQueries, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Module } from '../../../definition/app.ts'
import { useApp } from '../../data/app-context.tsx'
import type { ListRequest } from '../../data/records.tsx'
import { type Added, fetchPages, heldAdded, heldPage, NONE_ADDED, ROWS, rowsKey, rowsQuery } from '../../data/rows.tsx'
import type { RecordData } from '../../data/shapes.ts'
import { type Line, type Lines, layOut, recordsOf, type Section, sectionAt } from './lines.ts'

/** More lines than this are taller than a browser can draw. */
export const MOST_LINES = 400_000
const SETTLE = 90

interface PageRef {
  readonly request: ListRequest
  readonly page: number
}

export interface LinesState extends Lines {
  readonly pending: boolean
  readonly error: Error | undefined
  readonly fetching: boolean
  retry(): void
}

/** `parts` undefined: one run of all records; given: groups. `adds`: a last line adds a record. */
export function useLines(
  module: Module,
  wanted: ListRequest,
  parts: readonly Omit<Section, 'start'>[] | undefined,
  adds: boolean,
): LinesState {
  const { app } = useApp()
  // While a changed question is on its way the rows of the former one stay.
  const [request, setRequest] = useState(wanted)
  const grouped = parts !== undefined
  const next = useQuery({ ...rowsQuery(app.key, module, wanted, 0), enabled: !grouped })
  if (request !== wanted && (grouped || next.data)) setRequest(wanted)
  const first = useQuery({ ...rowsQuery(app.key, module, request, 0), enabled: !grouped })
  const known = first.data?.total
  const { data: below } = useQuery<Added>({
    queryKey: rowsKey(app.key, module.key, request, 'added'),
    queryFn: () => NONE_ADDED,
    enabled: false,
    initialData: NONE_ADDED,
  })
  const added = below.total === known ? below.records.length : 0
  const { sections, count } = useMemo(
    () => layOut(parts ?? [{ request, count: Math.min((known ?? 0) + added, MOST_LINES), head: undefined }]),
    [parts, request, known, added],
  )

  const [seen, setSeen] = useState<readonly PageRef[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const see = useCallback(
    (from: number, to: number) => {
      const pages = pagesBetween(sections, from, to)
      const apply = () => setSeen((now) => (samePages(now, pages) ? now : pages))
      clearTimeout(timer.current)
      const near = pages.every(
        ({ request: of, page }) => page === 0 || heldPage(app.key, module.key, of, page) || heldPage(app.key, module.key, of, page - 1),
      )
      if (near) apply()
      else timer.current = setTimeout(apply, SETTLE)
    },
    [sections, app.key, module.key],
  )
  useEffect(() => () => clearTimeout(timer.current), [])
  const pages = useQueries({ queries: seen.map(({ request: of, page }) => rowsQuery(app.key, module, of, page)) })

  const recordAt = useCallback(
    ({ request: of, count: all }: Section, place: number): RecordData | undefined => {
      const below = heldAdded(app.key, module.key, of)
      if (place >= all - below.length) return below[place - (all - below.length)]
      return heldPage(app.key, module.key, of, Math.floor(place / ROWS))?.records[place % ROWS]
    },
    [app.key, module.key],
  )
  const at = (index: number): Line | undefined => {
    if (adds && index === count) return { kind: 'add' }
    const found = sectionAt(sections, index)
    if (!found) return undefined
    const { section, place } = found
    if (place < 0) return { kind: 'group', ...section.head! }
    return { kind: 'record', record: recordAt(section, place), number: place + 1 }
  }
  const failed = [next, first, ...pages].find(({ isError, data }) => isError && !data)
  return {
    request,
    count: count + (adds ? 1 : 0),
    total: grouped ? undefined : known === undefined ? undefined : known + added,
    pending: !grouped && first.isPending,
    fetching: next.isFetching || pages.some(({ isFetching }) => isFetching),
    error: failed?.error ?? undefined,
    retry: () => void failed?.refetch(),
    at,
    see,
    lineOf(id) {
      for (const section of sections) {
        const records = recordsOf(section)
        for (let page = 0; page * ROWS < records; page += 1) {
          const held = heldPage(app.key, module.key, section.request, page)?.records.findIndex(({ _id }) => _id === id) ?? -1
          if (held >= 0) return section.start + (section.head ? 1 : 0) + page * ROWS + held
        }
        const below = heldAdded(app.key, module.key, section.request)
        const place = below.findIndex(({ _id }) => _id === id)
        if (place >= 0) return section.start + (section.head ? 1 : 0) + section.count - below.length + place
      }
      return undefined
    },
    async load(from, to) {
      const needed = pagesBetween(sections, from, to)
      for (const section of new Set(needed.map(({ request: of }) => of)))
        await fetchPages(
          app.key,
          module,
          section,
          needed.filter(({ request: of }) => of === section).map(({ page }) => page),
        )
      const records: { line: number; record: RecordData }[] = []
      for (let line = Math.max(from, 0); line <= Math.min(to, count - 1); line += 1) {
        const each = at(line)
        if (each?.kind === 'record' && each.record) records.push({ line, record: each.record })
      }
      return records
    },
  }
}

function pagesBetween(sections: readonly Section[], from: number, to: number): PageRef[] {
  return sections.flatMap((section) => {
    const records = recordsOf(section)
    const begin = section.start + (section.head ? 1 : 0)
    const [low, high] = [Math.max(from, begin) - begin, Math.min(to, begin + records - 1) - begin]
    if (records === 0 || low > high) return []
    return Array.from({ length: Math.floor(high / ROWS) - Math.floor(low / ROWS) + 1 }, (_, index) => ({
      request: section.request,
      page: Math.floor(low / ROWS) + index,
    }))
  })
}

function samePages(left: readonly PageRef[], right: readonly PageRef[]): boolean {
  return (
    left.length === right.length && left.every((each, index) => each.request === right[index]!.request && each.page === right[index]!.page)
  )
}
