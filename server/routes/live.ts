// Live updates over HTTP, as server-sent events.
import { problem } from '../../runtime/problem.ts'
import type { Answer, AppRequest, Route } from './route.ts'

export const liveRoutes: readonly Route[] = [
  { method: 'GET', path: '/apps/:app/live', permission: 'app', summary: 'Changes as they happen (server-sent events)', handle: open },
]

const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // Proxies that collect answers before they pass them on would hold every event back.
  'x-accel-buffering': 'no',
}

async function open({ services, host, principal, headers }: AppRequest): Promise<Answer> {
  const stream = services.live.open(host, principal, headers, headers.get('last-event-id'))
  if (stream) return { body: stream, headers: HEADERS }
  return { problems: [problem('', 'busy', 'The server is stopping. Come back in a moment.', '服务器正在停止，请稍后重试。')] }
}
