// A moment that can be typed or chosen from a calendar and a clock, both on the clock of the app's time zone.
import { CalendarButton } from '../calendar-button.tsx'
import { formatInstant, isInstant, readInstant } from '../instants.ts'
import type { InputProps } from '../view-contract.ts'
import { WrittenInput } from '../written-input.tsx'
import { datetime } from './type.ts'

export { Cell } from './cell.tsx'

/** Where the clock stands when only a day has been chosen: the start of work. */
const START_OF_WORK = '09:00'

export function Input(props: InputProps) {
  const { timeZone, locale } = props.context
  const shown = typeof props.value === 'string' && isInstant(props.value) ? formatInstant(props.value, timeZone) : undefined
  const [day = null, clock = START_OF_WORK] = shown?.split(' ') ?? []
  const choose = (date: string | null, time: string) => {
    if (date === null) return props.onChange(null)
    const read = readInstant(`${date} ${time || START_OF_WORK}`, undefined, timeZone)
    // A time the clock skips is passed on as written and refused with the reason.
    props.onChange(read.ok ? read.value : `${date} ${time}`)
  }
  return (
    <WrittenInput
      {...props}
      type={datetime}
      placeholder="YYYY-MM-DD HH:mm"
      rightSection={
        <CalendarButton
          locale={locale}
          disabled={props.disabled}
          date={day}
          onDate={(date) => choose(date, clock)}
          time={{ value: clock.slice(0, 5), onChange: (time) => choose(day, time) }}
        />
      }
    />
  )
}
