// The head of a record: its title, its owner, and what can be done with all of it.
import { ActionIcon, Menu } from '@mantine/core'
import { Ellipsis, Link2, Trash2 } from 'lucide-react'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { modulePath } from '../data/paths.ts'
import { useRecordWriter } from '../data/records.tsx'
import type { RecordData } from '../data/shapes.ts'
import { Initials } from '../shell/Initials.tsx'
import { tellDone, tellFailure, tellUndoable } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Record.module.css'

interface RecordHeadProps {
  readonly module: Module
  readonly record: RecordData
  readonly title: string
  readonly place: 'panel' | 'page'
  readonly onGone: () => void
}

export function RecordHead({ module, record, title, place, onGone }: RecordHeadProps) {
  const say = useWords()
  const { app, people, abilities } = useApp()
  const writer = useRecordWriter(module)
  const owner = people.find((person) => person.id === record._owner)?.name
  const remove = () =>
    writer.remove(record).then(
      () => {
        onGone()
        tellUndoable(say('record.deleted', { record: title }), () => writer.restore(record._id))
      },
      (error) => tellFailure(say('record.not_deleted', { record: title }), error),
    )
  const copy = () =>
    navigator.clipboard.writeText(location.origin + modulePath(app.key, module.key, record._id)).then(
      () => tellDone(say('record.copied')),
      (error) => tellFailure(say('record.not_copied'), error),
    )
  const Heading = place === 'page' ? 'h1' : 'h2'
  return (
    <div className={classes.head}>
      <Heading className={classes.title}>{title}</Heading>
      {owner && (
        <span className={classes.owner}>
          <Initials name={owner} /> {owner}
        </span>
      )}
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon aria-label={say('record.actions')}>
            <Ellipsis size={16} strokeWidth={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Link2 size={14} />} onClick={() => void copy()}>
            {say('record.copy_link')}
          </Menu.Item>
          {abilities(module.key).delete && (
            <Menu.Item leftSection={<Trash2 size={14} />} onClick={() => void remove()}>
              {say('record.delete')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}
