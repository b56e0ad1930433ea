// Whether the page hears of changes by others right now.
import { useSyncExternalStore } from 'react'

let connected = false
const listeners = new Set<() => void>()

export function setConnected(now: boolean): void {
  if (now === connected) return
  connected = now
  for (const listener of [...listeners]) listener()
}

export function isConnected(): boolean {
  return connected
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useConnected(): boolean {
  return useSyncExternalStore(subscribe, isConnected)
}
