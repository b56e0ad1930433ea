// The bell of the rail: how much is unread, what runs, and the panel of both beside it.
import { Popover, Tooltip, UnstyledButton } from '@mantine/core'
import { Bell as Drawing } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useWords } from '../../words/words.tsx'
import { LoadingLines } from '../Notices.tsx'
import { hideOverlay, showOverlay, useOverlay } from '../overlays.ts'
import shell from '../Shell.module.css'
import { useMyJobs } from './jobs.tsx'
import classes from './Notify.module.css'
import { useNotices } from './notifications.tsx'

const NotificationPanel = lazy(() => import('./NotificationPanel.tsx'))

export function Bell({ small }: { readonly small: boolean }) {
  const say = useWords()
  const { unread } = useNotices()
  const jobs = useMyJobs()
  const open = useOverlay()?.kind === 'notifications'
  const running = jobs.length > 0 ? [say('notify.running', { count: jobs.length })] : []
  const name = unread > 0 ? say('notify.unread', { count: unread }) : say('notify')
  return (
    <Popover
      opened={open}
      onChange={(next) => !next && hideOverlay()}
      position="right-start"
      width={400}
      offset={12}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <Tooltip label={name} position="right" disabled={!small || open}>
          <UnstyledButton
            className={shell.entry}
            aria-label={small ? [name, ...running].join(' · ') : undefined}
            aria-haspopup="dialog"
            aria-expanded={open}
            onClick={() => (open ? hideOverlay() : showOverlay({ kind: 'notifications' }))}
          >
            <span className={classes.bell}>
              <Drawing size={16} strokeWidth={1.75} aria-hidden />
              {small && unread > 0 && <span className={classes.dot} />}
            </span>
            {!small && <span className={shell.fill}>{say('notify')}</span>}
            {!small && unread > 0 && (
              <span className={classes.count}>
                {unread > 99 ? '99+' : unread} <span className="unseen">{say('notify.new')}</span>
              </span>
            )}
            {!small && running.length > 0 && (
              <span className={classes.busy} title={running[0]}>
                <span className="unseen">{running[0]}</span>
              </span>
            )}
          </UnstyledButton>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={say('notify')}>
        <Suspense fallback={<LoadingLines count={3} />}>
          <NotificationPanel onGo={hideOverlay} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
