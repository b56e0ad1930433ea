// Everything of one day, where its cell has no room for it.
import { Popover } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './Calendar.module.css'
import { Chip } from './Chip.tsx'
import { useCalendar } from './calendar-context.tsx'
import type { Entry } from './entries.ts'

interface DayPopoverProps {
  readonly day: string
  readonly entries: readonly Entry[]
  readonly opened: boolean
  readonly onOpened: (opened: boolean) => void
  /** What it hangs on. */
  readonly children: ReactNode
}

export function DayPopover({ day, entries, opened, onOpened, children }: DayPopoverProps) {
  const { dayName } = useCalendar()
  return (
    <Popover opened={opened} onChange={onOpened} position="bottom" shadow="md" width={280} trapFocus returnFocus>
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown p={12} aria-label={dayName(day)}>
        <h3 className={classes.popoverTitle}>{dayName(day)}</h3>
        <div className={classes.popoverList}>
          {opened &&
            entries
              .filter((entry) => entry.from <= day && entry.to >= day)
              .map((entry) => (
                <Chip
                  key={entry.record._id}
                  entry={entry}
                  day={day}
                  continued={entry.from < day}
                  continues={entry.to > day}
                  tabbed
                  vertical="week"
                />
              ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
