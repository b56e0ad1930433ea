// An e-mail address; the cell writes to it.
import { CellLink } from '../cell-link.tsx'
import { LineInput } from '../line-input.tsx'
import type { CellProps, InputProps } from '../view-contract.ts'
import { email } from './type.ts'

export function Input(props: InputProps) {
  // Not of type "email": browsers strip spaces and refuse addresses with letters of other alphabets.
  return <LineInput {...props} type={email} inputMode="email" />
}

export function Cell({ value }: CellProps) {
  if (typeof value !== 'string') return null
  return <CellLink href={`mailto:${encodeURIComponent(value).replace(/%40/g, '@')}`}>{value}</CellLink>
}
