// Published versions as the server tells them.
import { useQuery } from '@tanstack/react-query'
import { call } from '../../runtime/ui/data/api.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { peopleQuery } from '../../runtime/ui/data/queries.tsx'
import { useDraft } from '../editor/draft-context.tsx'
import { useTell } from '../words/text.tsx'
import { words } from './words.ts'

export interface Version {
  readonly number: number
  readonly at: string
  readonly author: string | null
  readonly note: string | null
}

/** Newest first. */
export function useVersions() {
  const { app } = useApp()
  const { page } = useDraft()
  return useQuery({
    queryKey: ['versions', app.key, page.version],
    queryFn: async () => (await call<{ versions: readonly Version[] }>(`/apps/${app.key}/versions`)).versions,
  })
}

export function useAuthor(): (id: string | null) => string {
  const tell = useTell()
  const { data: people = [] } = useQuery(peopleQuery)
  return (id) => people.find((person) => person.id === id)?.name ?? tell(words.system)
}

export function downloadHref(app: string, number: number): string {
  return `/api/v1/apps/${app}/versions/${number}/download`
}
