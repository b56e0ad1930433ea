// A server with a sales team at work and a browser at the administrator's desk, for the length of a test file.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { E2eServer } from './server.ts'
import { sharedBrowser, startWorld } from './stage.ts'
import { watch } from './watch.ts'
import type { World } from './world.ts'

export interface Office {
  readonly server: E2eServer
  readonly browser: Browser
  readonly world: World
  readonly context: BrowserContext
  readonly page: Page
  /** What the page complained of so far. */
  readonly complaints: readonly string[]
}

/** Everyone works in English. Statuses in `expected` are answers the tests provoke; they are no complaint. The parts are there once tests run. */
export function openOffice(expected: readonly number[] = []): Office {
  const office = {} as { -readonly [Part in keyof Office]: Office[Part] }
  beforeAll(async () => {
    Object.assign(office, await startWorld())
    office.browser = await sharedBrowser()
    await office.world.admin.call('PATCH', '/me', { locale: 'en' })
    await office.world.colleague.call('PATCH', '/me', { locale: 'en' })
    office.context = await office.browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
    await office.world.admin.enter(office.context)
    office.page = await office.context.newPage()
    office.complaints = await watch(office.page, expected)
  })
  afterAll(async () => {
    await office.browser?.close()
    await office.server?.stop()
  })
  return office
}
