// What the linter finds: a warning with its place, and where one remedy is clear the edits that do it.
import type { Edit } from '../definition/edit.ts'
import { bothOf, type Label, type Text } from '../label.ts'
import { type Problem, problem } from '../problem.ts'

export interface Finding extends Problem {
  readonly severity: 'warning'
  /** Edits that mend it, with what they do. */
  readonly fix?: { readonly label: Text; readonly edits: readonly Edit[] }
}

export function finding(path: string, code: string, en: string, zh: string, fix?: Finding['fix']): Finding {
  return { ...problem(path, code, en, zh), severity: 'warning', ...(fix ? { fix } : {}) }
}

export function nameOf({ label, key }: { readonly label: Label | undefined; readonly key: string }): Text {
  return bothOf(label, key)
}
