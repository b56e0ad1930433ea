// Publishing: compile, plan against what is live, collect decisions, apply, append the version; all of it in one transaction. Creating an app is publishing into nothing.

import type { App } from '../../runtime/definition/app.ts'
import { canonicalText } from '../../runtime/definition/canonical.ts'
import { compileDefinition, linkStored } from '../../runtime/definition/compile.ts'
import { type Change, diffDefinitions } from '../../runtime/definition/diff.ts'
import { USER_MODULE } from '../../runtime/expression/storage.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { type Principal, userId } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import type { Store } from '../database/connect.ts'
import type { Handle, Transaction } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { computeColumn } from '../records/derived/compute.ts'
import { applySteps, type ComputeColumn, type Decisions } from '../schema/apply.ts'
import { quoteName } from '../schema/columns.ts'
import { validityOf } from '../schema/convert.ts'
import { type Decision, measureSteps, type PlanLine, type Sees } from '../schema/effects.ts'
import { planSteps } from '../schema/plan.ts'
import { SYSTEM_SCHEMA, systemTablesSql } from '../schema/system-tables.ts'
import { type AppHost, hostOf, openHost, PUBLISH_LOCK, type Published } from './host.ts'
import { insertVersion } from './store.ts'

export interface PublishPlan {
  /** The version this plan starts from; 0: none. */
  readonly base: number
  readonly changes: readonly Change[]
  readonly lines: readonly PlanLine[]
  readonly decisions: readonly Decision[]
  /** What stands in the way whatever is decided. */
  readonly problems: readonly Problem[]
}

export interface PublishOptions {
  readonly decisions?: Decisions
  readonly note?: string
  /** Refuse when another version than this is live (the plan shown to the person was made for it). */
  readonly base?: number
  readonly now?: number
}

/** Creates the app's database and publishes version 1 of `document`. The app must not exist. */
export async function createApp(store: Store, document: unknown, principal: Principal, note = ''): Promise<Result<AppHost>> {
  const compiled = compileDefinition(document)
  if (!compiled.ok) return compiled
  const app = compiled.value
  if (await openHost(store, app.key)) {
    return fail(
      problem(
        '/key',
        'app_exists',
        `/key: the app "${app.key}" exists already. Choose another key or publish into it.`,
        `/key：应用“${app.key}”已存在，请换一个键，或发布到该应用。`,
      ),
    )
  }
  const db = await store.app(app.key, true)
  if (!db) throw new Error(`app ${app.key} could not be created`)
  await db.transaction(async (trx) => {
    for (const sql of systemTablesSql(trx.dialect)) await trx.script(sql)
    await trx.run(statement(trx.dialect, 'INSERT INTO "_meta" ("name", "value") VALUES (?, ?)', ['system_schema', String(SYSTEM_SCHEMA)]))
    await applySteps(trx, planSteps(undefined, app), 1, {}, Date.now(), async () => undefined)
    await appendVersion(trx, app, 1, principal, { note })
  })
  return ok(hostOf(app.key, db))
}

/** What publishing `document` would do to the live app, with examples of what the principal may see. Reads only. */
export async function planPublish(
  host: AppHost,
  document: unknown,
  principal: Principal,
): Promise<Result<{ readonly app: App; readonly plan: PublishPlan }>> {
  const compiled = compileDefinition(document)
  if (!compiled.ok) return compiled
  const published = await host.current()
  const wrong = wrongKey(host, compiled.value)
  return wrong ? fail(wrong) : ok({ app: compiled.value, plan: await measurePlan(host.db, published, compiled.value, principal) })
}

/** Values of records are shown to whoever may read all records of the live module and the field. */
function seenBy(principal: Principal, app: App): Sees {
  return (key, field) => {
    const module = app.modules.get(key)
    const rights = module && rightsOf(principal, app, module)
    return rights !== undefined && rights.read === 'all' && rights.canRead(field)
  }
}

export async function measurePlan(db: Handle, published: Published, app: App, principal?: Principal): Promise<PublishPlan> {
  const lines = await measureSteps(db, planSteps(published.app, app), principal && seenBy(principal, published.app))
  return {
    base: published.number,
    changes: diffDefinitions(published.app.definition, app.definition),
    lines,
    decisions: lines.flatMap((line) => line.decision ?? []),
    problems: lines.flatMap((line) => line.problem ?? []),
  }
}

/** Publishes `document`: the number of the new version, or every reason why not. Nothing changes unless it is ok. */
export async function publish(
  host: AppHost,
  document: unknown,
  principal: Principal,
  options: PublishOptions = {},
): Promise<Result<PublishedVersion>> {
  const compiled = compileDefinition(document)
  if (!compiled.ok) return compiled
  const app = compiled.value
  const wrong = wrongKey(host, app)
  if (wrong) return fail(wrong)
  return host.db.transaction(async (trx) => {
    await lockPublishing(trx)
    return publishWithin(trx, host, app, principal, options)
  })
}

