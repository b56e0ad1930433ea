// A board in lanes: heads of the stages on top, below them one strip per lane with its own columns of cards. Strips far from sight are only as tall as they are.
import { UnstyledButton } from '@mantine/core'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { type CSSProperties, memo, useEffect, useMemo, useRef, useState } from 'react'
import type { Stage } from '../../definition/app.ts'
import { textOf } from '../../label.ts'
import { useFormats } from '../data/formats.tsx'
import type { StageFigures } from '../data/shapes.ts'
import { useNarrow } from '../shell/Shell.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import type { Answer } from './answer.ts'
import classes from './Board.module.css'
import { Cards } from './Cards.tsx'
import { type CardsState, useDropTarget } from './Column.tsx'
import { ColumnHead, useSumText } from './ColumnHead.tsx'
import type { Place } from './question.ts'
import type { LaneShown } from './use-figures.tsx'

interface LanesProps extends CardsState {
  readonly stages: readonly Stage[]
  readonly lanes: readonly LaneShown[]
  readonly more: boolean
  readonly figures: readonly StageFigures[] | undefined
  readonly folded: ReadonlySet<string>
  readonly onFold: ((stage: string, folded: boolean) => void) | undefined
  readonly answer: ((place: Place) => Answer) | undefined
}

export function Lanes({ stages, lanes, more, figures, folded, onFold, answer, ...state }: LanesProps) {
  const say = useWords()
  const narrow = useNarrow()
  const wide = narrow ? 'minmax(0, 1fr)' : 'minmax(var(--column-width), 320px)'
  const template = stages.map(({ key }) => (folded.has(key) ? '44px' : wide)).join(' ')
  return (
    <div className={classes.lanes} style={{ '--columns': template } as CSSProperties}>
      <div className={classes.laneHeads}>
        {stages.map((stage) => (
          <div key={stage.key} className={classes.laneHead} data-folded={folded.has(stage.key) || undefined}>
            <ColumnHead
              stage={stage}
              figures={figures?.find((each) => each.stage === stage.key)}
              answer={undefined}
              folded={folded.has(stage.key)}
              onFold={onFold && stage.type !== 'open' ? (next) => onFold(stage.key, next) : undefined}
              onAdd={undefined}
            />
          </div>
        ))}
      </div>
      {lanes.map((lane) => (
        <LaneStrip
          key={lane.id}
          lane={narrow ? inStage(lane, figures, stages[0]!.key) : lane}
          stages={stages}
          figures={figures}
          folded={folded}
          answer={answer}
          state={state}
        />
      ))}
      {more && <p className={classes.moreLanes}>{say('board.more_lanes', { count: lanes.length })}</p>}
    </div>
  )
}

interface LaneStripProps {
  readonly lane: LaneShown
  readonly stages: readonly Stage[]
  readonly figures: readonly StageFigures[] | undefined
  readonly folded: ReadonlySet<string>
  readonly answer: ((place: Place) => Answer) | undefined
  readonly state: CardsState
}

const LaneStrip = memo(function LaneStrip({ lane, stages, figures, folded, answer, state }: LaneStripProps) {
  const formats = useFormats()
  const sumText = useSumText()
  const strip = useRef<HTMLElement>(null)
  const [closed, setClosed] = useState(false)
  const near = useNear(strip)
  return (
    <section ref={strip} className={classes.lane} aria-label={lane.name}>
      <header className={classes.laneBar}>
        <UnstyledButton className={classes.laneName} aria-expanded={!closed} onClick={() => setClosed(!closed)}>
          {closed ? <ChevronRight size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />}
          <h3>{lane.name}</h3>
          <span className={`${classes.count} num`}>{formats.number(lane.count)}</span>
          <span className={`${classes.laneSum} num`}>{sumText(lane.sum)}</span>
        </UnstyledButton>
      </header>
      {!closed && (
        <div className={classes.laneCells} data-near={near || undefined}>
          {near &&
            stages.map((stage) => (
              <LaneCell
                key={stage.key}
                stage={stage}
                lane={lane}
                count={cellOf(figures, stage.key, lane.id)?.count}
                folded={folded.has(stage.key)}
                answer={answer}
                state={state}
              />
            ))}
        </div>
      )}
    </section>
  )
})

/** The figures of a lane in one stage; undefined while nobody knows. */
function cellOf(figures: readonly StageFigures[] | undefined, stage: string, lane: string) {
  const lanes = figures?.find((each) => each.stage === stage)?.lanes
  return lanes && (lanes.find(({ value }) => JSON.stringify(value ?? null) === lane) ?? { count: 0, sum: null })
}

/** Where one stage is shown at a time, a lane counts what is in it of that stage. */
function inStage(lane: LaneShown, figures: readonly StageFigures[] | undefined, stage: string): LaneShown {
  const cell = cellOf(figures, stage, lane.id)
  return cell ? { ...lane, count: cell.count, sum: cell.sum } : lane
}

interface LaneCellProps {
  readonly stage: Stage
  readonly lane: LaneShown
  readonly count: number | undefined
  readonly folded: boolean
  readonly answer: ((place: Place) => Answer) | undefined
  readonly state: CardsState
}

function LaneCell({ stage, lane: { id, value, name }, count, folded, answer, state }: LaneCellProps) {
  const locale = useLocale()
  const formats = useFormats()
  const cell = useRef<HTMLElement>(null)
  const place = useMemo<Place>(() => ({ stage: stage.key, lane: { id, value } }), [stage.key, id, value])
  const over = useDropTarget(cell, place)
  const said = answer?.(place)
  const label = `${textOf(stage.label, locale, stage.key)}, ${name}`
  return (
    <section
      ref={cell}
      className={classes.laneCell}
      aria-label={label}
      data-folded={folded || undefined}
      data-over={over || undefined}
      data-answer={said?.kind}
      title={said?.kind === 'no' ? said.reason : undefined}
    >
      {folded ? (
        <span className={`${classes.count} num`}>{count === undefined ? '' : formats.number(count)}</span>
      ) : (
        <Cards {...state} stage={stage} place={place} label={label} count={count}>
          {null}
        </Cards>
      )}
    </section>
  )
}

/** Whether the element is in sight or not far from it; once it was, its last height is kept by the style sheet. */
function useNear(element: { readonly current: HTMLElement | null }): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    const strip = element.current
    if (!strip) return
    const watch = new IntersectionObserver(
      ([entry]) => {
        if (!entry) return
        if (!entry.isIntersecting) strip.style.minHeight = `${strip.offsetHeight}px`
        else strip.style.minHeight = ''
        setNear(entry.isIntersecting)
      },
      // Margins count from the box that scrolls, not from the window.
      { root: strip.closest('[data-scrolls]'), rootMargin: '800px 0px' },
    )
    watch.observe(strip)
    return () => watch.disconnect()
  }, [element])
  return near
}
