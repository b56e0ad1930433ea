// The entries of a month one below the other, by day.

import { Button } from '@mantine/core'
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef } from 'react'
import { MemberCell } from '../data/MemberCell.tsx'
import { recordTitle } from '../data/titles.ts'
import { EmptyPicture } from '../list/EmptyPicture.tsx'
import { Empty } from '../shell/Notices.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Calendar.module.css'
import { clock } from './Chip.tsx'
import { useCalendar } from './calendar-context.tsx'
import { addDays, type Span } from './days.ts'
import { type Entry, hasTime } from './entries.ts'

interface AgendaProps {
  readonly span: Span
  readonly entries: readonly Entry[]
  readonly name: string
}

/** Values beside a title. */
const VALUES = 3

export function Agenda({ span, entries, name }: AgendaProps) {
  const say = useWords()
  const { today, dayName, mayCreate, create, members } = useCalendar()
  const list = useRef<HTMLElement>(null)
  const days = useMemo(() => {
    const byDay = new Map<string, Entry[]>()
    for (const entry of entries) {
      // What began before stands on the first day shown.
      const day = entry.from < span.from ? span.from : entry.from
      byDay.set(day, [...(byDay.get(day) ?? []), entry])
    }
    return [...byDay].toSorted(([a], [b]) => (a < b ? -1 : 1))
  }, [entries, span.from])
  // What is next is what one came for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for every month
  useLayoutEffect(() => {
    const box = list.current
    const next = days.find(([day]) => day >= today)?.[0]
    const section = next && box?.querySelector<HTMLElement>(`[data-of="${next}"]`)
    if (box) box.scrollTop = section ? section.offsetTop - box.offsetTop : 0
  }, [span])
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key]
    if (by === undefined) return
    const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-entry]')]
    const next = lines[lines.indexOf(document.activeElement as HTMLElement) + by]
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  if (entries.length === 0) {
    const day = today >= span.from && today <= span.to ? today : span.from
    return (
      <Empty
        title={say('calendar.empty')}
        picture={<EmptyPicture />}
        action={mayCreate && <Button onClick={() => create(day)}>{say('create')}</Button>}
      />
    )
  }
  return (
    <section ref={list} className={classes.agenda} aria-label={name} data-days={hasTime(members) ? undefined : ''} onKeyDown={onKeyDown}>
      {days.map(([day, own]) => (
        <section key={day} className={classes.agendaDay} data-of={day} data-today={day === today || undefined}>
          <h3>
            {dayName(day)}
            {day === today && <span className={classes.todayMark}>{say('calendar.today')}</span>}
          </h3>
          <ul>
            {own.map((entry) => (
              <li key={entry.record._id}>
                <AgendaLine entry={entry} day={day} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  )
}

function AgendaLine({ entry, day }: { readonly entry: Entry; readonly day: string }) {
  const say = useWords()
  const { module, members, rest, openId, open, menu, move, mayMove, dayName } = useCalendar()
  const { record } = entry
  const time =
    entry.begins === undefined || entry.from < day
      ? ''
      : clock(entry.begins) + (entry.from === entry.to && members.until && record[members.until.name] ? `–${clock(entry.ends ?? 0)}` : '')
  return (
    <button
      type="button"
      className={classes.agendaLine}
      data-entry={record._id}
      data-open={record._id === openId || undefined}
      onClick={() => open(record._id)}
      onContextMenu={(event) => {
        event.preventDefault()
        const { clientX: x, clientY: y, currentTarget } = event
        menu(entry, x === 0 && y === 0 ? currentTarget : { x, y })
      }}
      onKeyDown={(event) => {
        if (!mayMove) return
        const by = (event.ctrlKey || event.metaKey) && event.shiftKey ? { ArrowLeft: -1, ArrowRight: 1 }[event.key] : undefined
        if (by !== undefined) {
          event.preventDefault()
          move(entry, addDays(entry.from, by))
        } else if (event.key === 'm' && !event.ctrlKey && !event.metaKey && !event.altKey) {
          event.preventDefault()
          menu(entry, event.currentTarget)
        }
      }}
    >
      <span className={`${classes.agendaTime} num`}>{time}</span>
      <span className={classes.agendaText}>
        <span className={classes.agendaTitle}>{recordTitle(module, record) ?? say('record.untitled')}</span>
        <span className={classes.agendaRest}>
          {entry.from !== entry.to && <span className={classes.agendaSpan}>{say('calendar.until', { day: dayName(entry.to) })}</span>}
          {rest.slice(0, VALUES).map((member) => (
            <MemberCell key={member.name} module={module} member={member} value={record[member.name]} />
          ))}
        </span>
      </span>
    </button>
  )
}
