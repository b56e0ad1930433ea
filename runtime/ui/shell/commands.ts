// What can be done right now, wherever it is done: each screen says its commands and keys while it is there. The command palette offers them, the
// sheet of keys lists them, and one listener runs them by key, so none of the three is written by hand.
import type { ComponentType } from 'react'
import { useEffect, useSyncExternalStore } from 'react'

/** In the order they are offered. */
export const COMMAND_GROUPS = ['here', 'create', 'go', 'look', 'me', 'app'] as const
export type CommandGroup = (typeof COMMAND_GROUPS)[number]

export type CommandIcon = ComponentType<{ readonly size?: number | string; readonly strokeWidth?: number | string }>

export interface Command {
  /** Unique among those that can be done at the same time. */
  readonly id: string
  /** In the reader's language. */
  readonly label: string
  readonly group: CommandGroup
  readonly icon?: CommandIcon | undefined
  /** The same keys everywhere: `mod+k` (Ctrl, or Cmd on a Mac), `shift+Enter`, `?`, or one after the other `g 1`. The first is shown. */
  readonly keys?: readonly string[] | undefined
  /** The screen listens for its keys itself; they are only told. */
  readonly own?: boolean
  /** Further words somebody may look for it by. */
  readonly words?: string | undefined
  /** Where it leads; the palette opens it, in a new tab with Ctrl or Cmd. */
  readonly href?: string | undefined
  /** What it does; without `href` and `run` only its keys are told. */
  readonly run?: (() => void) | undefined
  /** Chosen already, as one language of two is. */
  readonly chosen?: boolean | undefined
  /** Offered only when it is looked for. */
  readonly quiet?: boolean | undefined
}

const held = new Map<object, readonly Command[]>()
const listeners = new Set<() => void>()
let all: readonly Command[] = []

function tell(): void {
  all = [...held.values()].flat()
  for (const listener of listeners) listener()
}

/** Adds commands; the result takes them away. */
export function registerCommands(commands: readonly Command[]): () => void {
  const token = {}
  held.set(token, commands)
  tell()
  return () => {
    held.delete(token)
    tell()
  }
}

/** Adds commands while the component is there. The list must stay the same object while nothing in it changes. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => registerCommands(commands), [commands])
}

export function currentCommands(): readonly Command[] {
  return all
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(subscribe, currentCommands)
}
