// One action for many chosen records: sent in parts with progress, stopped between parts, remembered so that it can be undone, told record by record where it failed.
import { useRef, useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { type ListRequest, readByIds } from '../data/records.tsx'
import type { RecordData, RecordPage } from '../data/shapes.ts'
import { recordTitle, rememberTitles } from '../data/titles.ts'
import { writeMany } from '../data/write-many.ts'
import { tellFailure } from '../shell/toasts.tsx'
import { tellOutcome } from '../undo/outcomes.ts'
import { useUndo } from '../undo/use-undo.tsx'
import { useWords } from '../words/words.tsx'

/** As many records can be chosen at once. */
export const MOST_CHOSEN = 10_000
const PAGE = 500

export interface Bulk {
  /** Records done and in all while something is under way. */
  readonly progress: { readonly done: number; readonly total: number } | undefined
  /** Gives the ids of those that were done. */
  run(
    action: 'update' | 'delete' | 'restore',
    records: readonly RecordData[],
    values?: Readonly<Record<string, unknown>>,
  ): Promise<ReadonlySet<string>>
  /** All records of a list, up to the bound. */
  collect(request: ListRequest, total: number): Promise<readonly RecordData[]>
  stop(): void
}

export function useBulk(module: Module): Bulk {
  const say = useWords()
  const { app, me } = useApp()
  const { add, inTurn, latest } = useUndo()
  const [progress, setProgress] = useState<Bulk['progress']>()
  const abort = useRef<AbortController>(undefined)
  const begin = (total: number) => {
    abort.current = new AbortController()
    setProgress({ done: 0, total })
    return { signal: abort.current.signal, onProgress: (done: number) => setProgress({ done, total }) }
  }
  const wordsOf = (action: string, count: number) =>
    say(action === 'delete' ? 'bulk.deleted' : action === 'restore' ? 'bulk.restored' : 'bulk.updated', { count })

  return {
    progress,
    stop: () => abort.current?.abort(),
    async run(action, records, values) {
      const options = begin(records.length)
      try {
        return await inTurn(async () => {
          // The values before are asked for: the list may not show the field at all.
          const names = Object.keys(values ?? {})
          const before =
            action === 'update'
              ? new Map(
                  (
                    await readByIds(
                      app.key,
                      module,
                      records.map(({ _id }) => _id),
                      names,
                    )
                  ).map((each) => [each._id, each]),
                )
              : undefined
          const sent = records.map(({ _id, _version }) => ({
            ...values,
            _id,
            _version: latest(_id, before?.get(_id)?._version ?? _version),
          }))
          const results = await writeMany(app.key, module.key, action, sent, { ...options, by: me.id })
          const done = records.flatMap((record, index) => {
            const result = results[index]
            if (!result || !('_id' in result)) return []
            const seen = sent[index]!._version
            const was = before?.get(record._id)
            return [
              {
                id: record._id,
                seen,
                version: result._version,
                ...(values ? { before: Object.fromEntries(names.map((name) => [name, was?.[name] ?? null])), after: values } : {}),
              },
            ]
          })
          if (done.length > 0) add({ words: wordsOf(action, done.length), steps: [{ module: module.key, action, records: done }] }, true)
          const failed = records.flatMap((record, index) => {
            const result = results[index]
            if (result && '_id' in result) return []
            const problems =
              result && 'problems' in result ? result.problems : [{ path: '', code: 'stopped', message: say('grid.stopped') }]
            return [{ name: recordTitle(module, record) ?? record._id, problems }]
          })
          if (failed.length > 0)
            tellOutcome({ title: say('bulk.problems', { count: failed.length }), text: say('bulk.rest', { count: done.length }), failed })
          return new Set(done.map(({ id }) => id))
        })
      } catch (error) {
        tellFailure(say('bulk.failed'), error)
        return new Set()
      } finally {
        setProgress(undefined)
      }
    },
    async collect(request, total) {
      const { signal, onProgress } = begin(Math.min(total, MOST_CHOSEN))
      const found: RecordData[] = []
      try {
        let after: string | null | undefined
        while (after !== null && found.length < MOST_CHOSEN && !signal.aborted) {
          const { fields: _, trash, total: __, limit: ___, ...rest } = request
          const query = { ...rest, fields: module.title.key, limit: PAGE, ...(trash ? { trash: true } : {}), ...(after ? { after } : {}) }
          const page: RecordPage = await call(`/apps/${app.key}/records/${module.key}`, { query, signal })
          rememberTitles(module, page.records)
          found.push(...page.records)
          after = page.next
          onProgress(found.length)
        }
      } catch (error) {
        if (!signal.aborted) tellFailure(say('bulk.failed'), error)
      } finally {
        setProgress(undefined)
      }
      return found.slice(0, MOST_CHOSEN)
    },
  }
}
