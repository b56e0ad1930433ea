// The draft of an app over HTTP: read, edited, judged, planned, published, brought up to date, discarded.

import type { Edit } from '../../runtime/definition/edit.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { type DraftEdits, discardDraft, draftProblems, editDraft, readDraft, readEdits } from '../definitions/draft.ts'
import { planImport } from '../definitions/draft-import.ts'
import { planDraft, publishDraft } from '../definitions/draft-plan.ts'
import { rebaseDraft } from '../definitions/draft-rebase.ts'
import type { Decisions } from '../schema/apply.ts'
import { readFields } from './body.ts'
import { type Answer, type AppRequest, answer, type Route } from './route.ts'

const DRAFT = '/apps/:app/draft'

export const draftRoutes: readonly Route[] = [
  { method: 'GET', path: DRAFT, permission: 'design', summary: 'The draft, or what is live where there is none', handle: read },
  {
    method: 'GET',
    path: `${DRAFT}/edits`,
    permission: 'design',
    summary: 'What was done to the draft since a version of it (`since`)',
    query: ['since'],
    handle: edits,
  },
  { method: 'POST', path: DRAFT, permission: 'design', summary: 'Edit the draft', handle: edit },
  { method: 'DELETE', path: DRAFT, permission: 'design', summary: 'Discard the draft', query: ['version'], handle: discard },
  {
    method: 'GET',
    path: `${DRAFT}/problems`,
    permission: 'design',
    summary: 'What is wrong with the draft, and what would hinder people',
    handle: problems,
  },
  {
    method: 'POST',
    path: `${DRAFT}/problems`,
    permission: 'design',
    summary: 'The same, for whoever asks anew after each edit',
    reads: true,
    handle: problems,
  },
  { method: 'POST', path: `${DRAFT}/plan`, permission: 'design', summary: 'What publishing the draft would do', reads: true, handle: plan },
  {
    method: 'POST',
    path: `${DRAFT}/publish`,
    permission: 'publish',
    summary: 'Publish the draft and take it away, in one transaction',
    handle: publish,
  },
  {
    method: 'POST',
    path: `${DRAFT}/rebase`,
    permission: 'design',
    summary: 'Bring what was published since the draft began into it',
    handle: rebase,
  },
  {
    method: 'POST',
    path: `${DRAFT}/import`,
    permission: 'design',
    summary: 'What taking a definition into the draft would change',
    reads: true,
    handle: importDefinition,
  },
]

async function read({ host, published }: AppRequest): Promise<Answer> {
  const draft = await readDraft(host.db, published)
  return { json: { ...draft, live: published.number, behind: draft.base < published.number } }
}

async function plan({ host, published, principal }: AppRequest): Promise<Answer> {
  return { json: await planDraft(host, published, principal) }
}

async function publish(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { version: 'number', base: 'number', decisions: 'object', note: 'string' }, ['version', 'base'])
  if (!fields.ok) return fields
  const {
    version,
    base,
    decisions = {},
    note = '',
  } = fields.value as { version: number; base: number; decisions?: Decisions; note?: string }
  const done = await publishDraft(request.host, request.principal, version, { base, decisions, note })
  return answer(done, ({ number }) => ({ json: { version: number } }))
}

async function rebase(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { version: 'number', mine: 'list', theirs: 'list' }, ['version'])
  if (!fields.ok) return fields
  const { version, mine = [], theirs = [] } = fields.value as { version: number; mine?: unknown[]; theirs?: unknown[] }
  const places = (list: readonly unknown[]) => list.filter((each) => typeof each === 'string')
  const done = await rebaseDraft(request.host, request.principal, { version, mine: places(mine), theirs: places(theirs) })
  return answer(done, (json) => ({ json }))
}

async function importDefinition(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { definition: 'object' }, ['definition'])
  if (!fields.ok) return fields
  return { json: await planImport(request.host, request.published, fields.value.definition) }
}

async function edits({ host, published, query }: AppRequest): Promise<Answer> {
  const since = versionIn(query.since)
  return since === undefined
    ? { problems: [versionMissing('since')] }
    : answer(await readEdits(host.db, published, since), (json) => ({ json }))
}

function versionIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

function versionMissing(name: string): Problem {
  return problem(name, 'type', `${name}: give the version of the draft that you saw.`, `${name}：请填写你所见草稿的版本。`)
}

async function edit(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { since: 'number', edits: 'list', mine: 'list' }, ['since', 'edits'])
  if (!fields.ok) return fields
  const edits = parseEdits(fields.value.edits as unknown[])
  if (!edits.ok) return edits
  const mine = ((fields.value.mine ?? []) as unknown[]).filter((each) => typeof each === 'string') as string[]
  const wanted: DraftEdits = { since: fields.value.since as number, edits: edits.value, mine }
  const result = await request.host.write((trx, published) => editDraft(trx, published, request.principal, wanted))
  return answer(result, (json) => ({ json }))
}

const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  set: ['kind', 'path', 'value'],
  add: ['kind', 'path', 'item', 'before'],
  remove: ['kind', 'path'],
  move: ['kind', 'path', 'before'],
}

function parseEdits(given: readonly unknown[]): Result<readonly Edit[]> {
  for (const [index, each] of given.entries()) {
    const at = `edits/${index}`
    const edit = typeof each === 'object' && each !== null && !Array.isArray(each) ? (each as Record<string, unknown>) : undefined
    const members = edit && typeof edit.kind === 'string' && Object.hasOwn(MEMBERS, edit.kind) ? MEMBERS[edit.kind]! : undefined
    const kinds = Object.keys(MEMBERS).join(', ')
    const wrong =
      !edit || !members
        ? [`${at}: no edit. Use one of the kinds ${kinds}.`, `${at}：不是修改项，类型应为 ${kinds}。`]
        : typeof edit.path !== 'string' || !(edit.path === '' || edit.path.startsWith('/'))
          ? [`${at}: path must begin with "/".`, `${at}：path 应以“/”开头。`]
          : Object.keys(edit).some((name) => !members.includes(name)) || (edit.before !== undefined && typeof edit.before !== 'string')
            ? [`${at}: takes ${members.join(', ')}.`, `${at}：可用成员：${members.join('、')}。`]
            : undefined
    if (wrong) return fail(problem(at, 'type', wrong[0]!, wrong[1]!))
  }
  return ok(given as readonly Edit[])
}

async function discard(request: AppRequest): Promise<Answer> {
  const version = versionIn(request.query.version)
  if (version === undefined) return { problems: [versionMissing('version')] }
  const result = await request.host.write((trx, published) => discardDraft(trx, published, version))
  return answer(result, () => ({ json: { discarded: true } }))
}

async function problems({ host, published, locale }: AppRequest): Promise<Answer> {
  const { version, problems: wrong, findings } = await draftProblems(host.db, published)
  const told = <T extends { readonly message: { en: string; 'zh-CN': string } }>(list: readonly T[]) =>
    list.map((each) => ({ ...each, message: each.message[locale] }))
  return { json: { version, problems: told(wrong), findings: told(findings) } }
}
