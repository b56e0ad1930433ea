// Preferences over HTTP: each person's own, in one app.
import { problem } from '../../runtime/problem.ts'
import { readPreferences, writePreference } from '../collaboration/preferences.ts'
import { readFields } from './body.ts'
import { type Answer, type AppRequest, answer, personOf, type Route } from './route.ts'

const PREFERENCES = '/apps/:app/preferences'

export const preferenceRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: PREFERENCES,
    permission: 'app',
    summary: 'What the pages remember for me',
    handle: async ({ host, principal }) => ({ json: await readPreferences(host.db, personOf(principal)) }),
  },
  { method: 'PUT', path: `${PREFERENCES}/:name`, permission: 'app', summary: 'Remember something for me; null forgets it', handle: write },
]

async function write(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const { value, ...rest } = body.value
  const fields = readFields(rest, {})
  if (!fields.ok) return fields
  if (value === undefined) return { problems: [problem('value', 'missing', 'value: is missing. Add it.', 'value：缺失，请补上。')] }
  const { host, principal, path } = request
  return answer(await writePreference(host.db, personOf(principal), path.name!, value), () => ({ json: null, status: 204 }))
}
