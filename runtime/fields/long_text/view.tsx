// Text of several lines. Enter makes a line, so it never submits.
import { Textarea } from '@mantine/core'
import { frameOf } from '../input-frame.ts'
import type { InputProps } from '../view-contract.ts'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  const { rows = 4 } = props.field.options as { readonly rows?: number }
  const text = props.value === null || props.value === undefined ? '' : String(props.value)
  return (
    <Textarea
      {...frameOf(props)}
      autosize
      minRows={rows}
      maxRows={Math.max(rows, 20)}
      value={text}
      onChange={(event) => props.onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      onBlur={() => {
        if (text !== '' && text.trim() === '') props.onChange(null)
        props.onBlur?.()
      }}
    />
  )
}
