// The number a record was given. It is shown, never edited; a new record gets its number when it is saved.
import { TextInput } from '@mantine/core'
import { textOf } from '../../label.ts'
import { frameOf } from '../input-frame.ts'
import type { InputProps } from '../view-contract.ts'

export { Cell } from './cell.tsx'

const LATER = { en: 'Given on saving', 'zh-CN': '保存后自动生成' }

export function Input(props: InputProps) {
  const { 'aria-required': _, withAsterisk: __, ...frame } = frameOf(props)
  return (
    <TextInput
      {...frame}
      readOnly
      variant="filled"
      placeholder={textOf(LATER, props.context.locale)}
      value={props.value ? String(props.value) : ''}
    />
  )
}
