// The calendar, with a clock where a moment is chosen.
import { DatePicker, TimeInput } from '@mantine/dates'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import type { Locale } from '../label.ts'
import { calendarWords } from './calendar-words.ts'

interface CalendarPanelProps {
  readonly locale: Locale
  /** The chosen day, `YYYY-MM-DD`, or null. */
  readonly date: string | null
  readonly onDate: (date: string | null) => void
  readonly min: string | undefined
  readonly max: string | undefined
  readonly time: { readonly value: string; readonly onChange: (time: string) => void } | undefined
}

export default function CalendarPanel({ locale, date, onDate, min, max, time }: CalendarPanelProps) {
  const { open: _, time: timeLabel, dayFormat, ...words } = calendarWords(locale)
  return (
    <>
      <DatePicker
        {...words}
        value={date}
        defaultDate={date ?? undefined}
        minDate={min}
        maxDate={max}
        weekendDays={[]}
        getDayAriaLabel={(day) => dayjs(day).locale(words.locale).format(dayFormat)}
        onChange={onDate}
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
    </>
  )
}
