// What a module has to offer to views and rules, by name and kind, as the draft has it.
import { useMemo } from 'react'
import { fieldName } from '../../runtime/definition/item-names.ts'
import type { AppDefinition, ModuleDefinition } from '../../runtime/definition/types.ts'
import { membersOfDefinition, type ViewMember } from '../../runtime/definition/view-members.ts'
import { useLocale } from '../../runtime/ui/words/words.tsx'
import { useDefinition } from '../editor/draft-context.tsx'
import type { Choice } from '../inspector/settings.tsx'

export interface NamedMember extends ViewMember {
  readonly label: string
}

export function hasPipeline(definition: AppDefinition, module: string): boolean {
  return (definition.pipelines ?? []).some((pipeline) => pipeline.module === module)
}

/** Everything of a record that can be named, fields first. */
export function useMembers(module: ModuleDefinition): readonly NamedMember[] {
  const locale = useLocale()
  const definition = useDefinition()
  return useMemo(() => {
    const members = membersOfDefinition(module, definition, hasPipeline(definition, module.key))
    return [...members.values()].map((member) => ({ ...member, label: fieldName(definition, module.key, member.name)[locale] }))
  }, [module, definition, locale])
}

export function choicesOf(members: readonly NamedMember[]): Choice[] {
  return members.map(({ name, label }) => ({ value: name, label }))
}

/** A field of the module itself, not a member every record has. */
export function isOwn({ name }: ViewMember): boolean {
  return !name.startsWith('_')
}
