// What the rules of the pipeline say to the card that is dragged, asked for when it is lifted; for several cards each is told when it is put down.
import { useEffect, useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { type MoveOption, readMoves } from '../move/options.tsx'
import type { DragData } from './Card.tsx'

export function useDragOptions(module: Module, drag: DragData | undefined): readonly MoveOption[] | undefined {
  const { app } = useApp()
  const [known, setKnown] = useState<{ readonly drag: DragData; readonly options: readonly MoveOption[] }>()
  const ruled = module.pipelines.some(
    ({ strict, transitions, stages }) =>
      strict || transitions.length > 0 || stages.some(({ enter, exit }) => enter.length + exit.length > 0),
  )
  useEffect(() => {
    if (!ruled || !drag || drag.records.length !== 1) return
    let wanted = true
    readMoves(app.key, module.key, drag.records[0]!._id).then(
      (options) => wanted && setKnown({ drag, options }),
      // Without an answer the column says nothing of rules; the server still does when the card is put down.
      () => {},
    )
    return () => {
      wanted = false
    }
  }, [ruled, drag, app.key, module])
  return known && known.drag === drag ? known.options : undefined
}
