// Trying parts of a design over HTTP: an expression on a record, a scorecard on all of them. Nothing is changed.
import type { Problem } from '../../runtime/problem.ts'
import { designedCard, designedShape } from '../definitions/design.ts'
import { readDraft } from '../definitions/draft.ts'
import { tryExpression } from '../records/try-expression.ts'
import { tryScorecard } from '../records/try-scorecard.ts'
import { readFields } from './body.ts'
import type { Answer, AppRequest, Route } from './route.ts'

export const trialRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/apps/:app/try',
    permission: 'design',
    summary: 'Check an expression against the draft and evaluate it on a record',
    reads: true,
    handle: expression,
  },
  {
    method: 'POST',
    path: '/apps/:app/scores/try',
    permission: 'design',
    summary: 'How a scorecard of the draft would score the records that are there',
    reads: true,
    handle: scorecard,
  },
]

/** What is wrong with a design is an answer, not a refusal. */
function wrong(problems: readonly Problem[]): Answer {
  return { json: { ok: false, problems } }
}

async function expression(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const kinds = { module: 'string', expression: 'string', record: 'string', definition: 'object' } as const
  const fields = readFields(body.value, kinds, ['module', 'expression'])
  if (!fields.ok) return fields
  const { module, expression: text, record, definition } = fields.value as Record<string, string | undefined>
  const { host, published, principal } = request
  const shape = designedShape(definition ?? (await readDraft(host.db, published)).definition, module!)
  if (!shape.ok) return wrong(shape.problems)
  const trial = { text: text!, shape: shape.value, ...(record === undefined ? {} : { record }) }
  const tried = await tryExpression(host.db, published.app, principal, trial)
  if (!tried.ok) return tried.problems.some(({ code }) => code === 'not_found') ? tried : wrong(tried.problems)
  return { json: { ok: tried.value.problems === undefined, ...tried.value } }
}

async function scorecard(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { scorecard: 'object' }, ['scorecard'])
  if (!fields.ok) return fields
  const { host, published, principal } = request
  const draft = await readDraft(host.db, published)
  const designed = designedCard(published.app, draft.definition, fields.value.scorecard as Record<string, unknown>)
  if (!designed.ok) return wrong(designed.problems)
  const { app, card, score } = designed.value
  const tried = await tryScorecard(host.db, app, principal, card, score)
  return tried.ok ? { json: { ok: true, ...tried.value } } : wrong(tried.problems)
}
