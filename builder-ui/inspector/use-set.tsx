// Setting one member of the draft, as every control of an inspector does it. Its name in the history is the place; typing on is one step.
import { useCallback } from 'react'
import { bothOf, type Text } from '../../runtime/label.ts'
import { useChange, useDraft } from '../editor/draft-context.tsx'
import { placeName } from '../editor/place.ts'
import { filled } from '../words/text.tsx'
import { words } from './words.ts'

/** Sets the value at a place, or takes it away where it is undefined; true where it was done. */
export function useSet(): (path: string, value: unknown, label?: Text) => boolean {
  const change = useChange()
  const { editor } = useDraft()
  return useCallback(
    (path, value, label) => {
      const { definition } = editor.state()
      const place = bothOf({ en: placeName(definition, path, 'en'), 'zh-CN': placeName(definition, path, 'zh-CN') })
      return change({ label: label ?? filled(words.set, { place }), edits: [{ kind: 'set', path, value }], merge: `set ${path}` })
    },
    [change, editor],
  )
}
