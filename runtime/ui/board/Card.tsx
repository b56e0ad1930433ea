// A card: title, amount, the values of the view, and in its foot the owner, the next step and the days in the stage.
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/element/set-custom-native-drag-preview'
import { ActionIcon } from '@mantine/core'
import { Check, Ellipsis } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import type { Stage } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { DAY } from '../data/formats.tsx'
import { MemberCell } from '../data/MemberCell.tsx'
import type { ShownMember } from '../data/members.ts'
import type { RecordData } from '../data/shapes.ts'
import { recordTitle } from '../data/titles.ts'
import { Initials } from '../shell/Initials.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Board.module.css'
import { useBoard } from './board-context.tsx'
import { isGiven } from './heights.ts'
import { NextStep } from './NextStep.tsx'
import type { Place } from './question.ts'

interface CardProps {
  readonly stage: Stage
  readonly place: Place
  readonly record: RecordData
  readonly top: number
  readonly lines: 1 | 2
  /** From 1. */
  readonly position: number
  /** Cards of the place; -1 while nobody knows. */
  readonly setSize: number
  readonly chosen: boolean
  readonly open: boolean
  readonly pending: boolean
  /** Reached by Tab. */
  readonly tabbed: boolean
  readonly arrived: boolean
}

export interface DragData extends Record<string | symbol, unknown> {
  readonly kind: 'card'
  readonly records: readonly RecordData[]
  readonly place: Place
}

/** Share of the dwell limit from which the days turn amber. */
export const NEAR = 0.8

export const Card = memo(function Card(props: CardProps) {
  const { stage, place, record, top, lines, position, setSize, chosen, open, pending, tabbed, arrived } = props
  const say = useWords()
  const { people } = useApp()
  const board = useBoard()
  const { module, members, mayMove, dragged, onClick, onMenu, onFocus } = board
  const card = useRef<HTMLElement>(null)
  const [isDragged, setDragged] = useState(false)
  useEffect(() => {
    const element = card.current
    if (!element || !mayMove) return
    return draggable({
      element,
      getInitialData: (): DragData => ({ kind: 'card', records: dragged(record), place }),
      onGenerateDragPreview({ nativeSetDragImage }) {
        const count = dragged(record).length
        if (count === 1) return
        setCustomNativeDragPreview({
          nativeSetDragImage,
          render({ container }) {
            const preview = document.createElement('div')
            preview.className = classes.preview!
            preview.textContent = say('board.dragging', { count })
            container.append(preview)
          },
        })
      },
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    })
  }, [record, place, mayMove, dragged, say])
  const title = recordTitle(module, record) ?? say('record.untitled')
  const owner = people.find((person) => person.id === record._owner)?.name
  const { amount, step, due, rest } = members
  const index = tabbed ? 0 : -1
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the board
    <article
      ref={card}
      className={classes.card}
      style={{ transform: `translateY(${top}px)` }}
      data-id={record._id}
      data-dragged={isDragged || undefined}
      data-open={open || undefined}
      data-chosen={chosen || undefined}
      data-pending={pending || undefined}
      data-arrived={arrived || undefined}
      tabIndex={index}
      aria-label={chosen ? say('board.card.chosen', { record: title }) : title}
      aria-posinset={position}
      aria-setsize={setSize}
      aria-busy={pending || undefined}
      onFocus={() => onFocus(record._id)}
      onClick={(event) => onClick(event, record, place)}
      onContextMenu={(event) => {
        event.preventDefault()
        const { clientX: x, clientY: y, currentTarget } = event
        onMenu(record, place, x === 0 && y === 0 ? currentTarget : { x, y }, true)
      }}
    >
      <a className={classes.title} data-lines={lines} href={board.href(record._id)} tabIndex={-1} draggable={false}>
        {title}
      </a>
      {amount && isGiven(record[amount.name]) && (
        <p className={classes.amount}>
          <span className="unseen">{amount.label}: </span>
          <Amount member={amount} value={record[amount.name]} />
        </p>
      )}
      {rest.map(
        (member) =>
          isGiven(record[member.name]) && (
            <p key={member.name} className={classes.value} title={member.label}>
              <span className="unseen">{member.label}: </span>
              <MemberCell module={module} member={member} value={record[member.name]} />
            </p>
          ),
      )}
      <footer className={classes.foot}>
        {owner && (
          <>
            <Initials name={owner} />
            <span className="unseen">{owner}</span>
          </>
        )}
        {(due || step) && stage.type === 'open' && <NextStep step={step} due={due} record={record} />}
        <span className={classes.space} />
        {stage.type === 'open' && typeof record._stage_at === 'string' && <Days stage={stage} since={record._stage_at} />}
      </footer>
      {chosen && (
        <span className={classes.tick} aria-hidden>
          <Check size={12} strokeWidth={3} />
        </span>
      )}
      {mayMove && (
        <ActionIcon
          size={24}
          className={classes.more}
          tabIndex={index}
          aria-label={say('board.move', { record: title })}
          aria-haspopup="menu"
          onClick={(event) => {
            event.stopPropagation()
            onMenu(record, place, event.currentTarget, false)
          }}
        >
          <Ellipsis size={14} strokeWidth={1.75} />
        </ActionIcon>
      )}
    </article>
  )
})

const amounts = new Map<string, Intl.NumberFormat>()

/** An amount without the cents it does not have. */
function Amount({ member: { storage, context }, value }: { readonly member: ShownMember; readonly value: unknown }) {
  const currency = storage.kind === 'decimal' ? storage.currency : undefined
  const key = `${context.locale} ${currency ?? ''}`
  let format = amounts.get(key)
  if (!format) {
    const money = currency ? { style: 'currency' as const, currency, currencyDisplay: 'narrowSymbol' as const } : {}
    format = new Intl.NumberFormat(context.locale, { ...money, trailingZeroDisplay: 'stripIfInteger' })
    amounts.set(key, format)
  }
  return <span className="num">{format.format(Number(value))}</span>
}

/** Days in the stage, amber near its limit and red beyond. */
function Days({ stage, since }: { readonly stage: Stage; readonly since: string }) {
  const say = useWords()
  const waited = Math.max(0, Date.now() - Date.parse(since))
  const share = stage.dwellLimit === undefined ? 0 : waited / stage.dwellLimit
  const pressure = share >= 1 ? 'over' : share >= NEAR ? 'near' : undefined
  return (
    <span
      className={`${classes.days} num`}
      data-state={pressure}
      title={stage.dwellLimit === undefined ? undefined : say('board.limit', { count: Math.round(stage.dwellLimit / DAY) })}
    >
      {say('span.days', { count: Math.floor(waited / DAY) })}
      {pressure === 'over' && <span className="unseen"> {say('board.over')}</span>}
    </span>
  )
}
