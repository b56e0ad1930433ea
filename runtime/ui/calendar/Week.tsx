// A week in hours: days side by side, entries as tall as they are long; what lasts for days stands above.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Calendar.module.css'
import { Chip, clock } from './Chip.tsx'
import { useCalendar } from './calendar-context.tsx'
import { momentOf, type Span, weeksOf } from './days.ts'
import type { Entry } from './entries.ts'
import { useDayTarget } from './Month.tsx'
import { dayColumns, weekRows } from './rows.ts'

interface WeekProps {
  readonly span: Span
  readonly entries: readonly Entry[]
  readonly day: string
  readonly name: string
}

export const HOUR_HEIGHT = 48
const LINE = 26
const MORNING = 8
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

export function WeekHours({ span, entries, day, name }: WeekProps) {
  const say = useWords()
  const locale = useLocale()
  const { today, dayName, members } = useCalendar()
  const days = useMemo(() => weeksOf(span)[0]!, [span])
  const box = useRef<HTMLDivElement>(null)
  const { long, timed } = useMemo(() => {
    const within = entries.filter((entry) => entry.from <= span.to && entry.to >= span.from)
    return { long: within.filter(({ from, to }) => from !== to), timed: within.filter(({ from, to }) => from === to) }
  }, [entries, span])
  const above = useMemo(() => weekRows(long, days[0]!, Number.POSITIVE_INFINITY), [long, days])
  const lines = Math.max(0, ...above.placed.map(({ row }) => row + 1))
  const weekday = useMemo(() => new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }), [locale])
  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = MORNING * HOUR_HEIGHT - 8
  }, [])
  const now = useNow()
  const minutesNow = Math.floor((now - momentOf(today, 0, members.timeZone)) / 60_000)
  return (
    <section className={classes.hours} aria-label={name}>
      <div className={classes.hourHeads}>
        <span />
        {days.map((each) => (
          <h3 key={each} aria-label={dayName(each)} data-today={each === today || undefined}>
            {weekday.format(Date.parse(`${each}T00:00:00Z`))} <span className={`${classes.number} num`}>{Number(each.slice(8))}</span>
          </h3>
        ))}
      </div>
      {lines > 0 && (
        <div className={classes.long} style={{ height: lines * LINE + 6 }}>
          <span className={classes.hourLabel}>{say('calendar.days')}</span>
          {days.map((each, column) => (
            <div key={each} className={classes.longDay}>
              {above.placed
                .filter((placed) => placed.column === column)
                .map(({ entry, row, length, continued, continues }) => (
                  <Chip
                    key={entry.record._id}
                    entry={entry}
                    day={each}
                    length={length}
                    continued={continued}
                    continues={continues}
                    tabbed
                    vertical="none"
                    style={{ top: 2 + row * LINE, width: `calc(${length * 100}% + ${length - 1}px - 8px)` }}
                  />
                ))}
            </div>
          ))}
        </div>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section ref={box} className={classes.hourBox} tabIndex={0} aria-label={say('calendar.hours')}>
        <div className={classes.hourGrid} style={{ height: 24 * HOUR_HEIGHT }}>
          <div className={classes.hourLabels} aria-hidden>
            {HOURS.slice(1).map((hour) => (
              <span key={hour} className={classes.hourLabel} style={{ top: hour * HOUR_HEIGHT }}>
                {clock(hour * 60)}
              </span>
            ))}
          </div>
          {days.map((each) => (
            <HourDay key={each} day={each} entries={timed} current={each === day} now={each === today ? minutesNow : undefined} />
          ))}
        </div>
      </section>
    </section>
  )
}

interface HourDayProps {
  readonly day: string
  readonly entries: readonly Entry[]
  readonly current: boolean
  readonly now: number | undefined
}

const HALF_HOUR = 30

function HourDay({ day, entries, current, now }: HourDayProps) {
  const { mayCreate, create, dayName } = useCalendar()
  const column = useRef<HTMLElement>(null)
  const over = useDayTarget(column, day)
  const placed = useMemo(() => dayColumns(entries.filter(({ from }) => from === day)), [entries, day])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button of the toolbar and the key n create by keyboard
    <section
      ref={column}
      className={classes.hourDay}
      aria-label={dayName(day)}
      data-over={over || undefined}
      data-current={current || undefined}
      onClick={(event) => {
        if (!mayCreate || event.target !== column.current) return
        const minutes = ((event.clientY - column.current.getBoundingClientRect().top) / HOUR_HEIGHT) * 60
        create(day, Math.floor(minutes / HALF_HOUR) * HALF_HOUR)
      }}
    >
      {placed.map(({ entry, begins, ends, column: at, columns }) => (
        <Chip
          key={entry.record._id}
          entry={entry}
          day={day}
          tabbed
          tall
          vertical="time"
          style={{
            top: (begins / 60) * HOUR_HEIGHT + 1,
            height: ((ends - begins) / 60) * HOUR_HEIGHT - 2,
            left: `calc(${(at / columns) * 100}% + 2px)`,
            width: `calc(${100 / columns}% - 4px)`,
          }}
        />
      ))}
      {now !== undefined && <span className={classes.now} style={{ top: (now / 60) * HOUR_HEIGHT }} aria-hidden />}
    </section>
  )
}

function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000)
    return () => clearInterval(timer)
  }, [])
  return now
}
