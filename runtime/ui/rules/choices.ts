// The closed sets of values: what somebody chooses from instead of writing it.
import type { Module } from '../../definition/app.ts'
import { type Label, textOf } from '../../label.ts'
import type { ShownMember } from '../data/members.ts'

/** The closed set of values a member has: stages or choices, two-level choices as paths. */
export function choicesOf(module: Module, member: ShownMember): { value: string; label: string }[] | undefined {
  const { locale } = member.context
  const shape = module.shape.members.get(member.name)
  if (shape?.kind !== 'value' || !shape.choices) return undefined
  const labels = new Map<string, Label>(shape.choices.map(({ value, label }) => [value, label]))
  return shape.choices.map(({ value, label }) => {
    const [parent] = value.split('/')
    const own = textOf(label, locale, value)
    return { value, label: parent !== value ? `${textOf(labels.get(parent!), locale, parent)} › ${own}` : own }
  })
}
