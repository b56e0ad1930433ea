// How a person left the columns of a view, remembered beside it until it is saved or taken back: order, widths, how many stay in place.
import type { ColumnPreference } from '../data/views.tsx'
import { savePreference } from '../data/views.tsx'
import { tellFailure } from '../shell/toasts.tsx'
import { say } from '../words/words.tsx'

const PAUSE = 700
/** As many views are remembered; those left longest ago are forgotten first. */
const MOST = 40

/** What waits to be saved, by app and place. */
const waiting = new Map<string, { readonly timer: ReturnType<typeof setTimeout>; readonly save: () => void }>()

if (typeof window !== 'undefined') {
  window.addEventListener('pagehide', () => {
    for (const { save } of waiting.values()) save()
  })
}

export function columnsPlace(module: string, view: string): string {
  return `${module} ${view}`
}

/** Remembers after a pause, because widths change with every step of a drag. */
export function rememberColumns(app: string, module: string, view: string, columns: ColumnPreference): void {
  const place = columnsPlace(module, view)
  const empty = columns.fields === undefined && columns.widths === undefined && columns.pinned === undefined
  schedule(app, place, empty ? undefined : columns)
}

export function forgetColumns(app: string, module: string, view: string): void {
  schedule(app, columnsPlace(module, view), undefined, 0)
}

function schedule(app: string, place: string, columns: ColumnPreference | undefined, pause = PAUSE): void {
  const key = `${app} ${place}`
  clearTimeout(waiting.get(key)?.timer)
  const save = () => {
    waiting.delete(key)
    savePreference(app, 'columns', (now) => {
      const { [place]: _, ...rest } = now
      return columns ? Object.fromEntries([...Object.entries(rest).slice(1 - MOST), [place, columns]]) : rest
    }).catch((error) => tellFailure(say('view.columns_not_kept'), error))
  }
  if (pause === 0) save()
  else waiting.set(key, { timer: setTimeout(save, pause), save })
}
