// The real server as its own process, on a free port with a data folder of its own, spoken to over HTTP.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { BrowserContext } from 'playwright-core'
import { productPath } from '../../server/product.ts'

export interface E2eServer {
  readonly url: string
  /** The link that makes the first administrator; not there where he has been made. */
  readonly setup: string
  stop(): Promise<void>
}

interface Options {
  /** The folder of the data, which stays when the server stops; without one a new folder, which goes with it. */
  readonly data?: string
}

export async function startE2eServer(options: Options = {}): Promise<E2eServer> {
  if (!existsSync(productPath('dist', 'web', 'runtime', 'index.html')))
    throw new Error('the pages are not built: run "npm run build" first')
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'stagewright-e2e-'))
  const child = spawn(
    process.execPath,
    [productPath('server', 'cli', 'stagewright.js'), 'serve', '--data', data, '--port', '0', '--json'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const { url, setup } = await firstLine(child)
  return {
    url,
    setup,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      if (!options.data) rmSync(data, { recursive: true, force: true })
    },
  }
}

function firstLine(child: ChildProcess): Promise<{ url: string; setup: string }> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready`)))
    createInterface({ input: child.stdout! }).once('line', (line) => resolve(JSON.parse(line)))
  })
}

/** Someone who talks to the API with a session cookie, as the pages do. */
export interface Caller {
  call<T = any>(method: string, path: string, body?: unknown): Promise<T>
  /** Lets the pages of a browser in as the same person. */
  enter(context: BrowserContext): Promise<void>
  /** The session, for a caller of the same data at another address. */
  cookie(): string
}

export function callerOf(url: string, session = ''): Caller {
  let cookie = session
  return {
    cookie: () => cookie,
    async call<T>(method: string, path: string, body?: unknown) {
      const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { 'accept-language': 'en', ...(cookie ? { cookie } : {}), ...json },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const given = response.headers.getSetCookie().map((each) => each.split(';')[0]!)
      if (given.length > 0) cookie = given.join('; ')
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
      return (text === '' ? undefined : JSON.parse(text)) as T
    },
    enter: (context) =>
      context.addCookies(
        cookie.split('; ').map((each) => {
          const at = each.indexOf('=')
          return { name: each.slice(0, at), value: each.slice(at + 1), url }
        }),
      ),
  }
}
