// The published versions of an app over HTTP: listed, read, compared, downloaded, published again.
import { diffDefinitions } from '../../runtime/definition/diff.ts'
import { itemsBetween } from '../../runtime/definition/items.ts'
import { problem } from '../../runtime/problem.ts'
import { planChange } from '../definitions/draft-plan.ts'
import { publish } from '../definitions/publish.ts'
import { listVersions, versionText } from '../definitions/store.ts'
import type { Decisions } from '../schema/apply.ts'
import { readFields } from './body.ts'
import { type Answer, type AppRequest, answer, type Route } from './route.ts'

const VERSIONS = '/apps/:app/versions'

export const versionRoutes: readonly Route[] = [
  { method: 'GET', path: VERSIONS, permission: 'design', summary: 'Published versions, newest first', handle: versions },
  { method: 'GET', path: `${VERSIONS}/:number`, permission: 'design', summary: 'The definition of a version', handle: version },
  {
    method: 'GET',
    path: `${VERSIONS}/:number/diff`,
    permission: 'design',
    summary: 'What a version changed against the one before, or against any (`from`)',
    query: ['from'],
    handle: versionDiff,
  },
  {
    method: 'GET',
    path: `${VERSIONS}/:number/download`,
    permission: 'design',
    summary: 'The definition of a version as a canonical file',
    handle: download,
  },
  {
    method: 'GET',
    path: `${VERSIONS}/:number/plan`,
    permission: 'design',
    summary: 'What publishing a version again would do',
    handle: planRevert,
  },
  {
    method: 'POST',
    path: `${VERSIONS}/:number/revert`,
    permission: 'publish',
    summary: 'Publish an older version again, as a new one',
    handle: revert,
  },
]

async function versions({ host }: AppRequest): Promise<Answer> {
  return { json: { versions: await listVersions(host.db) } }
}

async function textOf({ host }: AppRequest, number: string | undefined): Promise<string | undefined> {
  return /^\d{1,9}$/.test(number ?? '') ? versionText(host.db, Number(number)) : undefined
}

function noSuchVersion(number: string | undefined): Answer {
  const shown = String(number).slice(0, 20)
  return { problems: [problem('', 'not_found', `There is no version ${shown}.`, `没有第 ${shown} 版。`)] }
}

async function version(request: AppRequest): Promise<Answer> {
  const text = await textOf(request, request.path.number)
  return text === undefined ? noSuchVersion(request.path.number) : { jsonText: text }
}

/** Version 0 is what there was before the first: nothing. */
async function versionDiff(request: AppRequest): Promise<Answer> {
  const { number } = request.path
  const text = await textOf(request, number)
  if (text === undefined) return noSuchVersion(number)
  const from = request.query.from ?? String(Number(number) - 1)
  const earlier = from === '0' ? '{}' : await textOf(request, from)
  if (earlier === undefined) return noSuchVersion(from)
  const [before, after] = [JSON.parse(earlier), JSON.parse(text)]
  return {
    json: { from: Number(from), to: Number(number), items: itemsBetween(before, after), changes: diffDefinitions(before, after) },
  }
}

async function download(request: AppRequest): Promise<Answer> {
  const { number } = request.path
  const text = await textOf(request, number)
  if (text === undefined) return noSuchVersion(number)
  return { content: text, type: 'application/json', fileName: `${request.host.key}-v${number}.json` }
}

async function planRevert(request: AppRequest): Promise<Answer> {
  const { host, published, principal, path } = request
  const text = await textOf(request, path.number)
  if (text === undefined) return noSuchVersion(path.number)
  return { json: { number: Number(path.number), ...(await planChange(host, published, JSON.parse(text), principal)) } }
}

async function revert(request: AppRequest): Promise<Answer> {
  const { number } = request.path
  const text = await textOf(request, number)
  if (text === undefined) return noSuchVersion(number)
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { decisions: 'object', note: 'string', base: 'number' })
  if (!fields.ok) return fields
  const { decisions = {}, note, base } = fields.value as { decisions?: Decisions; note?: string; base?: number }
  const options = { decisions, note: note || `↩ ${number}`, ...(base === undefined ? {} : { base }) }
  return answer(await publish(request.host, JSON.parse(text), request.principal, options), (done) => ({ json: { version: done.number } }))
}
