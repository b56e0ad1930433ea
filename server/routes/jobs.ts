// Background work over HTTP: how far it is, and stopping it. People see their own jobs, administrators all.
import { problem } from '../../runtime/problem.ts'
import { isAllPowerful, userId } from '../access/principal.ts'
import type { JobInfo } from '../jobs/runner.ts'
import type { Answer, AppRequest, Route } from './route.ts'

export const jobRoutes: readonly Route[] = [
  { method: 'GET', path: '/apps/:app/jobs', permission: 'app', summary: 'My background work', handle: list },
  { method: 'GET', path: '/apps/:app/jobs/:id', permission: 'app', summary: 'How far a job is', handle: show },
  { method: 'POST', path: '/apps/:app/jobs/:id/cancel', permission: 'app', summary: 'Stop a job', handle: cancel },
]

export function mayFollow(request: AppRequest, job: JobInfo | undefined): job is JobInfo {
  return job !== undefined && (isAllPowerful(request.principal) || job.by === userId(request.principal))
}

export function noSuchJob(): Answer {
  return { problems: [problem('', 'not_found', 'There is no such job for you.', '没有你可查看的该任务。')] }
}

async function list(request: AppRequest): Promise<Answer> {
  const jobs = await request.services.jobs.list(request.host)
  return { json: { jobs: jobs.filter((job) => mayFollow(request, job)) } }
}

async function show(request: AppRequest): Promise<Answer> {
  const job = await request.services.jobs.get(request.host, request.path.id!)
  return mayFollow(request, job) ? { json: job } : noSuchJob()
}

async function cancel(request: AppRequest): Promise<Answer> {
  const job = await request.services.jobs.get(request.host, request.path.id!)
  if (!mayFollow(request, job)) return noSuchJob()
  return { json: { cancelled: await request.services.jobs.cancel(request.host, job.id) } }
}
