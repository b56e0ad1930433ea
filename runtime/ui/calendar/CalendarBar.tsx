// The line over a calendar: where one is, how one gets elsewhere, and how many records there are.
import { ActionIcon, Button, SegmentedControl, Tooltip } from '@mantine/core'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useFormats } from '../data/formats.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Calendar.module.css'
import type { Mode } from './days.ts'

interface CalendarBarProps {
  readonly name: string
  /** Absent where there is no choice. */
  readonly mode: Mode | undefined
  readonly total: number | undefined
  /** Only so many of them are shown. */
  readonly cut: number | undefined
  readonly onToday: () => void
  readonly onStep: (by: 1 | -1) => void
  readonly onMode: (mode: Mode) => void
}

const MODES: readonly Mode[] = ['month', 'week', 'list']

export function CalendarBar({ name, mode, total, cut, onToday, onStep, onMode }: CalendarBarProps) {
  const say = useWords()
  const formats = useFormats()
  const step = (by: 1 | -1) => {
    const label = say(by > 0 ? 'calendar.next' : 'calendar.previous')
    const Icon = by > 0 ? ChevronRight : ChevronLeft
    return (
      <Tooltip label={label}>
        <ActionIcon aria-label={label} onClick={() => onStep(by)}>
          <Icon size={16} strokeWidth={1.75} />
        </ActionIcon>
      </Tooltip>
    )
  }
  return (
    <header className={classes.bar}>
      {step(-1)}
      <h2 aria-live="polite">{name}</h2>
      {step(1)}
      <Button variant="default" size="compact-sm" onClick={onToday}>
        {say('calendar.today')}
      </Button>
      <span className={classes.space} />
      <span className={`${classes.total} num`} role="status">
        {total === undefined ? '' : say('list.total', { count: total, shown: formats.number(total) })}
        {cut !== undefined && ` · ${say('calendar.cut', { count: formats.number(cut) })}`}
      </span>
      {mode && (
        <SegmentedControl
          size="xs"
          aria-label={say('calendar.mode')}
          value={mode}
          onChange={(next) => onMode(next as Mode)}
          data={MODES.map((each) => ({ value: each, label: say(`calendar.mode.${each}`) }))}
        />
      )}
    </header>
  )
}
