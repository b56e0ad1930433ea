// Imports as the pages read and drive them: the file, what it looks like, runs, lines that failed.
import { type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { call } from '../data/api.ts'
import { queryClient } from '../data/queries.tsx'
import type { Refusal } from '../data/shapes.ts'
import type { Preferences } from '../data/views.tsx'
import { watchJobs } from '../shell/notify/jobs.tsx'
import type { Draft, FileForm, RecordMap } from './draft.ts'
import { remember } from './remembered.ts'

export interface Preview {
  readonly upload: string
  readonly format: 'csv' | 'xlsx'
  readonly encoding?: string
  readonly delimiter?: string
  readonly sheet?: string
  readonly sheets?: readonly string[]
  readonly headingLine: number
  readonly headings: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly lines: number
  readonly suggestion: RecordMap
}
export interface Counts {
  readonly created: number
  readonly updated: number
  readonly skipped: number
  readonly failed: number
  readonly related: number
}
export interface ImportInfo {
  readonly id: string
  readonly name: string
  readonly module: string
  readonly mode: 'records' | 'history'
  readonly dryRun: boolean
  readonly upload: string
  readonly map: RecordMap
  readonly headings: readonly string[]
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: (Partial<Counts> & { readonly line?: number; readonly lines?: number }) | null
  readonly finishedAt: string | null
  readonly result: (Partial<Counts> & { readonly problems?: readonly Refusal[]; readonly error?: string }) | null
  readonly running: { readonly job: string; readonly kind: 'retry' | 'undo' } | null
  readonly undone: { readonly removed: number; readonly restored: number; readonly kept: number } | null
}
export interface LineProblem {
  readonly line: number
  /** The heading, or the field where no column leads to it. */
  readonly column: string
  readonly field: string | null
  readonly value: string
  readonly code: string
  readonly message: string
}
export interface ProblemPage {
  readonly headings: readonly string[]
  readonly problems: readonly LineProblem[]
  readonly lines: readonly { readonly line: number; readonly cells: readonly string[] }[]
  readonly next: number | null
}
export interface Cell {
  readonly line: number
  readonly column: string
  readonly value: string
}

const WATCHING = 500

export function uploadFile(app: string, module: string, file: Blob): Promise<Preview> {
  return call(`/apps/${app}/imports/${module}/upload`, { method: 'POST', file })
}

/** The uploaded file read in a way; asked for anew when the way changes. */
export function usePreview(app: string, module: string, upload: string | undefined, form: FileForm): UseQueryResult<Preview> {
  return useQuery({
    queryKey: ['import-preview', app, module, upload, form],
    queryFn: () => call<Preview>(`/apps/${app}/imports/${module}/preview`, { method: 'POST', body: { upload, form } }),
    enabled: upload !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    // While it is read another way, the way before stays on screen.
    placeholderData: (before: Preview | undefined) => (before?.upload === upload ? before : undefined),
    retry: false,
  })
}

export function keepPreview(app: string, module: string, preview: Preview): void {
  queryClient.setQueryData(['import-preview', app, module, preview.upload, {}], preview)
}

interface Start {
  readonly upload: string
  readonly map: RecordMap
  readonly dryRun: boolean
  readonly name: string
}

/** Starts a run and gives its id. */
export async function startImport(app: string, module: string, start: Start): Promise<string> {
  const { job } = await call<{ job: string }>(`/apps/${app}/imports/${module}`, { method: 'POST', body: start })
  watchJobs(app)
  return job
}

export function isRunning(info: ImportInfo): boolean {
  return info.state === 'waiting' || info.state === 'running' || info.running !== null
}

function importKey(app: string, id: string) {
  return ['import', app, id]
}

export function useImport(app: string, id: string): UseQueryResult<ImportInfo> {
  return useQuery({
    queryKey: importKey(app, id),
    queryFn: () => call<ImportInfo>(`/apps/${app}/imports/${id}`),
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? WATCHING : false),
  })
}

export function refreshImport(app: string, id: string): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: importKey(app, id) })
}

/** Lines that failed, by the page; `round` grows with every run that takes some of them up. */
export function useProblems(app: string, id: string, round: string) {
  return useInfiniteQuery({
    queryKey: ['import-problems', app, id, round],
    queryFn: ({ pageParam }) => call<ProblemPage>(`/apps/${app}/imports/${id}/problems`, { query: { after: pageParam } }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Corrects cells; an import that is over takes the lines up at once. */
export async function fixCells(app: string, id: string, cells: readonly Cell[]): Promise<void> {
  await call(`/apps/${app}/imports/${id}/fix`, { method: 'POST', body: { cells } })
  watchJobs(app)
}

export async function undoImport(app: string, id: string): Promise<void> {
  await call(`/apps/${app}/imports/${id}/undo`, { method: 'POST' })
  watchJobs(app)
  await refreshImport(app, id)
}

export function stopJob(app: string, job: string): Promise<unknown> {
  return call(`/apps/${app}/jobs/${job}/cancel`, { method: 'POST' })
}

/** Keeps the map for the next file with these headings. What was not kept is chosen again, so nobody is told. */
export async function rememberMap(app: string, module: string, headings: readonly string[], map: RecordMap): Promise<void> {
  const key = ['preferences', app]
  const value = remember(queryClient.getQueryData<Preferences>(key)?.import_maps, module, headings, map)
  queryClient.setQueryData<Preferences>(key, (now) => ({ ...now, import_maps: value }))
  await call(`/apps/${app}/preferences/import_maps`, { method: 'PUT', body: { value } }).catch(() => undefined)
}

/** What was chosen for an upload, kept in this tab until it is imported: a reload asks for nothing again. */
export interface Unfinished {
  readonly name: string
  readonly form: FileForm
  readonly draft?: Draft
}

const KEPT = 'stagewright-import'

export function keepUnfinished(upload: string, unfinished: Unfinished): void {
  sessionStorage.setItem(KEPT, JSON.stringify({ upload, ...unfinished }))
}

export function unfinishedOf(upload: string): Unfinished | undefined {
  const kept = sessionStorage.getItem(KEPT)
  const found = kept === null ? undefined : (JSON.parse(kept) as Unfinished & { upload: string })
  return found?.upload === upload ? found : undefined
}
