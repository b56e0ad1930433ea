// Notifications over HTTP: each person's own, in one app.
import { type Problem, problem } from '../../runtime/problem.ts'
import { listNotifications, markRead } from '../collaboration/notifications.ts'
import { readFields } from './body.ts'
import type { Answer, AppRequest, Route } from './route.ts'

const NOTIFICATIONS = '/apps/:app/notifications'
const MOST_IDS = 1000

export const notificationRoutes: readonly Route[] = [
  { method: 'GET', path: NOTIFICATIONS, permission: 'app', summary: 'What I was told, newest first', query: ['after'], handle: list },
  { method: 'POST', path: `${NOTIFICATIONS}/read`, permission: 'app', summary: 'Mark notifications as read', handle: read },
]

async function list({ host, published, principal, query }: AppRequest): Promise<Answer> {
  const { after } = query
  if (after !== undefined && !/^\d{1,15}$/.test(after)) return { problems: [noNumber('after', after.slice(0, 60))] }
  return { json: await listNotifications(host.db, published.app, principal, after === undefined ? undefined : Number(after)) }
}

/** `{ "ids": […] }` or `{ "all": true }`. */
async function read(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { ids: 'list', all: 'boolean' })
  if (!fields.ok) return fields
  const { ids, all } = fields.value as { ids?: unknown[]; all?: boolean }
  if ((ids === undefined) === (all !== true)) {
    return { problems: [problem('', 'missing', 'Give either "ids" or "all": true.', '请填写 ids 或 "all": true，二者选一。')] }
  }
  const wrong = ids?.find((id) => !Number.isSafeInteger(id))
  if (wrong !== undefined) return { problems: [noNumber('ids', JSON.stringify(wrong).slice(0, 60))] }
  if (ids && ids.length > MOST_IDS) {
    return {
      problems: [
        problem(
          'ids',
          'too_large',
          `ids: ${ids.length} are more than ${MOST_IDS}. Use "all".`,
          `ids：${ids.length} 条超过 ${MOST_IDS} 条，请使用 all。`,
        ),
      ],
    }
  }
  const { host, published, principal } = request
  return { json: { unread: await markRead(host.db, published.app, principal, ids as number[] | undefined) } }
}

function noNumber(name: string, value: string): Problem {
  return problem(name, 'type', `${name}: "${value}" is not a whole number.`, `${name}：“${value}”不是整数。`)
}
