// Moves that wait for somebody's consent: asked for on the write path, decided by those the transition names, ended by whatever makes them pointless.
import type { App, Module, Transition } from '../../runtime/definition/app.ts'
import { bothOf } from '../../runtime/label.ts'
import type { MoveAnswers } from '../../runtime/pipeline/answers.ts'
import { mayApprove, type Verdict } from '../../runtime/pipeline/transition.ts'
import { type Problem, problem } from '../../runtime/problem.ts'
import { isAllPowerful, type Principal, rolesIn, userId } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import { notify } from '../collaboration/notify.ts'
import type { Database, Handle, Row } from '../database/database.ts'
import { newId } from '../database/id.ts'
import { statement } from '../database/text.ts'
import { quoteName } from '../schema/columns.ts'
import { logEvent } from './log.ts'
import { readableRecords } from './readable.ts'
import type { WriteContext } from './write-context.ts'
import type { Values } from './writer.ts'

/** `obsolete`: the record moved otherwise or went to the trash, or the definition has the transition no more. */
export type ApprovalState = 'waiting' | 'approved' | 'rejected' | 'withdrawn' | 'obsolete'

export interface Approval {
  readonly id: string
  readonly module: string
  readonly record: string
  /** What the record is called; null where the reader may not see it. */
  readonly title: unknown
  readonly pipeline: string
  readonly transition: string
  readonly from: string
  readonly to: string
  readonly state: ApprovalState
  readonly askedBy: string | null
  readonly askedAt: string
  readonly reason: string | null
  readonly note: string | null
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly comment: string | null
  /** Whether the reader may approve or reject it, or take it back. */
  readonly mayDecide: boolean
  readonly mayWithdraw: boolean
}

export interface StoredApproval {
  readonly id: string
  readonly module: string
  readonly record: string
  readonly pipeline: string
  readonly transition: string
  readonly from: string
  readonly to: string
  readonly state: ApprovalState
  readonly askedBy: string | null
  readonly askedAt: number
  readonly answers: MoveAnswers
}

const MOST_LISTED = 200

/** Notes that a move waits, and tells those who may approve it. An earlier request for the same record is replaced. Returns the id. */
export async function askApproval(
  context: WriteContext,
  module: Module,
  next: Values,
  before: Values,
  { pipeline, to, transition }: Verdict,
  answers: MoveAnswers,
): Promise<string> {
  const { trx, now, principal } = context
  const record = String(before._id)
  await dropApprovals(context, record)
  const id = newId(now)
  const by = userId(principal)
  const insert =
    'INSERT INTO "_approval" ("id", "module", "record", "pipeline", "transition", "from_stage", "to_stage", "state", "asked_by", "asked_at", "answers") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, %)'
  const json = trx.dialect === 'postgres' ? '?::jsonb' : '?'
  const values = [id, module.key, record, pipeline.key, transition!.key, before._stage, to.key, 'waiting', by, now, JSON.stringify(answers)]
  await trx.run(statement(trx.dialect, insert.replace('%', json), values))
  await tell(context, module, record, Number(before._version))
  const { roles, manager } = transition!.approval!
  const people = [next._owner, by].filter((each): each is string => typeof each === 'string')
  for (const recipient of (await context.approvers?.(roles, manager, people)) ?? [])
    if (recipient !== by)
      await notify(trx, {
        recipient,
        kind: 'approval',
        at: now,
        module: module.key,
        record,
        by,
        payload: { state: 'waiting', stage: to.key },
      })
  return id
}

/** Ends what waits for a record, because it moved or is gone. */
export async function dropApprovals({ trx, now }: WriteContext, record: string): Promise<void> {
  const text = `UPDATE "_approval" SET "state" = 'obsolete', "decided_at" = ? WHERE "record" = ? AND "state" = 'waiting'`
  await trx.run(statement(trx.dialect, text, [now, record]))
}

/** The request under `id`, locked for the transaction. */
export async function findApproval(db: Handle, id: string): Promise<StoredApproval | undefined> {
  const row = await db.get(statement(db.dialect, `SELECT * FROM "_approval" WHERE "id" = ?${lock(db)}`, [id]))
  return row && storedOf(row)
}

function lock(db: Handle): string {
  return db.dialect === 'postgres' ? ' FOR UPDATE' : ''
}

export async function setApproval(
  { trx, now, principal }: WriteContext,
  approval: StoredApproval,
  state: ApprovalState,
  comment: string | null,
): Promise<void> {
  const text = 'UPDATE "_approval" SET "state" = ?, "decided_by" = ?, "decided_at" = ?, "comment" = ? WHERE "id" = ?'
  const by = userId(principal)
  await trx.run(statement(trx.dialect, text, [state, by, now, comment, approval.id]))
  if (approval.askedBy !== null && approval.askedBy !== by && state !== 'withdrawn') {
    const about = { module: approval.module, record: approval.record, by, payload: { state, stage: approval.to } }
    await notify(trx, { recipient: approval.askedBy, kind: 'approval', at: now, ...about })
  }
}

/** Tells those who look at the record that something about it is new. */
export async function tell({ trx, now, principal, batch }: WriteContext, module: Module, record: string, version: number): Promise<void> {
  const event = { kind: 'approval' as const, module: module.key, record, version, at: now, by: userId(principal), changes: null }
  await logEvent(trx, { ...event, import: null }, batch?.logs)
}

export function transitionOf(app: App, { pipeline, transition }: StoredApproval): Transition | undefined {
  return app.pipelines.get(pipeline)?.transitions.find((each) => each.key === transition)
}

