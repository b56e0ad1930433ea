// What a list or board shows is its address: the view and what somebody changed in it, search, trash, the record beside it. A link gives the next person
// the same, minus what that person may not see.
import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import type { Module, View } from '../../definition/app.ts'
import { linkView } from '../../definition/link-views.ts'
import { type CheckedExpression, checkExpression } from '../../expression/expression.ts'
import { useApp } from '../data/app-context.tsx'
import { type ColumnPreference, type SavedView, usePreferences, useSavedViews } from '../data/views.tsx'
import { columnsPlace, rememberColumns } from './column-memory.ts'
import {
  bothConditions,
  type Changes,
  changedParts,
  changedView,
  PARTS,
  type Part,
  pairsText,
  preferredChanges,
  readChanges,
  sortText,
} from './view-changes.ts'

export { type SortChoice, sortText } from './view-changes.ts'

export interface ListState {
  /** The view as it is shown: with the reader's own columns, order, groups and figures. */
  readonly view: View
  /** The view as it is drawn or saved. */
  readonly base: View
  /** Where somebody saved it; undefined for a view of the definition. */
  readonly saved: SavedView | undefined
  /**
   * The condition the rule builder edits: beside that of a view of the definition, in the place of that of a saved one; undefined: none, or no condition
   * of this module.
   */
  readonly where: CheckedExpression | undefined
  /** The reader's own order; undefined: that of the view. */
  readonly sort: Changes['sort']
  readonly search: string
  readonly trash: boolean
  /** The record in the panel, or `new`. */
  readonly record: string | undefined
  /** Parts that differ from the view as it is drawn or saved. */
  readonly changed: ReadonlySet<Part>
  /** Parts of the address or the view that name what the reader may not see; they are left out. */
  readonly lost: readonly string[]
  change(next: Partial<Record<Parameter, string | undefined>>, replace?: boolean): void
}

export type Parameter = 'view' | 'search' | 'trash' | 'record' | Part

export interface ListQuestion {
  readonly view?: string | undefined
  readonly where?: string | undefined
  readonly search?: string | undefined
  readonly sort?: string | undefined
}

/** What the server is asked for: a saved view is unknown to lists, so its condition and order travel. */
export function questionOf({ view, base, saved, where, search }: ListState): ListQuestion {
  return {
    view: saved ? undefined : base.key,
    where: where?.text,
    search: search || undefined,
    sort: sortText(view.sort),
  }
}

/** The whole condition in force, for a view to be saved. */
export function conditionOf({ base, saved, where }: ListState): string | undefined {
  return saved ? where?.text : bothConditions(base.where?.text, where?.text)
}

/** The view of that key, else the first of the module. */
export function viewOf(module: Module, key: string | null): View | undefined {
  return (key === null ? undefined : module.views.get(key)) ?? [...module.views.values()][0]
}

/** A saved view in the form of those of the definition. */
export function linkSaved(module: Module, saved: SavedView): View {
  const condition = (text: string | undefined) => {
    const checked = text === undefined ? undefined : checkExpression(text, module.shape, 'boolean', { sql: true })
    return checked?.ok ? checked.value : undefined
  }
  return linkView({ ...saved.view, key: saved.id, label: saved.label }, module.shape, '', condition)
}

const OWN_COLUMNS: readonly Part[] = ['columns', 'widths', 'pinned']

/** `pending` while it is not known yet which view opens; undefined where the module has none. */
export function useListState(module: Module): ListState | 'pending' | undefined {
  const [search, setSearch] = useSearchParams()
  const saved = useSavedViews(module.key)
  const own = usePreferences()
  const { app } = useApp()
  return useMemo(() => {
    const asked = search.get('view')
    const wanted = asked ?? own.preferences.default_views?.[module.key] ?? null
    const drawn = wanted === null ? undefined : module.views.get(wanted)
    if (!own.known || (wanted !== null && !drawn && !saved.known)) return 'pending'
    const found = drawn ? undefined : saved.views.find(({ id }) => id === wanted)
    const base = found ? linkSaved(module, found) : viewOf(module, wanted)
    if (!base) return undefined
    const read = readChanges(module, (part) => search.get(part))
    const preferred = OWN_COLUMNS.some((part) => search.has(part))
      ? undefined
      : own.preferences.columns?.[columnsPlace(module.key, base.key)]
    const changes: Changes = preferred ? { ...read.changes, ...preferredChanges(module, preferred) } : read.changes
    const where = changes.where === undefined ? (found ? base.where : undefined) : (changes.where ?? undefined)
    return {
      view: changedView(base, changes),
      base,
      saved: found,
      where,
      sort: changes.sort,
      search: search.get('search') ?? '',
      trash: search.get('trash') === 'true',
      record: search.get('record') ?? undefined,
      changed: changedParts(found ? base : { ...base, where: undefined }, changes),
      // A view that is gone, or another person's own, is told too: another one stands in its place.
      lost: [...new Set([...(asked !== null && !drawn && !found ? ['view'] : []), ...(found?.lost ?? []), ...read.lost])],
      change(next, replace = false) {
        const layout = OWN_COLUMNS.some((part) => part in next) && next.view === undefined
        // What was remembered goes into the address with what changes beside it.
        const given = layout && preferred ? { ...layoutParameters(changes), ...next } : next
        setSearch(
          (now) => {
            const changed = new URLSearchParams(now)
            for (const [name, value] of Object.entries(given)) {
              if (value === undefined || value === '') changed.delete(name)
              else changed.set(name, value)
            }
            if (layout) rememberColumns(app.key, module.key, base.key, layoutOf(readChanges(module, (part) => changed.get(part)).changes))
            return changed
          },
          { replace },
        )
      },
    }
  }, [module, search, setSearch, saved, own, app.key])
}

function layoutOf({ columns, widths, pinned }: Changes): ColumnPreference {
  return {
    ...(columns ? { fields: columns } : {}),
    ...(widths ? { widths: Object.fromEntries(widths) } : {}),
    ...(pinned === undefined ? {} : { pinned }),
  }
}

function layoutParameters({ columns, widths, pinned }: Changes): Partial<Record<Part, string>> {
  return {
    ...(columns ? { columns: columns.join() } : {}),
    ...(widths ? { widths: pairsText(widths) } : {}),
    ...(pinned === undefined ? {} : { pinned: String(pinned) }),
  }
}

/** An address without anything that was changed in the view. */
export const UNCHANGED: Partial<Record<Parameter, undefined>> = Object.fromEntries(PARTS.map((part) => [part, undefined]))
