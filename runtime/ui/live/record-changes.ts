// What others did to single records since they were opened here, for forms that must not change under the hands of whoever writes in them.
import { useSyncExternalStore } from 'react'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { queryClient } from '../data/queries.tsx'
import { recordQuery } from '../data/records.tsx'

export interface RecordChange {
  /** `gone`: it may not be read any more. */
  readonly kind: 'update' | 'move' | 'delete' | 'restore' | 'gone'
  /** The user who did it; null: the system. */
  readonly by: string | null
  /** When it was heard of, epoch milliseconds. */
  readonly at: number
  readonly version: number
  /** Members that changed, as far as they are told. */
  readonly fields: readonly string[]
}

const changes = new Map<string, RecordChange>()
const listeners = new Set<() => void>()
const MOST = 500

function placeOf(app: string, module: string, id: string): string {
  return `${app}/${module}/${id}`
}

function tell(): void {
  for (const listener of [...listeners]) listener()
}

/** Several changes of one record are told as the last one, with the members of all. */
export function noteRecordChange(app: string, module: string, id: string, change: RecordChange): void {
  const place = placeOf(app, module, id)
  const before = changes.get(place)
  changes.delete(place)
  changes.set(place, { ...change, fields: [...new Set([...(before?.fields ?? []), ...change.fields])] })
  for (const oldest of changes.keys()) {
    if (changes.size <= MOST) break
    changes.delete(oldest)
  }
  tell()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export interface RecordChanges {
  /** What someone else did last; undefined: nothing that has not been taken note of. */
  readonly change: RecordChange | undefined
  /** Reads the record anew and takes note. */
  reload(): Promise<void>
  /** Takes note without reading. */
  dismiss(): void
}

/** The changes others made to a record while it is open here. */
export function useRecordChanges(module: Module, id: string): RecordChanges {
  const { app } = useApp()
  const place = placeOf(app.key, module.key, id)
  const change = useSyncExternalStore(subscribe, () => changes.get(place))
  const dismiss = () => {
    if (changes.delete(place)) tell()
  }
  return {
    change,
    dismiss,
    async reload() {
      await queryClient.fetchQuery({ ...recordQuery(app.key, module, id), staleTime: 0 })
      dismiss()
    },
  }
}
