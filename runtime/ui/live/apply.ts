// What events mean for what was read: exactly the answers they concern are read anew or changed in place, a moment after the first of them, so that a burst
// costs one reading. What somebody is working in is left alone until he is done.
import type { Query } from '@tanstack/react-query'
import type { App } from '../../definition/app.ts'
import { queryClient } from '../data/queries.tsx'
import { hasUnsaved } from '../shell/leave-guard.ts'
import { isOwn, tellChanges } from './changes.ts'
import { noteRecordChange } from './record-changes.ts'
import { createRowUpdates } from './row-updates.ts'

export interface RecordEvent {
  readonly kind: 'create' | 'update' | 'move' | 'delete' | 'restore' | 'note' | 'gone'
  readonly module: string
  readonly record: string
  readonly version: number
  readonly by: string | null
  readonly fields?: readonly string[]
}
export type LiveEvent = RecordEvent | { readonly kind: 'many'; readonly module: string }

/** Milliseconds from an event to what it changes, and between two such rounds while events keep coming. */
const SOON = 200
const NEXT = 1000
/** Reports add up much; they are read anew less often. */
const REPORTS = 10_000

export interface Applier {
  take(event: LiveEvent): void
  /** Everything on screen is read anew. */
  reset(): void
  stop(): void
}

export function createApplier(appOnScreen: () => App): Applier {
  const app = appOnScreen().key
  const rows = createRowUpdates(appOnScreen)
  let waiting: LiveEvent[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let reports: ReturnType<typeof setTimeout> | undefined
  let ran = 0

  const round = () => {
    timer = undefined
    ran = Date.now()
    // Values that were computed anew come under the version the record had, which may be one written here; they are nobody's.
    const events = waiting.filter(
      (event) => event.kind === 'many' || event.kind === 'note' || event.by === null || !isOwn(event.record, event.version),
    )
    waiting = []
    const modules = new Set(events.map(({ module }) => module))
    for (const module of modules) {
      applyModule(
        module,
        events.filter((event) => event.module === module),
      )
    }
    if (modules.size > 0) {
      reports ??= setTimeout(() => {
        reports = undefined
        void queryClient.invalidateQueries({ queryKey: ['report', app] })
      }, REPORTS)
    }
  }

  const applyModule = (module: string, events: readonly LiveEvent[]) => {
    const single = events.filter((event): event is RecordEvent => event.kind !== 'many')
    for (const { record } of single.filter(({ kind }) => kind === 'note')) invalidate(['notes', app, module, record])
    const changed = single.filter(({ kind }) => kind !== 'note')
    if (changed.length === 0 && single.length === events.length) return
    const many = single.length < events.length
    const ids = many ? undefined : [...new Set(changed.map(({ record }) => record))]
    for (const { record, kind, by, version, fields = [] } of changed) {
      if (kind === 'note' || kind === 'create') continue
      noteRecordChange(app, module, record, { kind, by, version, fields, at: Date.now() })
    }
    const concerned = (id: unknown) => ids === undefined || ids.includes(String(id))
    void queryClient.invalidateQueries({
      predicate: ({ queryKey: [kind, of, name, id], state }: Query) => {
        if (of !== app) return false
        if (kind === 'start') return true
        if (name !== module) return false
        if (kind === 'records' || kind === 'stages' || kind === 'totals') return true
        if (kind === 'history' || kind === 'visits' || kind === 'scores') return concerned(id)
        if (kind !== 'record' || !concerned(id)) return false
        const newest = Math.max(0, ...changed.filter(({ record }) => record === id).map(({ version }) => version))
        return many || newest >= ((state.data as { _version?: number } | undefined)?._version ?? 0)
      },
    })
    const lost = changed.filter(({ kind }) => kind === 'gone' || kind === 'delete')
    // What may not be read any more does not stay on screen, except under what somebody is writing.
    for (const { record } of lost) if (!hasUnsaved()) void queryClient.resetQueries({ queryKey: ['record', app, module, record] })
    rows.update(module, ids)
    tellChanges({ app, module, ids })
  }

  return {
    take(event) {
      waiting.push(event)
      timer ??= setTimeout(round, Math.max(SOON, ran + NEXT - Date.now()))
    },
    reset() {
      waiting = []
      void queryClient.invalidateQueries({
        predicate: ({ queryKey: [kind, of] }) => of === app && kind !== 'rows' && kind !== 'board' && kind !== 'app',
      })
      rows.updateAll()
      for (const module of appOnScreen().modules.keys()) tellChanges({ app, module, ids: undefined })
    },
    stop() {
      clearTimeout(timer)
      clearTimeout(reports)
      rows.stop()
    },
  }
}

function invalidate(queryKey: readonly unknown[]): void {
  void queryClient.invalidateQueries({ queryKey })
}
