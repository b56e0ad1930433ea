// Sample data over HTTP: what is left of it, taking it away; and how far an app has been set up.
import { problem } from '../../runtime/problem.ts'
import { removeSample } from '../samples/remove.ts'
import { startState } from '../samples/start.ts'
import { sampleState } from '../samples/state.ts'
import { readFields } from './body.ts'
import { type Answer, type AppRequest, answer, type Route } from './route.ts'

export const sampleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/apps/:app/start',
    permission: 'design',
    summary: 'How far the app has been set up',
    handle: async ({ services, host, published }) => {
      const people = (await services.accounts.users()).filter(({ disabled }) => !disabled).length
      const invitations = (await services.accounts.invitations()).length
      const { settings } = published.app
      return { json: { settings, people, invitations, ...(await startState(host.db, published.app)) } }
    },
  },
  {
    method: 'GET',
    path: '/apps/:app/sample',
    permission: 'design',
    summary: 'What is left of the sample data, and what of it people changed or need',
    handle: async ({ host, published }) => ({ json: await sampleState(host.db, published.app) }),
  },
  {
    method: 'DELETE',
    path: '/apps/:app/sample',
    permission: 'design',
    summary: 'Remove the sample data with everything that hangs on it',
    handle: remove,
  },
]

async function remove(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { edited: 'string' })
  if (!fields.ok) return fields
  const { edited } = fields.value
  if (edited !== undefined && edited !== 'keep' && edited !== 'remove') {
    const shown = String(edited).slice(0, 60)
    return {
      problems: [
        problem('edited', 'not_allowed', `edited: "${shown}" is neither keep nor remove.`, `edited：“${shown}”应为 keep 或 remove。`),
      ],
    }
  }
  return answer(await removeSample(request.host, edited), (removal) => ({ json: removal }))
}
