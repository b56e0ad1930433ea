// A piece of background work on a page: how far it is while it runs, and what came of it.
import { useQuery } from '@tanstack/react-query'
import { FileWarning } from 'lucide-react'
import { Redirect, useSearchParams } from 'wouter'
import { call } from '../../data/api.ts'
import { useApp } from '../../data/app-context.tsx'
import { useFormats } from '../../data/formats.tsx'
import type { Refusal } from '../../data/shapes.ts'
import { importPath } from '../../import/import-path.ts'
import { useWords } from '../../words/words.tsx'
import { Failure, LoadingLines } from '../Notices.tsx'
import { TopBar } from '../TopBar.tsx'
import { JobLine } from './JobLine.tsx'
import { isUnderWay, type Job } from './jobs.tsx'
import classes from './Notify.module.css'

const WATCHING = 1000
const COUNTS = ['created', 'updated', 'skipped', 'failed'] as const

export default function JobPage({ id }: { readonly id: string }) {
  const say = useWords()
  const formats = useFormats()
  const { app } = useApp()
  const [search] = useSearchParams()
  const job = useQuery({
    queryKey: ['job', app.key, id],
    queryFn: () => call<Job>(`/apps/${app.key}/jobs/${id}`),
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? WATCHING : false),
  })
  // An import has its own pages, with the lines that failed and the way back; one of stages passed leads here again.
  if (job.data?.kind === 'import' && !search.has('plain')) return <Redirect to={importPath(app.key, id)} replace />
  const title = job.data?.name ?? say('notify.job')
  return (
    <>
      <TopBar title={title} crumbs={<h1>{title}</h1>} />
      <div className={classes.page}>
        {job.isError && <Failure message={job.error.message} retry={() => void job.refetch()} />}
        {job.isPending && <LoadingLines count={4} />}
        {job.data && isUnderWay(job.data) && <JobLine job={job.data} />}
        {job.data && !isUnderWay(job.data) && <Outcome job={job.data} app={app.key} />}
        {job.data?.finishedAt && <p className={classes.when}>{say('notify.job.ended', { time: formats.moment(job.data.finishedAt) })}</p>}
      </div>
    </>
  )
}

function Outcome({ job, app }: { readonly job: Job; readonly app: string }) {
  const say = useWords()
  const formats = useFormats()
  const { result } = job
  const problems = (Array.isArray(result?.problems) ? result.problems : []) as readonly (Refusal & { message: unknown })[]
  const counts = COUNTS.flatMap((name) => (typeof result?.[name] === 'number' ? [[name, result[name]] as const] : []))
  const state = job.state === 'done' && problems.length === 0 ? 'done' : job.state === 'cancelled' ? 'cancelled' : 'failed'
  return (
    <>
      <p role="status">{say(state === 'done' ? 'notify.done' : state === 'cancelled' ? 'notify.cancelled' : 'notify.failed')}</p>
      {counts.length > 0 && (
        <dl className={classes.counts}>
          {counts.map(([name, count]) => (
            <div key={name}>
              <dt>{say(`job_count.${name}`)}</dt>
              <dd className="num">{formats.number(count)}</dd>
            </div>
          ))}
        </dl>
      )}
      {job.kind === 'import' && typeof result?.failed === 'number' && result.failed > 0 && (
        <p>
          <a className={classes.file} href={`/api/v1/apps/${app}/imports/${job.id}/errors`} download>
            <FileWarning size={16} strokeWidth={1.75} aria-hidden /> {say('notify.job.errors')}
          </a>
        </p>
      )}
    </>
  )
}
