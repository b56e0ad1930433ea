// Looking at an app as one of its roles: for this tab until one leaves. Entering and leaving load the page anew, so nothing of what one person may see
// is left on the screen of the other.
import { useSyncExternalStore } from 'react'
import type { Label } from '../../../label.ts'
import { sendViewAs } from '../../data/api.ts'
import { leaveOrAsk } from '../leave-guard.ts'

export interface Viewing {
  readonly app: string
  readonly role: string
  readonly label: Label
}

const KEY = 'stagewright-view-as'

function read(): Viewing | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}

let current = typeof sessionStorage === 'undefined' ? undefined : read()
const listeners = new Set<() => void>()
sendViewAs(current)

export function viewAs(next: Viewing): void {
  leaveOrAsk(() => {
    sessionStorage.setItem(KEY, JSON.stringify(next))
    location.reload()
  })
}

export function stopViewing(): void {
  leaveOrAsk(() => {
    sessionStorage.removeItem(KEY)
    location.reload()
  })
}

/** When somebody signs in or out, what he looked at the app as goes with him. */
export function forgetViewing(): void {
  sessionStorage.removeItem(KEY)
  current = undefined
  sendViewAs(undefined)
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useViewing(): Viewing | undefined {
  return useSyncExternalStore(subscribe, () => current)
}
