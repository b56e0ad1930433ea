// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { CellLink } from '../cell-link.tsx'
import type { CellProps } from '../view-contract.ts'

export function Cell({ value }: CellProps) {
  if (typeof value !== 'string') return null
  return <CellLink href={value}>{value.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')}</CellLink>
}
