// Records of every module that hold a text: asked a moment after the last key; a question that a newer one replaces is cancelled.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'

export interface FoundRecord {
  readonly module: string
  readonly _id: string
  /** Empty where the reader may not see what the record is called. */
  readonly title: string
  /** The value the text was found in, where that is not the title. */
  readonly subtitle?: string
}

const PAUSE = 150
/** The server takes no longer text. */
const MOST = 200

/** The value a moment after it was last another one. */
function usePaused<T>(value: T): T {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE)
    return () => clearTimeout(timer)
  }, [value])
  return paused
}

export interface RecordSearch {
  readonly records: readonly FoundRecord[]
  /** An answer to what is typed now is on its way. */
  readonly searching: boolean
  readonly failed: Error | null
}

export function useRecordSearch(typed: string): RecordSearch {
  const { app } = useApp()
  const wanted = typed.trim().slice(0, MOST)
  const text = usePaused(wanted)
  const { data, error, isFetching } = useQuery({
    queryKey: ['search', app.key, text],
    enabled: text !== '' && wanted !== '',
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await call<{ results: readonly FoundRecord[] }>(`/apps/${app.key}/search`, { query: { text }, signal })).results,
  })
  if (wanted === '') return { records: [], searching: false, failed: null }
  return { records: data ?? [], searching: isFetching || text !== wanted, failed: data ? null : error }
}
