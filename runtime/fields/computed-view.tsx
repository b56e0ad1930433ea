// A computed value in a form: shown and never edited. Inside an app the view of the field it is like draws it; this draws it where the type stands alone.
import { TextInput } from '@mantine/core'
import type { FieldType } from './contract.ts'
import { frameOf } from './input-frame.ts'
import type { InputProps } from './view-contract.ts'

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
