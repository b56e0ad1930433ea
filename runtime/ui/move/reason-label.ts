// A reason that was given with a move, by its labels, level by level.
import type { App, Module } from '../../definition/app.ts'
import type { DictionaryItem } from '../../definition/types.ts'
import { type Locale, textOf } from '../../label.ts'

/** `price/terms` as `Price / Terms`, from whichever dictionary the transitions of the module ask; the keys where none knows it any more. */
export function reasonLabel(module: Module, dictionaries: App['dictionaries'], reason: string, locale: Locale): string {
  const asked = module.pipelines.flatMap(({ transitions }) =>
    transitions.flatMap(({ ask }) => ask.flatMap((each) => (each.kind === 'reason' ? [each.dictionary] : []))),
  )
  const keys = reason.split('/')
  for (const key of new Set(asked)) {
    const labels: string[] = []
    let items: readonly DictionaryItem[] | undefined = dictionaries.get(key)?.items
    for (const each of keys) {
      const item: DictionaryItem | undefined = items?.find((one) => one.key === each)
      if (!item) break
      labels.push(textOf(item.label, locale, item.key))
      items = item.items
    }
    if (labels.length === keys.length) return labels.join(' / ')
  }
  return keys.join(' / ')
}
