// Records of a module: pages of a list, one record, figures by stage, what happened to it; and the changes, each of which makes what was read stale.
import { type InfiniteData, keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Module } from '../../definition/app.ts'
import { call } from './api.ts'
import { useApp } from './app-context.tsx'
import { queryClient } from './queries.tsx'
import { forgetAdded } from './rows.tsx'
import type { HistoryEntry, RecordData, RecordPage, Visit } from './shapes.ts'
import { rememberTitles } from './titles.ts'

export interface ListRequest {
  readonly fields?: readonly string[]
  readonly view?: string | undefined
  readonly where?: string | undefined
  readonly sort?: string | undefined
  readonly search?: string | undefined
  readonly trash?: boolean
  readonly total?: boolean
  readonly limit?: number
}

export type Pages = InfiniteData<RecordPage, string | null>

const PAGE = 50

export function listKey(app: string, module: string, request: ListRequest) {
  return ['records', app, module, request] as const
}

/** Pages of a list, read on as far as somebody scrolls; while a changed question is on its way the former answer stays. */
export function useRecordPages(module: Module, request: ListRequest, enabled = true) {
  const { app } = useApp()
  return useInfiniteQuery({
    queryKey: listKey(app.key, module.key, request),
    enabled,
    initialPageParam: null as string | null,
    placeholderData: keepPreviousData,
    getNextPageParam: (page: RecordPage) => page.next,
    queryFn: async ({ pageParam, signal }) => {
      const { fields, total, trash, limit = PAGE, ...rest } = request
      const query = {
        ...rest,
        limit,
        ...(fields ? { fields: fields.join(',') } : {}),
        ...(trash ? { trash: true } : {}),
        ...(pageParam === null ? (total ? { total: true } : {}) : { after: pageParam }),
      }
      const page = await call<RecordPage>(`/apps/${app.key}/records/${module.key}`, { query, signal })
      rememberTitles(module, page.records)
      return page
    },
  })
}

export function recordQuery(app: string, module: Module, id: string) {
  return queryOptions({
    queryKey: ['record', app, module.key, id],
    queryFn: async ({ signal }) => {
      const record = await call<RecordData>(`/apps/${app}/records/${module.key}/${id}`, { signal })
      rememberTitles(module, [record])
      return record
    },
  })
}

export function useHistory(module: Module, id: string) {
  const { app } = useApp()
  return useQuery({
    queryKey: ['history', app.key, module.key, id],
    queryFn: async () => (await call<{ history: HistoryEntry[] }>(`/apps/${app.key}/records/${module.key}/${id}/history`)).history,
  })
}

export function useVisits(module: Module, id: string) {
  const { app } = useApp()
  return useQuery({
    queryKey: ['visits', app.key, module.key, id],
    enabled: module.pipeline !== undefined,
    queryFn: async () => (await call<{ visits: Visit[] }>(`/apps/${app.key}/records/${module.key}/${id}/visits`)).visits,
  })
}

const READ = new Set([
  'records',
  'rows',
  'totals',
  'record',
  'stages',
  'history',
  'visits',
  'scores',
  'moves',
  'approvals',
  'report',
  'start',
])

/** After a change, everything read of the app's records is read anew where it is on screen. */
export function refreshRecords(app: string): Promise<void> {
  forgetAdded(app)
  return queryClient.invalidateQueries({ predicate: ({ queryKey }) => READ.has(String(queryKey[0])) && queryKey[1] === app })
}

/** The same, except for the rows of one module, which keep their order under the hands of whoever edits in them. */
export function refreshAround(app: string, module: string): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: ({ queryKey: [kind, of, name] }) => READ.has(String(kind)) && of === app && !(kind === 'rows' && name === module),
  })
}

/** A condition has at most 2,000 characters. */
const ID_PART = 45
const AT_ONCE = 4

/** Records by their ids, in no order, with the members asked for; those that are gone or hidden are missing. */
export async function readByIds(app: string, module: Module, ids: readonly string[], fields: readonly string[]): Promise<RecordData[]> {
  const parts = Array.from({ length: Math.ceil(ids.length / ID_PART) }, (_, index) => ids.slice(index * ID_PART, (index + 1) * ID_PART))
  const found: RecordData[] = []
  for (let start = 0; start < parts.length; start += AT_ONCE) {
    const pages = await Promise.all(
      parts.slice(start, start + AT_ONCE).map((part) => {
        const query = { fields: fields.join(','), where: `_id in ${JSON.stringify(part)}`, limit: ID_PART }
        return call<RecordPage>(`/apps/${app}/records/${module.key}`, { query })
      }),
    )
    for (const { records } of pages) {
      rememberTitles(module, records)
      found.push(...records)
    }
  }
  return found
}

export interface RecordWriter {
  create(values: Readonly<Record<string, unknown>>): Promise<RecordData>
  update(id: string, version: number, values: Readonly<Record<string, unknown>>): Promise<RecordData>
  remove(record: RecordData): Promise<void>
  restore(id: string): Promise<void>
}

export function useRecordWriter(module: Module): RecordWriter {
  const { app } = useApp()
  return useMemo(() => {
    const base = `/apps/${app.key}/records/${module.key}`
    const keep = (record: RecordData) => {
      rememberTitles(module, [record])
      queryClient.setQueryData(['record', app.key, module.key, record._id], record)
      void refreshRecords(app.key)
      return record
    }
    return {
      create: async (values) => keep(await call(base, { method: 'POST', body: values, wantRecord: true })),
      update: async (id, version, values) =>
        keep(await call(`${base}/${id}`, { method: 'PATCH', body: { ...values, _version: version }, wantRecord: true })),
      async remove(record) {
        await call(`${base}/${record._id}`, { method: 'DELETE', query: { version: record._version } })
        await refreshRecords(app.key)
      },
      async restore(id) {
        await call(`${base}/${id}/restore`, { method: 'POST' })
        await refreshRecords(app.key)
      },
    }
  }, [app.key, module])
}
