// Which columns are shown, and in which order: a list to tick, with buttons to move for those who do not drag.
import { ActionIcon, Button, Checkbox, Popover, TextInput } from '@mantine/core'
import { ArrowDown, ArrowUp, Table2 } from 'lucide-react'
import { useState } from 'react'
import type { Module } from '../../../definition/app.ts'
import { guardComposition } from '../../../fields/composition.ts'
import { memberNames, memberOf } from '../../data/members.ts'
import { useWords } from '../../words/words.tsx'
import list from '../List.module.css'
import type { ListState } from '../list-state.tsx'
import { useColumns } from './columns.tsx'
import classes from './Grid.module.css'
import { columnChanges } from './use-head.tsx'

interface ColumnPickerProps {
  readonly module: Module
  readonly state: ListState
}

export default function ColumnPicker({ module, state }: ColumnPickerProps) {
  const say = useWords()
  const [opened, setOpened] = useState(false)
  const [text, setText] = useState('')
  const columns = useColumns(module, state.view, true)
  const changes = columnChanges(state, columns, say)
  const shown = columns.map(({ name }) => name)
  const all = [...shown, ...memberNames(module).filter((name) => !shown.includes(name))]
  const wanted = text.trim().toLowerCase()
  const found = all.flatMap((name) => {
    const label = memberOf(module, name)?.label ?? name
    return label.toLowerCase().includes(wanted) ? [{ name, label, place: shown.indexOf(name) }] : []
  })
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      shadow="md"
      trapFocus
      width={300}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<Table2 size={14} />}
          className={list.spare}
          title={say('grid.columns')}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {say('grid.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8} aria-label={say('grid.columns')}>
        <TextInput
          size="xs"
          data-autofocus
          aria-label={say('grid.columns.find')}
          placeholder={say('grid.columns.find')}
          value={text}
          onKeyDownCapture={guardComposition}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <ul className={classes.pickerList}>
          {found.map(({ name, label, place }) => (
            <li key={name}>
              <Checkbox
                size="xs"
                label={label}
                checked={place >= 0}
                disabled={name === module.title.key}
                onChange={() => (place >= 0 ? changes.hide(name) : changes.show([...shown, name]))}
              />
              {place >= 0 && wanted === '' && (
                <>
                  <ActionIcon
                    size={24}
                    disabled={place === 0}
                    aria-label={say('grid.columns.earlier', { column: label })}
                    onClick={() => changes.move(name, place - 1)}
                  >
                    <ArrowUp size={14} />
                  </ActionIcon>
                  <ActionIcon
                    size={24}
                    disabled={place === shown.length - 1}
                    aria-label={say('grid.columns.later', { column: label })}
                    onClick={() => changes.move(name, place + 1)}
                  >
                    <ArrowDown size={14} />
                  </ActionIcon>
                </>
              )}
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
