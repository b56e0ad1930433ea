// A day that can be typed or chosen from a calendar.
import { isDate } from '../../expression/dates.ts'
import { CalendarButton } from '../calendar-button.tsx'
import type { InputProps } from '../view-contract.ts'
import { WrittenInput } from '../written-input.tsx'
import { date } from './type.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  const { min, max } = props.field.options as { readonly min?: string; readonly max?: string }
  const day = typeof props.value === 'string' && isDate(props.value) ? props.value : null
  return (
    <WrittenInput
      {...props}
      type={date}
      placeholder="YYYY-MM-DD"
      rightSection={
        <CalendarButton locale={props.context.locale} disabled={props.disabled} date={day} onDate={props.onChange} min={min} max={max} />
      }
    />
  )
}
