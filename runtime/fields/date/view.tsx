// A day that can be typed or chosen from a calendar.
import { isDate } from '../../expression/dates.ts'
import { CalendarButton } from '../calendar-button.tsx'
import { CellText } from '../cell-text.tsx'
import type { CellProps, InputProps } from '../view-contract.ts'
import { WrittenInput } from '../written-input.tsx'
import { date } from './type.ts'

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

export function Cell({ value, field, context }: CellProps) {
  if (value === null || value === undefined) return null
  return (
    <CellText>
      <time dateTime={String(value)} style={{ fontVariantNumeric: 'tabular-nums' }}>
        {date.format(value, field.options, context)}
      </time>
    </CellText>
  )
}
