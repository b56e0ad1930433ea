// A number with decimals, as a control and as a cell.
import { NumberCell, NumberInput } from '../number-input.tsx'
import type { CellProps, InputProps } from '../view-contract.ts'
import { decimal } from './type.ts'

export function Input(props: InputProps) {
  return <NumberInput {...props} type={decimal} />
}

export function Cell(props: CellProps) {
  return <NumberCell {...props} type={decimal} />
}
