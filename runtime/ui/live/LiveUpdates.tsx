// Keeps what is on screen up to date while others work: mounted once per app, drawn nowhere.
import { useEffect, useRef } from 'react'
import { onWritten, openStream, viewedRole } from '../data/api.ts'
import { useApp } from '../data/app-context.tsx'
import { queryClient } from '../data/queries.tsx'
import { hasUnsaved } from '../shell/leave-guard.ts'
import { createApplier, type LiveEvent } from './apply.ts'
import { noteWritten } from './changes.ts'
import type { StreamEvent } from './events.ts'
import { setConnected } from './state.ts'
import { listenInTabs } from './tabs.ts'

export default function LiveUpdates() {
  const { app, me, version } = useApp()
  const now = useRef({ app, version })
  now.current = { app, version }
  const key = app.key
  useEffect(() => onWritten(noteWritten), [])
  useEffect(() => {
    const applier = createApplier(() => now.current.app)
    const take = ({ name, data = '' }: StreamEvent) => {
      if (name === 'message') applier.take(JSON.parse(data) as LiveEvent)
      else if (name === 'notification') void queryClient.invalidateQueries({ queryKey: ['notifications', key] })
      else if (name === 'reset') applier.reset()
      else if (JSON.parse(data).version !== now.current.version) renew(key)
    }
    const role = viewedRole(key)
    const stop = listenInTabs({
      name: `stagewright-live ${key} ${me.id} ${role ?? ''}`,
      open: (last, signal) => openStream(`/apps/${key}/live`, last, signal),
      onEvent: take,
      onMissed: () => applier.reset(),
      onState: setConnected,
    })
    return () => {
      stop()
      applier.stop()
      setConnected(false)
    }
  }, [key, me.id])
  return null
}

/** Another version of the app was published: its screens are drawn by it once nobody has unsaved work in them. */
function renew(app: string): void {
  if (hasUnsaved()) setTimeout(() => renew(app), 2000)
  else void queryClient.invalidateQueries({ queryKey: ['app', app] })
}
