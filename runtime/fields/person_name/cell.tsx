// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { CellText } from '../cell-text.tsx'
import { spokenName } from '../person-names.ts'
import type { CellProps } from '../view-contract.ts'

export function Cell({ value }: CellProps) {
  if (value === null || value === undefined) return null
  const name = spokenName(String(value))
  return <CellText title={name}>{name}</CellText>
}
