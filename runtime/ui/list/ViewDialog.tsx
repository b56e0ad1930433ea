// Names a view that is saved or renamed, and asks before one is removed.
import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { guardComposition } from '../../fields/composition.ts'
import { textOf } from '../../label.ts'
import { useLocale, useWords } from '../words/words.tsx'
import type { ListState } from './list-state.tsx'
import { useViewTasks } from './use-view-tasks.tsx'

export type ViewTask = 'create' | 'rename' | 'delete'

interface ViewDialogProps {
  readonly module: Module
  readonly state: ListState
  readonly task: ViewTask
  readonly onClose: () => void
}

const LONGEST = 200

export default function ViewDialog({ module, state, task, onClose }: ViewDialogProps) {
  const say = useWords()
  const locale = useLocale()
  const tasks = useViewTasks(module, state)
  const name = textOf(state.base.label, locale, state.base.key)
  const [label, setLabel] = useState(task === 'rename' ? name : '')
  const [shared, setShared] = useState(false)
  const [busy, setBusy] = useState(false)
  const [missing, setMissing] = useState(false)
  const run = async () => {
    const wanted = label.trim()
    if (task !== 'delete' && wanted === '') return setMissing(true)
    setBusy(true)
    const done =
      task === 'create' ? await tasks.create(wanted, shared) : task === 'rename' ? await tasks.rename(wanted) : await tasks.remove()
    setBusy(false)
    if (done) onClose()
  }
  const title = { create: say('view.save_as'), rename: say('view.rename'), delete: say('view.delete.title', { view: name }) }[task]
  return (
    <Modal opened onClose={onClose} title={title} size="sm" closeButtonProps={{ 'aria-label': say('close') }}>
      <form
        style={{ display: 'grid', gap: 16 }}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void run()
        }}
      >
        {task === 'delete' ? (
          <p>{say(state.saved?.shared ? 'view.delete.shared' : 'view.delete.text')}</p>
        ) : (
          <TextInput
            data-autofocus
            label={say('view.name')}
            maxLength={LONGEST}
            value={label}
            error={missing ? say('form.required', { field: say('view.name') }) : undefined}
            onKeyDownCapture={guardComposition}
            onChange={(event) => {
              setLabel(event.currentTarget.value)
              setMissing(false)
            }}
          />
        )}
        {task === 'create' && (
          <Checkbox
            label={say('view.share.all')}
            description={say('view.share.text')}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {say('cancel')}
          </Button>
          <Button type="submit" loading={busy} color={task === 'delete' ? 'red' : undefined}>
            {say(task === 'delete' ? 'delete' : 'save')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
