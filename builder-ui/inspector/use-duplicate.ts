// A copy of an item of a list, right behind it, under a key of its own.
import { useCallback } from 'react'
import { valueAt } from '../../runtime/definition/edit.ts'
import { bothOf, type Label, type Text } from '../../runtime/label.ts'
import { useChange, useDraft } from '../editor/draft-context.tsx'
import { freeKey } from '../editor/keys.ts'
import { filled } from '../words/text.tsx'
import { words } from './words.ts'

interface Item {
  readonly key: string
  readonly label?: Label | undefined
}

/** `name` where the item goes by another name than its label; a copy of one without a label has none either. */
type Duplicate = (path: string, item: Item, name?: Text) => void

/** `onMade` is told the place of the copy. */
export function useDuplicate(onMade: (path: string) => void): Duplicate {
  const change = useChange()
  const { editor } = useDraft()
  return useCallback(
    (path, item, name) => {
      const list = path.slice(0, path.lastIndexOf('/'))
      const all = (valueAt(editor.state().definition, list) ?? []) as readonly Item[]
      const keys = all.map((each) => each.key)
      const key = freeKey(item.key, keys)
      const own = bothOf(item.label, item.key)
      const label = name !== undefined && item.label === undefined ? {} : { label: filled(words.copyOf, { name: own }) }
      const edits = [{ kind: 'add', path: list, item: { ...item, key, ...label }, before: keys[keys.indexOf(item.key) + 1] }] as const
      if (change({ label: filled(words.duplicate, { what: name ?? own }), edits })) onMade(`${list}/${key}`)
    },
    [change, editor, onMade],
  )
}
