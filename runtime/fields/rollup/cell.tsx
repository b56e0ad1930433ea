// The value of a roll-up, as text.
import { ComputedCell } from '../computed-cell.tsx'
import type { CellProps } from '../view-contract.ts'
import { rollup } from './type.ts'

export function Cell(props: CellProps) {
  return <ComputedCell {...props} type={rollup} />
}
