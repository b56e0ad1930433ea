// The fields of a module as choices, by name.
import type { Module } from '../../runtime/definition/app.ts'
import { type Locale, textOf } from '../../runtime/label.ts'
import type { Choice } from '../inspector/settings.tsx'

interface Wanted {
  /** Only those somebody or something can fill. */
  readonly settable?: boolean
  /** Only relations to records of this module. */
  readonly pointsTo?: string
  /** Those left out. */
  readonly without?: readonly string[]
}

export function fieldChoices(module: Module, locale: Locale, { settable = false, pointsTo, without = [] }: Wanted = {}): Choice[] {
  return [...module.fields.values()]
    .filter(({ key, type, options }) => {
      if (without.includes(key)) return false
      if (settable && type.computed) return false
      return pointsTo === undefined || options.module === pointsTo
    })
    .map(({ key, label }) => ({ value: key, label: textOf(label, locale, key) }))
}

export function fieldName(module: Module | undefined, key: string, locale: Locale): string {
  return textOf(module?.fields.get(key)?.label, locale, key)
}
