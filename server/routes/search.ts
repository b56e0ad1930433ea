// Search over every module, over HTTP.
import { problem } from '../../runtime/problem.ts'
import { searchRecords } from '../records/search.ts'
import { type Answer, type AppRequest, answer, type Route } from './route.ts'

export const searchRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/apps/:app/search',
    permission: 'app',
    summary: 'Records of all modules that hold a text',
    query: ['text'],
    handle: search,
  },
]

async function search({ host, published, principal, query }: AppRequest): Promise<Answer> {
  const { text } = query
  if (text === undefined) return { problems: [problem('text', 'missing', 'text: is missing. Add it.', 'text：缺失，请补上。')] }
  return answer(await searchRecords(host.db, published.app, principal, text), (results) => ({ json: { results } }))
}
