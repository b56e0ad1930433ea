// The roles of every app, so that people can be given them.
import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AppDefinition } from '../../definition/types.ts'
import { textOf } from '../../label.ts'
import { call } from '../data/api.ts'
import { appsQuery } from '../data/queries.tsx'
import { useLocale } from '../words/words.tsx'

export interface AppRoles {
  readonly app: string
  readonly label: string
  readonly roles: readonly { readonly key: string; readonly label: string }[]
}
/** Role keys by app key. */
export type RolesOf = Readonly<Record<string, readonly string[]>>

export function useAppRoles(): readonly AppRoles[] {
  const locale = useLocale()
  const { data: apps = [] } = useQuery(appsQuery)
  const definitions = useQueries({
    queries: apps.map(({ key }) => ({ queryKey: ['definition', key], queryFn: () => call<AppDefinition>(`/apps/${key}/export`) })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  })
  return useMemo(
    () =>
      definitions.map((definition) => ({
        app: definition.key,
        label: textOf(definition.label, locale, definition.key),
        roles: (definition.roles ?? []).map(({ key, label }) => ({ key, label: textOf(label, locale, key) })),
      })),
    [definitions, locale],
  )
}

/** Roles as choices of one list: `app/role`. */
export function roleChoices(apps: readonly AppRoles[]) {
  return apps.map(({ app, label, roles }) => ({
    group: label,
    items: roles.map((role) => ({ value: `${app}/${role.key}`, label: role.label })),
  }))
}

export function chosenRoles(roles: RolesOf): string[] {
  return Object.entries(roles).flatMap(([app, keys]) => keys.map((key) => `${app}/${key}`))
}

export function rolesFrom(chosen: readonly string[]): RolesOf {
  const roles: Record<string, string[]> = {}
  for (const each of chosen) {
    const [app = '', role = ''] = each.split('/')
    roles[app] = [...(roles[app] ?? []), role]
  }
  return roles
}
