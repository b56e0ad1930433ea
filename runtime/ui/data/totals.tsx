// Counts and figures over everything a list would show, and the same for each group of it.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from './api.ts'
import { useApp } from './app-context.tsx'

export type Figures = Readonly<Record<string, unknown>>
export interface Group {
  /** In wire form; null for records without a value. */
  readonly value: unknown
  /** What a related record is called; null where it is not open to the reader. */
  readonly title?: string | null
  readonly count: number
  readonly totals: Figures
}
export interface Totals {
  readonly count: number
  readonly totals: Figures
  readonly groups?: readonly Group[]
  /** There are more groups than these. */
  readonly more?: boolean
}
export interface TotalsRequest {
  readonly view?: string | undefined
  readonly where?: string | undefined
  readonly search?: string | undefined
  /** `amount:sum,closes:max` */
  readonly totals?: string | undefined
  readonly group?: string | undefined
}

export function useTotals(module: string, request: TotalsRequest, enabled: boolean) {
  const { app } = useApp()
  return useQuery({
    queryKey: ['totals', app.key, module, request],
    enabled,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => call<Totals>(`/apps/${app.key}/records/${module}/totals`, { query: { ...request }, signal }),
  })
}
