// The builder's own words stand beside the screens that say them, in both languages at once: it is one page that few people open, so nothing is saved by
// loading one language alone.
import { useCallback } from 'react'
import type { Text } from '../../runtime/label.ts'
import { spaced } from '../../runtime/ui/words/spacing.ts'
import { currentLocale, useLocale } from '../../runtime/ui/words/words.tsx'

/** A text with slots `{{name}}`; `one` is said for a `count` of one. */
export interface Words extends Text {
  readonly one?: string
}
type Values = Readonly<Record<string, string | number>>
export type Tell = (words: Words, values?: Values) => string

/** The words in the reader's language, each slot replaced by its value. */
export const tell: Tell = (words, values) => {
  const locale = currentLocale()
  const text = locale === 'en' && values?.count === 1 && words.one !== undefined ? words.one : words[locale]
  const filled = values ? text.replaceAll(/\{\{(\w+)\}\}/g, (slot, name: string) => String(values[name] ?? slot)) : text
  return locale === 'zh-CN' ? spaced(filled) : filled
}

export function useTell(): Tell {
  const locale = useLocale()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function for each language makes everything that tells words tell them anew
  return useCallback<Tell>((words, values) => tell(words, values), [locale])
}

/** A text with slots as a text of both languages, for what is kept in both: the names of changes. */
export function filled(words: Words, values: Readonly<Record<string, Text | string | number>>): Text {
  const fill = (locale: 'en' | 'zh-CN') =>
    words[locale].replaceAll(/\{\{(\w+)\}\}/g, (slot, name: string) => {
      const value = values[name]
      return value === undefined ? slot : typeof value === 'object' ? value[locale] : String(value)
    })
  return { en: fill('en'), 'zh-CN': spaced(fill('zh-CN')) }
}
