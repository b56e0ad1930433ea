// Text of several lines. Enter makes a line, so it never submits.
import { Textarea } from '@mantine/core'
import { CellText } from '../cell-text.tsx'
import { frameOf } from '../input-frame.ts'
import type { CellProps, InputProps } from '../view-contract.ts'

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

export function Cell({ value, compact }: CellProps) {
  if (value === null || value === undefined) return null
  const text = String(value)
  return compact ? (
    <CellText title={text.slice(0, 500)}>{text.replace(/\s+/g, ' ').slice(0, 200)}</CellText>
  ) : (
    <CellText kind="prose">{text}</CellText>
  )
}
