// Takes back an answer given by radio buttons, chips or stars, which cannot be unticked themselves.
import { CloseButton } from '@mantine/core'
import { textOf } from '../label.ts'
import { labelOf } from './input-frame.ts'
import type { InputProps } from './view-contract.ts'
import { CLEAR } from './view-words.ts'

export function ClearButton(props: InputProps) {
  if (props.value === null || props.value === undefined || props.required || props.disabled) return null
  const name = `${textOf(CLEAR, props.context.locale)} ${labelOf(props)}`
  return <CloseButton size="sm" aria-label={name} title={name} onClick={() => props.onChange(null)} />
}
