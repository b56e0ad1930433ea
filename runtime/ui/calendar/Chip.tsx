// An entry: its time where it has one, and its title. It is dragged, opened, and by keyboard taken to other days.
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { type CSSProperties, type KeyboardEvent, memo, useEffect, useRef, useState } from 'react'
import { isComposing } from '../../fields/composition.ts'
import { stageOf } from '../../pipeline/visits.ts'
import { recordTitle } from '../data/titles.ts'
import { stageFill } from '../theme/stage-color.ts'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Calendar.module.css'
import { useCalendar } from './calendar-context.tsx'
import { addDays } from './days.ts'
import { type Entry, hasTime } from './entries.ts'

export interface EntryData extends Record<string | symbol, unknown> {
  readonly kind: 'entry'
  readonly entry: Entry
  /** The day that was taken hold of, and how far below its upper edge, in pixels. */
  readonly day: string
  readonly grip: number
}

interface ChipProps {
  readonly entry: Entry
  /** The first day of it that is drawn here. */
  readonly day: string
  readonly length?: number
  readonly continued?: boolean
  readonly continues?: boolean
  readonly style?: CSSProperties
  readonly tabbed: boolean
  /** What up and down do with Ctrl and Shift: weeks, or a quarter of an hour. */
  readonly vertical: 'week' | 'time' | 'none'
  /** In a strip of hours, with the time under the title. */
  readonly tall?: boolean
}

const QUARTER = 15

export function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

export const Chip = memo(function Chip({ entry, day, length = 1, continued, continues, style, tabbed, vertical, tall }: ChipProps) {
  const say = useWords()
  const locale = useLocale()
  const calendar = useCalendar()
  const { module, members, mayMove, openId, dayName } = calendar
  const chip = useRef<HTMLButtonElement>(null)
  const [dragged, setDragged] = useState(false)
  const { record } = entry
  useEffect(() => {
    const element = chip.current
    if (!element || !mayMove) return
    return draggable({
      element,
      getInitialData({ input, element: held }): EntryData {
        const box = held.getBoundingClientRect()
        const column = Math.min(length - 1, Math.floor(((input.clientX - box.left) / box.width) * length))
        return { kind: 'entry', entry, day: addDays(day, Math.max(0, column)), grip: input.clientY - box.top }
      },
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    })
  }, [entry, day, length, mayMove])
  const title = recordTitle(module, record) ?? say('record.untitled')
  const time = entry.begins === undefined || continued ? undefined : clock(entry.begins)
  const found = stageOf(module, record._stage)
  const stage = found?.stage
  const when = entry.from === entry.to ? dayName(entry.from) : say('calendar.span', { from: dayName(entry.from), to: dayName(entry.to) })
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || !mayMove) return
    if ((event.ctrlKey || event.metaKey) && event.shiftKey) {
      const days = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: vertical === 'week' ? -7 : 0, ArrowDown: vertical === 'week' ? 7 : 0 }[
        event.key
      ]
      const minutes = vertical === 'time' ? { ArrowUp: -QUARTER, ArrowDown: QUARTER }[event.key] : undefined
      if (!days && minutes === undefined) return
      event.preventDefault()
      event.stopPropagation()
      if (minutes === undefined) return calendar.move(entry, addDays(entry.from, days!))
      calendar.move(entry, entry.from, Math.min(Math.max((entry.begins ?? 0) + minutes, 0), 1440 - QUARTER))
    } else if ((event.key === 'm' || event.key === 'M') && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault()
      event.stopPropagation()
      calendar.menu(entry, event.currentTarget as HTMLElement)
    }
  }
  return (
    <button
      ref={chip}
      type="button"
      className={classes.chip}
      style={style}
      lang={locale}
      data-entry={record._id}
      data-open={record._id === openId || undefined}
      data-dragged={dragged || undefined}
      data-continued={continued || undefined}
      data-continues={continues || undefined}
      data-tall={tall || undefined}
      data-staged={(stage && !tall) || undefined}
      data-solid={entry.from !== entry.to || !hasTime(members) || tall || undefined}
      tabIndex={tabbed ? 0 : -1}
      title={[time, title].filter(Boolean).join(' ')}
      onClick={(event) => {
        event.stopPropagation()
        calendar.open(record._id)
      }}
      onContextMenu={(event) => {
        event.preventDefault()
        event.stopPropagation()
        const { clientX: x, clientY: y, currentTarget } = event
        calendar.menu(entry, x === 0 && y === 0 ? currentTarget : { x, y })
      }}
      onKeyDown={onKeyDown}
    >
      {stage && <span className={classes.stage} style={stageFill(found!.pipeline, stage)} aria-hidden />}
      {time && !tall && <span className={`${classes.time} num`}>{time}</span>}
      <span className={classes.chipTitle}>{title}</span>
      {tall && entry.begins !== undefined && (
        <span className={`${classes.time} num`}>
          {clock(entry.begins)}
          {members.until && record[members.until.name] ? `–${clock(entry.ends ?? 0)}` : ''}
        </span>
      )}
      <span className="unseen">, {when}</span>
    </button>
  )
})
