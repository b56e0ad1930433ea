// Moving an entry to another day or time: shown at once, put back with the reason where it is refused, remembered so that it can be taken back.
import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region'
import type { QueryKey } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Module } from '../../definition/app.ts'
import { tellRefused } from '../board/refused.tsx'
import { ApiError, call, messageOf, problemsOf } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { queryClient } from '../data/queries.tsx'
import { recordQuery, refreshRecords } from '../data/records.tsx'
import type { RecordData } from '../data/shapes.ts'
import { recordTitle } from '../data/titles.ts'
import { useUndo } from '../undo/use-undo.tsx'
import { useWords } from '../words/words.tsx'
import type { Held } from './use-entries.tsx'

/** Milliseconds after which a change counts as not answered. */
const PATIENCE = 10_000

export type Change = (record: RecordData, values: Readonly<Record<string, unknown>>, day: string) => void

/** `queryKey`: where the entries on screen are held. `day` says in words where it goes. */
export function useChange(module: Module, queryKey: QueryKey): Change {
  const say = useWords()
  const { app } = useApp()
  const { add, inTurn, latest } = useUndo()
  return useCallback(
    function change(record, values, day) {
      const name = recordTitle(module, record) ?? say('record.untitled')
      const before = Object.fromEntries(Object.keys(values).map((key) => [key, record[key] ?? null]))
      const show = (now: Readonly<Record<string, unknown>>) =>
        queryClient.setQueryData<Held>(
          queryKey,
          (held) => held && { ...held, records: held.records.map((each) => (each._id === record._id ? { ...each, ...now } : each)) },
        )
      void queryClient.cancelQueries({ queryKey, exact: true }).then(() => show(values))
      void inTurn(async () => {
        const seen = latest(record._id, record._version)
        const signal = AbortSignal.timeout(PATIENCE)
        try {
          const path = `/apps/${app.key}/records/${module.key}/${record._id}`
          const { _version: version } = await call<{ _version: number }>(path, {
            method: 'PATCH',
            body: { ...values, _version: seen },
            signal,
          }).catch((error) => {
            if (signal.aborted) throw new ApiError(0, 'no_answer', say('board.no_answer', { count: PATIENCE / 1000 }), [])
            throw error
          })
          show({ _version: version })
          const words = say('calendar.moved', { record: name, day })
          add(
            {
              words,
              steps: [{ module: module.key, action: 'update', records: [{ id: record._id, seen, version, before, after: values }] }],
            },
            true,
          )
          announce(words)
        } catch (error) {
          show(before)
          const words = say('calendar.not_moved', { record: name, day })
          const reasons = problemsOf(error).map(({ message }) => message)
          const reason = reasons.length > 0 ? reasons.join(' ') : messageOf(error)
          announce(`${words} ${reason}`)
          tellRefused(words, reason, () => {
            // Tried again, it is the record as it stands now that is moved.
            queryClient.fetchQuery({ ...recordQuery(app.key, module, record._id), staleTime: 0 }).then(
              (now) => change(now, values, day),
              () => undefined,
            )
          })
        }
        await refreshRecords(app.key)
      })
    },
    [module, queryKey, say, app.key, add, inTurn, latest],
  )
}
