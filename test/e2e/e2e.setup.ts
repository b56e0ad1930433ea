// What all e2e files share: one browser, and the sales team's data, set up once and copied for each file that works in them.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { serveBrowser } from './browser.ts'
import { startE2eServer } from './server.ts'
import { type KeptWorld, keepWorld, setUpWorld } from './world.ts'

declare module 'vitest' {
  interface ProvidedContext {
    browserUrl: string
    team: KeptWorld
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = await serveBrowser()
  const data = mkdtempSync(join(tmpdir(), 'stagewright-team-'))
  const server = await startE2eServer({ data })
  const world = await setUpWorld(server)
  await server.stop()
  project.provide('browserUrl', browser.wsEndpoint())
  project.provide('team', keepWorld(world, data))
  return async () => {
    await browser.close()
    rmSync(data, { recursive: true, force: true })
  }
}
