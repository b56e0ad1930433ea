// A text that may be a definition: what it would change of the draft, or why it cannot be read as one.
import { canonical } from '../../runtime/definition/canonical.ts'
import type { Edit } from '../../runtime/definition/edit.ts'
import { itemsBetween } from '../../runtime/definition/items.ts'
import { linkDefinition } from '../../runtime/definition/link.ts'
import type { AppDefinition } from '../../runtime/definition/types.ts'

export type ReadText =
  | { readonly kind: 'edits'; readonly edits: readonly Edit[] }
  | { readonly kind: 'not_json'; readonly why: string }
  | { readonly kind: 'not_app' }
  | { readonly kind: 'other_key' }

/** Holds a text against the draft. What is only wrong in itself goes in and is told as a problem; what is no app at all does not. */
export function readText(text: string, draft: AppDefinition): ReadText {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { kind: 'not_json', why: error instanceof Error ? error.message : String(error) }
  }
  if (!isApp(value)) return { kind: 'not_app' }
  if (value.key !== draft.key) return { kind: 'other_key' }
  return { kind: 'edits', edits: itemsBetween(draft, canonical(value)).flatMap(({ edits }) => edits) }
}

/** Whether the parts of an app can be linked: every surface can then show it. */
function isApp(value: unknown): value is AppDefinition {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { key, settings, modules } = value as Partial<Record<keyof AppDefinition, unknown>>
  if (typeof key !== 'string' || typeof settings !== 'object' || settings === null || !Array.isArray(modules)) return false
  try {
    linkDefinition(value as AppDefinition)
    return true
  } catch {
    return false
  }
}
