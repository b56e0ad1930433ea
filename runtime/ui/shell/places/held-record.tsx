// What the browser holds of a record, without asking for it: the screen that shows the record does.
import { notifyManager } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import { useApp } from '../../data/app-context.tsx'
import { queryClient } from '../../data/queries.tsx'
import type { RecordData } from '../../data/shapes.ts'

export interface HeldRecord {
  readonly data: RecordData | undefined
  readonly error: Error | null
}

function subscribe(listener: () => void): () => void {
  return queryClient.getQueryCache().subscribe(notifyManager.batchCalls(listener))
}

/** Undefined while nobody has asked for the record. */
export function useHeldRecord(module: string, id: string): HeldRecord | undefined {
  const { app } = useApp()
  const snapshot = useCallback(() => queryClient.getQueryState<RecordData>(['record', app.key, module, id]), [app.key, module, id])
  return useSyncExternalStore(subscribe, snapshot)
}
