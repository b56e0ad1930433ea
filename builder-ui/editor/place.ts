// Places of a definition: where the builder shows them, and what they are called. A place is a path with keys, as problems and edits write it.
import { stepsOf } from '../../runtime/definition/edit.ts'
import { placeOf, settingName } from '../../runtime/definition/item-names.ts'
import type { Locale } from '../../runtime/label.ts'
import { designPath } from '../../runtime/ui/data/paths.ts'

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

/** What a place is called: the names of what stands around it, outermost first, and the setting it is. */
export function placeName(definition: unknown, path: string, locale: Locale): string {
  const place = placeOf(definition, path)
  const names = place.named.map(({ name }) => name)
  const setting = place.settings.at(-1)
  return [...names, ...(setting === undefined ? [] : [settingName(place, setting)])].map((name) => name[locale]).join(' › ')
}
