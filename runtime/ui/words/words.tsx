// The product's own words in the reader's language: loaded for one language at a time, switched without a reload.
import i18next from 'i18next'
import { useCallback } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { LOCALES, type Locale } from '../../label.ts'
import type { WordKey } from './en.ts'
import { spaced } from './spacing.ts'

export type { WordKey } from './en.ts'
export type Say = (key: WordKey, values?: Readonly<Record<string, string | number>>) => string

const LOCALE_KEY = 'stagewright-language'

export function currentLocale(): Locale {
  return i18next.language === 'en' ? 'en' : 'zh-CN'
}

function firstLocale(): Locale {
  const saved = localStorage.getItem(LOCALE_KEY)
  if (saved === 'en' || saved === 'zh-CN') return saved
  return LOCALES.find((locale) => navigator.language.startsWith(locale.slice(0, 2))) ?? 'zh-CN'
}

async function load(locale: Locale): Promise<void> {
  if (i18next.hasResourceBundle(locale, 'translation')) return
  const words = locale === 'en' ? (await import('./en.ts')).en : (await import('./zh-CN.ts')).zhCN
  i18next.addResourceBundle(locale, 'translation', words)
}

/** Starts with the language chosen before, else the browser's. */
export async function startWords(): Promise<void> {
  const locale = firstLocale()
  await i18next.use(initReactI18next).init({
    lng: locale,
    resources: {},
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await setLocale(locale)
}

export async function setLocale(locale: Locale, remember = false): Promise<void> {
  await load(locale)
  await i18next.changeLanguage(locale)
  document.documentElement.lang = locale
  if (remember) localStorage.setItem(LOCALE_KEY, locale)
}

/** Words outside a component. */
export const say: Say = (key, values) => {
  const text = i18next.t(key, values ?? {})
  return currentLocale() === 'zh-CN' ? spaced(text) : text
}

export function useLocale(): Locale {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'zh-CN'
}

export function useWords(): Say {
  const locale = useLocale()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new function for each language makes everything that says words say them anew
  return useCallback<Say>((key, values) => say(key, values), [locale])
}
