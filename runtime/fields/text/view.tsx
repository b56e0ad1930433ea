// One line of text, as a control and as a cell.
import { CellText } from '../cell-text.tsx'
import { LineInput } from '../line-input.tsx'
import type { CellProps, InputProps } from '../view-contract.ts'

export function Input(props: InputProps) {
  return <LineInput {...props} />
}

export function Cell({ value }: CellProps) {
  if (value === null || value === undefined) return null
  return <CellText title={String(value)}>{String(value)}</CellText>
}
