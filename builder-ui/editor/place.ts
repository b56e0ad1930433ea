// Places of a definition: where the builder shows them, and what they are called. A place is a path with keys, as problems and edits write it.
import { stepsOf } from '../../runtime/definition/edit.ts'
import { valueAt } from '../../runtime/definition/inverse.ts'
import { type Label, type Locale, type Text, textOf } from '../../runtime/label.ts'
import { designPath } from '../../runtime/ui/data/paths.ts'
import { parts } from './place-words.ts'

/** Which lists of a definition have a screen of their own for each item. */
const SCREENS: Readonly<Record<string, string>> = {
  modules: 'modules',
  pipelines: 'pipelines',
  scorecards: 'scoring',
  conversions: 'conversions',
  reports: 'reports',
  roles: 'roles',
  dictionaries: 'dictionaries',
}

/** The screen a place is edited on; without what is selected on it. */
export function screenOf(app: string, path: string): string {
  const [list = '', key] = stepsOf(path)
  const screen = SCREENS[list]
  if (screen) return designPath(app, key === undefined ? screen : `${screen}/${key}`)
  return designPath(app, list === 'navigation' ? 'navigation' : 'settings')
}

/** The address at which the builder shows a place, selected. */
export function placeHref(app: string, path: string): string {
  return `${screenOf(app, path)}?at=${encodeURIComponent(path)}`
}

/** What a place is called: the names of what stands around it, outermost first. */
export function placeSteps(definition: unknown, path: string, locale: Locale): string[] {
  const steps = stepsOf(path)
  return steps.flatMap((step, index) => {
    const inner = `/${steps.slice(0, index + 1).join('/')}`
    const parent = valueAt(definition, inner.slice(0, inner.lastIndexOf('/')))
    if (Array.isArray(parent)) return [itemName(valueAt(definition, inner), step, locale)]
    const word: Text | undefined = Object.hasOwn(parts, step) ? parts[step as keyof typeof parts] : undefined
    // The lists at the top say themselves what their items are.
    if (index === 0 && steps.length > 1) return []
    return [word?.[locale] ?? step]
  })
}

export function placeName(definition: unknown, path: string, locale: Locale): string {
  return placeSteps(definition, path, locale).join(' › ')
}

function itemName(item: unknown, step: string, locale: Locale): string {
  const label = typeof item === 'object' && item !== null ? ((item as { label?: Label }).label ?? undefined) : undefined
  return textOf(label, locale, step)
}
