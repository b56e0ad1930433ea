// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { Check, Minus } from 'lucide-react'
import type { CellProps } from '../view-contract.ts'
import { booleanLabel } from './type.ts'

export function Cell({ value, field, context }: CellProps) {
  if (typeof value !== 'boolean') return null
  const name = booleanLabel(value, field.options, context.locale)
  const Icon = value ? Check : Minus
  return (
    <span role="img" aria-label={name} title={name} style={{ display: 'inline-flex', verticalAlign: 'middle', opacity: value ? 1 : 0.45 }}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
    </span>
  )
}
