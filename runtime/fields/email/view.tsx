// An e-mail address; the cell writes to it.
import { LineInput } from '../line-input.tsx'
import type { InputProps } from '../view-contract.ts'
import { email } from './type.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  // Not of type "email": browsers strip spaces and refuse addresses with letters of other alphabets.
  return <LineInput {...props} type={email} inputMode="email" />
}
