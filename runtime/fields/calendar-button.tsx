// The button beside a written date that opens a calendar.
import { ActionIcon, Popover } from '@mantine/core'
import { Calendar } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { Locale } from '../label.ts'
import { calendarWords } from './calendar-words.ts'

// The calendar is a tenth of all controls in size and opened by few: it is loaded when it is.
const CalendarPanel = lazy(() => import('./calendar-panel.tsx'))

interface CalendarButtonProps {
  readonly locale: Locale
  readonly disabled?: boolean | undefined
  /** The chosen day, `YYYY-MM-DD`, or null. */
  readonly date: string | null
  readonly onDate: (date: string | null) => void
  readonly min?: string | undefined
  readonly max?: string | undefined
  /** `HH:mm` beside the calendar; absent: a day alone. */
  readonly time?: { readonly value: string; readonly onChange: (time: string) => void }
}

export function CalendarButton({ locale, disabled, date, onDate, min, max, time }: CalendarButtonProps) {
  const [opened, setOpened] = useState(false)
  const { open } = calendarWords(locale)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={open}
          title={open}
          disabled={disabled}
          onClick={() => setOpened((now) => !now)}
        >
          <Calendar size={16} strokeWidth={1.75} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense fallback={<div style={{ width: 252, height: 276 }} />}>
          <CalendarPanel
            locale={locale}
            date={date}
            min={min}
            max={max}
            time={time}
            onDate={(day) => {
              onDate(day)
              if (!time) setOpened(false)
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
