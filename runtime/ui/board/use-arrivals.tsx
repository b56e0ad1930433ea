// Cards that have just come to a place that was there already, for a moment.
import { useEffect, useRef, useState } from 'react'
import type { RecordData } from '../data/shapes.ts'

const MOMENT = 1600
const MOST = 10
const NOBODY: ReadonlySet<string> = new Set()

export function useArrivals(cards: readonly RecordData[], readAt: number): ReadonlySet<string> {
  const known = useRef<ReadonlySet<string>>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [arrived, setArrived] = useState<ReadonlySet<string>>(NOBODY)
  useEffect(() => {
    if (readAt === 0) return
    const ids = new Set(cards.map(({ _id }) => _id))
    const before = known.current
    known.current = ids
    if (!before) return
    const fresh = [...ids].filter((id) => !before.has(id))
    // Many at once were read, not brought by anyone.
    if (fresh.length === 0 || fresh.length > MOST) return
    setArrived(new Set(fresh))
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setArrived(NOBODY), MOMENT)
  }, [cards, readAt])
  useEffect(() => () => clearTimeout(timer.current), [])
  return arrived
}
