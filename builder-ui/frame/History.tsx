// Undo and redo of the draft: two buttons that name what they take back, and the keys everybody knows.
import { ActionIcon, Tooltip } from '@mantine/core'
import { Redo2, Undo2 } from 'lucide-react'
import { useMemo } from 'react'
import type { Result } from '../../runtime/problem.ts'
import type { Command } from '../../runtime/ui/shell/commands.ts'
import { ariaKeys } from '../../runtime/ui/shell/keys/keys.ts'
import { tellFailure } from '../../runtime/ui/shell/toasts.tsx'
import type { Step } from '../editor/change.ts'
import { useDraft, useEditorState } from '../editor/draft-context.tsx'
import { words as editorWords } from '../editor/words.ts'
import { tell as tellNow, useTell } from '../words/text.tsx'
import { words } from './words.ts'

const KEYS = { undo: ['mod+z'], redo: ['mod+shift+z', 'mod+y'] } as const

function run(way: () => Result<Step | undefined>): void {
  // What is being typed belongs to the step before.
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  const done = way()
  if (!done.ok) tellFailure(tellNow(editorWords.cannot), new Error(done.problems.map(({ message }) => tellNow(message)).join(' ')))
}

function useWays() {
  const { editor } = useDraft()
  return useMemo(() => ({ undo: () => run(editor.undo), redo: () => run(editor.redo) }), [editor])
}

export function HistoryButtons() {
  const tell = useTell()
  const ways = useWays()
  const undo = useEditorState((state) => state.past.at(-1))
  const redo = useEditorState((state) => state.future.at(-1))
  const undoLabel = undo ? tell(words.undoWhat, { what: tell(undo.label) }) : tell(words.nothingToUndo)
  const redoLabel = redo ? tell(words.redoWhat, { what: tell(redo.label) }) : tell(words.nothingToRedo)
  return (
    <>
      <Tooltip label={undoLabel}>
        <ActionIcon
          aria-label={undoLabel}
          aria-keyshortcuts={ariaKeys(KEYS.undo[0])}
          aria-disabled={!undo}
          data-disabled={!undo || undefined}
          onClick={ways.undo}
        >
          <Undo2 size={16} strokeWidth={1.75} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redoLabel}>
        <ActionIcon
          aria-label={redoLabel}
          aria-keyshortcuts={ariaKeys(KEYS.redo[0])}
          aria-disabled={!redo}
          data-disabled={!redo || undefined}
          onClick={ways.redo}
        >
          <Redo2 size={16} strokeWidth={1.75} />
        </ActionIcon>
      </Tooltip>
    </>
  )
}

export function useHistoryCommands(): readonly Command[] {
  const tell = useTell()
  const ways = useWays()
  return useMemo(
    () => [
      { id: 'undo', label: tell(words.undo), group: 'here', icon: Undo2, keys: KEYS.undo, run: ways.undo },
      { id: 'redo', label: tell(words.redo), group: 'here', icon: Redo2, keys: KEYS.redo, run: ways.redo },
    ],
    [tell, ways],
  )
}
