// The button beside a written date that opens a calendar.
import { ActionIcon, Popover } from '@mantine/core'
import { DatePicker, TimeInput } from '@mantine/dates'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { Calendar } from 'lucide-react'
import { useState } from 'react'
import type { Locale } from '../label.ts'
import { calendarWords } from './calendar-words.ts'

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
  const { open, time: timeLabel, dayFormat, ...words } = calendarWords(locale)
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
        <DatePicker
          {...words}
          value={date}
          defaultDate={date ?? undefined}
          minDate={min}
          maxDate={max}
          weekendDays={[]}
          getDayAriaLabel={(day) => dayjs(day).locale(words.locale).format(dayFormat)}
          onChange={(day) => {
            onDate(day)
            if (!time) setOpened(false)
          }}
        />
        {time && (
          <TimeInput
            label={timeLabel}
            mt="xs"
            value={time.value}
            disabled={date === null}
            onChange={(event) => time.onChange(event.currentTarget.value)}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  )
}
