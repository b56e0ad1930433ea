// A question before something with consequences, with what it will do in words. The button is named by what it does.
import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { Dialog } from '../shell/Dialog.tsx'
import { useWords } from '../words/words.tsx'

interface ConfirmProps {
  readonly title: string
  readonly text: string
  readonly action: string
  /** Whether something is taken away; then the button is red. */
  readonly dangerous?: boolean
  readonly onClose: () => void
  /** The dialog closes when this is done, however it ends. */
  readonly onConfirm: () => Promise<unknown>
}

export function Confirm({ title, text, action, dangerous = true, onClose, onConfirm }: ConfirmProps) {
  const say = useWords()
  const [busy, setBusy] = useState(false)
  return (
    <Dialog onClose={onClose} title={title} size={440} centered>
      <Text size="sm">{text}</Text>
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" data-autofocus onClick={onClose}>
          {say('cancel')}
        </Button>
        <Button
          {...(dangerous ? { color: 'red.9' } : {})}
          loading={busy}
          onClick={() => {
            setBusy(true)
            void onConfirm().finally(onClose)
          }}
        >
          {action}
        </Button>
      </Group>
    </Dialog>
  )
}
