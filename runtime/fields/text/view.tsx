// One line of text, as a control and as a cell.
import { LineInput } from '../line-input.tsx'
import type { InputProps } from '../view-contract.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  return <LineInput {...props} />
}
