// The hidden copy in which the draft is tried: one for each person and app, made on the server.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { Text } from '../../runtime/label.ts'
import { call, messageOf, problemsOf } from '../../runtime/ui/data/api.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import type { Refusal } from '../../runtime/ui/data/shapes.ts'

export type PreviewData = 'live' | 'sample' | 'none'

export interface Preview {
  readonly key: string
  readonly url: string
  readonly role: string
  readonly data: PreviewData
  readonly copied: Readonly<Record<string, { readonly copied: number; readonly of: number }>>
  readonly decisions: readonly { readonly key: string; readonly question: Text; readonly value: unknown; readonly label: Text }[]
  /** The version of the draft it was made from. */
  readonly version: number
}

export function usePreview() {
  const { app } = useApp()
  const client = useQueryClient()
  const queryKey = ['preview', app.key]
  const path = `/apps/${app.key}/preview`
  const [busy, setBusy] = useState(false)
  const [problems, setProblems] = useState<readonly Refusal[]>([])
  const found = useQuery({
    queryKey,
    queryFn: async () => {
      const preview = await call<Preview | { readonly key: null }>(path)
      return preview.key === null ? null : (preview as Preview)
    },
    staleTime: Number.POSITIVE_INFINITY,
  })
  const perform = useCallback(
    async (work: () => Promise<Preview | null>) => {
      setBusy(true)
      setProblems([])
      try {
        client.setQueryData(['preview', app.key], await work())
      } catch (error) {
        const told = problemsOf(error)
        setProblems(told.length > 0 ? told : [{ path: '', code: 'failed', message: messageOf(error) }])
      } finally {
        setBusy(false)
      }
    },
    [client, app.key],
  )
  return {
    found,
    busy,
    problems,
    make: (data: PreviewData, role: string) => perform(() => call<Preview>(path, { method: 'POST', body: { data, role } })),
    change: (role: string) => perform(() => call<Preview>(path, { method: 'PATCH', body: { role } })),
    end: () =>
      perform(async () => {
        await call(path, { method: 'DELETE' })
        return null
      }),
  }
}
