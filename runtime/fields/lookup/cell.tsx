// A looked-up value, as text.
import { ComputedCell } from '../computed-cell.tsx'
import type { CellProps } from '../view-contract.ts'
import { lookup } from './type.ts'

export function Cell(props: CellProps) {
  return <ComputedCell {...props} type={lookup} />
}
