// Previews over HTTP: a copy of the app in which the draft can be tried, made, looked up, seen as another role, removed.
import { type Problem, problem } from '../../runtime/problem.ts'
import { mayPublish } from '../access/principal.ts'
import { isPreviewKey } from '../definitions/host.ts'
import { createPreview } from '../previews/create.ts'
import { findPreview, type Preview, type PreviewData, previewOf, removePreviews, writePreview } from '../previews/preview.ts'
import { readFields } from './body.ts'
import { type Answer, type AppRequest, answer, personOf, type Route } from './route.ts'

const PREVIEW = '/apps/:app/preview'
const DATA: readonly string[] = ['live', 'sample', 'none']

export const previewRoutes: readonly Route[] = [
  { method: 'GET', path: PREVIEW, permission: 'design', summary: 'My preview of the draft', handle: read },
  {
    method: 'POST',
    path: PREVIEW,
    permission: 'design',
    summary: 'Make a copy of the app in which I can try the draft as a role',
    handle: create,
  },
  { method: 'PATCH', path: PREVIEW, permission: 'design', summary: 'Try the draft as another role', handle: change },
  { method: 'DELETE', path: PREVIEW, permission: 'design', summary: 'Remove my preview', handle: remove },
]

function shown({ key, role, data, expires, copied, decisions, version }: Preview): Answer {
  const expiresAt = new Date(expires).toISOString()
  return { json: { key, url: `/apps/${key}`, role, data, expiresAt, copied, decisions, version } }
}

/** A preview is tried, not designed. */
function onlyInApps({ host }: AppRequest): Answer | undefined {
  if (!isPreviewKey(host.key)) return undefined
  return { problems: [problem('', 'not_found', 'A preview has no preview of its own.', '预览中不能再创建预览。')] }
}

async function read(request: AppRequest): Promise<Answer> {
  const preview = await findPreview(request.services.apps, request.host.key, personOf(request.principal))
  return preview ? shown(preview) : { json: { key: null } }
}

async function create(request: AppRequest): Promise<Answer> {
  const refused = onlyInApps(request)
  if (refused) return refused
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { data: 'string', role: 'string' }, ['data', 'role'])
  if (!fields.ok) return fields
  const { data, role } = fields.value as { data: string; role: string }
  if (!DATA.includes(data)) {
    const known = DATA.join(', ')
    return { problems: [problem('data', 'not_allowed', `data: use one of ${known}.`, `data：可用：${known}。`)] }
  }
  const { services, host, published, principal } = request
  // As a role that only the draft knows one would see every record there is: whoever may publish could give himself that role anyway, nobody else.
  if (data === 'live' && !mayPublish(principal, published.app)) return { problems: [onlyPublishers()] }
  const made = await createPreview(services, host, published, { data: data as PreviewData, role, owner: personOf(principal) })
  return answer(made, (preview) => ({ ...(shown(preview) as { json: unknown }), status: 201 }))
}

function onlyPublishers(): Problem {
  return problem(
    'data',
    'forbidden',
    'data: a copy of the live data is for those who may publish. Use "sample" or "none".',
    'data：线上数据副本仅限可发布的人使用，请改用 sample 或 none。',
  )
}

async function change(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { role: 'string' }, ['role'])
  if (!fields.ok) return fields
  const { services, host, principal } = request
  const found = await findPreview(services.apps, host.key, personOf(principal))
  const copy = found && (await services.apps.get(found.key))
  const preview = copy && (await previewOf(copy))
  if (!copy || !preview) return { problems: [problem('', 'not_found', 'There is no preview. Make one first.', '没有预览，请先创建。')] }
  const role = fields.value.role as string
  if (!(await copy.current()).app.roles.has(role)) {
    const name = role.slice(0, 60)
    return { problems: [problem('role', 'unknown_reference', `role: the draft has no role "${name}".`, `role：草稿中没有角色“${name}”。`)] }
  }
  const next = { ...preview, role }
  await copy.db.transaction((trx) => writePreview(trx, next))
  return shown(next)
}

async function remove({ services, host, principal }: AppRequest): Promise<Answer> {
  return { json: { removed: await removePreviews(services.apps, host.key, personOf(principal)) } }
}
