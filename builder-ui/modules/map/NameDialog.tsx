// Asks what a new module is called.
import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { guardComposition } from '../../../runtime/fields/composition.ts'
import { Dialog } from '../../../runtime/ui/shell/Dialog.tsx'
import { useTell } from '../../words/text.tsx'
import { words } from '../words.ts'

export function NameDialog({ onClose, onAdd }: { readonly onClose: () => void; readonly onAdd: (name: string) => void }) {
  const tell = useTell()
  const [name, setName] = useState('')
  return (
    <Dialog onClose={onClose} title={tell(words.addModule)} size={380}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') onAdd(name.trim())
        }}
      >
        <TextInput
          label={tell(words.name)}
          value={name}
          maxLength={200}
          autoComplete="off"
          data-autofocus
          onKeyDownCapture={guardComposition}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button type="submit" disabled={name.trim() === ''}>
            {tell(words.create)}
          </Button>
        </Group>
      </form>
    </Dialog>
  )
}
