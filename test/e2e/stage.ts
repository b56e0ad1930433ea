// Where a test file plays: a server of its own, the browser all files share, and, where asked for, a copy of the sales team's data.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { inject } from 'vitest'
import { type E2eServer, startE2eServer } from './server.ts'
import { type World, worldAt } from './world.ts'

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
