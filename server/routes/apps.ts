// Apps over HTTP: which there are, making one, what one looks like for you, planning and publishing.
import { canonicalText } from '../../runtime/definition/canonical.ts'
import { mayOpen } from '../access/principal.ts'
import { type PublishPlan, planPublish, publish } from '../definitions/publish.ts'
import { listTemplates } from '../definitions/templates.ts'
import { visibleApp } from '../definitions/visible.ts'
import { createFrom, type NewApp } from '../samples/create.ts'
import { readFields } from './body.ts'
import { type Answer, type AppRequest, answer, type Route, type UserRequest } from './route.ts'

export const appRoutes: readonly Route[] = [
  { method: 'GET', path: '/apps', permission: 'user', summary: 'The apps you may open', handle: list },
  {
    method: 'POST',
    path: '/apps',
    permission: 'admin',
    summary: 'Create an app from a template (`sample`: with its sample data), a definition or blank',
    handle: create,
  },
  { method: 'GET', path: '/templates', permission: 'admin', summary: 'The templates an app can start from', handle: templates },
  { method: 'GET', path: '/apps/:app', permission: 'app', summary: 'The published app as you may see it', handle: show },
  {
    method: 'GET',
    path: '/apps/:app/export',
    permission: 'design',
    summary: 'The published definition as a canonical file',
    handle: exportDefinition,
  },
  {
    method: 'POST',
    path: '/apps/:app/plan',
    permission: 'design',
    summary: 'What publishing a definition would do',
    reads: true,
    handle: plan,
  },
  { method: 'POST', path: '/apps/:app/publish', permission: 'publish', summary: 'Publish a definition', handle: publishDefinition },
]

async function list({ services, principal }: UserRequest): Promise<Answer> {
  const apps = []
  for (const host of await services.apps.all()) {
    const { app, number } = await host.current()
    if (mayOpen(principal, app)) apps.push({ key: app.key, label: app.label, version: number })
  }
  return { json: { apps } }
}

async function templates(): Promise<Answer> {
  return { json: { templates: await listTemplates() } }
}

async function create(request: UserRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, {
    template: 'string',
    definition: 'object',
    blank: 'object',
    key: 'string',
    label: 'string',
    settings: 'object',
    sample: 'boolean',
  })
  if (!fields.ok) return fields
  const { store, accounts } = request.services
  const created = await createFrom(store, fields.value as NewApp, await accounts.users(), request.principal)
  return answer(created, ({ host, loaded }) => ({
    json: { key: host.key, version: 1, ...(loaded ? { sample: loaded } : {}) },
    status: 201,
  }))
}

async function show({ published, principal }: AppRequest): Promise<Answer> {
  return { json: { version: published.number, ...visibleApp(published.app, principal) } }
}

async function exportDefinition({ published }: AppRequest): Promise<Answer> {
  return { content: canonicalText(published.app.definition), type: 'application/json', fileName: `${published.app.key}.json` }
}

/** A plan as it is sent: sentences in both languages, so that a page can switch language without asking again. */
function planJson(plan: PublishPlan): Answer {
  return { json: plan }
}

async function plan(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { definition: 'object' }, ['definition'])
  if (!fields.ok) return fields
  return answer(await planPublish(request.host, fields.value.definition, request.principal), (value) => planJson(value.plan))
}

async function publishDefinition(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { definition: 'object', decisions: 'object', note: 'string', base: 'number' }, ['definition'])
  if (!fields.ok) return fields
  const { definition, decisions, note, base } = fields.value as {
    definition: unknown
    decisions?: Record<string, unknown>
    note?: string
    base?: number
  }
  const options = { ...(decisions ? { decisions } : {}), ...(note === undefined ? {} : { note }), ...(base === undefined ? {} : { base }) }
  return answer(await publish(request.host, definition, request.principal, options), ({ number }) => ({ json: { version: number } }))
}
