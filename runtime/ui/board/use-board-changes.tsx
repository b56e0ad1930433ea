// Changes by others, and by other screens of this page, worked into the cards of a board. While cards are dragged everything stays where it is.
import { useEffect, useRef } from 'react'
import { onChanges } from '../live/changes.ts'
import { readAnew, readNamed, workIn } from './cells.ts'
import type { Moves } from './moves.tsx'
import type { BoardQuestion } from './question.ts'

/** Milliseconds in which further changes are waited for. */
const SOON = 60
/** Reading everything anew is done at most so often. */
const AGAIN = 2000

export function useBoardChanges(question: BoardQuestion, moves: Moves, dragging: boolean): void {
  const now = useRef({ question, moves, dragging })
  now.current = { question, moves, dragging }
  const work = useRef<() => void>(undefined)
  useEffect(() => {
    const { app, module } = question
    let ids = new Set<string>()
    let all = false
    let timer: ReturnType<typeof setTimeout> | undefined
    let lastRead = 0
    const run = async () => {
      timer = undefined
      if (now.current.dragging) return
      if (all) {
        const wait = lastRead + AGAIN - Date.now()
        if (wait > 0) return plan(wait)
        all = false
        ids = new Set()
        lastRead = Date.now()
        await readAnew(app, module.key)
        return
      }
      // Cards that are on their way are read when their move has been answered.
      const named = [...ids].filter((id) => !now.current.moves.isPending(id))
      ids = new Set()
      if (named.length === 0) return
      const read = await readNamed(question, named).catch(() => undefined)
      if (!read) {
        all = true
        return plan(AGAIN)
      }
      const free = new Set(named.filter((id) => !now.current.moves.isPending(id)))
      workIn(
        question,
        free,
        read.filter(({ _id }) => free.has(_id)),
      )
    }
    const plan = (milliseconds: number) => {
      timer ??= setTimeout(() => void run(), milliseconds)
    }
    work.current = () => plan(SOON)
    const stop = onChanges((changes) => {
      if (changes.app !== app || changes.module !== module.key) return
      if (changes.ids === undefined) all = true
      else for (const id of changes.ids) ids.add(id)
      plan(SOON)
    })
    // What was read when this board was shown before may be out of date.
    void readAnew(app, module.key)
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [question])
  useEffect(() => {
    if (!dragging) work.current?.()
  }, [dragging])
}
