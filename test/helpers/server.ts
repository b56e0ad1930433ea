// The real server on a free port over a real database, and a client that is signed in: tests that come through the public door.
import { type RunningServer, startServer } from '../../server/main.ts'
import type { Place } from './databases.ts'

export interface Client {
  /** Sends JSON and gives the status and the parsed answer. */
  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; json: any; headers: Headers }>
  /** Like send, but throws what was refused. */
  ok(method: string, path: string, body?: unknown): Promise<any>
  upload(path: string, bytes: Uint8Array): Promise<any>
  readonly cookie: string
}

export interface TestServer {
  readonly server: RunningServer
  readonly admin: Client
  anonymous(): Client
  signIn(email: string, password: string): Promise<Client>
  close(): Promise<void>
}

export const ADMIN = { name: 'Admin', email: 'admin@example.com', password: 'correct horse' }

export async function startTestServer(place: Place, log: (entry: unknown) => void = (entry) => console.error(entry)): Promise<TestServer> {
  const server = await startServer({ target: place.target, host: '127.0.0.1', port: 0, log })
  const token = await server.services.accounts.setupToken()
  const nobody = clientOf(server.url, '')
  const setUp = token
    ? await nobody.send('POST', '/setup', { token, ...ADMIN })
    : await nobody.send('POST', '/session', { email: ADMIN.email, password: ADMIN.password })
  if (setUp.status !== 200) throw new Error(JSON.stringify(setUp.json))
  return {
    server,
    admin: clientOf(server.url, cookieOf(setUp.headers)),
    anonymous: () => nobody,
    async signIn(email, password) {
      const answer = await nobody.send('POST', '/session', { email, password })
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.json))
      return clientOf(server.url, cookieOf(answer.headers))
    },
    close: () => server.close(),
  }
}

function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
}

function clientOf(url: string, cookie: string): Client {
  async function send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { cookie, 'accept-language': 'en', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const json = /json/.test(response.headers.get('content-type') ?? '') && text !== '' ? JSON.parse(text) : text
    return { status: response.status, json, headers: response.headers }
  }
  return {
    cookie,
    send,
    async ok(method, path, body) {
      const { status, json } = await send(method, path, body)
      if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`)
      return json
    },
    async upload(path, bytes) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'text/csv' },
        body: bytes as BodyInit,
      })
      if (!response.ok) throw new Error(`upload ${path}: ${response.status} ${await response.text()}`)
      return response.json()
    },
  }
}

/** Uploads and imports a file and waits for the result. */
export async function importCsv(
  client: Client,
  app: string,
  module: string,
  bytes: Uint8Array,
  map: unknown,
  options: { mode?: 'records' | 'history'; dryRun?: boolean } = {},
): Promise<any> {
  const { upload } = await client.upload(`/apps/${app}/imports/${module}/upload`, bytes)
  const { job } = await client.ok('POST', `/apps/${app}/imports/${module}`, { upload, map, ...options })
  return { job, ...(await jobResult(client, app, job)) }
}

export async function jobResult(client: Client, app: string, id: string): Promise<any> {
  for (;;) {
    const job = await client.ok('GET', `/apps/${app}/jobs/${id}`)
    if (job.state !== 'waiting' && job.state !== 'running') return { state: job.state, ...job.result }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
