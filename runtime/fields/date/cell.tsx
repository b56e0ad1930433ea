// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { CellText } from '../cell-text.tsx'
import type { CellProps } from '../view-contract.ts'
import { date } from './type.ts'

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
