// The scores of a record, explained.
import { readRecord } from '../records/read.ts'
import { notFound } from '../records/refusal.ts'
import { explainScores } from '../records/scores.ts'
import { moduleOf } from './records.ts'
import type { Answer, AppRequest, Route } from './route.ts'

export const scoreRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/apps/:app/records/:module/:id/scores',
    permission: 'app',
    summary: 'Why a record has its scores: each rule, its points, the last changes',
    handle: scores,
  },
]

async function scores(request: AppRequest): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const { host, published, principal, path, locale } = request
  const id = path.id!
  const record = await readRecord(host.db, published.app, module.value, principal, id)
  if (!record) return { problems: [notFound(module.value, id)] }
  return { json: { scorecards: await explainScores(host.db, published, module.value, principal, id, locale, Date.now()) } }
}
