// Ticking an activity off, so that it can be taken back.
import { useCallback } from 'react'
import { call } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { refreshRecords } from '../data/records.tsx'
import type { RecordData } from '../data/shapes.ts'
import { recordTitle } from '../data/titles.ts'
import { tellFailure } from '../shell/toasts.tsx'
import { useUndo } from '../undo/use-undo.tsx'
import { useWords } from '../words/words.tsx'
import type { ActivityModule } from './activities.tsx'

/** Gives whether it was done; tells where it was not. */
export function useFinish(): (module: ActivityModule, record: RecordData) => Promise<boolean> {
  const say = useWords()
  const { app } = useApp()
  const { add, latest } = useUndo()
  return useCallback(
    async (module, record) => {
      const { complete } = module.activity
      const title = recordTitle(module, record) ?? say('record.untitled')
      const seen = latest(record._id, record._version)
      try {
        const path = `/apps/${app.key}/records/${module.key}/${record._id}`
        const { _version: version } = await call<{ _version: number }>(path, { method: 'PATCH', body: { ...complete, _version: seen } })
        const before = Object.fromEntries(Object.keys(complete).map((name) => [name, record[name] ?? null]))
        add(
          {
            words: say('day.finished', { record: title }),
            steps: [{ module: module.key, action: 'update', records: [{ id: record._id, seen, version, before, after: complete }] }],
          },
          true,
        )
        return true
      } catch (error) {
        tellFailure(say('day.not_finished', { record: title }), error)
        return false
      } finally {
        void refreshRecords(app.key)
      }
    },
    [say, app.key, add, latest],
  )
}
