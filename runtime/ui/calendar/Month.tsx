// Weeks below each other with their days side by side: entries as lines that may reach over several days, and what does not fit behind a count.
import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { ActionIcon } from '@mantine/core'
import { Plus } from 'lucide-react'
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useFormats } from '../data/formats.tsx'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Calendar.module.css'
import { Chip } from './Chip.tsx'
import { useCalendar } from './calendar-context.tsx'
import { DayPopover } from './DayPopover.tsx'
import { addDays, type Span, weeksOf } from './days.ts'
import type { Entry } from './entries.ts'
import { type WeekRows, weekRows } from './rows.ts'

interface MonthProps {
  readonly span: Span
  readonly entries: readonly Entry[]
  /** The day the keys act on. */
  readonly day: string
  readonly onDay: (day: string) => void
  readonly name: string
}

const LINE = 26
const DAY_HEAD = 30
const MIN_LINES = 3

export function Month({ span, entries, day, onDay, name }: MonthProps) {
  const locale = useLocale()
  const weeks = useMemo(() => weeksOf(span), [span])
  const grid = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(0)
  useLayoutEffect(() => {
    const box = grid.current
    if (!box) return
    const watch = new ResizeObserver(() => setHeight(box.clientHeight))
    watch.observe(box)
    return () => watch.disconnect()
  }, [])
  const alone = weeks.length === 1
  // A week by itself shows all there is, as long as that may be.
  const room = alone ? Number.POSITIVE_INFINITY : Math.max(MIN_LINES, Math.floor((height / weeks.length - DAY_HEAD) / LINE))
  const rows = useMemo(() => weeks.map((week) => weekRows(entries, week[0]!, room)), [weeks, entries, room])
  const weekday = useMemo(() => new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }), [locale])
  const wanted = useRef(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the day the keys went to
  useEffect(() => {
    if (!wanted.current) return
    wanted.current = false
    grid.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus()
  }, [day, span])
  const go = (next: string) => {
    wanted.current = true
    onDay(next)
  }
  return (
    <section className={classes.month} aria-label={name}>
      <div className={classes.weekdays} aria-hidden>
        {weeks[0]!.map((each) => (
          <span key={each}>{weekday.format(Date.parse(`${each}T00:00:00Z`))}</span>
        ))}
      </div>
      <div ref={grid} className={classes.weeks}>
        {weeks.map((week, index) => (
          <Week key={week[0]} week={week} rows={rows[index]!} entries={entries} day={day} go={go} alone={alone} />
        ))}
      </div>
    </section>
  )
}

interface WeekProps {
  readonly week: readonly string[]
  readonly rows: WeekRows
  readonly entries: readonly Entry[]
  readonly day: string
  readonly go: (day: string) => void
  readonly alone: boolean
}

function Week({ week, rows, entries, day, go, alone }: WeekProps) {
  const lines = Math.max(0, ...rows.placed.map(({ row }) => row + 1))
  return (
    <div className={classes.week} style={alone ? { minHeight: DAY_HEAD + (lines + 1) * LINE } : undefined}>
      {week.map((each, column) => (
        <Day
          key={each}
          day={each}
          column={column}
          rows={rows}
          entries={entries}
          current={each === day}
          outside={!alone && each.slice(0, 7) !== day.slice(0, 7)}
          go={go}
        />
      ))}
    </div>
  )
}

interface DayProps {
  readonly day: string
  readonly column: number
  readonly rows: WeekRows
  readonly entries: readonly Entry[]
  readonly current: boolean
  /** Of the month before or after. */
  readonly outside: boolean
  readonly go: (day: string) => void
}

function Day({ day, column, rows, entries, current, outside, go }: DayProps) {
  const say = useWords()
  const locale = useLocale()
  const formats = useFormats()
  const { today, mayCreate, create, dayName } = useCalendar()
  const cell = useRef<HTMLDivElement>(null)
  const over = useDayTarget(cell, day)
  const [listed, setListed] = useState(false)
  const own = rows.placed.filter((each) => each.column === column)
  const hidden = rows.hidden[column]!
  const count = entries.filter((entry) => entry.from <= day && entry.to >= day).length
  const short = useMemo(() => new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' }), [locale])
  const label = day.endsWith('-01') ? short.format(Date.parse(`${day}T00:00:00Z`)) : String(Number(day.slice(8)))
  const line = rows.placed.filter((each) => each.column <= column && column < each.column + each.length)
  const below = Math.max(0, ...line.map(({ row }) => row + 1))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const chips = [...(cell.current?.querySelectorAll<HTMLElement>('button') ?? [])].filter(
      (each) => each.tabIndex >= 0 || each.dataset.entry,
    )
    if (event.target !== cell.current) {
      const at = chips.indexOf(event.target as HTMLElement)
      if (event.key === 'Escape') cell.current?.focus()
      else if (event.key === 'ArrowDown') (chips[at + 1] ?? cell.current)?.focus()
      else if (event.key === 'ArrowUp') (chips[at - 1] ?? cell.current)?.focus()
      else return
      event.preventDefault()
      return
    }
    const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }
    const step = steps[event.key]
    if (step !== undefined) go(addDays(day, step))
    else if (event.key === 'Home') go(addDays(day, -column))
    else if (event.key === 'End') go(addDays(day, 6 - column))
    else if (event.key === 'Enter' || event.key === ' ') chips[0]?.focus()
    else if ((event.key === 'n' || event.key === 'N') && mayCreate) create(day)
    else return
    event.preventDefault()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for the controls of a form
    <div
      ref={cell}
      className={classes.day}
      role="group"
      tabIndex={current ? 0 : -1}
      aria-label={say('calendar.day', { day: dayName(day), count: formats.number(count) })}
      aria-current={day === today ? 'date' : undefined}
      data-day={day}
      data-over={over || undefined}
      data-past={day < today || undefined}
      data-outside={outside || undefined}
      onKeyDown={onKeyDown}
    >
      <span className={classes.dayHead}>
        <span className={`${classes.number} num`} aria-hidden>
          {label}
        </span>
        {mayCreate && (
          <ActionIcon
            size={24}
            className={classes.plus}
            tabIndex={current ? 0 : -1}
            aria-label={say('calendar.add', { day: dayName(day) })}
            onClick={() => create(day)}
          >
            <Plus size={14} />
          </ActionIcon>
        )}
      </span>
      {own.map(({ entry, row, length, continued, continues }) => (
        <Chip
          key={entry.record._id}
          entry={entry}
          day={day}
          length={length}
          continued={continued}
          continues={continues}
          tabbed={current}
          vertical="week"
          style={{ top: DAY_HEAD + row * LINE, width: `calc(${length * 100}% + ${length - 1}px - 8px)` }}
        />
      ))}
      {hidden > 0 && (
        <DayPopover day={day} entries={entries} opened={listed} onOpened={setListed}>
          <button
            type="button"
            className={classes.hidden}
            tabIndex={current ? 0 : -1}
            style={{ top: DAY_HEAD + below * LINE }}
            aria-expanded={listed}
            onClick={() => setListed(!listed)}
          >
            {say('calendar.more', { count: hidden })}
          </button>
        </DayPopover>
      )}
    </div>
  )
}

/** Takes entries; tells whether one is held over it. */
export function useDayTarget(element: { readonly current: HTMLElement | null }, day: string): boolean {
  const { mayMove } = useCalendar()
  const [over, setOver] = useState(false)
  useEffect(() => {
    if (!element.current || !mayMove) return
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => source.data.kind === 'entry',
      getData: () => ({ day }),
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: () => setOver(false),
    })
  }, [element, day, mayMove])
  return over
}
