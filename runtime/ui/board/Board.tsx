// A board: one column per stage, in lanes where the view says so, one column at a time on a narrow screen. Cards are dragged, sent by a menu or by keyboard;
// a move shows at once and goes back, with the reason, if the server refuses it.
import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region'
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { PlainCells } from '../data/PlainCells.tsx'
import { modulePath } from '../data/paths.ts'
import type { RecordData } from '../data/shapes.ts'
import type { ListState } from '../list/list-state.tsx'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { useNarrow } from '../shell/Shell.tsx'
import { useWords } from '../words/words.tsx'
import { answerOf } from './answer.ts'
import classes from './Board.module.css'
import { type BoardActions, BoardProvider } from './board-context.tsx'
import type { MenuRequest } from './CardMenu.tsx'
import { Column } from './Column.tsx'
import { changeCell } from './cells.ts'
import { Lanes } from './Lanes.tsx'
import { useMoves } from './moves.tsx'
import { type Place, placeId } from './question.ts'
import { StageTabs } from './StageTabs.tsx'
import { useBoardChanges } from './use-board-changes.tsx'
import { useBoardCommands } from './use-board-commands.tsx'
import { onBoardKey } from './use-board-keys.tsx'
import { idsOf, recordsOf, type Shown, useCards } from './use-cards.tsx'
import { useDrag } from './use-drag.tsx'
import { useDragOptions } from './use-drag-options.tsx'
import { useFigures } from './use-figures.tsx'
import { useFolded } from './use-folded.tsx'
import { useQuestion } from './use-question.tsx'

const CardMenu = lazy(() => import('./CardMenu.tsx'))
const ChosenBar = lazy(() => import('./ChosenBar.tsx'))

interface BoardProps {
  readonly module: Module
  readonly state: ListState
  readonly onIds: (ids: readonly string[]) => void
}

const WITHOUT_LANES: readonly Place['lane'][] = [undefined]
const NOTHING: ReadonlySet<string> = new Set()

