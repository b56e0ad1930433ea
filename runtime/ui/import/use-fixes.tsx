// Cells somebody put right and has not sent yet. They are unsaved work: leaving asks first.
import { useEffect, useMemo, useRef, useState } from 'react'
import { holdUnsaved } from '../shell/leave-guard.ts'
import type { Cell } from './import-data.tsx'

export interface Fixes {
  readonly cells: readonly Cell[]
  /** Lines among them. */
  readonly lines: number
  get(line: number, column: string): string | undefined
  /** Puts texts into cells; the text of the file takes a correction away. */
  set(cells: readonly (Cell & { readonly before: string })[]): void
  clear(): void
}

const keyOf = (line: number, column: string) => `${line} ${column}`

export function useFixes(): Fixes {
  const [fixes, setFixes] = useState<ReadonlyMap<string, Cell>>(new Map())
  const any = fixes.size > 0
  const release = useRef<() => void>(undefined)
  useEffect(() => {
    if (!any) return
    release.current = holdUnsaved()
    return release.current
  }, [any])
  return useMemo(
    () => ({
      cells: [...fixes.values()],
      lines: new Set([...fixes.values()].map(({ line }) => line)).size,
      get: (line, column) => fixes.get(keyOf(line, column))?.value,
      set: (cells) =>
        setFixes((now) => {
          const next = new Map(now)
          for (const { line, column, value, before } of cells) {
            if (value === before) next.delete(keyOf(line, column))
            else next.set(keyOf(line, column), { line, column, value })
          }
          return next
        }),
      clear() {
        // At once, not with the next drawing: whoever clears them goes on to another page.
        release.current?.()
        setFixes(new Map())
      },
    }),
    [fixes],
  )
}
