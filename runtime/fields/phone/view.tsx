// A phone number; the cell calls it.
import { CellLink } from '../cell-link.tsx'
import { LineInput } from '../line-input.tsx'
import type { CellProps, InputProps } from '../view-contract.ts'
import { phone } from './type.ts'

export function Input(props: InputProps) {
  return <LineInput {...props} type={phone} inputMode="tel" />
}

export function Cell({ value }: CellProps) {
  if (typeof value !== 'string') return null
  // Only the number itself is dialled; an extension is asked for by a person.
  const number = value.replace(/ ?(?:ext\.?|x|#|转|分机).*$/i, '').replace(/[^0-9+]/g, '')
  return <CellLink href={`tel:${number}`}>{value}</CellLink>
}
