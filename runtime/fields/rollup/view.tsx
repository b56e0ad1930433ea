// The value of a roll-up, as text.
import { ComputedCell, ComputedInput } from '../computed-view.tsx'
import type { CellProps, InputProps } from '../view-contract.ts'
import { rollup } from './type.ts'

export function Input(props: InputProps) {
  return <ComputedInput {...props} type={rollup} />
}

export function Cell(props: CellProps) {
  return <ComputedCell {...props} type={rollup} />
}
