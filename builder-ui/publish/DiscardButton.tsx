// Throws the draft away, after saying what that means.
import { Button, Group } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call } from '../../runtime/ui/data/api.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { Dialog } from '../../runtime/ui/shell/Dialog.tsx'
import { tellDone, tellFailure } from '../../runtime/ui/shell/toasts.tsx'
import { useDraft, useEditorState } from '../editor/draft-context.tsx'
import { useTell } from '../words/text.tsx'
import { words } from './words.ts'

export function DiscardButton() {
  const tell = useTell()
  const { app } = useApp()
  const { editor } = useDraft()
  const base = useEditorState((state) => state.base)
  const [asked, setAsked] = useState(false)
  const discard = async () => {
    setAsked(false)
    await editor.flush()
    try {
      await call(`/apps/${app.key}/draft`, { method: 'DELETE', query: { version: editor.state().version } })
      await editor.reload()
      tellDone(tell(words.discarded))
    } catch (error) {
      tellFailure(tell(words.discard), error)
    }
  }
  return (
    <>
      <Button variant="default" leftSection={<Trash2 size={14} strokeWidth={1.75} />} onClick={() => setAsked(true)}>
        {tell(words.discard)}
      </Button>
      {asked && (
        <Dialog onClose={() => setAsked(false)} title={tell(words.discard)} size={440}>
          <p>{tell(words.discardText, { base })}</p>
          <Group justify="flex-end" mt="md" gap="xs">
            <Button variant="default" data-autofocus onClick={() => setAsked(false)}>
              {tell(words.keep)}
            </Button>
            <Button color="red" onClick={() => void discard()}>
              {tell(words.discard)}
            </Button>
          </Group>
        </Dialog>
      )}
    </>
  )
}
