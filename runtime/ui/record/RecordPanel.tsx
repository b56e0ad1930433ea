// A record beside the list it was opened from. It is no dialog: the list stays in use, Escape closes it, J and K step through the list.
import { ActionIcon, Tooltip } from '@mantine/core'
import { ChevronDown, ChevronUp, Maximize2, X } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import type { Module } from '../../definition/app.ts'
import { useApp } from '../data/app-context.tsx'
import { modulePath } from '../data/paths.ts'
import { moduleLabel } from '../data/titles.ts'
import { isTyping } from '../list/Toolbar.tsx'
import { leaveOrAsk } from '../shell/leave-guard.ts'
import { useWords } from '../words/words.tsx'
import { rememberList } from './last-list.ts'
import { NewRecord } from './NewRecord.tsx'
import classes from './Record.module.css'
import { RecordView } from './RecordView.tsx'

interface RecordPanelProps {
  readonly module: Module
  /** `new` for a record to be made. */
  readonly id: string
  readonly ids: readonly string[]
  readonly onId: (id: string | undefined) => void
}

export default function RecordPanel({ module, id, ids, onId }: RecordPanelProps) {
  const say = useWords()
  const { app } = useApp()
  const [, go] = useLocation()
  const panel = useRef<HTMLElement>(null)
  const creating = id === 'new'
  useEffect(() => {
    const search = new URLSearchParams(location.search)
    search.delete('record')
    if (ids.length > 0) rememberList(app.key, module.key, { href: `${modulePath(app.key, module.key)}?${search}`, ids })
  }, [app.key, module.key, ids])
  const index = ids.indexOf(id)
  const step = (by: number) => {
    const next = index < 0 ? undefined : ids[index + by]
    if (next) onId(next)
  }
  // Where the focus came from, it goes back to: at once, so that the next key finds it there, and only where nobody has taken it elsewhere.
  useLayoutEffect(() => {
    const before = document.activeElement
    const own = panel.current
    if (!own?.contains(before)) own?.focus({ preventScroll: true })
    return () => {
      const now = document.activeElement
      const held = now === document.body || own?.contains(now)
      if (held && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  const name = creating ? say('record.new', { module: moduleLabel(module) }) : moduleLabel(module)
  return (
    <aside
      ref={panel}
      className={classes.panel}
      aria-label={name}
      tabIndex={-1}
      onKeyDown={(event) => {
        // Lists and dialogs drawn over the panel keep their keys, an open list under a control its Escape.
        if (event.defaultPrevented || !panel.current?.contains(event.target as Node)) return
        if (event.key === 'Escape' && (event.target as Element).getAttribute('aria-expanded') === 'true') return
        if (event.key === 'Escape') onId(undefined)
        else if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
        else if (event.key === 'j' || event.key === 'J') step(1)
        else if (event.key === 'k' || event.key === 'K') step(-1)
      }}
    >
      <header className={classes.panelHead}>
        {creating ? <h2 className={classes.panelName}>{name}</h2> : <span className={classes.panelName}>{name}</span>}
        {!creating && (
          <>
            <Tooltip label={say('record.previous')}>
              <ActionIcon aria-label={say('record.previous')} disabled={index <= 0} onClick={() => step(-1)}>
                <ChevronUp size={16} strokeWidth={1.75} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={say('record.next')}>
              <ActionIcon aria-label={say('record.next')} disabled={index < 0 || index >= ids.length - 1} onClick={() => step(1)}>
                <ChevronDown size={16} strokeWidth={1.75} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={say('record.full')}>
              <ActionIcon aria-label={say('record.full')} onClick={() => go(modulePath(app.key, module.key, id))}>
                <Maximize2 size={16} strokeWidth={1.75} />
              </ActionIcon>
            </Tooltip>
          </>
        )}
        <Tooltip label={say('close')}>
          <ActionIcon aria-label={say('close')} onClick={() => onId(undefined)}>
            <X size={16} strokeWidth={1.75} />
          </ActionIcon>
        </Tooltip>
      </header>
      {creating ? (
        <NewRecord module={module} onMade={(made) => leaveOrAsk(() => onId(made))} onCancel={() => onId(undefined)} />
      ) : (
        <RecordView module={module} id={id} place="panel" onGone={() => onId(undefined)} />
      )}
    </aside>
  )
}
