// Moves and approvals over HTTP: what moves a record has, a move tried without making it, requests that wait, and decisions.

import type { Module } from '../../runtime/definition/app.ts'
import { readAnswers } from '../../runtime/pipeline/answers.ts'
import { stageOf } from '../../runtime/pipeline/visits.ts'
import { fail, ok, problem, type Result } from '../../runtime/problem.ts'
import { listApprovals } from '../records/approvals.ts'
import { DECISIONS, type Decision, decideApproval, readComment } from '../records/decide.ts'
import { type MoveTrial, movesOf } from '../records/moves.ts'
import { readRecord } from '../records/read.ts'
import { notFound } from '../records/refusal.ts'
import { readFields } from './body.ts'
import { contextOf, moduleOf } from './records.ts'
import { type Answer, type AppRequest, answer, type Route } from './route.ts'

const RECORD = '/apps/:app/records/:module/:id'

export const moveRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${RECORD}/moves`,
    permission: 'app',
    summary: 'Where a record may move, what that asks, or why not',
    handle: moves,
  },
  {
    method: 'POST',
    path: `${RECORD}/moves`,
    permission: 'app',
    summary: 'Try a move with values and answers, without making it',
    reads: true,
    handle: tryMove,
  },
  { method: 'GET', path: `${RECORD}/approvals`, permission: 'app', summary: 'Requests for approval of a record', handle: ofRecord },
  { method: 'GET', path: '/apps/:app/approvals', permission: 'app', summary: 'Requests for approval that wait', handle: waiting },
  {
    method: 'POST',
    path: '/apps/:app/approvals/:id',
    permission: 'app',
    summary: 'Approve, reject or take back a request',
    handle: decide,
  },
]

/** Problems inside an answer that is none, told in the language of the request. */
function told<T extends { readonly problems?: readonly { readonly message: { en: string; 'zh-CN': string } }[] }>(
  { locale }: AppRequest,
  value: T,
) {
  return value.problems ? { ...value, problems: value.problems.map((each) => ({ ...each, message: each.message[locale] })) } : value
}

async function moves(request: AppRequest): Promise<Answer> {
  return options(request, undefined)
}

async function tryMove(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const module = moduleOf(request)
  if (!module.ok) return module
  const trial = readTrial(module.value, body.value)
  return trial.ok ? options(request, trial.value) : trial
}

async function options(request: AppRequest, trial: MoveTrial | undefined): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const { host, published, principal, path } = request
  const found = await movesOf(host.db, published, principal, module.value, path.id!, trial)
  return answer(found, ({ stage, options: all }) => ({ json: { stage, options: all.map((each) => told(request, each)) } }))
}

function readTrial(module: Module, body: Readonly<Record<string, unknown>>): Result<MoveTrial> {
  const fields = readFields(body, { to: 'string', values: 'object', _move: 'object' }, ['to'])
  if (!fields.ok) return fields
  const to = fields.value.to as string
  const answers = readAnswers(fields.value._move)
  if (!answers.ok) return answers
  if (!stageOf(module, to))
    return fail(
      problem(
        'to',
        'unknown_stage',
        `to: "${to.slice(0, 60)}" is not a stage of this module.`,
        `to：“${to.slice(0, 60)}”不是此模块的阶段。`,
      ),
    )
  return ok({ to, answers: answers.value, values: (fields.value.values ?? {}) as Record<string, unknown> })
}

async function ofRecord(request: AppRequest): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const { host, published, principal, path } = request
  const id = path.id!
  if (!(await readRecord(host.db, published.app, module.value, principal, id))) return { problems: [notFound(module.value, id)] }
  return { json: { approvals: await listApprovals(host.db, published.app, principal, { module: module.value, record: id }) } }
}

async function waiting({ host, published, principal }: AppRequest): Promise<Answer> {
  const all = await listApprovals(host.db, published.app, principal, undefined)
  return { json: { approvals: all.filter((each) => each.mayDecide || each.mayWithdraw) } }
}

async function decide(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { decision: 'string', comment: 'string' }, ['decision'])
  if (!fields.ok) return fields
  const decision = fields.value.decision as Decision
  const comment = readComment(fields.value.comment)
  if (!comment.ok) return comment
  if (!DECISIONS.includes(decision)) {
    const shown = String(decision).slice(0, 60)
    const list = DECISIONS.join(', ')
    return {
      problems: [
        problem('decision', 'not_allowed', `decision: "${shown}" is not known. Use ${list}.`, `decision：没有“${shown}”，可用：${list}。`),
      ],
    }
  }
  const { services, host } = request
  const result = await host.write((trx, published) =>
    decideApproval(contextOf(request, trx, published), request.path.id!, decision, comment.value, services.accounts.principalOf),
  )
  return answer(result, (value) => ({ json: told(request, value) }))
}
