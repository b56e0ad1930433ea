// The value of a formula, as text.
import { ComputedCell, ComputedInput } from '../computed-view.tsx'
import type { CellProps, InputProps } from '../view-contract.ts'
import { formula } from './type.ts'

export function Input(props: InputProps) {
  return <ComputedInput {...props} type={formula} />
}

export function Cell(props: CellProps) {
  return <ComputedCell {...props} type={formula} />
}
