// The moves a record has, as the server judges them: where it may go, what that asks, why not.
import { useQuery } from '@tanstack/react-query'
import type { Module } from '../../definition/app.ts'
import type { MoveOption as MoveOptionOf } from '../../pipeline/option.ts'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import type { RecordData, Refusal } from '../data/shapes.ts'

export type MoveOption = MoveOptionOf<Refusal>

/** What goes with a move besides values. */
export interface Answers {
  readonly transition?: string
  readonly reason?: string
  readonly note?: string
  readonly checks: readonly string[]
}

export function movesKey(app: string, module: string, id: string) {
  return ['moves', app, module, id] as const
}

export async function readMoves(app: string, module: string, id: string): Promise<readonly MoveOption[]> {
  return (await call<{ options: readonly MoveOption[] }>(`/apps/${app}/records/${module}/${id}/moves`)).options
}

/** The options of a record, read while `wanted`. */
export function useMoveOptions(module: Module, record: RecordData, wanted: boolean) {
  const { app } = useApp()
  return useQuery({
    queryKey: [...movesKey(app.key, module.key, record._id), record._version],
    enabled: wanted,
    staleTime: 10_000,
    retry: false,
    queryFn: () => readMoves(app.key, module.key, record._id),
  })
}

/** One move with the values and answers as they stand; null while none is made. */
export async function tryMove(
  app: string,
  module: string,
  id: string,
  to: string,
  values: Readonly<Record<string, unknown>>,
  answers: Answers,
  signal: AbortSignal,
): Promise<MoveOption> {
  const body = { to, values, _move: answers }
  const path = `/apps/${app}/records/${module}/${id}/moves`
  return (await call<{ options: readonly MoveOption[] }>(path, { method: 'POST', body, signal })).options[0]!
}
