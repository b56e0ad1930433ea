// Decides a request for approval: the move is then made as the one who asked would make it now, by the rules in force now.

import { MAX_NOTE } from '../../runtime/pipeline/answers.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { type Principal, userId } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import {
  type ApprovalState,
  findApproval,
  mayDecide,
  noApproval,
  notWaiting,
  type StoredApproval,
  setApproval,
  tell,
  transitionGone,
  transitionOf,
} from './approvals.ts'
import { requestSlots } from './read.ts'
import { updateRecord } from './write.ts'
import type { WriteContext } from './write-context.ts'
import { writerOf } from './writer.ts'

export const DECISIONS = ['approve', 'reject', 'withdraw'] as const
export type Decision = (typeof DECISIONS)[number]

export interface Decided {
  readonly id: string
  readonly state: ApprovalState
  /** Why the request ended without a move. */
  readonly problems?: readonly Problem[]
}

/** `asker` is the principal of the one who asked, as he may act now; undefined where he is gone. */
export async function decideApproval(
  context: WriteContext,
  id: string,
  decision: Decision,
  comment: string | null,
  asker: (id: string) => Promise<Principal | undefined>,
): Promise<Result<Decided>> {
  const { trx, published, principal } = context
  const { app } = published
  const approval = await findApproval(trx, id)
  const module = approval && app.modules.get(approval.module)
  if (!approval || !module) return fail(noApproval(id))
  const writer = writerOf(context.db, app, module)
  const row = await trx.get(
    writer.select(rightsOf(principal, app, module)),
    requestSlots(app, principal, context.now, { id: approval.record }),
  )
  if (!row?._may_read) return fail(noApproval(id))
  if (approval.state !== 'waiting') return fail(notWaiting(approval))
  const record = writer.toWire(row)
  const end = async (state: ApprovalState, problems?: readonly Problem[]): Promise<Result<Decided>> => {
    await setApproval(context, approval, state, comment)
    await tell(context, module, approval.record, Number(record._version))
    return ok({ id, state, ...(problems ? { problems } : {}) })
  }
  if (decision === 'withdraw') return userId(principal) === approval.askedBy ? end('withdrawn') : fail(forbidden('withdraw'))
  if (!transitionOf(app, approval)) return end('obsolete', [transitionGone(app, approval)])
  if (!mayDecide(app, principal, approval, record._owner)) return fail(forbidden(decision))
  if (decision === 'reject')
    return comment === null
      ? fail(problem('comment', 'comment_required', 'Say why it is rejected, so that it can be mended.', '请说明驳回原因，便于对方修改。'))
      : end('rejected')
  return approve(context, approval, record, asker, end)
}

async function approve(
  context: WriteContext,
  approval: StoredApproval,
  record: Readonly<Record<string, unknown>>,
  asker: (id: string) => Promise<Principal | undefined>,
  end: (state: ApprovalState, problems?: readonly Problem[]) => Promise<Result<Decided>>,
): Promise<Result<Decided>> {
  const { published } = context
  const module = published.app.modules.get(approval.module)!
  const mover = approval.askedBy === null ? context.principal : await asker(approval.askedBy)
  if (!mover) {
    return fail(
      problem(
        '',
        'asker_gone',
        'Whoever asked has no account any more. Reject the request, or move the record yourself.',
        '申请人账号已停用，请驳回申请，或自行移动记录。',
      ),
    )
  }
  const { transition, ...said } = approval.answers
  const moved = await updateRecord({ ...context, principal: mover, approved: true }, module, approval.record, {
    _stage: approval.to,
    _version: record._version,
    _move: { ...said, transition: transition ?? approval.transition },
  })
  return moved.ok ? end('approved') : moved
}

/** The words that come with a decision; null where there are none. */
export function readComment(given: unknown): Result<string | null> {
  if (given === undefined || given === null) return ok(null)
  if (typeof given !== 'string' || given.length > MAX_NOTE)
    return fail(
      problem(
        'comment',
        'type',
        `comment: must be a text of at most ${MAX_NOTE} characters.`,
        `comment：应为不超过 ${MAX_NOTE} 个字符的文本。`,
      ),
    )
  return ok(given.trim() === '' ? null : given.trim())
}

function forbidden(decision: Decision): Problem {
  return decision === 'withdraw'
    ? problem('', 'forbidden', 'Only whoever asked may take the request back.', '只有申请人可以撤回。')
    : problem(
        '',
        'forbidden',
        'You may not decide this request. Ask somebody the transition names.',
        '你无权审批此申请，请联系流转规则指定的审批人。',
      )
}
