// A calendar: records by a day or moment of theirs, as a month, a week or a list; on narrow screens as a list. They are put on other days by dragging, by
// their menu or by keyboard, and made on a day.
import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { Modal } from '@mantine/core'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useSearchParams } from 'wouter'
import type { Module } from '../../definition/app.ts'
import { isDate, localDate } from '../../expression/dates.ts'
import { useApp } from '../data/app-context.tsx'
import { memberOf } from '../data/members.ts'
import { PlainCells } from '../data/PlainCells.tsx'
import { isWritable } from '../list/grid/columns.tsx'
import type { ListState } from '../list/list-state.tsx'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { useNarrow } from '../shell/Shell.tsx'
import { useLocale } from '../words/words.tsx'
import { Agenda } from './Agenda.tsx'
import classes from './Calendar.module.css'
import { CalendarBar } from './CalendarBar.tsx'
import type { EntryData } from './Chip.tsx'
import { type CalendarActions, CalendarProvider } from './calendar-context.tsx'
import { addDays, daysBetween, type Mode, momentOf, spanOf, stepped } from './days.ts'
import type { EntryMenuRequest } from './EntryMenu.tsx'
import { type CalendarMembers, type Entry, hasTime, movedTo } from './entries.ts'
import { Month } from './Month.tsx'
import { useCalendarKeys } from './use-calendar-keys.tsx'
import { useChange } from './use-change.tsx'
import { MOST_ENTRIES, useEntries } from './use-entries.tsx'
import { HOUR_HEIGHT, WeekHours } from './Week.tsx'

const EntryMenu = lazy(() => import('./EntryMenu.tsx'))
const DateDialog = lazy(() => import('./DateDialog.tsx'))
const QuickAdd = lazy(() => import('../board/QuickAdd.tsx'))

interface CalendarProps {
  readonly module: Module
  readonly state: ListState
  readonly onIds: (ids: readonly string[]) => void
}

/** A new entry on a day without an hour begins then. */
const MORNING = 9 * 60
const QUARTER = 15

