// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { NumberCell } from '../number-input.tsx'
import type { CellProps } from '../view-contract.ts'
import { integer } from './type.ts'

export function Cell(props: CellProps) {
  return <NumberCell {...props} type={integer} />
}
