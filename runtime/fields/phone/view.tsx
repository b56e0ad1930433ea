// A phone number; the cell calls it.
import { LineInput } from '../line-input.tsx'
import type { InputProps } from '../view-contract.ts'
import { phone } from './type.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  return <LineInput {...props} type={phone} inputMode="tel" />
}
