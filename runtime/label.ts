// Text that people read: plain, or one string per language. Every label in a definition and every message of the product has this shape.

export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** A label of a definition: one text for all languages, or one per language (at least one of them). */
export type Label = string | { readonly en?: string | undefined; readonly 'zh-CN'?: string | undefined }

/** A text of the product itself: always in both languages. */
export interface Text {
  readonly en: string
  readonly 'zh-CN': string
}

/** The label in `locale`; falls back to the other language, then to `fallback` (usually the key). */
export function textOf(label: Label | undefined, locale: Locale, fallback = ''): string {
  if (label === undefined) return fallback
  if (typeof label === 'string') return label
  return label[locale] ?? label[locale === 'en' ? 'zh-CN' : 'en'] ?? fallback
}

/** A label as a text of both languages; a missing language takes the other one, then `fallback`. */
export function bothOf(label: Label | undefined, fallback = ''): Text {
  return { en: textOf(label, 'en', fallback), 'zh-CN': textOf(label, 'zh-CN', fallback) }
}
