// A day chosen from a calendar over the cell: one click keeps it.
import { Popover } from '@mantine/core'
import { useEffect, useRef } from 'react'
import CalendarPanel from '../../../fields/calendar-panel.tsx'
import type { ShownMember } from '../../data/members.ts'
import classes from './Grid.module.css'

interface CalendarSheetProps {
  readonly member: ShownMember
  readonly value: unknown
  onKeep(value: unknown): void
  onCancel(): void
}

export default function CalendarSheet({ member, value, onKeep, onCancel }: CalendarSheetProps) {
  const { min, max } = member.field.options as { readonly min?: string; readonly max?: string }
  const sheet = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The chosen day, else today, so that arrows move from there.
    const day = sheet.current?.querySelector<HTMLElement>('[data-selected], [data-today]') ?? sheet.current?.querySelector('button')
    day?.focus()
  }, [])
  return (
    <Popover
      opened
      onChange={(opened) => !opened && onCancel()}
      closeOnEscape={false}
      withRoles={false}
      position="bottom-start"
      offset={0}
      shadow="md"
      trapFocus
      returnFocus={false}
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <span className={classes.panelAnchor} />
      </Popover.Target>
      <Popover.Dropdown
        ref={sheet}
        role="dialog"
        aria-label={member.label}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key === 'Escape') onCancel()
        }}
      >
        <CalendarPanel
          locale={member.context.locale}
          date={typeof value === 'string' ? value : null}
          min={min}
          max={max}
          time={undefined}
          onDate={(day) => (day === value ? onCancel() : onKeep(day))}
        />
      </Popover.Dropdown>
    </Popover>
  )
}
