// A box to tick, and a tick in the cell.
import { Checkbox } from '@mantine/core'
import { Check, Minus } from 'lucide-react'
import { frameOf, labelOf } from '../input-frame.ts'
import type { CellProps, InputProps } from '../view-contract.ts'
import { booleanLabel } from './type.ts'

export function Input(props: InputProps) {
  const { withAsterisk, labelProps: _, label, ...frame } = frameOf(props)
  return (
    <Checkbox
      {...frame}
      label={props.bare ? undefined : withAsterisk ? `${label} *` : label}
      aria-label={props.bare ? labelOf(props) : undefined}
      checked={props.value === true}
      indeterminate={typeof props.value !== 'boolean'}
      onChange={(event) => props.onChange(event.currentTarget.checked)}
    />
  )
}

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
