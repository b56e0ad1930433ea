// The app on screen: its definition linked in the reader's language, what the reader may do in it, and the people of the installation.
import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useLocation } from 'wouter'
import type { App, Module } from '../../definition/app.ts'
import { linkDefinition } from '../../definition/link.ts'
import { FILE_MODULE, USER_MODULE } from '../../expression/storage.ts'
import { type FieldServices, FieldServicesProvider } from '../../fields/services.tsx'
import { useLocale } from '../words/words.tsx'
import { BASE, call } from './api.ts'
import { modulePath } from './paths.ts'
import { peopleQuery, queryClient } from './queries.tsx'
import type { Abilities, AppPage, Me, Person, RecordPage } from './shapes.ts'
import { recordTitle, rememberTitle, rememberTitles, titleOf, titlesOf } from './titles.ts'

export interface AppOnScreen {
  readonly app: App
  readonly version: number
  readonly me: Me
  readonly design: boolean
  readonly people: readonly Person[]
  abilities(module: string): Abilities
}

const NONE: Abilities = { create: false, update: false, delete: false, import: false, export: false, readOnly: [] }
const OFFERED = 20
const NOBODY: readonly Person[] = []

const Context = createContext<AppOnScreen | null>(null)

export function useApp(): AppOnScreen {
  const value = useContext(Context)
  if (!value) throw new Error('There is no app around this screen.')
  return value
}

/** The time zone of the app around; undefined outside one: the browser's. */
export function useTimeZone(): string | undefined {
  return useContext(Context)?.app.settings.timeZone
}

/** The module of that key; undefined where the app has none for this reader. */
export function useModule(key: string): Module | undefined {
  return useApp().app.modules.get(key)
}

interface AppProviderProps {
  readonly page: AppPage
  readonly me: Me
  readonly children: ReactNode
}

export function AppProvider({ page, me, children }: AppProviderProps) {
  const locale = useLocale()
  // Fields carry the language they are shown in; linking in the reader's language gives every view, cell and sentence the same one.
  const app = useMemo(() => {
    return linkDefinition({ ...page.definition, settings: { ...page.definition.settings, locale } }).app
  }, [page.definition, locale])
  return (
    <LinkedApp app={app} page={page} me={me}>
      {children}
    </LinkedApp>
  )
}

/** The same for an app that is linked already, as a draft is. */
export function LinkedApp({ app, page, me, children }: AppProviderProps & { readonly app: App }) {
  const [, go] = useLocation()
  const { data: people = NOBODY } = useQuery(peopleQuery)
  // Titles that come along with records are written in the way of their modules.
  useMemo(() => titlesOf(app.modules), [app])
  const value = useMemo<AppOnScreen>(
    () => ({ app, version: page.version, me, design: page.design, people, abilities: (module) => page.abilities[module] ?? NONE }),
    [app, page, me, people],
  )
  const services = useMemo<FieldServices>(() => {
    const names = new Map(people.map((person) => [person.id, person.name]))
    return {
      titleOf: (module, id) => (module === USER_MODULE ? names.get(id) : titleOf(module, id)),
      openRecord: (module, id) => go(modulePath(app.key, module, id)),
      users: async () => (await queryClient.ensureQueryData(peopleQuery)).filter((person) => !person.disabled),
      fileHref: (id) => `${BASE}/apps/${app.key}/files/${id}`,
      async uploadFile(field, file) {
        // A field is told by its settings: its key alone may stand in several modules.
        const module = [...app.modules.values()].find((each) => each.fields.get(field.key)?.options === field.options)
        if (!module) throw new Error('the field is of no module')
        const path = `/apps/${app.key}/files/${module.key}/${field.key}`
        const stored = await call<{ id: string; name: string }>(path, { method: 'POST', query: { name: file.name }, file })
        rememberTitle(FILE_MODULE, stored.id, stored.name)
        return stored
      },
      async searchRecords(key, text) {
        const module = app.modules.get(key)
        if (!module) return []
        const query = { fields: module.title.key, limit: OFFERED, ...(text ? { search: text } : {}) }
        const { records } = await call<RecordPage>(`/apps/${app.key}/records/${key}`, { query })
        rememberTitles(module, records)
        return records.map((record) => ({ id: record._id, title: recordTitle(module, record) ?? record._id }))
      },
    }
  }, [app, people, go])
  return (
    <Context value={value}>
      <FieldServicesProvider services={services}>{children}</FieldServicesProvider>
    </Context>
  )
}
