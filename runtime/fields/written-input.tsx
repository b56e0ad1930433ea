// A control for values that are written as text and read back: numbers, dates, moments. While it has focus the text is the person's; when left it is written anew.
import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { textOf } from '../label.ts'
import type { FieldType } from './contract.ts'
import { frameOf } from './input-frame.ts'
import type { InputProps } from './view-contract.ts'

interface WrittenInputProps extends InputProps {
  readonly type: Pick<FieldType, 'format' | 'parse'>
  /** The text to begin editing with, where it differs from the text shown. */
  readonly draft?: (value: unknown) => string
  readonly numeric?: boolean
  readonly placeholder?: string
  readonly leftSection?: ReactNode
  readonly leftSectionWidth?: number | undefined
  readonly rightSection?: ReactNode
}

export function WrittenInput({
  type,
  draft,
  numeric = false,
  placeholder,
  leftSection,
  leftSectionWidth,
  rightSection,
  ...props
}: WrittenInputProps) {
  const { field, context, value } = props
  const [typed, setTyped] = useState<string | null>(null)
  const empty = value === null || value === undefined
  const shown = empty ? '' : type.format(value, field.options, context)
  const read = (text: string) => type.parse(text, field.options, context)

  const unread = typed === null && typeof value === 'string' ? read(shown) : undefined
  const fault = unread && !unread.ok ? textOf(unread.problems[0]?.message, context.locale) : undefined
  return (
    <TextInput
      {...frameOf(props)}
      error={props.error ?? fault}
      inputMode={numeric ? 'decimal' : undefined}
      autoComplete="off"
      placeholder={placeholder}
      leftSection={leftSection}
      leftSectionWidth={leftSectionWidth}
      leftSectionPointerEvents="none"
      rightSection={rightSection}
      styles={numeric ? { input: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' } } : undefined}
      value={typed ?? shown}
      onFocus={() => setTyped(empty ? '' : (draft?.(value) ?? shown))}
      onChange={(event) => {
        const text = event.currentTarget.value
        setTyped(text)
        const result = read(text)
        props.onChange(result.ok ? result.value : text)
      }}
      onBlur={() => {
        setTyped(null)
        props.onBlur?.()
      }}
    />
  )
}
