// A whole number, as a control and as a cell.
import { NumberCell, NumberInput } from '../number-input.tsx'
import type { CellProps, InputProps } from '../view-contract.ts'
import { integer } from './type.ts'

export function Input(props: InputProps) {
  return <NumberInput {...props} type={integer} />
}

export function Cell(props: CellProps) {
  return <NumberCell {...props} type={integer} />
}
