// What the server says of a record's scores.
import { useQuery } from '@tanstack/react-query'
import type { Module } from '../../definition/app.ts'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'

export interface ScoreRuleData {
  readonly key: string
  readonly label: string
  readonly axis: string | null
  readonly holds: boolean
  readonly points: number
  readonly values: readonly { readonly name: string; readonly label: string; readonly value: unknown }[]
}
export interface ScoreData {
  readonly key: string
  readonly label: string
  readonly score: number | null
  readonly tier: { readonly key: string; readonly label: string; readonly color: string | null; readonly rhythm: string | null } | null
  readonly combine: 'sum' | 'product'
  readonly clip: { readonly min: number | null; readonly max: number | null }
  readonly version: number
  readonly axes: readonly { readonly key: string; readonly label: string; readonly sum: number | null }[]
  readonly rules: readonly ScoreRuleData[]
  readonly hidden: number
  readonly changes: readonly {
    readonly at: string
    readonly score: number | null
    readonly tier: string | null
    readonly version: number
  }[]
}

/** Whether records of the module are scored at all. */
export function useIsScored(module: Module): boolean {
  const { app } = useApp()
  return [...app.scorecards.values()].some((card) => card.module === module.key)
}

export function useScores(module: Module, id: string) {
  const { app } = useApp()
  const scored = useIsScored(module)
  return useQuery({
    queryKey: ['scores', app.key, module.key, id],
    enabled: scored,
    queryFn: async () => (await call<{ scorecards: ScoreData[] }>(`/apps/${app.key}/records/${module.key}/${id}/scores`)).scorecards,
  })
}
