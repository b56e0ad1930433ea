// What the server says of a record's scores.
import { useQuery } from '@tanstack/react-query'
import type { Module } from '../../definition/app.ts'
import type { ScoreAnswer } from '../../definition/score-answer.ts'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'

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
    queryFn: async () => (await call<{ scorecards: ScoreAnswer[] }>(`/apps/${app.key}/records/${module.key}/${id}/scores`)).scorecards,
  })
}
