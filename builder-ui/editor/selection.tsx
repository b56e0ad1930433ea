// What is selected: a place of the draft, kept in the address, so that a problem, a link or the browser's way back leads to it.
import { useCallback } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { useApp } from '../../runtime/ui/data/app-context.tsx'
import { placeHref } from './place.ts'

/** The selected place, and the way to select another on the same screen; undefined selects nothing. */
export function useSelection(): readonly [string | undefined, (path: string | undefined) => void] {
  const [search, setSearch] = useSearchParams()
  const at = search.get('at') ?? undefined
  const select = useCallback(
    (path: string | undefined) =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now)
          if (path === undefined) next.delete('at')
          else next.set('at', path)
          return next
        },
        { replace: true },
      ),
    [setSearch],
  )
  return [at, select]
}

/** Opens the screen a place is edited on, with the place selected. */
export function useOpenPlace(): (path: string) => void {
  const { app } = useApp()
  const [, go] = useLocation()
  return useCallback((path) => go(placeHref(app.key, path)), [app.key, go])
}