export default function Calendar({ module, state, onIds }: CalendarProps) {
  const locale = useLocale()
  const narrow = useNarrow()
  const { app, abilities } = useApp()
  const [search, setSearch] = useSearchParams()
  const { view, change: changeAddress, record: openId } = state
  const { timeZone } = app.settings
  const members = useMemo<CalendarMembers>(
    () => ({ date: memberOf(module, view.date!)!, until: view.until === undefined ? undefined : memberOf(module, view.until), timeZone }),
    [module, view.date, view.until, timeZone],
  )
  const today = localDate(Date.now(), timeZone)!
  const asked = search.get('on')
  const day = asked !== null && isDate(asked) ? asked : today
  const wanted = search.get('show')
  const mode: Mode = narrow ? 'list' : wanted === 'week' || wanted === 'list' ? wanted : 'month'
  const span = useMemo(() => spanOf(mode, day), [mode, day])
  const { query, queryKey, entries, total } = useEntries(module, state, members, span)
  const change = useChange(module, queryKey)
  const [menu, setMenu] = useState<EntryMenuRequest>()
  const [dated, setDated] = useState<Entry>()
  const [adding, setAdding] = useState<{ readonly day: string; readonly minutes: number | undefined }>()
  const rights = abilities(module.key)
  const fixed = [members.date, members.until].some((member) => member && !isWritable(module, member.name, rights.readOnly))
  const mayMove = rights.update && !fixed
  const mayCreate = rights.create && !fixed

  const set = (next: Readonly<Record<string, string | undefined>>) =>
    setSearch(
      (now) => {
        const changed = new URLSearchParams(now)
        for (const [name, value] of Object.entries(next)) {
          if (value === undefined) changed.delete(name)
          else changed.set(name, value)
        }
        return changed
      },
      { replace: true },
    )
  const goTo = (next: string) => set({ on: next === today ? undefined : next })
  const show = (next: Mode) => set({ show: next === 'month' ? undefined : next })

  const dayName = useMemo(() => {
    const write = (options: Intl.DateTimeFormatOptions) => {
      const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
      return (each: string) => format.format(Date.parse(`${each}T00:00:00Z`))
    }
    if (locale === 'en') return write({ weekday: 'long', day: 'numeric', month: 'long' })
    const [date, weekday] = [write({ day: 'numeric', month: 'long' }), write({ weekday: 'short' })]
    return (each: string) => `${date(each)} ${weekday(each)}`
  }, [locale])
  const latest = useRef({ entries, change })
  latest.current = { entries, change }
  const refocus = useRef<string>(undefined)
  const actions = useMemo<CalendarActions>(() => {
    const elsewhere = new Set([module.title.key, members.date.name, members.until?.name])
    return {
      module,
      members,
      rest: view.fields.flatMap((name) => (elsewhere.has(name) ? [] : (memberOf(module, name) ?? []))),
      today,
      mayMove,
      mayCreate,
      openId,
      dayName,
      open: (id) => changeAddress({ record: id }),
      move(entry, to, minutes) {
        if (to === entry.from && (minutes === undefined || minutes === entry.begins)) return
        refocus.current = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.entry : undefined
        const moved = movedTo(entry, members, to, minutes)
        latest.current.change(entry.record, moved, dayName(to))
      },
      menu: (entry, at) => setMenu({ entry, at }),
      create: (each, minutes) => setAdding({ day: each, minutes }),
    }
  }, [module, members, view.fields, today, mayMove, mayCreate, openId, dayName, changeAddress])

  // An entry that the keys took to another day keeps the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after every change of the entries
  useEffect(() => {
    const id = refocus.current
    if (id === undefined || document.activeElement !== document.body) return
    document.querySelector<HTMLElement>(`[data-entry="${id}"]`)?.focus()
  }, [entries])
  const ids = openId === undefined ? '' : [...new Set(entries.map(({ record }) => record._id))].join()
  useEffect(() => onIds(ids === '' ? [] : ids.split(',')), [ids, onIds])
  useEffect(() => {
    if (!mayMove) return
    return monitorForElements({
      canMonitor: ({ source }) => source.data.kind === 'entry',
      onDrop({ source, location }) {
        const target = location.current.dropTargets[0]
        const to = target?.data.day
        if (!target || typeof to !== 'string') return
        const { entry, day: held, grip } = source.data as EntryData
        const by = daysBetween(held, to)
        if (mode !== 'week' || !hasTime(members) || entry.from !== entry.to) return actions.move(entry, addDays(entry.from, by))
        const top = location.current.input.clientY - grip - target.element.getBoundingClientRect().top
        const minutes = Math.round(((top / HOUR_HEIGHT) * 60) / QUARTER) * QUARTER
        actions.move(entry, to, Math.min(Math.max(minutes, 0), 24 * 60 - QUARTER))
      },
    })
  }, [mayMove, mode, members, actions])
  useCalendarKeys({
    day,
    today,
    mode,
    narrow,
    goTo,
    show,
    step: (by) => goTo(stepped(mode, day, by)),
    create: mayCreate ? () => actions.create(day) : undefined,
  })

  const month = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(Date.parse(`${day}T00:00:00Z`))
  const short = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'short', day: 'numeric', timeZone: 'UTC' })
  const name = mode === 'week' ? short.formatRange(Date.parse(`${span.from}T00:00:00Z`), Date.parse(`${span.to}T00:00:00Z`)) : month
  const added = adding && {
    [members.date.name]: hasTime(members) ? new Date(momentOf(adding.day, adding.minutes ?? MORNING, timeZone)).toISOString() : adding.day,
  }
  return (
    <PlainCells>
      <CalendarProvider value={actions}>
        <div className={classes.calendar}>
          <CalendarBar
            name={name}
            mode={narrow ? undefined : mode}
            total={total}
            cut={total !== undefined && total > MOST_ENTRIES ? MOST_ENTRIES : undefined}
            onToday={() => goTo(today)}
            onStep={(by) => goTo(stepped(mode, day, by))}
            onMode={show}
          />
          {query.isPending && <LoadingLines />}
          {query.isError && !query.data && <Failure message={query.error.message} retry={() => void query.refetch()} />}
          {query.data &&
            (mode === 'list' ? (
              <Agenda span={span} entries={entries} name={name} />
            ) : mode === 'week' && hasTime(members) ? (
              <WeekHours span={span} entries={entries} day={day} name={name} />
            ) : (
              <Month span={span} entries={entries} day={day} onDay={goTo} name={name} />
            ))}
        </div>
        <Suspense>
          {menu && (
            <EntryMenu
              {...menu}
              onDate={() => setDated(menu.entry)}
              onClose={() => {
                setMenu(undefined)
                if (menu.at instanceof HTMLElement) menu.at.focus()
              }}
            />
          )}
          {dated && <DateDialog entry={dated} onClose={() => setDated(undefined)} />}
          {adding && added && (
            <Modal opened onClose={() => setAdding(undefined)} size="sm" title={actions.dayName(adding.day)} withCloseButton={false}>
              <QuickAdd
                plain
                module={module}
                preset={added}
                also={[members.date.name, ...(members.until ? [members.until.name] : []), ...view.fields]}
                onMade={() => setAdding(undefined)}
                onClose={() => setAdding(undefined)}
              />
            </Modal>
          )}
        </Suspense>
      </CalendarProvider>
    </PlainCells>
  )
}
