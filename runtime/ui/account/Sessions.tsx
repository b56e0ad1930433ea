// Where I am signed in, each as a device in words; any but this one can be ended.
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Monitor, Smartphone } from 'lucide-react'
import { call } from '../data/api.ts'
import { useFormats } from '../data/formats.tsx'
import { Failure, LoadingLines } from '../shell/Notices.tsx'
import { tellDone, tellFailure } from '../shell/toasts.tsx'
import { useWords } from '../words/words.tsx'
import classes from './Account.module.css'
import { deviceOf } from './device.ts'

interface SessionLine {
  readonly id: string
  readonly createdAt: string
  readonly userAgent: string | null
  readonly current: boolean
}

export function Sessions() {
  const say = useWords()
  const formats = useFormats()
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: async () => (await call<{ sessions: SessionLine[] }>('/me/sessions')).sessions,
  })
  if (sessions.isError) return <Failure message={sessions.error.message} retry={() => void sessions.refetch()} />
  if (!sessions.data) return <LoadingLines count={2} />
  // This device first: the others are told from it.
  const lines = [...sessions.data].sort((a, b) => Number(b.current) - Number(a.current) || b.createdAt.localeCompare(a.createdAt))
  const others = lines.filter(({ current }) => !current)
  const end = (ids: readonly string[]) =>
    Promise.all(ids.map((id) => call(`/me/sessions/${id}`, { method: 'DELETE' })))
      .then(
        () => tellDone(say('profile.session.ended', { count: ids.length })),
        (error) => tellFailure(say('sessions.not_ended'), error),
      )
      .finally(() => void sessions.refetch())
  return (
    <>
      <ul className={classes.lines}>
        {lines.map(({ id, userAgent, createdAt, current }) => {
          const { browser, system, phone } = deviceOf(userAgent)
          const Icon = phone ? Smartphone : Monitor
          const name =
            browser && system ? say('profile.session.device', { browser, system }) : (browser ?? system ?? say('sessions.unknown'))
          return (
            <li key={id}>
              <span className={classes.device}>
                <Icon size={16} strokeWidth={1.75} aria-hidden />
                <span>
                  {name}
                  <span className={classes.note}>{say('profile.session.since', { time: formats.moment(createdAt) })}</span>
                </span>
              </span>
              {current ? (
                <span className={classes.mark}>{say('sessions.current')}</span>
              ) : (
                <Button variant="default" aria-label={say('profile.session.end_of', { device: name })} onClick={() => void end([id])}>
                  {say('sessions.end')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {others.length > 1 && (
        <Button mt="sm" variant="default" onClick={() => void end(others.map(({ id }) => id))}>
          {say('profile.session.end_others')}
        </Button>
      )}
    </>
  )
}
