// What a person keeps of an app: favourites by choice, recent records by having looked at them. Both follow the person to every device.
import { useCallback, useEffect, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { View } from '../../../definition/app.ts'
import { textOf } from '../../../label.ts'
import { call } from '../../data/api.ts'
import { useApp } from '../../data/app-context.tsx'
import { queryClient } from '../../data/queries.tsx'
import { recordTitle } from '../../data/titles.ts'
import { type Preferences, usePreferences, useSavedViews } from '../../data/views.tsx'
import { useLocale, useWords } from '../../words/words.tsx'
import { useViewing } from '../access/view-as.ts'
import { tellFailure } from '../toasts.tsx'
import { useHeldRecord } from './held-record.tsx'
import { type KeptPlace, type Place, placeAt, readPlaces, samePlace, withPlace } from './place.ts'

const MOST_FAVOURITES = 50
const MOST_RECENT = 20
/** Who only steps through records has not looked at each of them. */
const LOOKED = 1500

type Name = 'favourites' | 'recents'

/** Changes the list at once on screen, then at the server. Throws where the server refuses. */
async function keep(app: string, name: Name, change: (now: readonly KeptPlace[]) => readonly KeptPlace[]): Promise<void> {
  const key = ['preferences', app]
  const before = queryClient.getQueryData<Preferences>(key)
  const value = change(readPlaces(before?.[name]))
  queryClient.setQueryData<Preferences>(key, { ...before, [name]: value })
  try {
    await call(`/apps/${app}/preferences/${name}`, { method: 'PUT', body: { value } })
  } catch (error) {
    queryClient.setQueryData<Preferences>(key, (now) => ({ ...now, [name]: before?.[name] }))
    throw error
  }
}

export interface Favourites {
  readonly places: readonly KeptPlace[]
  has(place: Place): boolean
  toggle(place: KeptPlace): void
}

export function useFavourites(): Favourites {
  const say = useWords()
  const { app } = useApp()
  const { preferences, known } = usePreferences()
  const places = useMemo(() => readPlaces(preferences.favourites), [preferences.favourites])
  const toggle = useCallback(
    (place: KeptPlace) => {
      if (!known) return
      const change = (now: readonly KeptPlace[]) =>
        now.some((each) => samePlace(each, place))
          ? now.filter((each) => !samePlace(each, place))
          : [...now, ...withPlace([], place, 1)].slice(-MOST_FAVOURITES)
      keep(app.key, 'favourites', change).catch((error) => tellFailure(say('palette.favourite.not_kept'), error))
    },
    [app.key, known, say],
  )
  return useMemo(() => ({ places, has: (place) => places.some((each) => samePlace(each, place)), toggle }), [places, toggle])
}

export function useRecents(): readonly KeptPlace[] {
  const { preferences } = usePreferences()
  return useMemo(() => readPlaces(preferences.recents), [preferences.recents])
}

/** Where one is, and what it is called; the title is undefined while it is on its way. */
export function useCurrentPlace(): (Place & { readonly title: string | undefined }) | undefined {
  const say = useWords()
  const locale = useLocale()
  const { app } = useApp()
  const [path] = useLocation()
  const search = useSearch()
  const { preferences } = usePreferences()
  const { default_views: first } = preferences
  const place = useMemo(() => placeAt(app, path, new URLSearchParams(search), first), [app, path, search, first])
  const module = place?.module === undefined ? undefined : app.modules.get(place.module)
  const { views } = useSavedViews(place?.module ?? '')
  const record = useHeldRecord(place?.module ?? '', place?.kind === 'record' ? place.id : '')?.data
  return useMemo(() => {
    if (!place) return undefined
    if (place.kind === 'report') return { ...place, title: textOf(app.reports.get(place.id)!.label, locale, place.id) }
    if (!module) return undefined
    if (place.kind === 'record') return { ...place, title: record ? (recordTitle(module, record) ?? say('record.untitled')) : undefined }
    const drawn = module.views.get(place.id)
    const label = drawn ? textOf(drawn.label, locale, drawn.key) : views.find(({ id }) => id === place.id)?.label
    return label === undefined ? undefined : { ...place, title: label }
  }, [place, module, record, views, app, locale, say])
}

/** How the view that an address of a module shows is drawn; undefined where there is none. */
export function useViewType(key: string): View['type'] | undefined {
  const { app } = useApp()
  const search = new URLSearchParams(useSearch())
  const { preferences } = usePreferences()
  const { views } = useSavedViews(key)
  const own = app.modules.get(key)?.views
  const wanted = search.get('view') ?? preferences.default_views?.[key]
  const drawn = wanted === undefined ? undefined : own?.get(wanted)
  return (drawn ?? views.find(({ id }) => id === wanted)?.view ?? (own && [...own.values()][0]))?.type
}

/** Keeps each record somebody looks at for more than a moment. */
export function useRememberRecords(): void {
  const { app } = useApp()
  const { known } = usePreferences()
  const looking = useViewing() !== undefined
  const place = useCurrentPlace()
  const title = place?.kind === 'record' ? place.title : undefined
  const { module, id } = place ?? {}
  useEffect(() => {
    if (title === undefined || module === undefined || id === undefined || !known || looking) return
    const timer = setTimeout(() => {
      const kept: KeptPlace = { kind: 'record', module, id, title }
      const [last] = readPlaces(queryClient.getQueryData<Preferences>(['preferences', app.key])?.recents)
      if (last && samePlace(last, kept) && last.title === title) return
      // What was not kept shows as what it is: not among the recent ones.
      keep(app.key, 'recents', (now) => withPlace(now, kept, MOST_RECENT)).catch(() => undefined)
    }, LOOKED)
    return () => clearTimeout(timer)
  }, [app.key, module, id, title, known, looking])
}

/** Takes a record that is not there any more out of the recent ones. */
export function forgetRecord(app: string, module: string, id: string): void {
  const gone: Place = { kind: 'record', module, id }
  const recents = readPlaces(queryClient.getQueryData<Preferences>(['preferences', app])?.recents)
  if (!recents.some((each) => samePlace(each, gone))) return
  keep(app, 'recents', (now) => now.filter((each) => !samePlace(each, gone))).catch(() => undefined)
}
