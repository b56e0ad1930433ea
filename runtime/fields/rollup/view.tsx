// The value of a roll-up, as text.
import { ComputedInput } from '../computed-view.tsx'
import type { InputProps } from '../view-contract.ts'
import { rollup } from './type.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  return <ComputedInput {...props} type={rollup} />
}
