// Free words as pills; Enter or a semicolon ends a word.
import { Group, Pill, TagsInput } from '@mantine/core'
import { textOf } from '../../label.ts'
import { CellText } from '../cell-text.tsx'
import { frameOf, labelOf } from '../input-frame.ts'
import type { CellProps, InputProps } from '../view-contract.ts'
import { CLEAR } from '../view-words.ts'

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

function wordsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

export function Cell({ context, value, compact }: CellProps) {
  const words = wordsOf(value)
  if (words.length === 0) return null
  if (compact) return <CellText>{words.join(context.locale === 'en' ? ', ' : '、')}</CellText>
  return (
    <Group gap={4}>
      {words.map((word) => (
        <Pill key={word} size="sm" fz={13}>
          {word}
        </Pill>
      ))}
    </Group>
  )
}
