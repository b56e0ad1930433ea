// How the records that are there would score by a card of the draft, as the server counts it.
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ScorecardDefinition } from '../../runtime/definition/types.ts'
import type { Text } from '../../runtime/label.ts'
import { call } from '../../runtime/ui/data/api.ts'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import type { PlanProblem } from '../publish/plan.ts'

export interface Scores {
  readonly ok: true
  readonly count: number
  readonly min: number | null
  readonly max: number | null
  readonly avg: number | null
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[]
  /** The highest first. */
  readonly tiers: readonly { readonly key: string; readonly label: Text; readonly count: number }[]
  /** Records below all tiers. */
  readonly none: number
  readonly rules: readonly { readonly key: string; readonly count: number }[]
}
type Answer = Scores | { readonly ok: false; readonly problems: readonly PlanProblem[] }

export interface Tried {
  readonly answer: Answer | undefined
  readonly error: Error | null
  /** Records that meet each rule. */
  readonly counts: ReadonlyMap<string, number>
}

const PAUSE = 400

export function useDistribution(card: ScorecardDefinition): Tried {
  const { app } = useApp()
  const [settled] = useDebouncedValue(card, PAUSE)
  const { data, error } = useQuery({
    queryKey: ['score-distribution', app.key, settled],
    queryFn: () => call<Answer>(`/apps/${app.key}/scores/try`, { method: 'POST', body: { scorecard: settled } }),
    placeholderData: keepPreviousData,
  })
  return useMemo(
    () => ({ answer: data, error, counts: new Map(data?.ok ? data.rules.map(({ key, count }) => [key, count]) : []) }),
    [data, error],
  )
}
