// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { Group } from '@mantine/core'
import { CellText } from '../cell-text.tsx'
import { ChoiceBadge } from '../choice-badge.tsx'
import { optionsOf } from '../choice-options.ts'
import type { CellProps } from '../view-contract.ts'

export function chosen(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

export function Cell({ field, context, value, compact }: CellProps) {
  const values = chosen(value)
  if (values.length === 0) return null
  const options = optionsOf({ field, context }, values)
  const shown = values.map((key) => options.find((option) => option.value === key) ?? { value: key, label: key, color: undefined })
  if (compact) return <CellText>{shown.map((option) => option.label).join(context.locale === 'en' ? ', ' : '、')}</CellText>
  return (
    <Group gap={4} wrap="wrap">
      {shown.map((option) => (
        <ChoiceBadge key={option.value} label={option.label} color={option.color} />
      ))}
    </Group>
  )
}
