// Rows of lists that others changed. They are read anew, except while the focus is in a grid: there a place on screen is what keys act on, so values are put
// into the rows where they stand and the rest waits until the focus has left. While a cell is being written nothing changes under it.
import type { App } from '../../definition/app.ts'
import { queryClient } from '../data/queries.tsx'
import { type ListRequest, readByIds } from '../data/records.tsx'
import { patchRows } from '../data/rows.tsx'
import type { RecordData, RecordPage } from '../data/shapes.ts'

/** The focus may only pass from one cell to the next. */
const LEFT = 300

export interface RowUpdates {
  /** Records of the module changed; undefined: too many to name. */
  update(module: string, ids: readonly string[] | undefined): void
  /** Everything may have changed. */
  updateAll(): void
  stop(): void
}

export function createRowUpdates(appOnScreen: () => App): RowUpdates {
  const app = appOnScreen().key
  /** Modules whose rows are to be read anew. */
  const owed = new Set<string>()
  const changed = new Map<string, Set<string>>()
  let timer: ReturnType<typeof setTimeout> | undefined

  const settle = () => {
    if (!isInGrid()) {
      for (const module of owed) void queryClient.invalidateQueries({ queryKey: ['rows', app, module] })
      owed.clear()
      changed.clear()
    } else if (!isWriting()) {
      for (const [module, ids] of changed) void patch(appOnScreen(), module, ids)
      changed.clear()
    }
  }
  const onLeave = () => {
    if (owed.size === 0) return
    clearTimeout(timer)
    timer = setTimeout(settle, LEFT)
  }
  document.addEventListener('focusout', onLeave)
  return {
    update(module, ids) {
      if (queryClient.getQueryCache().findAll({ queryKey: ['rows', app, module] }).length === 0) return
      owed.add(module)
      if (ids !== undefined) changed.set(module, new Set([...(changed.get(module) ?? []), ...ids]))
      settle()
    },
    updateAll() {
      for (const { queryKey } of queryClient.getQueryCache().findAll({ queryKey: ['rows', app] })) owed.add(String(queryKey[2]))
      settle()
    },
    stop() {
      clearTimeout(timer)
      document.removeEventListener('focusout', onLeave)
    },
  }
}

function isInGrid(): boolean {
  return document.activeElement?.closest('[role=grid]') != null
}

function isWriting(): boolean {
  const active = document.activeElement
  // The control that waits in the active cell is not written in yet.
  if (!isInGrid() || !(active instanceof HTMLElement) || active.hasAttribute('data-idle')) return false
  return active.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(active.tagName)
}

/** Puts the values of changed records into the rows that show them. */
async function patch(app: App, key: string, ids: ReadonlySet<string>): Promise<void> {
  const module = app.modules.get(key)
  if (!module) return
  const shown = new Set<string>()
  const fields = new Set<string>()
  const held = queryClient.getQueryCache().findAll({ queryKey: ['rows', app.key, key] })
  for (const { queryKey, state } of held) {
    const data = state.data as RecordPage | readonly RecordData[] | undefined
    const records = (data && 'records' in data ? data.records : data) ?? []
    const own = records.filter(({ _id }) => ids.has(_id))
    for (const { _id } of own) shown.add(_id)
    if (own.length > 0) for (const name of (queryKey[3] as ListRequest).fields ?? []) fields.add(name)
  }
  if (shown.size === 0) return
  const read = await readByIds(app.key, module, [...shown], [...fields]).catch(() => [])
  patchRows(
    app.key,
    key,
    read.map(({ _id, _version, ...values }) => ({ id: _id, version: _version, values })),
  )
}