export interface PublishedVersion {
  readonly number: number
  readonly plan: PublishPlan
}

/** Waits until nobody else publishes or writes under an older version. SQLite has one writer anyway. */
export async function lockPublishing(trx: Transaction): Promise<void> {
  if (trx.dialect === 'postgres') await trx.get(statement('postgres', `SELECT pg_advisory_xact_lock(${PUBLISH_LOCK})`))
}

/** Publishes inside a transaction that holds the lock; the key of `app` is that of the host. */
export async function publishWithin(
  trx: Transaction,
  host: AppHost,
  app: App,
  principal: Principal,
  options: PublishOptions,
): Promise<Result<PublishedVersion>> {
  const published = await liveVersion(trx, host)
  if (options.base !== undefined && options.base !== published.number) return fail(moved(options.base, published.number))
  const plan = await measurePlan(trx, published, app)
  const decisions = options.decisions ?? {}
  const problems = [...plan.problems]
  for (const decision of plan.decisions) problems.push(...(await decisionProblem(trx, app, decision, decisions)))
  if (problems.length > 0) return fail(...problems)
  const number = published.number + 1
  const now = options.now ?? Date.now()
  const compute: ComputeColumn = (_, column, fresh) => computeColumn({ trx, db: host.db, published: { app, number }, now }, column, fresh)
  await applySteps(trx, planSteps(published.app, app), number, decisions, now, compute)
  await appendVersion(trx, app, number, principal, options)
  return ok({ number, plan })
}

export async function liveVersion(trx: Transaction, host: AppHost): Promise<Published> {
  const row = await trx.get(statement(trx.dialect, 'SELECT "number", "definition" FROM "_version" ORDER BY "number" DESC LIMIT 1'))
  const number = Number(row?.number)
  const known = await host.current()
  if (known.number === number) return known
  const compiled = linkStored(String(row?.definition))
  if (!compiled.ok) throw new Error(`app ${host.key}: version ${number} does not compile`)
  return { app: compiled.value, number }
}

async function appendVersion(trx: Transaction, app: App, number: number, principal: Principal, options: PublishOptions): Promise<void> {
  await insertVersion(trx, {
    number,
    definition: canonicalText(app.definition),
    note: options.note || null,
    author: userId(principal),
    at: options.now ?? Date.now(),
    decisions: options.decisions ?? {},
  })
}

export function wrongKey(host: AppHost, app: App): Problem | undefined {
  if (app.key === host.key) return undefined
  return problem(
    '/key',
    'key_fixed',
    `/key: "${app.key}" is not the key of this app, "${host.key}". Keys are fixed; change the label instead.`,
    `/key：“${app.key}”不是此应用的键“${host.key}”。键发布后不可修改，请改名称。`,
  )
}

export function moved(base: number, live: number): Problem {
  return problem(
    '',
    'version_moved',
    `Version ${live} has been published since this plan was made for version ${base}. Plan again.`,
    `此计划基于第 ${base} 版，现已发布第 ${live} 版，请重新生成计划。`,
  )
}

async function decisionProblem(trx: Transaction, app: App, decision: Decision, decisions: Decisions): Promise<Problem[]> {
  const answer = decisions[decision.key]
  if (answer === undefined && !decision.required) return []
  const taken = decision.options
    ? decision.options.some((option) => option.value === answer)
    : answer === null || (await canFill(trx, app, decision, answer))
  if (answer !== undefined && taken) return []
  const { en, 'zh-CN': zh } = decision.question
  const code = answer === undefined ? 'decision_needed' : 'decision_invalid'
  const values = decision.options?.map((option) => JSON.stringify(option.value)).join(', ')
  const [how, wie] = values === undefined ? ['a value the field takes', '该字段可接受的值'] : [`one of ${values}`, values]
  return [problem(decision.key, code, `${en} Decide "${decision.key}" with ${how}.`, `${zh}请为“${decision.key}”选择：${wie}。`)]
}

/** Whether the value is one the field takes; a record it refers to must be there. */
async function canFill(trx: Transaction, app: App, { module, field: name }: Decision, value: unknown): Promise<boolean> {
  const field = app.modules.get(module)?.fields.get(name ?? '')
  if (!field || !validityOf(field)(value)) return false
  const { storage } = field
  const target = storage.kind === 'reference' && storage.module !== USER_MODULE ? storage.module : undefined
  if (target === undefined) return true
  return (await trx.get(statement(trx.dialect, `SELECT 1 FROM ${quoteName(target)} WHERE "_id" = ?`, [value]))) !== undefined
}
