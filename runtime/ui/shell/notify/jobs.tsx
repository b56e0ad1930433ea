// Work in the background that I started: how far it is, wherever I am and after every reload, and a message when it has ended.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { call } from '../../data/api.ts'
import { useApp } from '../../data/app-context.tsx'
import { appPath } from '../../data/paths.ts'
import { queryClient } from '../../data/queries.tsx'
import { refreshRecords } from '../../data/records.tsx'
import { say } from '../../words/words.tsx'
import { tellLeading } from '../toasts.tsx'
import { jobPath } from './job-path.ts'
import { useSettled } from './notifications.tsx'

export interface Job {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly state: 'waiting' | 'running' | 'stopping' | 'done' | 'failed' | 'cancelled'
  readonly progress: { readonly line?: number; readonly lines?: number } | null
  readonly result: Readonly<Record<string, unknown>> | null
  readonly by: string | null
  readonly createdAt: string
  readonly finishedAt: string | null
}

const WATCHING = 1500

function jobsQuery(app: string) {
  return queryOptions({
    queryKey: ['jobs', app],
    queryFn: async () => (await call<{ jobs: readonly Job[] }>(`/apps/${app}/jobs`)).jobs,
    // While something of mine runs it is followed; otherwise only a start makes it worth asking.
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? WATCHING : false),
  })
}

export function isUnderWay({ state }: Job): boolean {
  return state === 'waiting' || state === 'running' || state === 'stopping'
}

/** Looks for running work now; whoever starts some calls it. */
export function watchJobs(app: string): void {
  void queryClient.invalidateQueries({ queryKey: ['jobs', app] })
}

/** How much is done, from 0 to 1; undefined where nobody knows. */
export function shareOf({ progress }: Job): number | undefined {
  const { line, lines } = progress ?? {}
  return line === undefined || !lines ? undefined : Math.min(1, line / lines)
}

/** My work that runs or waits, the latest first. */
export function useMyJobs(): readonly Job[] {
  const { app, me } = useApp()
  const settled = useSettled()
  const { data = [] } = useQuery({ ...jobsQuery(app.key), enabled: settled })
  return data.filter((job) => job.by === me.id && isUnderWay(job))
}

/** Says when work of mine has ended that was seen running, also before a reload. */
export function useJobNotices(): void {
  const { app, me } = useApp()
  const settled = useSettled()
  const [path, go] = useLocation()
  const { data } = useQuery({ ...jobsQuery(app.key), enabled: settled })
  const running = useRef(new Set<string>())
  const here = useRef(path)
  here.current = path
  useEffect(() => {
    if (!data) return
    const ended = data.filter((job) => running.current.has(job.id) && !isUnderWay(job))
    running.current = new Set(data.filter((job) => job.by === me.id && isUnderWay(job)).map(({ id }) => id))
    if (ended.length === 0) return
    void refreshRecords(app.key)
    void queryClient.invalidateQueries({ queryKey: ['notifications', app.key] })
    for (const job of ended) {
      const href = jobPath(app.key, job)
      // Its own page says it already, and so does the wizard an import is followed in.
      if (here.current === href || here.current.startsWith(`${appPath(app.key)}/_imports/`)) continue
      const message = say(
        job.state === 'done' ? 'notify.job.done' : job.state === 'cancelled' ? 'notify.job.cancelled' : 'notify.job.failed',
        {
          job: job.name,
        },
      )
      tellLeading(message, { label: say('notify.job.open'), open: () => go(href) })
    }
  }, [data, app.key, me.id, go])
}
