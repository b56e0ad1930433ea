// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { CellText } from '../cell-text.tsx'
import type { CellProps } from '../view-contract.ts'

export function Cell({ value, compact }: CellProps) {
  if (value === null || value === undefined) return null
  const text = String(value)
  return compact ? (
    <CellText title={text.slice(0, 500)}>{text.replace(/\s+/g, ' ').slice(0, 200)}</CellText>
  ) : (
    <CellText kind="prose">{text}</CellText>
  )
}
