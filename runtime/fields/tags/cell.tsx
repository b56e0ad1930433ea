// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { Group, Pill } from '@mantine/core'
import { CellText } from '../cell-text.tsx'
import type { CellProps } from '../view-contract.ts'

export function wordsOf(value: unknown): readonly string[] {
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
