// What is drawn over the screens of an app, one at a time: the command palette, the sheet of keys, notifications, who can see a record.
import { useSyncExternalStore } from 'react'

export type Overlay =
  | { readonly kind: 'palette' }
  | { readonly kind: 'keys' }
  | { readonly kind: 'notifications' }
  | { readonly kind: 'more' }
  | { readonly kind: 'access'; readonly module: string; readonly id: string }

let current: Overlay | undefined
const listeners = new Set<() => void>()

export function showOverlay(overlay: Overlay | undefined): void {
  current = overlay
  for (const listener of listeners) listener()
}

export function hideOverlay(): void {
  showOverlay(undefined)
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useOverlay(): Overlay | undefined {
  return useSyncExternalStore(subscribe, () => current)
}
