// A cell whose value needs room: the control of its field type on a small sheet over the cell. Ctrl+Enter keeps the value, Escape leaves it, and so does nothing else.
import { Button, Group, Popover } from '@mantine/core'
import { useEffect, useId, useRef, useState } from 'react'
import { isComposing } from '../../../fields/composition.ts'
import { FIELD_VIEWS } from '../../../fields/views.tsx'
import type { ShownMember } from '../../data/members.ts'
import { useLocale, useWords } from '../../words/words.tsx'
import { checkedValue, faultText, sameValue } from './cell-values.ts'
import classes from './Grid.module.css'

interface PanelEditorProps {
  readonly member: ShownMember
  readonly value: unknown
  onKeep(value: unknown): void
  onCancel(): void
}

export default function PanelEditor({ member, value: before, onKeep, onCancel }: PanelEditorProps) {
  const say = useWords()
  const locale = useLocale()
  const id = useId()
  const [value, setValue] = useState(before)
  const [fault, setFault] = useState<string>()
  const Input = FIELD_VIEWS.get(member.type.name)?.Input
  const keep = () => {
    const read = checkedValue(member, value)
    if ('fault' in read) setFault(faultText(read.fault, say, locale))
    else if (sameValue(before, value)) onCancel()
    else onKeep(value)
  }
  const latest = useRef(keep)
  latest.current = keep
  // A click elsewhere on the page keeps what was entered, as leaving a cell does. Lists and calendars of the control lie beside the page.
  useEffect(() => {
    const onDown = (event: PointerEvent) => {
      if (document.getElementById('root')?.contains(event.target as Node)) latest.current()
    }
    document.addEventListener('pointerdown', onDown, true)
    return () => document.removeEventListener('pointerdown', onDown, true)
  }, [])
  if (!Input) return null
  return (
    <Popover
      opened
      closeOnEscape={false}
      closeOnClickOutside={false}
      position="bottom-start"
      offset={0}
      shadow="md"
      trapFocus
      withRoles={false}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <span className={classes.panelAnchor} />
      </Popover.Target>
      <Popover.Dropdown
        p={12}
        className={classes.panel}
        role="dialog"
        aria-label={member.label}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (isComposing(event)) return
          // An open list under the control has its own Escape.
          const inner = (event.target as Element).getAttribute('aria-expanded') === 'true'
          if (event.key === 'Escape' && !inner) onCancel()
          else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) keep()
          else return
          event.preventDefault()
        }}
      >
        <Input
          id={id}
          field={member.field}
          context={member.context}
          value={value ?? null}
          onChange={(next) => {
            setValue(next)
            setFault(undefined)
          }}
          error={fault}
          autoFocus
        />
        <Group justify="flex-end" gap={8} mt={12}>
          <Button variant="default" onClick={onCancel}>
            {say('cancel')}
          </Button>
          <Button onClick={keep}>{say('grid.keep')}</Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  )
}
