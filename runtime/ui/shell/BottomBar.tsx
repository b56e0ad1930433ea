// The rail on narrow screens: a bar at the bottom with the first entries, search, and everything else on a sheet behind "more".
import { UnstyledButton } from '@mantine/core'
import { Ellipsis, Search } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { Link, useLocation } from 'wouter'
import { useApp } from '../data/app-context.tsx'
import { useWords } from '../words/words.tsx'
import { Icon } from './icons.tsx'
import { navigationOf } from './navigation.ts'
import notify from './notify/Notify.module.css'
import { useNotices } from './notify/notifications.tsx'
import { hideOverlay, showOverlay, useOverlay } from './overlays.ts'
import classes from './Shell.module.css'

const MoreSheet = lazy(() => import('./MoreSheet.tsx'))
const NoticeSheet = lazy(() => import('./notify/NoticeSheet.tsx'))

/** Entries that have a place of their own in the bar. */
export const SHOWN = 3

export function BottomBar() {
  const say = useWords()
  const { app } = useApp()
  const [path] = useLocation()
  const overlay = useOverlay()
  const { unread } = useNotices()
  const entries = navigationOf(app)
  const current = (of: string) => (path === of || path.startsWith(`${of}/`) ? ('page' as const) : undefined)
  return (
    <nav className={classes.bar} aria-label={say('rail')}>
      {entries.slice(0, SHOWN).map((entry) => (
        <Link key={entry.key} href={entry.href} className={classes.tab} aria-current={current(entry.path)}>
          <Icon name={entry.icon} size={18} />
          <span>{entry.label}</span>
        </Link>
      ))}
      <UnstyledButton className={classes.tab} aria-haspopup="dialog" onClick={() => showOverlay({ kind: 'palette' })}>
        <Search size={18} strokeWidth={1.75} aria-hidden />
        <span>{say('search')}</span>
      </UnstyledButton>
      <UnstyledButton
        className={classes.tab}
        aria-haspopup="dialog"
        aria-label={unread > 0 ? `${say('more')} · ${say('notify.unread', { count: unread })}` : undefined}
        onClick={() => showOverlay({ kind: 'more' })}
      >
        <span className={notify.bell}>
          <Ellipsis size={18} strokeWidth={1.75} aria-hidden />
          {unread > 0 && <span className={notify.dot} />}
        </span>
        <span>{say('more')}</span>
      </UnstyledButton>
      <Suspense>
        {overlay?.kind === 'more' && <MoreSheet onClose={hideOverlay} />}
        {overlay?.kind === 'notifications' && <NoticeSheet onClose={hideOverlay} />}
      </Suspense>
    </nav>
  )
}
