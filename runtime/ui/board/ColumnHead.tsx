// The head of a column: the stage, how many records and how much, how long they have been in it against its limit. While cards are dragged it says whether
// they may be put here.
import { ActionIcon, Tooltip } from '@mantine/core'
import { ChevronsLeft, ChevronsRight, Plus } from 'lucide-react'
import type { Stage } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { DAY, useFormats } from '../data/formats.tsx'
import type { StageFigures } from '../data/shapes.ts'
import { stageFill } from '../theme/stage-color.ts'
import { useLocale, useWords } from '../words/words.tsx'
import type { Answer } from './answer.ts'
import classes from './Board.module.css'
import { useBoard } from './board-context.tsx'
import { NEAR } from './Card.tsx'

interface ColumnHeadProps {
  readonly stage: Stage
  readonly figures: StageFigures | undefined
  readonly answer: Answer | undefined
  readonly folded: boolean
  /** Absent where the column cannot be folded. */
  readonly onFold: ((folded: boolean) => void) | undefined
  readonly onAdd: (() => void) | undefined
}

export function ColumnHead({ stage, figures, answer, folded, onFold, onAdd }: ColumnHeadProps) {
  const say = useWords()
  const locale = useLocale()
  const formats = useFormats()
  const { pipeline } = useBoard()
  const sumText = useSumText()
  const name = textOf(stage.label, locale, stage.key)
  const count = figures ? formats.number(figures.count) : ''
  if (folded) {
    return (
      <header className={classes.foldedHead}>
        <Tooltip label={say('board.unfold', { stage: name })}>
          <ActionIcon size={24} aria-label={say('board.unfold', { stage: name })} aria-expanded={false} onClick={() => onFold?.(false)}>
            <ChevronsRight size={14} strokeWidth={1.75} />
          </ActionIcon>
        </Tooltip>
        <span className={classes.mark} style={stageFill(pipeline, stage)} aria-hidden />
        <span className={`${classes.count} num`}>{count}</span>
        <h2 title={name}>{name}</h2>
      </header>
    )
  }
  return (
    <header className={classes.head}>
      <span className={classes.mark} style={stageFill(pipeline, stage)} aria-hidden />
      <h2 title={name}>{name}</h2>
      <span className={`${classes.count} num`}>{count}</span>
      <span className={classes.headButtons}>
        {onFold && (
          <Tooltip label={say('board.fold', { stage: name })}>
            <ActionIcon size={24} aria-label={say('board.fold', { stage: name })} aria-expanded onClick={() => onFold(true)}>
              <ChevronsLeft size={14} strokeWidth={1.75} />
            </ActionIcon>
          </Tooltip>
        )}
        {onAdd && (
          <Tooltip label={say('board.add', { stage: name })}>
            <ActionIcon size={24} aria-label={say('board.add', { stage: name })} onClick={onAdd}>
              <Plus size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </span>
      {answer ? (
        <span className={classes.answer} data-answer={answer.kind}>
          {answer.kind === 'no'
            ? answer.reason
            : answer.kind === 'here'
              ? say('board.answer.here')
              : (answer.note ?? say('board.answer.yes'))}
        </span>
      ) : (
        <>
          <span className={`${classes.sum} num`}>{sumText(figures?.sum)}</span>
          {stage.type === 'open' && <Age stage={stage} age={figures?.age ?? null} />}
        </>
      )}
      {stage.type === 'open' && stage.dwellLimit !== undefined && <Dwell limit={stage.dwellLimit} age={figures?.age ?? null} />}
    </header>
  )
}

/** How the sum of a column or a lane is written; empty where there is none. */
export function useSumText(): (sum: number | null | undefined) => string {
  const formats = useFormats()
  const { module, question } = useBoard()
  const storage = question.sum === undefined ? undefined : module.fields.get(question.sum)?.storage
  const currency = storage?.kind === 'decimal' ? storage.currency : undefined
  return (sum) => (sum === null || sum === undefined ? '' : currency ? formats.money(sum, currency, true) : formats.number(sum))
}

function pressureOf(age: number, limit: number | undefined): 'over' | 'near' | undefined {
  const share = limit === undefined ? 0 : age / limit
  return share >= 1 ? 'over' : share >= NEAR ? 'near' : undefined
}

function Age({ stage, age }: { readonly stage: Stage; readonly age: number | null }) {
  const say = useWords()
  const formats = useFormats()
  if (age === null) return null
  const days = formats.number(age / DAY, age < 10 * DAY ? 1 : 0)
  return (
    <span className={`${classes.age} num`} data-state={pressureOf(age, stage.dwellLimit)} title={say('board.age.title', { days })}>
      {say('board.age', { days })}
    </span>
  )
}

/** A thin bar: the time in the stage as a share of its limit. */
function Dwell({ limit, age }: { readonly limit: number; readonly age: number | null }) {
  const share = age === null ? 0 : Math.min(1, age / limit)
  return (
    <span className={classes.dwell} aria-hidden>
      <span data-state={age === null ? undefined : pressureOf(age, limit)} style={{ transform: `scaleX(${share})` }} />
    </span>
  )
}
