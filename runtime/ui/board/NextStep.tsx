// The next step of a record in the foot of its card: the day and what is to be done, red where the day has passed, or a quiet word that there is none.
import { CalendarClock } from 'lucide-react'
import { localDate } from '../../expression/dates.ts'
import type { ShownMember } from '../data/members.ts'
import type { RecordData } from '../data/shapes.ts'
import { useLocale, useWords } from '../words/words.tsx'
import classes from './Board.module.css'
import { isGiven } from './heights.ts'

interface NextStepProps {
  readonly step: ShownMember | undefined
  readonly due: ShownMember | undefined
  readonly record: RecordData
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** `12 Dec`; the year only where it is another one. */
function shortDay(day: string, today: string, locale: string): string {
  const other = day.slice(0, 4) !== today.slice(0, 4)
  const key = `${locale} ${other}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', ...(other ? { year: 'numeric' } : {}), timeZone: 'UTC' })
    formats.set(key, format)
  }
  return format.format(Date.parse(`${day}T00:00:00Z`))
}

export function NextStep({ step, due, record }: NextStepProps) {
  const say = useWords()
  const locale = useLocale()
  const written = step && isGiven(record[step.name]) ? String(record[step.name]) : undefined
  const zone = due?.context.timeZone ?? 'UTC'
  const today = localDate(Date.now(), zone) ?? ''
  const value = due && record[due.name]
  const day =
    typeof value !== 'string' ? undefined : due?.storage.kind === 'instant' ? (localDate(Date.parse(value), zone) ?? undefined) : value
  if (!written && !day) return <span className={classes.next}>{say('board.no_next')}</span>
  const late = day !== undefined && day < today
  const text = [day && shortDay(day, today, locale), written].filter(Boolean).join(' · ')
  return (
    <span className={classes.next} data-late={late || undefined} data-given="" title={text}>
      <CalendarClock size={12} strokeWidth={1.75} aria-hidden />
      <span className={classes.nextText}>
        <span className="unseen">{late ? say('board.next_late') : say('board.next')} </span>
        {text}
      </span>
    </span>
  )
}
