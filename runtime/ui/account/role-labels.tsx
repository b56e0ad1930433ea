// What roles are called. Only who designs an app gets its roles with their labels; for others a role is known by its key.
import { useQueries, useQuery } from '@tanstack/react-query'
import type { AppDefinition } from '../../definition/types.ts'
import { type Label, textOf } from '../../label.ts'
import { call } from '../data/api.ts'
import { appQuery, appsQuery } from '../data/queries.tsx'
import { useLocale } from '../words/words.tsx'

export interface MyRoles {
  readonly app: string
  readonly label: string
  readonly roles: readonly { readonly key: string; readonly label: string }[]
}

/** The roles I have, by app. */
export function useMyRoles(): readonly MyRoles[] {
  const locale = useLocale()
  const { data: apps = [] } = useQuery(appsQuery)
  const pages = useQueries({ queries: apps.map(({ key }) => appQuery(key)) })
  const definitions = useQueries({
    queries: apps.map(({ key }, index) => ({
      queryKey: ['definition', key],
      queryFn: () => call<AppDefinition>(`/apps/${key}/export`),
      staleTime: 60_000,
      enabled: pages[index]?.data?.design === true,
    })),
  })
  return apps.map(({ key, label }, index) => {
    const labels = new Map<string, Label | undefined>((definitions[index]?.data?.roles ?? []).map((role) => [role.key, role.label]))
    const roles = pages[index]?.data?.roles ?? []
    return {
      app: key,
      label: textOf(label, locale, key),
      roles: roles.map((role) => ({ key: role, label: textOf(labels.get(role), locale, role) })),
    }
  })
}
