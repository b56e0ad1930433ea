// The roles of the app on screen, for those who design it.
import { useQuery } from '@tanstack/react-query'
import type { AppDefinition } from '../../../definition/types.ts'
import type { Label } from '../../../label.ts'
import { call } from '../../data/api.ts'
import { useApp } from '../../data/app-context.tsx'

export interface RoleEntry {
  readonly key: string
  readonly label: Label
}

const NONE: readonly RoleEntry[] = []

export function useAppRoles(): readonly RoleEntry[] {
  const { app, design } = useApp()
  const { data } = useQuery({
    queryKey: ['definition', app.key],
    enabled: design,
    staleTime: 60_000,
    queryFn: () => call<AppDefinition>(`/apps/${app.key}/export`),
  })
  return data?.roles?.map(({ key, label }) => ({ key, label: label ?? key })) ?? NONE
}
