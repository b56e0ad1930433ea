// Server state that every screen shares: who is signed in, which apps there are, one app, its people.
import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { ApiError, call } from './api.ts'
import type { AppEntry, AppPage, Person, Session } from './shapes.ts'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && error instanceof ApiError && (error.status === 0 || error.status === 503),
      // A request made while offline fails at once and says so, instead of waiting without a word.
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: () => call<Session>('/session'), staleTime: 60_000 })
export const appsQuery = queryOptions({ queryKey: ['apps'], queryFn: async () => (await call<{ apps: AppEntry[] }>('/apps')).apps })
export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: async () => (await call<{ users: Person[] }>('/users')).users,
  staleTime: 60_000,
})

export function appQuery(app: string) {
  return queryOptions({ queryKey: ['app', app], queryFn: () => call<AppPage>(`/apps/${app}`), staleTime: 60_000 })
}

export function useSession() {
  return useQuery(sessionQuery)
}

/** Everything known to the browser of the server is forgotten; the session is asked for anew. */
export async function forgetAll(): Promise<void> {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })
  await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 })
}
