// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { CellLink } from '../cell-link.tsx'
import type { CellProps } from '../view-contract.ts'

export function Cell({ value }: CellProps) {
  if (typeof value !== 'string') return null
  // Only the number itself is dialled; an extension is asked for by a person.
  const number = value.replace(/ ?(?:ext\.?|x|#|转|分机).*$/i, '').replace(/[^0-9+]/g, '')
  return <CellLink href={`tel:${number}`}>{value}</CellLink>
}
