// Free words as pills; Enter or a semicolon ends a word.
import { TagsInput } from '@mantine/core'
import { textOf } from '../../label.ts'
import { frameOf, labelOf } from '../input-frame.ts'
import type { InputProps } from '../view-contract.ts'
import { CLEAR } from '../view-words.ts'
import { wordsOf } from './cell.tsx'

export { Cell } from './cell.tsx'

export function Input(props: InputProps) {
  const { suggestions = [] } = props.field.options as { readonly suggestions?: readonly string[] }
  const values = wordsOf(props.value)
  return (
    <TagsInput
      {...frameOf(props)}
      data={[...suggestions]}
      value={[...values]}
      splitChars={[';', '；']}
      isDuplicate={(word, words) => words.includes(word)}
      clearable
      clearButtonProps={{ 'aria-label': `${textOf(CLEAR, props.context.locale)} ${labelOf(props)}` }}
      onChange={(next) => {
        const words = next.map((word) => word.trim()).filter((word) => word !== '')
        props.onChange(words.length === 0 ? null : words)
      }}
    />
  )
}