/** Whether the principal may approve or reject; `owner` is whose the record is now. */
export function mayDecide(app: App, principal: Principal, approval: StoredApproval, owner: unknown): boolean {
  const rule = transitionOf(app, approval)?.approval
  const mover = {
    powerful: isAllPowerful(principal),
    roles: rolesIn(principal, app),
    manages: principal.kind === 'user' ? principal.manages : [],
  }
  return rule !== undefined && mayApprove(rule, mover, [owner, approval.askedBy])
}

export function notWaiting({ state }: StoredApproval): Problem {
  const words: Readonly<Record<ApprovalState, readonly [string, string]>> = {
    waiting: ['waiting', '待审批'],
    approved: ['approved already', '已批准'],
    rejected: ['rejected already', '已驳回'],
    withdrawn: ['taken back', '已撤回'],
    obsolete: ['without object, because the record or the process changed', '已失效（记录或流程已变更）'],
  }
  const [en, zh] = words[state]
  return problem('', 'not_waiting', `The request is ${en}. Look at the record again.`, `该申请${zh}，请重新查看记录。`)
}

export function noApproval(id: string): Problem {
  const shown = id.slice(0, 60)
  return problem('', 'not_found', `There is no request "${shown}".`, `没有申请“${shown}”。`)
}

/** The transition is gone from the definition: what to tell who decides. */
export function transitionGone(app: App, approval: StoredApproval): Problem {
  const label = bothOf(app.pipelines.get(approval.pipeline)?.label, approval.pipeline)
  return problem(
    '',
    'transition_gone',
    `“${label.en}” was changed since: the transition "${approval.transition}" is no more. The request ends; move the record anew.`,
    `流程“${label['zh-CN']}”已修改，流转“${approval.transition}”不再存在。该申请已失效，请重新移动记录。`,
  )
}

/** Requests about records the principal may read: of one record (all), or everywhere (those that wait), newest first. */
export async function listApprovals(
  db: Database,
  app: App,
  principal: Principal,
  of: { readonly module: Module; readonly record: string } | undefined,
): Promise<Approval[]> {
  const where = of ? '"module" = ? AND "record" = ?' : `"state" = 'waiting'`
  const text = `SELECT * FROM "_approval" WHERE ${where} ORDER BY "asked_at" DESC, "id" DESC LIMIT ${MOST_LISTED}`
  const rows = await db.all(statement(db.dialect, text, of ? [of.module.key, of.record] : []))
  const byModule = new Map<string, Row[]>()
  for (const row of rows) byModule.set(String(row.module), [...(byModule.get(String(row.module)) ?? []), row])
  const readable = new Map<string, ReadonlyMap<string, unknown>>()
  const owners = new Map<string, unknown>()
  for (const [key, own] of byModule) {
    const module = app.modules.get(key)
    if (!module || rightsOf(principal, app, module).read === 'none') continue
    const ids = [...new Set(own.map((row) => String(row.record)))]
    readable.set(key, await readableRecords(db, app, module, principal, ids))
    for (const [id, owner] of await ownersOf(db, module, ids)) owners.set(id, owner)
  }
  const me = userId(principal)
  return rows.flatMap((row): Approval[] => {
    const titles = readable.get(String(row.module))
    const stored = storedOf(row)
    if (!titles?.has(stored.record)) return []
    const waiting = stored.state === 'waiting'
    return [
      {
        ...withoutAnswers(stored),
        title: titles.get(stored.record) ?? null,
        reason: stored.answers.reason ?? null,
        note: stored.answers.note ?? null,
        decidedBy: row.decided_by === null ? null : String(row.decided_by),
        decidedAt: row.decided_at === null ? null : iso(row.decided_at),
        comment: row.comment === null ? null : String(row.comment),
        mayDecide: waiting && mayDecide(app, principal, stored, owners.get(stored.record)),
        mayWithdraw: waiting && me !== null && stored.askedBy === me,
      },
    ]
  })
}

async function ownersOf(db: Handle, module: Module, ids: readonly string[]): Promise<(readonly [string, unknown])[]> {
  const list = db.dialect === 'sqlite' ? 'SELECT value FROM json_each(?)' : 'SELECT jsonb_array_elements_text(cast(? as jsonb))'
  const text = `SELECT "_id", "_owner" FROM ${quoteName(module.key)} WHERE "_id" IN (${list})`
  const rows = await db.all(statement(db.dialect, text, [JSON.stringify(ids)]))
  return rows.map((row) => [String(row._id), row._owner ?? null] as const)
}

function withoutAnswers({
  answers: _,
  askedAt,
  ...rest
}: StoredApproval): Omit<StoredApproval, 'answers' | 'askedAt'> & { askedAt: string } {
  return { ...rest, askedAt: iso(askedAt) }
}

function storedOf(row: Row): StoredApproval {
  return {
    id: String(row.id),
    module: String(row.module),
    record: String(row.record),
    pipeline: String(row.pipeline),
    transition: String(row.transition),
    from: String(row.from_stage),
    to: String(row.to_stage),
    state: row.state as ApprovalState,
    askedBy: row.asked_by === null ? null : String(row.asked_by),
    askedAt: Number(row.asked_at),
    answers: (typeof row.answers === 'string' ? JSON.parse(row.answers) : row.answers) as MoveAnswers,
  }
}

function iso(value: unknown): string {
  return new Date(Number(value)).toISOString()
}
