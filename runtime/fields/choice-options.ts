// The choices a control offers: those in use, and the chosen ones even where they are not in use any more.
import { type Locale, textOf } from '../label.ts'
import { type ChoiceEntry, choicesOf, indexChoices } from './choices.ts'
import type { InputProps } from './view-contract.ts'

export interface ChoiceOption {
  readonly value: string
  readonly label: string
  readonly color: string | undefined
}

/** The options of a select of one level. A chosen value nobody knows is offered under its own name. */
export function optionsOf({ field, context }: Pick<InputProps, 'field' | 'context'>, chosen: readonly string[]): readonly ChoiceOption[] {
  const { entries, byValue } = indexChoices(choicesOf(field.options, context), 1)
  const offered = entries.filter((entry) => entry.active || chosen.includes(entry.value)).map((entry) => optionOf(entry, context.locale))
  const unknown = chosen.filter((value) => !byValue.has(value)).map((value) => ({ value, label: value, color: undefined }))
  return [...offered, ...unknown]
}

function optionOf(entry: ChoiceEntry, locale: Locale): ChoiceOption {
  // A label of nothing but spaces cannot be seen or read out.
  return { value: entry.value, label: textOf(entry.label, locale).trim() || entry.value, color: entry.choice.color }
}
