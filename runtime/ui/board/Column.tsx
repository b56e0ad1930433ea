// A column: the head of its stage and its cards; or, folded, a narrow strip that still takes cards.
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { lazy, memo, type RefObject, Suspense, useEffect, useRef, useState } from 'react'
import type { Stage } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import type { RecordData, StageFigures } from '../data/shapes.ts'
import { useLocale, useWords } from '../words/words.tsx'
import type { Answer } from './answer.ts'
import classes from './Board.module.css'
import { useBoard } from './board-context.tsx'
import { Cards } from './Cards.tsx'
import { ColumnHead } from './ColumnHead.tsx'
import type { Place } from './question.ts'
import type { CardFocus } from './use-cards.tsx'

const QuickAdd = lazy(() => import('./QuickAdd.tsx'))

/** What all places need to know. */
export interface CardsState {
  readonly chosen: ReadonlySet<string>
  readonly pending: ReadonlySet<string>
  readonly openId: string | undefined
  readonly focus: CardFocus
  /** Told what is shown in a place; undefined: it is not shown any more. */
  readonly onCards: (place: Place, cards: readonly RecordData[] | undefined) => void
}

interface ColumnProps extends CardsState {
  readonly stage: Stage
  readonly place: Place
  readonly figures: StageFigures | undefined
  /** While cards are dragged: what this column says to them. */
  readonly answer: Answer | undefined
  readonly folded: boolean
  readonly onFold: ((stage: string, folded: boolean) => void) | undefined
}

export const Column = memo(function Column({ stage, place, figures, answer, folded, onFold, ...state }: ColumnProps) {
  const say = useWords()
  const locale = useLocale()
  const { module, mayCreate, onMade } = useBoard()
  const column = useRef<HTMLElement>(null)
  const [adding, setAdding] = useState(false)
  const over = useDropTarget(column, place)
  const name = textOf(stage.label, locale, stage.key)
  return (
    <section
      ref={column}
      className={classes.column}
      data-folded={folded || undefined}
      data-over={over || undefined}
      data-answer={answer?.kind}
      aria-label={name}
    >
      <ColumnHead
        stage={stage}
        figures={figures}
        answer={answer}
        folded={folded}
        onFold={onFold && stage.type !== 'open' ? (next) => onFold(stage.key, next) : undefined}
        onAdd={mayCreate && stage.type === 'open' ? () => setAdding(true) : undefined}
      />
      {!folded && (
        <Cards {...state} stage={stage} place={place} label={say('board.cards', { stage: name })} count={figures?.count}>
          {adding && (
            <Suspense>
              <QuickAdd
                module={module}
                preset={{ _stage: stage.key }}
                onMade={(record) => onMade(record, place)}
                onClose={() => setAdding(false)}
              />
            </Suspense>
          )}
        </Cards>
      )}
    </section>
  )
})

/** Takes cards; tells whether some are held over it. */
export function useDropTarget(element: RefObject<HTMLElement | null>, place: Place): boolean {
  const { mayMove } = useBoard()
  const [over, setOver] = useState(false)
  useEffect(() => {
    if (!element.current || !mayMove) return
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => source.data.kind === 'card',
      getData: () => ({ place }),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    })
  }, [element, mayMove, place])
  return over
}
