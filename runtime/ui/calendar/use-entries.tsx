// The records of a span of days, read to a bound, and how many there are in all.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Module } from '../../definition/app.ts'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import type { RecordData, RecordPage } from '../data/shapes.ts'
import { rememberTitles } from '../data/titles.ts'
import { type ListState, questionOf } from '../list/list-state.tsx'
import { bothConditions } from '../list/view-changes.ts'
import type { Span } from './days.ts'
import { type CalendarMembers, type Entry, entryOf, inOrder, spanCondition } from './entries.ts'

const PAGE = 500
/** More than this nobody reads in a month; a filter narrows them. */
export const MOST_ENTRIES = 3000

export interface Held {
  readonly records: readonly RecordData[]
  readonly total: number
}

export function useEntries(module: Module, state: ListState, members: CalendarMembers, span: Span) {
  const { app } = useApp()
  const { view: shown } = state
  const { view, where, search } = questionOf(state)
  const { date, until, timeZone } = members
  const { from, to } = span
  const request = useMemo(() => {
    const fields = [module.title.key, ...shown.fields, date.name, ...(until ? [until.name] : []), ...(module.pipeline ? ['_stage'] : [])]
    const days = spanCondition(module, { date, until, timeZone }, { from, to })
    return { fields: [...new Set(fields)].join(), view, where: bothConditions(days, where), search, sort: date.name }
  }, [module, shown.fields, date, until, timeZone, from, to, view, where, search])
  const queryKey = useMemo(() => ['records', app.key, module.key, { calendar: request }] as const, [app.key, module.key, request])
  const query = useQuery({
    queryKey,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Held> => {
      const records: RecordData[] = []
      let total = 0
      let after: string | null | undefined
      do {
        const asked = { ...request, limit: PAGE, ...(after ? { after } : { total: true }) }
        const page: RecordPage = await call(`/apps/${app.key}/records/${module.key}`, { query: asked, signal })
        rememberTitles(module, page.records)
        records.push(...page.records)
        total = page.total ?? total
        after = page.next
      } while (after && records.length < MOST_ENTRIES)
      return { records, total }
    },
  })
  const records = query.data?.records
  const entries = useMemo<readonly Entry[]>(() => {
    const all = (records ?? []).flatMap((record) => entryOf(record, { date, until, timeZone }) ?? [])
    // While the next days are on their way the former ones stay where they are.
    return inOrder(all.filter((entry) => entry.from <= to && entry.to >= from))
  }, [records, date, until, timeZone, from, to])
  return { query, queryKey, entries, total: query.data?.total }
}
