// A note in the timeline, with what its author may do to it.
import { ActionIcon, Menu } from '@mantine/core'
import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useApp } from '../data/app-context.tsx'
import { useFormats } from '../data/formats.tsx'
import { tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import { NoteBox } from './NoteBox.tsx'
import classes from './Notes.module.css'
import { type Note, type NoteWriter, partsOf } from './notes.tsx'
import record from './Record.module.css'

export function NoteItem({ note, writer }: { readonly note: Note; readonly writer: NoteWriter }) {
  const say = useWords()
  const formats = useFormats()
  const { people, me } = useApp()
  const [editing, setEditing] = useState(false)
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? say('history.system')
  return (
    <li>
      <div className={record.event}>
        <strong>{nameOf(note.author)}</strong> {say(note.text === null ? 'note.removed' : 'note.wrote')}
        <time dateTime={note.at} title={formats.moment(note.at)}>
          {formats.ago(note.at)}
          {note.editedAt && ` · ${say('note.edited')}`}
        </time>
        {note.author === me.id && note.text !== null && (
          <Menu position="bottom-end" width={160}>
            <Menu.Target>
              <ActionIcon size="sm" aria-label={say('note.actions')}>
                <Ellipsis size={14} strokeWidth={1.75} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<Pencil size={14} />} onClick={() => setEditing(true)}>
                {say('note.change')}
              </Menu.Item>
              <Menu.Item
                leftSection={<Trash2 size={14} />}
                onClick={() => writer.remove(note.id).catch((error) => tellFailure(say('note.not_removed'), error))}
              >
                {say('note.remove')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      {editing && note.text !== null ? (
        <NoteBox
          label={say('note.change')}
          initial={note.text}
          onCancel={() => setEditing(false)}
          onSave={async (text) => {
            await writer.change(note.id, text)
            setEditing(false)
          }}
        />
      ) : (
        note.text !== null && (
          <p className={classes.text}>
            {partsOf(note.text).map((part, index) =>
              'plain' in part ? (
                part.plain
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text stand where they stand
                <mark key={index} className={classes.mention}>
                  @{nameOf(part.person)}
                </mark>
              ),
            )}
          </p>
        )
      )}
    </li>
  )
}
