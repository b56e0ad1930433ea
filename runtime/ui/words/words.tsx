// The product's own words in the reader's language: loaded for one language at a time, switched without a reload.
import { useCallback, useSyncExternalStore } from 'react'
import { LOCALES, type Locale } from '../../label.ts'
import type { WordKey } from './en.ts'
import { spaced } from './spacing.ts'

export type { WordKey } from './en.ts'
export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string

const LOCALE_KEY = 'stagewright-language'

type Catalogue = Readonly<Record<string, string>>

const catalogues = new Map<Locale, Catalogue>()
const listeners = new Set<() => void>()
let current: Locale = 'zh-CN'

export function currentLocale(): Locale {
  return current
}

function firstLocale(): Locale {
  const saved = localStorage.getItem(LOCALE_KEY)
  if (saved === 'en' || saved === 'zh-CN') return saved
  return LOCALES.find((locale) => navigator.language.startsWith(locale.slice(0, 2))) ?? 'zh-CN'
}

async function load(locale: Locale): Promise<void> {
  if (catalogues.has(locale)) return
  catalogues.set(locale, locale === 'en' ? (await import('./en.ts')).en : (await import('./zh-CN.ts')).zhCN)
}

/** Starts with the language chosen before, else the browser's. */
export async function startWords(): Promise<void> {
  await setLocale(firstLocale())
}

/** The language asked for last, so that one whose words come late does not replace it. */
let wanted: Locale | undefined

export async function setLocale(locale: Locale, remember = false): Promise<void> {
  wanted = locale
  await load(locale)
  if (wanted !== locale) return
  current = locale
  document.documentElement.lang = locale
  if (remember) localStorage.setItem(LOCALE_KEY, locale)
  for (const listener of [...listeners]) listener()
}

/** Words outside a component: the singular for a `count` of one where the language has it, each slot replaced by its value. */
export const say: Say = (key, values) => {
  const words = catalogues.get(current)
  const text = (values?.count === 1 ? words?.[`${key}_one`] : undefined) ?? words?.[key] ?? key
  const filled = values ? text.replaceAll(/\{\{(\w+)\}\}/g, (slot, name: string) => String(values[name] ?? slot)) : text
  return current === 'zh-CN' ? spaced(filled) : filled
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, currentLocale)
}

export function useWords(): Say {
  const locale = useLocale()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function for each language makes everything that says words say them anew
  return useCallback<Say>((key, values) => say(key, values), [locale])
}
