// The figures in the heads of columns and lanes while a move is on its way: one card and its amount go from one place to another.
import type { QueryKey } from '@tanstack/react-query'
import { queryClient } from '../data/queries.tsx'
import type { StageFigures } from '../data/shapes.ts'
import type { Totals } from '../data/totals.tsx'
import type { Lane, Place } from './question.ts'

interface Counted {
  readonly count: number
  readonly sum: number | null
}

/** Moves a card with its amount between two places in the figures held under the keys. */
export function moveFigures(stages: QueryKey, lanes: QueryKey, sum: string | undefined, from: Place, to: Place, amount: number): void {
  const by = <T extends Counted>(figures: T, sign: number): T =>
    sign === 0 ? figures : { ...figures, count: figures.count + sign, sum: added(figures.sum, sign * amount) }
  const sign = (stage: string) => Number(stage === to.stage) - Number(stage === from.stage)
  const same = (lane: Lane | undefined, value: unknown) => lane !== undefined && lane.id === JSON.stringify(value ?? null)
  queryClient.setQueryData<readonly StageFigures[]>(stages, (held) =>
    held?.map((figures) => {
      const cells = figures.lanes?.map((cell) =>
        by(
          cell,
          Number(figures.stage === to.stage && same(to.lane, cell.value)) -
            Number(figures.stage === from.stage && same(from.lane, cell.value)),
        ),
      )
      return { ...by(figures, sign(figures.stage)), ...(cells ? { lanes: cells } : {}) }
    }),
  )
  queryClient.setQueryData<Totals>(lanes, (held) => {
    if (!held?.groups) return held
    const groups = held.groups.map((group) => {
      const change = Number(same(to.lane, group.value)) - Number(same(from.lane, group.value))
      if (change === 0) return group
      const now = sum === undefined ? null : (group.totals[sum] as number | null)
      const totals = sum === undefined ? group.totals : { ...group.totals, [sum]: added(now, change * amount) }
      return { ...group, count: group.count + change, totals }
    })
    return { ...held, groups }
  })
}

function added(sum: number | null, by: number): number | null {
  // Cents that are added and taken away again must not leave a trace.
  return sum === null && by === 0 ? null : Math.round(((sum ?? 0) + by) * 1e6) / 1e6
}
