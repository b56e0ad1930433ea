// Keys of a list of rows: arrows or J and K move, Enter opens, Home and End jump.
import { type KeyboardEvent, useEffect, useState } from 'react'
import { isComposing } from '../../fields/composition.ts'
import type { Lines } from './grid/lines.ts'
import { isTyping } from './Toolbar.tsx'

interface RowKeys {
  readonly active: number
  setActive(index: number): void
  onKeyDown(event: KeyboardEvent): void
}

export function useRowKeys(
  lines: Lines,
  open: string | undefined,
  act: { readonly open: (id: string) => void; readonly show: (index: number) => void },
): RowKeys {
  const [active, setActive] = useState(0)
  const last = lines.count - 1
  const opened = open === undefined ? undefined : lines.lineOf(open)
  useEffect(() => {
    if (opened !== undefined) setActive(opened)
  }, [opened])
  const move = (index: number) => {
    const next = Math.max(0, Math.min(last, index))
    setActive(next)
    act.show(next)
  }
  return {
    active: Math.min(active, Math.max(last, 0)),
    setActive,
    onKeyDown(event) {
      if (isComposing(event) || isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      const step = { ArrowDown: 1, j: 1, J: 1, ArrowUp: -1, k: -1, K: -1, PageDown: 15, PageUp: -15 }[event.key]
      const line = lines.at(active)
      if (step !== undefined) move(active + step)
      else if (event.key === 'Home') move(0)
      else if (event.key === 'End') move(last)
      else if (event.target !== event.currentTarget) return
      else if (event.key === 'Enter' && line?.kind === 'record' && line.record) act.open(line.record._id)
      else return
      event.preventDefault()
    },
  }
}
