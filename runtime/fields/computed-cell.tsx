// A computed value as text, where the type stands alone.
import { CellText } from './cell-text.tsx'
import type { FieldType } from './contract.ts'
import type { CellProps } from './view-contract.ts'

export function ComputedCell({ type, value, field, context }: CellProps & { readonly type: FieldType }) {
  if (value === null || value === undefined) return null
  return <CellText>{type.format(value, field.options, context)}</CellText>
}
