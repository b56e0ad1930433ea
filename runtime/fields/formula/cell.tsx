// The value of a formula, as text.
import { ComputedCell } from '../computed-cell.tsx'
import type { CellProps } from '../view-contract.ts'
import { formula } from './type.ts'

export function Cell(props: CellProps) {
  return <ComputedCell {...props} type={formula} />
}
