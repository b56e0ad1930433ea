// Undo and redo of one app, by key, toast or menu. The stack lives as long as the page; what was done in one view is taken back from any other.
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import type { App } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { titleOf } from '../data/titles.ts'
import { writeMany } from '../data/write-many.ts'
import { tellDone, tellFailure, tellUndoable } from '../shell/toasts.tsx'
import { say } from '../words/words.tsx'
import { tellOutcome } from './outcomes.ts'
import { createUndoStack, type UndoEntry, type UndoOutcome, type UndoStack } from './undo-stack.ts'

const stacks = new Map<string, UndoStack>()

/** The stack of an app for the person at this page. */
function stackOf(app: App, me: string): UndoStack {
  const key = `${app.key} ${me}`
  let stack = stacks.get(key)
  if (!stack) {
    stack = createUndoStack((module, action, records) => writeMany(app.key, module, action, records, { by: me }))
    stacks.set(key, stack)
  }
  return stack
}

export interface Undo {
  /** What Ctrl+Z would take back; undefined: nothing. */
  readonly undoable: string | undefined
  readonly redoable: string | undefined
  /** Remembers a change; `offer` shows its words with a button that takes it back. */
  add(entry: UndoEntry, offer?: boolean): void
  undo(): void
  redo(): void
  inTurn: UndoStack['inTurn']
  latest: UndoStack['latest']
}

export function useUndo(): Undo {
  const { app, me } = useApp()
  const stack = stackOf(app, me.id)
  const { undo: undoable, redo: redoable } = useSyncExternalStore(stack.subscribe, stack.next)
  const undo = useCallback(() => void settle(stack.undo(), false), [stack])
  const redo = useCallback(() => void settle(stack.redo(), true), [stack])
  const add = useCallback(
    (entry: UndoEntry, offer = false) => {
      const token = stack.add(entry)
      if (!offer) return
      const hide = tellUndoable(entry.words, () => settleQuietly(stack.undo(token)))
      // Undone by key, the offer is void.
      const stop = stack.subscribe(() => {
        if (stack.holds(token)) return
        stop()
        hide()
      })
    },
    [stack],
  )
  const { inTurn, latest } = stack
  return useMemo(() => ({ undoable, redoable, add, undo, redo, inTurn, latest }), [undoable, redoable, add, undo, redo, inTurn, latest])
}

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y anywhere but in a text being written, which has its own. */
export function useUndoKeys(): void {
  const { undo, redo } = useUndo()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || !isUndoKey(event) || isWriting(event.target)) return
      event.preventDefault()
      if (event.shiftKey || event.key.toLowerCase() === 'y') redo()
      else undo()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [undo, redo])
}

export function isUndoKey(event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'key'>): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && /^[zy]$/i.test(event.key)
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Tells what became of it: done, or record by record why not. */
async function settle(work: Promise<UndoOutcome | undefined>, again: boolean): Promise<void> {
  try {
    const outcome = await work
    if (!outcome) return tellDone(say(again ? 'grid.redo.nothing' : 'grid.undo.nothing'))
    if (outcome.done > 0) tellDone(say(again ? 'grid.redo.done' : 'grid.undo.done', { words: outcome.words }))
    tellFailed(outcome, again)
  } catch (error) {
    tellFailure(say('undo.failed'), error)
  }
}

/** For the button of a message, which says itself that it is done. */
async function settleQuietly(work: Promise<UndoOutcome | undefined>): Promise<void> {
  const outcome = await work
  if (!outcome) throw new Error(say('grid.undo.nothing'))
  if (outcome.done === 0) throw new Error(outcome.failed[0]?.problems[0]?.message ?? '')
  tellFailed(outcome, false)
}

function tellFailed({ failed }: UndoOutcome, again: boolean): void {
  if (failed.length === 0) return
  tellOutcome({
    title: say(again ? 'grid.redo.failed' : 'grid.undo.failed', { count: failed.length }),
    text: say('grid.undo.kept'),
    failed: failed.map(({ module, id, problems }) => ({ name: titleOf(module, id) ?? id, problems })),
  })
}
