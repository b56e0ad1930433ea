// Whether what one sees is kept: saved, on its way, or why not.
import { Button } from '@mantine/core'
import { Check, CloudOff, Loader2 } from 'lucide-react'
import { useDraft, useEditorState } from '../editor/draft-context.tsx'
import { useTell } from '../words/text.tsx'
import classes from './Frame.module.css'
import { words } from './words.ts'

export function SaveNote() {
  const tell = useTell()
  const { editor } = useDraft()
  const save = useEditorState((state) => state.save)
  const none = useEditorState((state) => state.version === 0)
  if (save.kind === 'failed') {
    return (
      <div className={classes.save} data-kind="failed" role="alert">
        <CloudOff size={14} strokeWidth={1.75} aria-hidden />
        <span title={save.message}>{`${tell(words.notSaved)}: ${save.message}`}</span>
        <Button variant="subtle" size="compact-xs" onClick={() => void editor.flush()}>
          {tell(words.retry)}
        </Button>
      </div>
    )
  }
  const saving = save.kind === 'saving'
  const text = saving ? words.saving : save.kind === 'conflict' ? words.clash : none ? words.live : words.saved
  const Icon = saving ? Loader2 : Check
  return (
    <div className={classes.save} role="status">
      <Icon size={14} strokeWidth={1.75} aria-hidden />
      <span>{tell(text)}</span>
    </div>
  )
}
