// What a change of many records could not do, kept until somebody has read it. One dialog shows it, whoever made the change.
import type { Refusal } from '../data/shapes.ts'

export interface Outcome {
  readonly title: string
  /** What holds for the rest. */
  readonly text?: string | undefined
  readonly failed: readonly { readonly name: string; readonly problems: readonly Pick<Refusal, 'path' | 'code' | 'message'>[] }[]
}

let current: Outcome | null = null
const listeners = new Set<() => void>()

export function tellOutcome(outcome: Outcome | null): void {
  current = outcome
  for (const listener of listeners) listener()
}

export function currentOutcome(): Outcome | null {
  return current
}

export function onOutcome(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
