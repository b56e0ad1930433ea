// Views people saved, and what each person prefers: which view opens first, how columns stand.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { SavedViewDefinition } from '../../definition/types.ts'
import { ApiError, call } from './api.ts'
import { useApp } from './app-context.tsx'
import { queryClient } from './queries.tsx'

/** A view of the definition without its key and label. */
export type ViewContent = SavedViewDefinition

export interface SavedView {
  readonly id: string
  readonly module: string
  readonly label: string
  readonly shared: boolean
  readonly mine: boolean
  /** Id of the user it belongs to. */
  readonly owner: string
  readonly version: number
  readonly view: ViewContent
  /** Parts left out because they name something the reader may not see. */
  readonly lost?: readonly string[]
}

const NO_VIEWS: readonly SavedView[] = []

/** An installation that does not know an address yet has nothing there. */
async function orNothing<T>(answer: Promise<T>, nothing: T): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return nothing
    throw error
  }
}

function viewsQuery(app: string) {
  return queryOptions({
    queryKey: ['views', app],
    staleTime: 30_000,
    queryFn: async () => (await orNothing(call<{ views: SavedView[] }>(`/apps/${app}/views`), { views: [] })).views,
  })
}

/** Asks for both before anything is drawn that needs them. */
export function prefetchViews(app: string): void {
  void queryClient.prefetchQuery(viewsQuery(app))
  void queryClient.prefetchQuery(preferencesQuery(app))
}

/** Saved views of a module that the reader may open, and whether they are known yet. */
export function useSavedViews(module: string): { readonly views: readonly SavedView[]; readonly known: boolean } {
  const { app } = useApp()
  const { data, isPending } = useQuery(viewsQuery(app.key))
  return useMemo(
    () => ({ views: data?.filter((view) => view.module === module) ?? NO_VIEWS, known: !isPending }),
    [data, module, isPending],
  )
}

export interface ViewWriter {
  create(module: string, label: string, shared: boolean, view: ViewContent): Promise<SavedView>
  change(saved: SavedView, change: { readonly label?: string; readonly shared?: boolean; readonly view?: ViewContent }): Promise<void>
  remove(saved: SavedView): Promise<void>
}

export function useViewWriter(): ViewWriter {
  const { app } = useApp()
  return useMemo(() => {
    const base = `/apps/${app.key}/views`
    const again = () => queryClient.invalidateQueries({ queryKey: ['views', app.key] })
    return {
      async create(module, label, shared, view) {
        const { id } = await call<{ id: string }>(base, { method: 'POST', body: { module, label, shared, view } })
        await again()
        const made = queryClient.getQueryData<readonly SavedView[]>(['views', app.key])?.find((each) => each.id === id)
        if (!made) throw new Error(id)
        return made
      },
      async change({ id, version }, change) {
        await call(`${base}/${id}`, { method: 'PATCH', body: { version, ...change } })
        await again()
      },
      async remove({ id }) {
        await call(`${base}/${id}`, { method: 'DELETE' })
        await again()
      },
    }
  }, [app.key])
}

export interface Preferences {
  /** By module: the key or id of the view that opens first. */
  readonly default_views?: Readonly<Record<string, string>>
  /** By `module view`: how its columns stand for this person. */
  readonly columns?: Readonly<Record<string, ColumnPreference>>
  readonly [name: string]: unknown
}
export interface ColumnPreference {
  readonly fields?: readonly string[]
  readonly widths?: Readonly<Record<string, number>>
  readonly pinned?: number
  /** Of a board: stages whose columns are folded. */
  readonly folded?: readonly string[]
}

function preferencesQuery(app: string) {
  return queryOptions({
    queryKey: ['preferences', app],
    staleTime: 60_000,
    queryFn: () => orNothing(call<Preferences>(`/apps/${app}/preferences`), {}),
  })
}

const NO_PREFERENCES: Preferences = {}

export function usePreferences(): { readonly preferences: Preferences; readonly known: boolean } {
  const { app } = useApp()
  const { data, isPending } = useQuery(preferencesQuery(app.key))
  return useMemo(() => ({ preferences: data ?? NO_PREFERENCES, known: !isPending }), [data, isPending])
}

/** Keeps a preference: at once on screen, then at the server. Throws where the server refuses. */
export async function savePreference<K extends 'default_views' | 'columns'>(
  app: string,
  name: K,
  change: (now: NonNullable<Preferences[K]>) => NonNullable<Preferences[K]>,
): Promise<void> {
  const key = ['preferences', app]
  const now = queryClient.getQueryData<Preferences>(key) ?? NO_PREFERENCES
  const value = change((now[name] ?? {}) as NonNullable<Preferences[K]>)
  queryClient.setQueryData<Preferences>(key, { ...now, [name]: value })
  await orNothing(call(`/apps/${app}/preferences/${name}`, { method: 'PUT', body: { value }, keepalive: true }), undefined)
}
