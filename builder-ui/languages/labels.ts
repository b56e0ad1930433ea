// Every text of a definition that people read, with its place: what a translation table shows.
import { keyOfItem } from '../../runtime/definition/edit.ts'
import type { Label, Locale } from '../../runtime/label.ts'

export interface FoundLabel {
  readonly path: string
  readonly label: Label
}

/** Members that hold a text for people, wherever they stand. */
const TEXTS = new Set(['label', 'description', 'help', 'action', 'message', 'remedy', 'psychology', 'keyAction'])

/** The texts of a definition in the order they are written. A stage's criterion is a text too; a rule that is called so is not. */
export function labelsOf(node: unknown, path = ''): FoundLabel[] {
  if (Array.isArray(node)) {
    return node.flatMap((item, index) => labelsOf(item, `${path}/${keyOfItem(item) ?? index}`))
  }
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, value]) => {
    const at = `${path}/${name}`
    if (TEXTS.has(name) || (name === 'criterion' && /\/stages\/[^/]+$/.test(path)))
      return isLabel(value) ? [{ path: at, label: value }] : []
    return labelsOf(value, at)
  })
}

function isLabel(value: unknown): value is Label {
  if (typeof value === 'string') return true
  return typeof value === 'object' && value !== null && !Array.isArray(value) && ('en' in value || 'zh-CN' in value)
}

/** Whether the text lacks a language: it has only the other one, or one text for both in which only one of them is written. */
export function lacks(label: Label, locale: Locale): boolean {
  if (typeof label !== 'string') return label[locale] === undefined
  return locale === 'en' && /\p{Script=Han}/u.test(label)
}
