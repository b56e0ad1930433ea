// Taking fields out of a module: at once where only its own form shows them, else after telling what needs them, one field after the other.
import { useCallback } from 'react'
import { applyEdits, type Edit } from '../../runtime/definition/edit.ts'
import { fieldName } from '../../runtime/definition/item-names.ts'
import { removalEdits, usesOf } from '../../runtime/definition/uses.ts'
import { tellUndoable } from '../../runtime/ui/shell/toasts.tsx'
import { useChange, useDraft } from '../editor/draft-context.tsx'
import { useRemove } from '../uses/removal.tsx'
import { filled, useTell } from '../words/text.tsx'
import { words } from './words.ts'

export function useRemoveFields(module: string): (keys: readonly string[], removed: () => void) => void {
  const tell = useTell()
  const change = useChange()
  const remove = useRemove()
  const { editor } = useDraft()
  return useCallback(
    (keys, removed) => {
      const { definition } = editor.state()
      const path = (key: string) => `/modules/${module}/fields/${key}`
      const needed = keys.filter((key) => usesOf(definition, path(key)).some((use) => !use.path.startsWith(`/modules/${module}/layout/`)))
      const free = keys.filter((key) => !needed.includes(key))
      const names = needed.map((key) => fieldName(definition, module, key))
      const rest = needed.reduceRight<() => void>((next, key, index) => () => remove(path(key), names[index]!, next), removed)
      if (free.length === 0) return rest()
      let now = definition
      const edits = free.flatMap((key): readonly Edit[] => {
        const own = removalEdits(now, path(key)).edits
        const next = applyEdits(now, own)
        if (next.ok) now = next.value
        return own
      })
      const label =
        free.length === 1
          ? filled(words.remove, { what: fieldName(definition, module, free[0]!) })
          : filled(words.removeFields, { count: free.length })
      if (!change({ label, edits })) return
      tellUndoable(tell(label), async () => editor.undo())
      rest()
    },
    [module, tell, change, remove, editor],
  )
}
