// A length of time, written as `1h 30m` and read in many spellings.
import type { InputProps } from '../view-contract.ts'
import { WrittenInput } from '../written-input.tsx'
import { duration } from './type.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  return <WrittenInput {...props} type={duration} placeholder={duration.format(90, {}, props.context)} />
}
