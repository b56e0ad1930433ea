// How a value of the type is shown; the control to change it stands in view.tsx, which screens load when somebody changes something.
import { textOf } from '../../label.ts'
import { ChoiceBadge } from '../choice-badge.tsx'
import { choicesOf, indexChoices } from '../choices.ts'
import type { CellProps } from '../view-contract.ts'

export function Cell({ field, context, value }: CellProps) {
  if (typeof value !== 'string') return null
  const entry = indexChoices(choicesOf(field.options, context), 2).byValue.get(value)
  return <ChoiceBadge label={textOf(entry?.label, context.locale, value)} color={entry?.choice.color ?? entry?.parent?.color} />
}
