// What a list or board shows is its address: view, conditions, order, search, trash, the record beside it. A link gives the next person the same.
import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import type { Module, View } from '../../definition/app.ts'
import { type CheckedExpression, checkExpression } from '../../expression/expression.ts'

export interface SortChoice {
  readonly field: string
  readonly descending: boolean
}

export interface ListState {
  readonly view: View
  /** The reader's own condition besides that of the view; undefined also where its text is no condition of this module. */
  readonly where: CheckedExpression | undefined
  /** The reader's own order; undefined: that of the view. */
  readonly sort: SortChoice | undefined
  readonly search: string
  readonly trash: boolean
  /** The record in the panel, or `new`. */
  readonly record: string | undefined
  change(next: Partial<Record<Parameter, string | undefined>>, replace?: boolean): void
}

export type Parameter = 'view' | 'where' | 'sort' | 'search' | 'trash' | 'record'

/** The view of that key, else the first of the module. */
export function viewOf(module: Module, key: string | null): View | undefined {
  return (key === null ? undefined : module.views.get(key)) ?? [...module.views.values()][0]
}

export function useListState(module: Module): ListState | undefined {
  const [search, setSearch] = useSearchParams()
  return useMemo(() => {
    const view = viewOf(module, search.get('view'))
    if (!view) return undefined
    const text = search.get('where')
    const checked = text === null ? undefined : checkExpression(text, module.shape, 'boolean', { sql: true })
    const sort = search.get('sort')
    return {
      view,
      where: checked?.ok ? checked.value : undefined,
      sort: sort === null ? undefined : { field: sort.replace(/^-/, ''), descending: sort.startsWith('-') },
      search: search.get('search') ?? '',
      trash: search.get('trash') === 'true',
      record: search.get('record') ?? undefined,
      change(next, replace = false) {
        setSearch(
          (now) => {
            const changed = new URLSearchParams(now)
            for (const [name, value] of Object.entries(next)) {
              if (value === undefined || value === '') changed.delete(name)
              else changed.set(name, value)
            }
            return changed
          },
          { replace },
        )
      },
    }
  }, [module, search, setSearch])
}

export function sortText(sort: SortChoice | undefined): string | undefined {
  return sort && (sort.descending ? `-${sort.field}` : sort.field)
}
