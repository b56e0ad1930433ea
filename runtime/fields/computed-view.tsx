// A computed value, shown and never edited. Inside an app the view of the field it is like draws it; this draws it where the type stands alone.
import { TextInput } from '@mantine/core'
import { CellText } from './cell-text.tsx'
import type { FieldType } from './contract.ts'
import { frameOf } from './input-frame.ts'
import type { CellProps, InputProps } from './view-contract.ts'

export function ComputedInput({ type, ...props }: InputProps & { readonly type: FieldType }) {
  const { 'aria-required': _, withAsterisk: __, ...frame } = frameOf(props)
  const { value, field, context } = props
  return (
    <TextInput
      {...frame}
      readOnly
      variant="filled"
      value={value === null || value === undefined ? '' : type.format(value, field.options, context)}
    />
  )
}

export function ComputedCell({ type, value, field, context }: CellProps & { readonly type: FieldType }) {
  if (value === null || value === undefined) return null
  return <CellText>{type.format(value, field.options, context)}</CellText>
}
