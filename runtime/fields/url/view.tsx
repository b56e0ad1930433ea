// A web address; the cell opens it in a new tab.
import { CellLink } from '../cell-link.tsx'
import { LineInput } from '../line-input.tsx'
import type { CellProps, InputProps } from '../view-contract.ts'
import { url } from './type.ts'

export function Input(props: InputProps) {
  return <LineInput {...props} type={url} inputMode="url" />
}

export function Cell({ value }: CellProps) {
  if (typeof value !== 'string') return null
  return <CellLink href={value}>{value.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')}</CellLink>
}
