// A move somebody wants to make and that asks for something first. Kept until it is made or given up; one dialog shows it, wherever the wish came from.
import type { RecordData, Refusal } from '../data/shapes.ts'

export interface MoveWish {
  readonly module: string
  readonly record: RecordData
  readonly to: string
  /** Key of the transition that is meant, where several lead there. */
  readonly transition?: string | undefined
}

let current: MoveWish | null = null
const listeners = new Set<() => void>()

export function wishMove(wish: MoveWish | null): void {
  current = wish
  for (const listener of listeners) listener()
}

export function currentWish(): MoveWish | null {
  return current
}

export function onWish(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const RULES = new Set([
  'gate',
  'asked',
  'asks_hidden',
  'check_open',
  'checklist_changed',
  'note_required',
  'reason_required',
  'no_transition',
  'not_your_move',
  'unknown_transition',
])

/** Whether a refusal comes from the rules of the pipeline, so that the dialog can explain it and ask for what is missing. */
export function isAboutRules(problems: readonly Refusal[]): boolean {
  return problems.some(({ code }) => RULES.has(code))
}
