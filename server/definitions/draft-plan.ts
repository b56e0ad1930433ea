// What publishing a definition would do, as a page for people: the items that change, what that means for data, what has to be decided, what stands in the
// way, and what the linter finds that is not in the live version.
import { canonical } from '../../runtime/definition/canonical.ts'
import { compileDefinition } from '../../runtime/definition/compile.ts'
import { type ItemChange, itemsBetween } from '../../runtime/definition/items.ts'
import { type Finding, lintDefinition } from '../../runtime/pipeline/lint.ts'
import { lintReports } from '../../runtime/pipeline/lint-reports.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import type { Principal } from '../access/principal.ts'
import type { Decision, PlanLine } from '../schema/effects.ts'
import { clearDraft, type Draft, gone, lockDraft, readDraft } from './draft.ts'
import type { AppHost, Published } from './host.ts'
import { liveVersion, lockPublishing, type PublishOptions, planPublish, publishWithin, wrongKey } from './publish.ts'
import { versionText } from './store.ts'

export interface ChangePlan {
  /** The live version it was made for. */
  readonly base: number
  readonly items: readonly ItemChange[]
  readonly lines: readonly PlanLine[]
  readonly decisions: readonly Decision[]
  /** With any of these nothing can be published. */
  readonly problems: readonly Problem[]
  readonly findings: readonly Finding[]
}

export interface DraftPlan extends ChangePlan {
  /** Of the draft; 0: nothing was edited. */
  readonly version: number
  readonly draftBase: number
  /** Another version was published since the draft began. */
  readonly behind: boolean
  /** What that was. */
  readonly since: readonly ItemChange[]
}

/** What bringing the app from what is live to `document` would do. `from` is what the items are told against: what is live unless given. */
export async function planChange(
  host: AppHost,
  published: Published,
  document: unknown,
  principal: Principal,
  from: unknown = published.app.definition,
): Promise<ChangePlan> {
  const items = itemsBetween(from, canonical(document))
  const planned = await planPublish(host, document, principal)
  if (!planned.ok) {
    const { problems } = planned
    return { base: published.number, items, lines: [], decisions: [], problems, findings: lintReports(document, problems) }
  }
  const { app, plan } = planned.value
  const known = new Set(lintDefinition(published.app).map(idOf))
  const { base, lines, decisions, problems } = plan
  return { base, items, lines, decisions, problems, findings: lintDefinition(app).filter((finding) => !known.has(idOf(finding))) }
}

function idOf({ path, code, message }: Finding): string {
  return `${path} ${code} ${message.en}`
}

export async function planDraft(host: AppHost, published: Published, principal: Principal): Promise<DraftPlan> {
  const draft = await readDraft(host.db, published)
  const behind = draft.base < published.number
  const base = behind ? await baseOf(host, draft) : published.app.definition
  const plan = await planChange(host, published, draft.definition, principal, base)
  return {
    ...plan,
    problems: [...(behind ? [behindProblem(published.number)] : []), ...plan.problems],
    version: draft.version,
    draftBase: draft.base,
    behind,
    since: behind ? itemsBetween(base, published.app.definition) : [],
  }
}

/** The definition the draft was begun from. */
export async function baseOf(host: AppHost, { base }: Draft): Promise<unknown> {
  return JSON.parse((await versionText(host.db, base)) ?? '{}')
}

/** Publishes the draft of that version onto that live version and takes the draft away with it, in one transaction. */
export async function publishDraft(
  host: AppHost,
  principal: Principal,
  version: number,
  options: PublishOptions,
): Promise<Result<{ readonly number: number }>> {
  return host.db.transaction(async (trx) => {
    await lockPublishing(trx)
    await lockDraft(trx)
    const published = await liveVersion(trx, host)
    const draft = await readDraft(trx, published)
    if (draft.version !== version) return fail(gone())
    if (draft.version === 0) return fail(nothingToPublish())
    if (draft.base < published.number) return fail(behindProblem(published.number))
    const compiled = compileDefinition(draft.definition)
    if (!compiled.ok) return compiled
    const wrong = wrongKey(host, compiled.value)
    if (wrong) return fail(wrong)
    const done = await publishWithin(trx, host, compiled.value, principal, options)
    if (!done.ok) return done
    await clearDraft(trx)
    return ok({ number: done.value.number })
  })
}

function nothingToPublish(): Problem {
  return problem(
    '',
    'no_draft',
    'There is no draft, so there is nothing to publish. Change something first.',
    '没有草稿，无需发布。请先修改。',
  )
}

function behindProblem(live: number): Problem {
  return problem(
    '',
    'version_moved',
    `Version ${live} has been published since this draft was begun. Bring its changes into the draft first.`,
    `开始此草稿后已发布第 ${live} 版，请先将其变更并入草稿。`,
  )
}
