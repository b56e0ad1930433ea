// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { CellText } from '../cell-text.tsx'
import type { CellProps } from '../view-contract.ts'

export function Cell({ value }: CellProps) {
  if (value === null || value === undefined) return null
  return <CellText title={String(value)}>{String(value)}</CellText>
}
