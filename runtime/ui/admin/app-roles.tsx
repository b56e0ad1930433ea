// The roles of every app, so that people can be given them.
import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AppDefinition } from '../../definition/types.ts'
import { textOf } from '../../label.ts'
import { call } from '../data/api.ts'
import { appsQuery } from '../data/queries.tsx'
import { useLocale } from '../words/words.tsx'

export interface RoleOfApp {
  readonly key: string
  readonly label: string
  readonly design: boolean
  readonly publish: boolean
}
export interface AppRoles {
  readonly app: string
  readonly label: string
  readonly roles: readonly RoleOfApp[]
}
/** Role keys by app key. */
export type RolesOf = Readonly<Record<string, readonly string[]>>

export function useAppRoles(): readonly AppRoles[] {
  const locale = useLocale()
  const { data: apps = [] } = useQuery(appsQuery)
  const definitions = useQueries({
    queries: apps.map(({ key }) => ({
      queryKey: ['definition', key],
      queryFn: () => call<AppDefinition>(`/apps/${key}/export`),
      staleTime: 60_000,
    })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  })
  return useMemo(
    () =>
      definitions.map((definition) => ({
        app: definition.key,
        label: textOf(definition.label, locale, definition.key),
        roles: (definition.roles ?? []).map(({ key, label, design, publish }) => ({
          key,
          label: textOf(label, locale, key),
          design: design === true,
          publish: publish === true,
        })),
      })),
    [definitions, locale],
  )
}

/** What somebody's roles are called, app by app; roles that are no longer defined are left out. */
export function rolesInWords(
  apps: readonly AppRoles[],
  roles: RolesOf,
): readonly { readonly app: AppRoles; readonly labels: readonly string[] }[] {
  return apps.flatMap((app) => {
    const labels = app.roles.filter(({ key }) => roles[app.app]?.includes(key)).map(({ label }) => label)
    return labels.length > 0 ? [{ app, labels }] : []
  })
}
