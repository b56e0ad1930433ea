// The figures of a board: count, sum and time in the stage by column, count and sum by lane.
import { keepPreviousData, type QueryKey, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { memberOf } from '../data/members.ts'
import type { StageFigures } from '../data/shapes.ts'
import { titleOf } from '../data/titles.ts'
import { type Group, type TotalsRequest, useTotals } from '../data/totals.tsx'
import { inOrder } from '../list/groups.ts'
import { useWords } from '../words/words.tsx'
import { type BoardQuestion, type Lane, laneOf } from './question.ts'

export interface LaneShown extends Lane {
  readonly name: string
  readonly count: number
  readonly sum: number | null
}
export interface BoardFigures {
  readonly stages: readonly StageFigures[] | undefined
  /** Undefined: the board has no lanes, or they are not known yet. */
  readonly lanes: readonly LaneShown[] | undefined
  /** There are more lanes than are shown. */
  readonly more: boolean
  readonly error: Error | undefined
  retry(): void
  readonly stagesKey: QueryKey
  readonly lanesKey: QueryKey
}

export function useFigures(question: BoardQuestion): BoardFigures {
  const say = useWords()
  const { people } = useApp()
  const { app, module, view, where, search, sum, lane } = question
  const request = useMemo(() => ({ view, where, search, sum, lane: lane?.name }), [view, where, search, sum, lane])
  const groups = useMemo<TotalsRequest>(
    () => ({ view, where, search, totals: sum && `${sum}:sum`, group: lane?.name }),
    [view, where, search, sum, lane],
  )
  const stagesKey = useMemo(() => ['stages', app, module.key, request], [app, module, request])
  const lanesKey = useMemo(() => ['totals', app, module.key, groups], [app, module, groups])
  const stages = useQuery({
    queryKey: stagesKey,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      (await call<{ stages: StageFigures[] }>(`/apps/${app}/records/${module.key}/stages`, { query: request, signal })).stages,
  })
  const totals = useTotals(module.key, groups, lane !== undefined)
  const lanes = useMemo(() => {
    // While another member makes the lanes, the former ones are no answer.
    const found = totals.isPlaceholderData ? undefined : totals.data?.groups
    if (!lane || !found) return undefined
    const member = memberOf(module, lane.name)!
    const nameOf = ({ value, title }: Group) => {
      if (value === null) return say('board.lane.none')
      const known =
        member.storage.kind === 'reference'
          ? (people.find(({ id }) => id === value)?.name ?? title ?? titleOf(member.storage.module, String(value)))
          : undefined
      return known ?? (lane.name === '_stage' ? String(value) : member.type.format(value, member.field.options, member.context))
    }
    return inOrder(module, lane.name, found).map((group) => ({
      ...laneOf(group.value),
      name: nameOf(group),
      count: group.count,
      sum: sum === undefined ? null : ((group.totals[sum] ?? null) as number | null),
    }))
  }, [totals.data, totals.isPlaceholderData, lane, module, people, sum, say])
  const failed = [stages, totals].find(({ isError, data }) => isError && data === undefined)
  return {
    stages: stages.data,
    lanes,
    more: totals.data?.more ?? false,
    error: failed?.error ?? undefined,
    retry: () => void failed?.refetch(),
    stagesKey,
    lanesKey,
  }
}
