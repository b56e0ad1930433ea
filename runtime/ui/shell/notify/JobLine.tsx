// One piece of work under way: its name, how far it is, and a button that stops it.
import { Button } from '@mantine/core'
import { call } from '../../data/api.ts'
import { useApp } from '../../data/app-context.tsx'
import { useFormats } from '../../data/formats.tsx'
import { useWords } from '../../words/words.tsx'
import { useViewing } from '../access/view-as.ts'
import { tellFailure } from '../toasts.tsx'
import { type Job, shareOf, watchJobs } from './jobs.tsx'
import classes from './Notify.module.css'

export function JobLine({ job }: { readonly job: Job }) {
  const say = useWords()
  const formats = useFormats()
  const { app } = useApp()
  const looking = useViewing() !== undefined
  const share = shareOf(job)
  const stop = () =>
    call(`/apps/${app.key}/jobs/${job.id}/cancel`, { method: 'POST' }).then(
      () => watchJobs(app.key),
      (error) => tellFailure(say('notify.job.not_stopped', { job: job.name }), error),
    )
  const state = job.state === 'stopping' ? say('notify.job.stopping') : job.state === 'waiting' ? say('notify.job.waiting') : undefined
  return (
    <div className={classes.job}>
      <div className={classes.words}>
        <strong>{job.name}</strong>
        <span>{state ?? (share === undefined ? say('notify.job.running') : formats.percent(Math.floor(share * 100) / 100))}</span>
        <progress className={classes.progress} aria-label={job.name} {...(share === undefined ? {} : { value: share, max: 1 })} />
      </div>
      {job.state !== 'stopping' && !looking && (
        <Button variant="default" size="compact-sm" onClick={() => void stop()}>
          {say('notify.job.stop')}
        </Button>
      )}
    </div>
  )
}
