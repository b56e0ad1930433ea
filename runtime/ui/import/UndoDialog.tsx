// Says what taking an import back does before it is done.
import { Button, Group, Modal } from '@mantine/core'
import { useFormats } from '../data/formats.tsx'
import { useWords } from '../words/words.tsx'

interface UndoDialogProps {
  readonly created: number
  readonly updated: number
  readonly busy: boolean
  readonly onUndo: () => void
  readonly onClose: () => void
}

export function UndoDialog({ created, updated, busy, onUndo, onClose }: UndoDialogProps) {
  const say = useWords()
  const formats = useFormats()
  return (
    <Modal opened onClose={onClose} title={say('import.undo.title')} size="sm" closeButtonProps={{ 'aria-label': say('close') }}>
      <p>{say('import.undo.text', { created: formats.number(created), updated: formats.number(updated) })}</p>
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" data-autofocus onClick={onClose}>
          {say('cancel')}
        </Button>
        <Button loading={busy} onClick={onUndo}>
          {say('import.undo')}
        </Button>
      </Group>
    </Modal>
  )
}
