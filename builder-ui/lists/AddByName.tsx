// A button that makes something new from a name: what it is called is asked, its key is made from that.
import { ActionIcon, Button, Popover, TextInput } from '@mantine/core'
import { Plus } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { guardComposition } from '../../runtime/fields/composition.ts'
import type { CommandIcon } from '../../runtime/ui/shell/commands.ts'
import { useTell } from '../words/text.tsx'
import classes from './Lists.module.css'
import { words } from './words.ts'

interface AddByNameProps {
  readonly label: string
  readonly onAdd: (name: string) => void | Promise<void>
  readonly variant?: 'subtle' | 'default' | 'filled'
  /** Only this icon is shown, the label on hover. */
  readonly icon?: CommandIcon | undefined
  /** What is asked besides the name. */
  readonly children?: ReactNode
}

export function AddByName({ label, onAdd, variant = 'subtle', icon: Icon, children }: AddByNameProps) {
  const tell = useTell()
  const [opened, setOpened] = useState(false)
  const [name, setName] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (name.trim() === '') return
    setOpened(false)
    setName('')
    void onAdd(name.trim())
  }
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      shadow="md"
      trapFocus
      returnFocus
      width={260}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        {Icon ? (
          <ActionIcon size={24} title={label} aria-label={label} aria-expanded={opened} onClick={() => setOpened(!opened)}>
            <Icon size={14} strokeWidth={1.75} />
          </ActionIcon>
        ) : (
          <Button
            variant={variant}
            leftSection={<Plus size={14} strokeWidth={1.75} />}
            aria-expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            {label}
          </Button>
        )}
      </Popover.Target>
      <Popover.Dropdown aria-label={label} p={12}>
        <form className={classes.form} onSubmit={submit}>
          <TextInput
            label={tell(words.name)}
            value={name}
            maxLength={200}
            data-autofocus
            autoComplete="off"
            onKeyDownCapture={guardComposition}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {children}
          <Button type="submit" disabled={name.trim() === ''}>
            {tell(words.create)}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
