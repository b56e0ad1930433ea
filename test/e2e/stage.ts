// Where a test file plays: a server of its own, the browser all files share, and, where asked for, a copy of the sales team's data.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { inject } from 'vitest'
import { type Caller, callerOf, type E2eServer, startE2eServer } from './server.ts'
import { watch } from './watch.ts'
import { ADMIN, type World, worldAt } from './world.ts'

/** The browser all files share. Closing it closes what this file opened in it. */
export function sharedBrowser(): Promise<Browser> {
  return chromium.connect(inject('browserUrl'))
}

/** A server over a copy of the sales team's data, with everybody signed in. */
export async function startWorld(): Promise<{ readonly server: E2eServer; readonly world: World }> {
  const team = inject('team')
  const data = mkdtempSync(join(tmpdir(), 'stagewright-e2e-'))
  cpSync(team.data, data, { recursive: true })
  const { url, setup, stop } = await startE2eServer({ data })
  const server: E2eServer = {
    url,
    setup,
    async stop() {
      await stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
  return { server, world: worldAt(url, team) }
}

export interface Scene {
  readonly server: E2eServer
  readonly browser: Browser
  /** The first administrator. */
  readonly admin: Caller
  /** A page of somebody's own, and what it complains of; answers of the statuses in `expected` are no complaint. */
  enter(
    person: Caller,
    options?: { readonly height?: number; readonly expected?: readonly number[] },
  ): Promise<{ readonly context: BrowserContext; readonly page: Page; readonly complaints: readonly string[] }>
  stop(): Promise<void>
}

/** A new server with its first administrator, who reads `locale`, and one app: a template of its own settings, or a definition. */
export async function startScene(app: object, { locale = 'en' } = {}): Promise<Scene> {
  const server = await startE2eServer()
  const browser = await sharedBrowser()
  const admin = callerOf(server.url)
  await admin.call('POST', '/setup', { token: new URL(server.setup).searchParams.get('token'), ...ADMIN })
  await admin.call('PATCH', '/me', { locale })
  await admin.call('POST', '/apps', app)
  return {
    server,
    browser,
    admin,
    async enter(person, { height = 900, expected = [] } = {}) {
      const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height }, reducedMotion: 'reduce' })
      await person.enter(context)
      const page = await context.newPage()
      return { context, page, complaints: await watch(page, [...expected]) }
    },
    async stop() {
      await browser.close()
      await server.stop()
    },
  }
}
