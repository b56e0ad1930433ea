// A box to tick, and a tick in the cell.
import { Checkbox } from '@mantine/core'
import { frameOf, labelOf } from '../input-frame.ts'
import type { InputProps } from '../view-contract.ts'

export { Cell } from './cell.tsx'

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
