// A control of one line of text, for the types whose value is the text itself.
import { TextInput } from '@mantine/core'
import type { FieldType } from './contract.ts'
import { frameOf } from './input-frame.ts'
import type { InputProps } from './view-contract.ts'

interface LineInputProps extends InputProps {
  /** Reads the text when the control is left; without it only the spaces around it go. */
  readonly type?: Pick<FieldType, 'parse'>
  readonly inputMode?: 'text' | 'email' | 'tel' | 'url'
}

export function LineInput({ type, inputMode, ...props }: LineInputProps) {
  const { field, context, value = null, onChange } = props
  const text = value === null ? '' : String(value)
  return (
    <TextInput
      {...frameOf(props)}
      type={inputMode === 'tel' ? 'tel' : 'text'}
      inputMode={inputMode}
      autoComplete="off"
      value={text}
      onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
      onBlur={() => {
        const read = type?.parse(text, field.options, context)
        const tidied = read === undefined ? text.trim() || null : read.ok ? read.value : text
        if (tidied !== value) onChange(tidied)
        props.onBlur?.()
      }}
    />
  )
}
