// Starting a server process on a folder, talking to it, and killing it without warning.
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Short, so that a job goes on soon after its process was killed. */
const LEASE_MILLISECONDS = 400

export interface Installation {
  readonly data: string
  /** File of the one app under test. */
  readonly file: string
  /** Milliseconds the last start took until the server answered. */
  readonly startMilliseconds: number
  start(): Promise<void>
  /** Ends the process with SIGKILL and waits until it is gone. */
  kill(): Promise<void>
  /** Status and answer; status 0 where the connection broke, so that nobody knows what became of the request. */
  send(method: string, path: string, body?: unknown): Promise<{ status: number; json: any }>
  upload(path: string, text: string): Promise<any>
  remove(): Promise<void>
}

/** A new installation with an administrator signed in and one app made from `definition`. */
export async function newInstallation(definition: { readonly key: string }): Promise<Installation> {
  const data = mkdtempSync(join(tmpdir(), 'stagewright-faults-'))
  let child: ChildProcess | undefined
  let url = ''
  let setup: string | undefined
  let cookie = ''
  let startMilliseconds = 0

  async function request(
    method: string,
    path: string,
    body: string | undefined,
    type: string,
  ): Promise<{ status: number; json: any; headers: Headers }> {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { cookie, 'accept-language': 'en', ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body }),
    })
    const text = await response.text()
    return { status: response.status, json: text === '' ? null : JSON.parse(text), headers: response.headers }
  }
  const json = (method: string, path: string, body?: unknown) =>
    request(method, path, body === undefined ? undefined : JSON.stringify(body), 'application/json')

  async function start(): Promise<void> {
    const began = performance.now()
    const started = fork(join(import.meta.dirname, 'victim.ts'), [data, String(LEASE_MILLISECONDS)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    child = started
    const message = await new Promise<any>((resolve, reject) => {
      started.once('message', resolve)
      started.once('exit', (code) => reject(new Error(`the server ended with ${code} while starting`)))
    })
    url = message.url
    setup = message.setup
    startMilliseconds = performance.now() - began
  }
  async function kill(): Promise<void> {
    const victim = child
    if (!victim || victim.exitCode !== null || victim.signalCode !== null) return
    const gone = new Promise((resolve) => victim.once('exit', resolve))
    victim.kill('SIGKILL')
    await gone
  }
  const installation: Installation = {
    data,
    file: join(data, 'apps', `${definition.key}.db`),
    get startMilliseconds() {
      return startMilliseconds
    },
    start,
    kill,
    async send(method, path, body) {
      try {
        return await json(method, path, body)
      } catch {
        return { status: 0, json: null }
      }
    },
    async upload(path, text) {
      const { status, json: answer } = await request('POST', path, text, 'text/csv')
      if (status !== 201) throw new Error(`upload: ${status} ${JSON.stringify(answer)}`)
      return answer
    },
    async remove() {
      await kill()
      rmSync(data, { recursive: true, force: true })
    },
  }
  try {
    await start()
    const made = await json('POST', '/setup', { token: setup, name: 'Admin', email: 'admin@example.com', password: 'correct horse' })
    cookie = made.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    const created = await json('POST', '/apps', { definition })
    if (created.status !== 201) throw new Error(JSON.stringify(created.json))
    return installation
  } catch (error) {
    await installation.remove()
    throw error
  }
}
