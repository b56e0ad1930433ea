// Saved views over HTTP.
import { problem } from '../../runtime/problem.ts'
import { createView, listViews, type NewView, removeView, updateView, type ViewChange } from '../collaboration/views.ts'
import { readFields } from './body.ts'
import { type Answer, type AppRequest, answer, type Route } from './route.ts'

const VIEWS = '/apps/:app/views'

export const viewRoutes: readonly Route[] = [
  { method: 'GET', path: VIEWS, permission: 'app', summary: 'My saved views and the shared ones', handle: list },
  { method: 'POST', path: VIEWS, permission: 'app', summary: 'Save a view', handle: create },
  { method: 'PATCH', path: `${VIEWS}/:id`, permission: 'app', summary: 'Change a saved view', handle: update },
  { method: 'DELETE', path: `${VIEWS}/:id`, permission: 'app', summary: 'Remove a saved view', handle: remove },
]

async function list({ host, published, principal }: AppRequest): Promise<Answer> {
  return { json: { views: await listViews(host.db, published.app, principal) } }
}

async function create(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const kinds = { module: 'string', label: 'string', shared: 'boolean', view: 'object' } as const
  const fields = readFields(body.value, kinds, ['module', 'label', 'view'])
  if (!fields.ok) return fields
  const wanted = { shared: false, ...fields.value } as NewView
  return answer(await createView(request.host.db, request.published.app, request.principal, wanted), (view) => ({
    json: view,
    status: 201,
  }))
}

async function update(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { version: 'number', label: 'string', shared: 'boolean', view: 'object' }, ['version'])
  if (!fields.ok) return fields
  const change = fields.value as unknown as ViewChange
  if (!Number.isSafeInteger(change.version)) {
    return { problems: [problem('version', 'type', 'version: is not a whole number.', 'version：应为整数。')] }
  }
  const { host, published, principal, path } = request
  return answer(await updateView(host.db, published.app, principal, path.id!, change), (view) => ({ json: view }))
}

async function remove({ host, published, principal, path }: AppRequest): Promise<Answer> {
  return answer(await removeView(host.db, published.app, principal, path.id!), () => ({ json: null, status: 204 }))
}
