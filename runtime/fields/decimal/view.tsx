// A number with decimals, as a control and as a cell.
import { NumberInput } from '../number-input.tsx'
import type { InputProps } from '../view-contract.ts'
import { decimal } from './type.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  return <NumberInput {...props} type={decimal} />
}
