// Saved views of every module of the app on screen.
import { useQuery } from '@tanstack/react-query'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import type { SavedView } from '../data/views.tsx'

const NONE: readonly SavedView[] = []

export function useAllSavedViews(): readonly SavedView[] {
  const { app } = useApp()
  const { data = NONE } = useQuery({
    queryKey: ['views', app.key],
    staleTime: 30_000,
    queryFn: async () => (await call<{ views: SavedView[] }>(`/apps/${app.key}/views`)).views,
  })
  return data
}
