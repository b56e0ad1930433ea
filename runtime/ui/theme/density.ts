// How tall rows are: 36 px, or 28 px for those who want more of them. Style sheets take it from `--row-height`, scripts from here.
import { useSyncExternalStore } from 'react'

export type Density = 'comfortable' | 'compact'

const HEIGHTS: Readonly<Record<Density, number>> = { comfortable: 36, compact: 28 }

/** Marks the page with the density in force. */
export function applyDensity(density: string | null | undefined): void {
  document.documentElement.dataset.density = density === 'compact' ? 'compact' : 'comfortable'
}

function current(): number {
  return HEIGHTS[document.documentElement.dataset.density === 'compact' ? 'compact' : 'comfortable']
}

function subscribe(listener: () => void): () => void {
  const watch = new MutationObserver(listener)
  watch.observe(document.documentElement, { attributeFilter: ['data-density'] })
  return () => watch.disconnect()
}

/** Height of a row in pixels. */
export function useRowHeight(): number {
  return useSyncExternalStore(subscribe, current)
}
