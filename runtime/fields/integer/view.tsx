// A whole number, as a control and as a cell.
import { NumberInput } from '../number-input.tsx'
import type { InputProps } from '../view-contract.ts'
import { integer } from './type.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  return <NumberInput {...props} type={integer} />
}
