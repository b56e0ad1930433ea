// "Why can't I see this?": what decides whether a person sees a record, for those who design the app.
import { problem } from '../../runtime/problem.ts'
import { explainAccess } from '../records/explain-access.ts'
import { moduleOf } from './records.ts'
import type { Answer, AppRequest, Route } from './route.ts'

export const explainRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/apps/:app/records/:module/:id/access',
    permission: 'design',
    summary: 'Why a person sees a record or does not (`user`)',
    query: ['user'],
    handle: explain,
  },
]

async function explain(request: AppRequest): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const { services, host, published, query, path, locale } = request
  const users = await services.accounts.users()
  const user = users.find(({ id }) => id === query.user)
  if (!user) return { problems: [problem('user', 'no_such_user', 'user: there is no such user.', 'user：没有该用户。')] }
  const principal = await services.accounts.principalOf(user.id)
  if (!principal) {
    const text = { en: `${user.name} is disabled and cannot sign in.`, 'zh-CN': `${user.name}已停用，无法登录。` }[locale]
    return { json: { visible: false, reasons: [{ allows: false, text }], hidden: [] } }
  }
  const names = new Map(users.map(({ id, name }) => [id, name]))
  const found = await explainAccess(host.db, published.app, module.value, path.id!, principal, names)
  return { json: { ...found, reasons: found.reasons.map((reason) => ({ ...reason, text: reason.text[locale] })) } }
}
