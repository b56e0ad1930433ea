// Places worth coming back to: a record, a view, a report. What an address shows, and what somebody keeps of it.
import type { App } from '../../../definition/app.ts'
import { textOf } from '../../../label.ts'
import { modulePath, reportPath, withQuery } from '../../data/paths.ts'

export interface Place {
  readonly kind: 'record' | 'view' | 'report'
  /** Key of the module; absent for a report. */
  readonly module?: string
  /** Of the record, the view or the report. */
  readonly id: string
}
/** A place as it is kept, with the name it had; that of a view is without its module. */
export interface KeptPlace extends Place {
  readonly title: string
}

const MAX_TITLE = 120

export function samePlace(a: Place, b: Place): boolean {
  return a.kind === b.kind && a.id === b.id && a.module === b.module
}

export function placeKey({ kind, module = '', id }: Place): string {
  return `${kind} ${module} ${id}`
}

export function placePath(app: string, { kind, module = '', id }: Place): string {
  if (kind === 'report') return reportPath(app, id)
  return kind === 'record' ? modulePath(app, module, id) : withQuery(modulePath(app, module), { view: id })
}

/** The place an address shows: the record on its page or in the panel, else the view, else the report. `first` tells which view opens by itself. */
export function placeAt(
  app: App,
  path: string,
  search: URLSearchParams,
  first: Readonly<Record<string, string>> | undefined,
): Place | undefined {
  const [, , key, module = '', id] = path.split('/')
  if (key !== app.key || module === '') return undefined
  if (module === '_reports')
    return id !== undefined && app.reports.has(id) && path.split('/').length === 5 ? { kind: 'report', id } : undefined
  const views = app.modules.get(module)?.views
  if (!views) return undefined
  const record = id ?? search.get('record') ?? undefined
  if (record !== undefined && record !== 'new') return { kind: 'record', module, id: record }
  if (search.get('trash') === 'true') return undefined
  const view = search.get('view') ?? first?.[module] ?? [...views.keys()][0]
  return view === undefined ? undefined : { kind: 'view', module, id: view }
}

/** Places out of what the server keeps; anything else in it is left out. */
export function readPlaces(value: unknown): readonly KeptPlace[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((each: Partial<Record<keyof KeptPlace, unknown>> | null): KeptPlace[] => {
    const { kind, module, id, title } = each ?? {}
    if ((kind !== 'record' && kind !== 'view' && kind !== 'report') || typeof id !== 'string' || typeof title !== 'string') return []
    if (kind !== 'report' && typeof module !== 'string') return []
    return [{ kind, id, title, ...(typeof module === 'string' ? { module } : {}) }]
  })
}

/** The places with one more at the front or, where it is there already, moved to it; at most `most`. */
export function withPlace(places: readonly KeptPlace[], place: KeptPlace, most: number): readonly KeptPlace[] {
  const kept = { ...place, title: place.title.slice(0, MAX_TITLE) }
  return [kept, ...places.filter((each) => !samePlace(each, place))].slice(0, most)
}

/** What a place is called in the reader's language: as it is defined now, else as it was kept. */
export function placeTitle(app: App, { kind, module = '', id, title }: KeptPlace): string {
  const { locale } = app.settings
  if (kind === 'record') return title
  if (kind === 'report') return textOf(app.reports.get(id)?.label, locale, title)
  const of = app.modules.get(module)
  const label = textOf(of?.views.get(id)?.label, locale, title)
  return of ? `${textOf(of.label, locale, of.key)} · ${label}` : label
}

/** The icon a place is shown with. */
export function iconNameOf(app: App, { kind, module }: Place): string {
  if (kind === 'report') return 'report'
  return module === undefined ? '' : (app.modules.get(module)?.icon ?? '')
}
