// What protects my account: API keys and the second factor.
import { problem } from '../../runtime/problem.ts'
import type { ApiKeyScope } from '../access/api-keys.ts'
import { readFields } from './body.ts'
import { type Answer, answer, personOf, type Route, sessionAnswer, type UserRequest } from './route.ts'

export const securityRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/me/keys',
    permission: 'user',
    summary: 'My API keys',
    handle: async ({ services, principal }) => ({ json: { keys: await services.accounts.keys.list(personOf(principal)) } }),
  },
  { method: 'POST', path: '/me/keys', permission: 'user', summary: 'Make an API key; it is told once', handle: createKey },
  { method: 'DELETE', path: '/me/keys/:id', permission: 'user', summary: 'Remove an API key', handle: removeKey },
  {
    method: 'POST',
    path: '/me/two-factor',
    permission: 'user',
    summary: 'Begin with a second factor',
    handle: (request) =>
      withText(request, 'password', async (password) =>
        answer(await request.services.accounts.twoFactor.begin(password, request.headers), (json) => ({ json })),
      ),
  },
  {
    method: 'POST',
    path: '/me/two-factor/confirm',
    permission: 'user',
    summary: 'Turn the second factor on with a first code',
    handle: (request) =>
      withText(request, 'code', async (code) =>
        answer(await request.services.accounts.twoFactor.confirm(code, request.headers), sessionAnswer),
      ),
  },
  {
    method: 'POST',
    path: '/me/two-factor/end',
    permission: 'user',
    summary: 'Turn the second factor off',
    handle: (request) =>
      withText(request, 'password', async (password) =>
        answer(await request.services.accounts.twoFactor.end(password, request.headers), sessionAnswer),
      ),
  },
]

/** A body of one text. */
async function withText(request: UserRequest, name: string, work: (text: string) => Promise<Answer>): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { [name]: 'string' }, [name])
  return fields.ok ? work(fields.value[name] as string) : fields
}

async function createKey(request: UserRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const { role, ...rest } = body.value
  const fields = readFields(rest, { name: 'string', days: 'number', readOnly: 'boolean' }, ['name', 'days'])
  if (!fields.ok) return fields
  if (role !== undefined && role !== null && !isRole(role)) {
    return { problems: [problem('role', 'type', 'role: give { "app", "key" } or null.', 'role：应为 { "app", "key" } 或 null。')] }
  }
  const { name, days, readOnly } = fields.value as { name: string; days: number; readOnly?: boolean }
  const made = await request.services.accounts.keys.create(personOf(request.principal), {
    name,
    days,
    readOnly: readOnly ?? false,
    role: (role ?? null) as ApiKeyScope['role'],
  })
  return answer(made, (json) => ({ json: { key: json.key, ...json.made }, status: 201 }))
}

function isRole(value: unknown): boolean {
  const { app, key, ...rest } = value as { app?: unknown; key?: unknown }
  return typeof app === 'string' && typeof key === 'string' && Object.keys(rest).length === 0
}

async function removeKey({ services, principal, path }: UserRequest): Promise<Answer> {
  if (await services.accounts.keys.remove(personOf(principal), path.id!)) return { json: null, status: 204 }
  return { problems: [problem('', 'not_found', 'There is no such key.', '没有该密钥。')] }
}
