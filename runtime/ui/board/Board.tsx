// A board: one column per stage, cards that are dragged or sent by a menu. A move shows at once and goes back, with the reason, if the server refuses it.

import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { Module, Stage } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { messageOf } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { memberOf } from '../data/members.ts'
import { PlainCells } from '../data/PlainCells.tsx'
import { refreshRecords, useRecordWriter, useStages } from '../data/records.tsx'
import type { RecordData } from '../data/shapes.ts'
import { recordTitle } from '../data/titles.ts'
import { type ListState, sortText } from '../list/list-state.tsx'
import { tellFailure } from '../shell/toasts.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Board.module.css'
import { type BoardQuery, moveCard } from './board-cache.tsx'
import { Column } from './Column.tsx'

interface BoardProps {
  readonly module: Module
  readonly state: ListState
  readonly onIds: (ids: readonly string[]) => void
}

export interface DragData extends Record<string | symbol, unknown> {
  readonly kind: 'card'
  readonly record: RecordData
}

export default function Board({ module, state, onIds }: BoardProps) {
  const say = useWords()
  const locale = useLocale()
  const { app, abilities } = useApp()
  const writer = useRecordWriter(module)
  const scroll = useRef<HTMLDivElement>(null)
  const pipeline = module.pipeline!
  const { view, where, search, sort } = state
  const shown = useMemo(
    () => view.fields.flatMap((name) => (name === module.title.key || name === '_stage' ? [] : (memberOf(module, name) ?? []))),
    [module, view],
  )
  const figuresRequest = useMemo(() => ({ view: view.key, where: where?.text, search: search || undefined }), [view.key, where, search])
  const { data: figures } = useStages(module, figuresRequest)
  const board = useMemo<BoardQuery>(
    () => ({
      app: app.key,
      module,
      figures: ['stages', app.key, module.key, figuresRequest],
      column: (stage) => ({
        fields: [
          ...new Set([
            module.title.key,
            ...shown.map(({ name }) => name),
            ...(view.sum ? [view.sum] : []),
            '_stage',
            '_stage_at',
            '_owner',
          ]),
        ],
        view: view.key,
        where: where ? `_stage == "${stage}" && (${where.text})` : `_stage == "${stage}"`,
        search: search || undefined,
        sort: sortText(sort),
      }),
    }),
    [app.key, module, shown, view, where, search, sort, figuresRequest],
  )
  const mayMove = abilities(module.key).update

  const move = useCallback(
    async (record: RecordData, to: Stage) => {
      if (record._stage === to.key) return
      const words = { record: recordTitle(module, record) ?? '', stage: textOf(to.label, locale, to.key) }
      const takeBack = await moveCard(board, record, to.key, view.sum)
      try {
        await writer.update(record._id, record._version, { _stage: to.key })
        announce(say('board.moved', words))
      } catch (error) {
        takeBack()
        void refreshRecords(app.key)
        tellFailure(say('board.not_moved', words), error)
        announce(`${say('board.not_moved', words)} ${messageOf(error)}`)
      }
    },
    [board, module, locale, view.sum, writer, say, app.key],
  )

  useEffect(() => {
    if (!mayMove) return
    return monitorForElements({
      canMonitor: ({ source }) => source.data.kind === 'card',
      onDrop({ source, location }) {
        const stage = location.current.dropTargets[0]?.data.stage
        const to = typeof stage === 'string' ? pipeline.stage.get(stage) : undefined
        if (to) void move((source.data as DragData).record, to)
      },
    })
  }, [mayMove, move, pipeline])
  useEffect(() => (scroll.current ? autoScrollForElements({ element: scroll.current }) : undefined), [])

  const columnIds = useRef(new Map<string, readonly string[]>())
  const onColumn = useCallback(
    (stage: string, ids: readonly string[]) => {
      columnIds.current.set(stage, ids)
      onIds(pipeline.stages.flatMap(({ key }) => columnIds.current.get(key) ?? []))
    },
    [onIds, pipeline],
  )
  return (
    <PlainCells>
      <div ref={scroll} className={classes.board}>
        {pipeline.stages.map((stage) => (
          <Column
            key={stage.key}
            module={module}
            stage={stage}
            figures={figures?.find((each) => each.stage === stage.key)}
            request={board.column(stage.key)}
            members={shown}
            sum={view.sum}
            state={state}
            onMove={mayMove ? move : undefined}
            onIds={onColumn}
          />
        ))}
      </div>
    </PlainCells>
  )
}
