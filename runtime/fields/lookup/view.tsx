// A looked-up value, as text.
import { ComputedCell, ComputedInput } from '../computed-view.tsx'
import type { CellProps, InputProps } from '../view-contract.ts'
import { lookup } from './type.ts'

export function Input(props: InputProps) {
  return <ComputedInput {...props} type={lookup} />
}

export function Cell(props: CellProps) {
  return <ComputedCell {...props} type={lookup} />
}
