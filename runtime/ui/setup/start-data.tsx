// How far the app has been set up and how much sample data is in it, as the server reads it from the data.
import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Locale } from '../../label.ts'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'

export interface StartState {
  /** Of the app, whatever language the reader reads. */
  readonly settings: { readonly locale: Locale; readonly timeZone: string; readonly currency: string }
  readonly people: number
  readonly invitations: number
  readonly imported: boolean
  readonly own: boolean
  /** Sample records that are left. */
  readonly sample: number
}

export function startQuery(app: string) {
  return queryOptions({ queryKey: ['start', app], queryFn: () => call<StartState>(`/apps/${app}/start`), staleTime: 15_000 })
}

export function useStart() {
  const { app } = useApp()
  return useQuery(startQuery(app.key))
}
