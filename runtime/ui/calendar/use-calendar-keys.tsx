// The keys of a calendar: another month or week, today, another way to look; and the sheet that lists them.
import { useEffect, useMemo, useRef } from 'react'
import { isTyping } from '../list/Toolbar.tsx'
import { type Command, useCommands } from '../shell/commands.ts'
import { useWords } from '../words/words.tsx'
import type { Mode } from './days.ts'

interface CalendarKeys {
  readonly day: string
  readonly today: string
  readonly mode: Mode
  /** One way to look at it alone. */
  readonly narrow: boolean
  goTo(day: string): void
  show(mode: Mode): void
  step(by: 1 | -1): void
  readonly create: (() => void) | undefined
}

export function useCalendarKeys(keys: CalendarKeys): void {
  const say = useWords()
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return
      // Dialogs, menus and the panel have keys of their own.
      if ((event.target as Element | null)?.closest?.('[role=dialog], [role=menu], aside')) return
      const { today, narrow, goTo, show, step } = latest.current
      const acts: Readonly<Record<string, (() => void) | undefined>> = {
        PageDown: () => step(1),
        PageUp: () => step(-1),
        t: () => goTo(today),
        ...(narrow ? {} : { '1': () => show('month'), '2': () => show('week'), '3': () => show('list') }),
      }
      const act = acts[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  const creates = keys.create !== undefined
  const commands = useMemo(() => {
    const key = (id: string, label: string, ...own: string[]): Command => ({
      id: `calendar.${id}`,
      label,
      group: 'here',
      keys: own,
      own: true,
    })
    return [
      key('today', say('calendar.today'), 't'),
      key('next', say('calendar.next'), 'PageDown'),
      key('previous', say('calendar.previous'), 'PageUp'),
      key('month', say('calendar.mode.month'), '1'),
      key('week', say('calendar.mode.week'), '2'),
      key('list', say('calendar.mode.list'), '3'),
      ...(creates
        ? [key('take', say('calendar.key.take'), 'mod+shift+ArrowRight', 'mod+shift+ArrowLeft'), key('move', say('stage.move'), 'm')]
        : []),
    ]
  }, [say, creates])
  useCommands(commands)
}
