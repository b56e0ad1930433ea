// Taking something out of the draft: at once where nothing else needs it (undo brings it back), else after showing what does. Mentions go with it, what
// depends on it is named and left to be mended.
import { Button, Group } from '@mantine/core'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { removalEdits, type Use, usesOf } from '../../runtime/definition/uses.ts'
import type { Text } from '../../runtime/label.ts'
import { Dialog } from '../../runtime/ui/shell/Dialog.tsx'
import { tellUndoable } from '../../runtime/ui/shell/toasts.tsx'
import { useChange, useDefinition, useDraft } from '../editor/draft-context.tsx'
import { useOpenPlace } from '../editor/selection.tsx'
import { filled, useTell } from '../words/text.tsx'
import classes from './Uses.module.css'
import { words } from './words.ts'

interface Removal {
  readonly path: string
  readonly name: Text
  readonly removed?: (() => void) | undefined
}

type Remove = (path: string, name: Text, removed?: () => void) => void
const Context = createContext<Remove>(() => undefined)

/** Takes what stands at a place out of the draft; `removed` is told once it is gone. */
export function useRemove(): Remove {
  return useContext(Context)
}

export function RemovalProvider({ children }: { readonly children: ReactNode }) {
  const tell = useTell()
  const change = useChange()
  const { editor } = useDraft()
  const [asked, setAsked] = useState<Removal>()
  const perform = useCallback(
    ({ path, name, removed }: Removal) => {
      const { edits } = removalEdits(editor.state().definition, path)
      const label = filled(words.remove, { what: name })
      if (!change({ label, edits })) return
      removed?.()
      tellUndoable(tell(label), async () => editor.undo())
    },
    [change, editor, tell],
  )
  const remove = useCallback<Remove>(
    (path, name, removed) => {
      const removal = { path, name, removed }
      if (usesOf(editor.state().definition, path).length === 0) perform(removal)
      else setAsked(removal)
    },
    [editor, perform],
  )
  return (
    <Context value={remove}>
      {children}
      {asked && (
        <RemovalDialog
          removal={asked}
          onClose={() => setAsked(undefined)}
          onRemove={() => {
            setAsked(undefined)
            perform(asked)
          }}
        />
      )}
    </Context>
  )
}

interface RemovalDialogProps {
  readonly removal: Removal
  readonly onClose: () => void
  readonly onRemove: () => void
}

function RemovalDialog({ removal: { path, name }, onClose, onRemove }: RemovalDialogProps) {
  const tell = useTell()
  const definition = useDefinition()
  const what = tell(name)
  const { mentions, needs } = useMemo(() => {
    const { also } = removalEdits(definition, path)
    const left = new Set(also.map((use) => use.path))
    return { mentions: usesOf(definition, path).filter((use) => !left.has(use.path)), needs: also }
  }, [definition, path])
  return (
    <Dialog onClose={onClose} title={tell(words.removeTitle, { what })} size={560}>
      <div className={classes.parts}>
        {needs.length > 0 && (
          <>
            <p>{tell(words.stays)}</p>
            <Uses uses={needs} onOpen={onClose} />
          </>
        )}
        {mentions.length > 0 && (
          <>
            <p>{tell(words.goes, { what, count: mentions.length })}</p>
            <Uses uses={mentions} onOpen={onClose} />
          </>
        )}
      </div>
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" data-autofocus onClick={onClose}>
          {tell(words.keep)}
        </Button>
        <Button color="red" onClick={onRemove}>
          {tell(words.do)}
        </Button>
      </Group>
    </Dialog>
  )
}

interface UsesProps {
  readonly uses: readonly Use[]
  readonly onOpen?: () => void
}

/** Places that use something; each leads there. */
export function Uses({ uses, onOpen }: UsesProps) {
  const tell = useTell()
  const open = useOpenPlace()
  return (
    <ul className={classes.uses}>
      {uses.map(({ path, sentence }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one place may use it twice
        <li key={`${path} ${index}`}>
          <button
            type="button"
            onClick={() => {
              onOpen?.()
              open(path)
            }}
          >
            {tell(sentence)}
          </button>
        </li>
      ))}
    </ul>
  )
}
