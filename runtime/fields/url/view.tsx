// A web address; the cell opens it in a new tab.
import { LineInput } from '../line-input.tsx'
import type { InputProps } from '../view-contract.ts'
import { url } from './type.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  return <LineInput {...props} type={url} inputMode="url" />
}
