// What a person was told and what runs for him, each leading to what it is about. Opening one marks it as read.
import { Button } from '@mantine/core'
import { AtSign, CalendarClock, CheckCheck, CircleAlert, CircleCheck, Hourglass, UserPlus } from 'lucide-react'
import { useLocation } from 'wouter'
import type { Module } from '../../../definition/app.ts'
import { type Locale, textOf } from '../../../label.ts'
import { stageOf } from '../../../pipeline/visits.ts'
import { useApp } from '../../data/app-context.tsx'
import { useFormats } from '../../data/formats.tsx'
import { modulePath } from '../../data/paths.ts'
import { moduleLabel } from '../../data/titles.ts'
import { useLocale, useWords, type WordKey } from '../../words/words.tsx'
import { useViewing } from '../access/view-as.ts'
import { Empty, Failure, LoadingLines } from '../Notices.tsx'
import { JobLine } from './JobLine.tsx'
import { jobPath } from './job-path.ts'
import { useMyJobs } from './jobs.tsx'
import classes from './Notify.module.css'
import { type Notice, useNotices } from './notifications.tsx'

interface NotificationPanelProps {
  /** Somebody follows a notification. */
  readonly onGo: () => void
  /** What it stands in says its name. */
  readonly bare?: boolean
}

export default function NotificationPanel({ onGo, bare = false }: NotificationPanelProps) {
  const say = useWords()
  const jobs = useMyJobs()
  const looking = useViewing() !== undefined
  const { unread, notices, loading, failed, more, loadingMore, markRead, again } = useNotices()
  return (
    <div className={classes.panel} data-bare={bare || undefined}>
      {(!bare || (unread > 0 && !looking)) && (
        <header className={classes.head}>
          {!bare && <h2>{say('notify')}</h2>}
          {unread > 0 && !looking && (
            <Button variant="subtle" size="compact-sm" leftSection={<CheckCheck size={14} />} onClick={() => markRead()}>
              {say('notify.read_all')}
            </Button>
          )}
        </header>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className={classes.scroll} tabIndex={0} data-autofocus>
        {jobs.length > 0 && (
          <section aria-label={say('notify.running', { count: jobs.length })}>
            {jobs.map((job) => (
              <JobLine key={job.id} job={job} />
            ))}
          </section>
        )}
        {failed && <Failure message={failed.message} retry={again} />}
        {loading && !failed && <LoadingLines count={3} />}
        {!loading && notices.length === 0 && jobs.length === 0 && (
          <Empty title={say('notify.empty')} text={say('notify.empty.text')} picture={<QuietBell />} />
        )}
        {notices.length > 0 && (
          <ul>
            {notices.map((notice) => (
              <li key={notice.id}>
                <Line
                  notice={notice}
                  onOpen={() => {
                    if (!notice.read && !looking) markRead([notice.id])
                    onGo()
                  }}
                />
              </li>
            ))}
          </ul>
        )}
        {more && (
          <Button variant="subtle" fullWidth loading={loadingMore} onClick={more}>
            {say('notify.older')}
          </Button>
        )}
      </div>
    </div>
  )
}

function Line({ notice, onOpen }: { readonly notice: Notice; readonly onOpen: () => void }) {
  const say = useWords()
  const locale = useLocale()
  const formats = useFormats()
  const { app, people } = useApp()
  const [, go] = useLocation()
  const module = notice.module === undefined ? undefined : app.modules.get(notice.module)
  const label = module ? moduleLabel(module) : ''
  const by = people.find(({ id }) => id === notice.by)?.name ?? say('notify.somebody')
  const failed = notice.kind === 'job' && notice.state !== 'done'
  const Icon = { assigned: UserPlus, mentioned: AtSign, approval: Hourglass, due: CalendarClock, job: failed ? CircleAlert : CircleCheck }[
    notice.kind
  ]
  const title =
    notice.kind === 'job'
      ? (notice.name ?? '')
      : notice.record === undefined
        ? say('notify.records', { count: notice.count ?? 0, module: label })
        : (notice.title ?? say('record.untitled'))
  const what =
    notice.kind === 'job'
      ? say(notice.state === 'done' ? 'notify.done' : notice.state === 'cancelled' ? 'notify.cancelled' : 'notify.failed')
      : notice.kind === 'approval'
        ? say(`notify.approval.${notice.state ?? 'waiting'}` as WordKey, {
            person: by,
            module: label,
            stage: stageName(module, notice, locale),
          })
        : notice.kind === 'due'
          ? say('notify.due', { module: label })
          : say(notice.kind === 'assigned' ? 'notify.assigned' : 'notify.mentioned', { person: by, module: label })
  const href =
    notice.kind === 'job' ? notice.job && jobPath(app.key, { id: notice.job }) : module && modulePath(app.key, module.key, notice.record)
  return (
    <button
      type="button"
      className={classes.line}
      data-unread={!notice.read || undefined}
      onClick={() => {
        onOpen()
        if (href) go(href)
      }}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden className={failed ? classes.bad : undefined} />
      <span className={classes.words}>
        <strong>{title}</strong>
        <span>{what}</span>
        <time dateTime={notice.at} title={formats.moment(notice.at)}>
          {formats.ago(notice.at)}
        </time>
      </span>
      {!notice.read && (
        <>
          <span className={classes.new} />
          <span className="unseen">{say('notify.new')}</span>
        </>
      )}
    </button>
  )
}

/** A bell at rest. */
function QuietBell() {
  return (
    <svg width="72" height="72" viewBox="0 0 72 72" fill="none" aria-hidden="true">
      <path d="M20 50V32a16 16 0 0 1 32 0v18" stroke="var(--mantine-color-default-border)" strokeWidth="2" />
      <path d="M14 50h44" stroke="var(--edge)" strokeWidth="2" strokeLinecap="round" />
      <path d="M31 57a5 5 0 0 0 10 0" stroke="var(--stage-first)" strokeWidth="2" strokeLinecap="round" />
      <path d="M36 10v6" stroke="var(--mantine-color-default-border)" strokeWidth="2" strokeLinecap="round" />
    </svg>
  )
}

function stageName(module: Module | undefined, { stage = '' }: Notice, locale: Locale): string {
  return textOf(module && stageOf(module, stage)?.stage.label, locale, stage)
}
