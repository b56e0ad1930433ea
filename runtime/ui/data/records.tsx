// Records of a module: pages of a list, one record, figures by stage, what happened to it; and the changes, each of which makes what was read stale.
import { type InfiniteData, keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Module } from '../../definition/app.ts'
import { call } from './api.ts'
import { useApp } from './app-context.tsx'
import { queryClient } from './queries.tsx'
import type { BulkResult, HistoryEntry, RecordData, RecordPage, StageFigures, Visit } from './shapes.ts'
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

export function useStages(module: Module, request: Pick<ListRequest, 'view' | 'where' | 'search'>) {
  const { app } = useApp()
  return useQuery({
    queryKey: ['stages', app.key, module.key, request],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await call<{ stages: StageFigures[] }>(`/apps/${app.key}/records/${module.key}/stages`, { query: request, signal })).stages,
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

const READ = new Set(['records', 'record', 'stages', 'history', 'visits', 'report'])

/** After a change, everything read of the app's records is read anew where it is on screen. */
export function refreshRecords(app: string): Promise<void> {
  return queryClient.invalidateQueries({ predicate: ({ queryKey }) => READ.has(String(queryKey[0])) && queryKey[1] === app })
}

export interface RecordWriter {
  create(values: Readonly<Record<string, unknown>>): Promise<RecordData>
  update(id: string, version: number, values: Readonly<Record<string, unknown>>): Promise<RecordData>
  remove(record: RecordData): Promise<void>
  restore(id: string): Promise<void>
  bulk(
    action: 'update' | 'delete' | 'restore',
    records: readonly RecordData[],
    values?: Readonly<Record<string, unknown>>,
  ): Promise<readonly BulkResult[]>
}

const BULK = 500

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
      async bulk(action, records, values) {
        const results: BulkResult[] = []
        for (let start = 0; start < records.length; start += BULK) {
          const some = records.slice(start, start + BULK).map(({ _id, _version }) => ({ _id, _version }))
          const body = { action, records: some, ...(values ? { values } : {}) }
          results.push(...(await call<{ results: BulkResult[] }>(`${base}/bulk`, { method: 'POST', body })).results)
        }
        await refreshRecords(app.key)
        return results
      },
    }
  }, [app.key, module])
}
