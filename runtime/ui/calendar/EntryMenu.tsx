// What can be done with an entry: open it, put it on another day.
import { Menu } from '@mantine/core'
import { CalendarArrowUp, CalendarDays, PanelRight } from 'lucide-react'
import { useWords } from '../words/words.tsx'
import { useCalendar } from './calendar-context.tsx'
import { addDays } from './days.ts'
import type { Entry } from './entries.ts'

export interface EntryMenuRequest {
  readonly entry: Entry
  readonly at: HTMLElement | { readonly x: number; readonly y: number }
}

interface EntryMenuProps extends EntryMenuRequest {
  readonly onDate: () => void
  readonly onClose: () => void
}

export default function EntryMenu({ entry, at, onDate, onClose }: EntryMenuProps) {
  const say = useWords()
  const { mayMove, move, open, today } = useCalendar()
  const box = at instanceof HTMLElement ? at.getBoundingClientRect() : { left: at.x, top: at.y, width: 0, height: 0 }
  const to = (day: string) => () => move(entry, day)
  return (
    <Menu opened onClose={onClose} position="bottom-start" width={220} returnFocus={false} trapFocus withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-hidden
          style={{
            position: 'fixed',
            padding: 0,
            border: 0,
            background: 'none',
            left: box.left,
            top: box.top,
            width: Math.min(box.width, 24),
            height: Math.min(box.height, 32),
            pointerEvents: 'none',
          }}
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<PanelRight size={14} />} onClick={() => open(entry.record._id)}>
          {say('board.open')}
        </Menu.Item>
        {mayMove && (
          <>
            <Menu.Label>{say('stage.move')}</Menu.Label>
            {entry.from !== today && (
              <Menu.Item leftSection={<CalendarArrowUp size={14} />} onClick={to(today)}>
                {say('calendar.to_today')}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<CalendarArrowUp size={14} />} onClick={to(addDays(entry.from, 1))}>
              {say('calendar.to_next_day')}
            </Menu.Item>
            <Menu.Item leftSection={<CalendarArrowUp size={14} />} onClick={to(addDays(entry.from, 7))}>
              {say('calendar.to_next_week')}
            </Menu.Item>
            <Menu.Item leftSection={<CalendarDays size={14} />} onClick={onDate}>
              {say('calendar.to_date')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