export default function Board({ module, state, onIds }: BoardProps) {
  const say = useWords()
  const narrow = useNarrow()
  const { app, abilities } = useApp()
  const { question, members } = useQuestion(module, state)
  const { pipeline, lane } = question
  const { change, record: openId } = state
  const rights = abilities(module.key)
  const figures = useFigures(question)
  const moves = useMoves(question, figures.stagesKey, figures.lanesKey)
  const choice = useCards()
  const { folded, fold } = useFolded(module.key, state.base.key)
  const [menu, setMenu] = useState<MenuRequest>()
  const [stage, setStage] = useState<string>()
  const { shown, onCards } = useShown(pipeline.stages, openId === undefined ? undefined : onIds)
  const { move, pending } = moves
  const { chosen, clear } = choice
  const scroll = useRef<HTMLDivElement>(null)
  const drag = useDrag(question, rights, scroll, ({ records }, to, at) => {
    move(records, to, at)
    if (records.length > 1) clear()
  })
  useBoardChanges(question, moves, drag !== undefined)
  useBoardCommands(rights.update)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question has other cards
  useEffect(() => clear(), [question])

  const latest = useRef(choice)
  latest.current = choice
  const open = useCallback((id: string) => change({ record: id }), [change])
  const actions = useMemo<BoardActions>(
    () => ({
      module,
      pipeline,
      question,
      members,
      mayMove: rights.update,
      mayCreate: rights.create,
      href: (id) => modulePath(app.key, module.key, id),
      onClick(event, record, place) {
        if (event.defaultPrevented) return
        event.preventDefault()
        const now = latest.current
        if (rights.update && event.shiftKey) now.extendTo(record._id, idsOf(shown, place))
        else if (rights.update && (event.ctrlKey || event.metaKey)) now.toggle(record._id)
        else {
          now.clear()
          open(record._id)
        }
      },
      onMenu: (record, place, at, all) => setMenu({ record, place, at, all }),
      onFocus: (id) => latest.current.focused(id),
      dragged: (record) => (latest.current.chosen.has(record._id) ? recordsOf(shown, latest.current.chosen) : [record]),
      onMade(record, place) {
        changeCell(question, place, (cell) => ({ ...cell, cards: [record, ...cell.cards.filter(({ _id }) => _id !== record._id)] }))
      },
    }),
    [module, pipeline, question, members, rights.update, rights.create, app.key, open, shown],
  )
  /** A card that is chosen goes together with the others that are. */
  const moveTogether = (record: RecordData, to: string) =>
    move(chosen.has(record._id) ? recordsOf(shown, chosen) : [record], { stage: to, lane: undefined })

  const current = pipeline.stage.get(stage ?? '') ?? pipeline.stages[0]!
  const columns = narrow ? [current] : pipeline.stages
  const closed = narrow ? NOTHING : folded
  const places = useMemo(() => new Map(pipeline.stages.map(({ key }) => [key, { stage: key, lane: undefined }])), [pipeline])
  const options = useDragOptions(module, drag)
  const answer = drag && ((place: Place) => answerOf(question, rights, drag, place, say, options))
  const cards = { chosen, pending, openId, focus: choice.focus, onCards }
  const shared = { folded: closed, onFold: narrow ? undefined : fold }
  if (figures.error) return <Failure message={figures.error.message} retry={figures.retry} />
  return (
    <PlainCells>
      <BoardProvider value={actions}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: keys come from the cards in it */}
        <div
          className={classes.frame}
          data-dragging={drag && drag.records.length > 1 ? 'chosen' : undefined}
          onBlur={choice.blurred}
          onKeyDown={(event) =>
            onBoardKey(event, {
              shown,
              choice,
              pipeline,
              mayMove: rights.update,
              stages: columns.filter(({ key }) => !closed.has(key)).map(({ key }) => key),
              lanes: lane ? (figures.lanes ?? []) : WITHOUT_LANES,
              move: moveTogether,
              refuse: (forward) => announce(say(forward ? 'board.last_stage' : 'board.first_stage')),
              openRecord: open,
              menu: (record, place, at) => setMenu({ record, place, at, all: false }),
            })
          }
        >
          {narrow && <StageTabs figures={figures.stages} current={current} onChange={setStage} />}
          <div ref={scroll} className={lane ? classes.laneScroll : classes.board} data-scrolls="">
            {!lane &&
              columns.map(({ key }) => (
                <Column
                  key={key}
                  {...cards}
                  stage={pipeline.stage.get(key)!}
                  place={places.get(key)!}
                  figures={figures.stages?.find((each) => each.stage === key)}
                  answer={answer?.(places.get(key)!)}
                  folded={closed.has(key)}
                  onFold={shared.onFold}
                />
              ))}
            {lane && !figures.lanes && <LoadingLines />}
            {lane && figures.lanes && (
              <Lanes
                {...cards}
                {...shared}
                stages={columns}
                lanes={figures.lanes}
                more={figures.more}
                figures={figures.stages}
                answer={answer}
              />
            )}
          </div>
          <Suspense>
            {chosen.size > 0 && (
              <ChosenBar
                count={chosen.size}
                onClear={clear}
                onMove={(to) => {
                  move(recordsOf(shown, chosen), { stage: to, lane: undefined })
                  clear()
                }}
              />
            )}
            {menu && (
              <CardMenu
                {...menu}
                chosen={chosen.has(menu.record._id)}
                onMove={moveTogether}
                onOpen={open}
                onChoose={choice.toggle}
                onClose={() => {
                  setMenu(undefined)
                  choice.focusOn(menu.record._id)
                }}
              />
            )}
          </Suspense>
        </div>
      </BoardProvider>
    </PlainCells>
  )
}

/** The cards on screen by place; `onIds` is told all of them in order, for what steps through them. */
function useShown(stages: readonly { readonly key: string }[], onIds: ((ids: readonly string[]) => void) | undefined) {
  const held = useRef<Shown>(undefined)
  held.current ??= { places: new Map() }
  const shown = held.current
  const told = useRef(onIds)
  told.current = onIds
  const tell = useCallback(() => {
    const rank = ({ place }: { readonly place: Place }) => stages.findIndex(({ key }) => key === place.stage)
    const places = [...shown.places.values()].toSorted((a, b) => rank(a) - rank(b))
    told.current?.(places.flatMap(({ cards }) => cards.map(({ _id }) => _id)))
  }, [stages, shown])
  const onCards = useCallback(
    (place: Place, cards: readonly RecordData[] | undefined) => {
      if (cards) shown.places.set(placeId(place), { place, cards })
      else shown.places.delete(placeId(place))
      if (told.current) tell()
    },
    [shown, tell],
  )
  const wanted = onIds !== undefined
  useEffect(() => {
    if (wanted) tell()
  }, [wanted, tell])
  return { shown, onCards }
}
