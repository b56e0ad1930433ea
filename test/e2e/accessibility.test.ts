// Every screen in both languages and both themes: nothing for axe to find, nothing in the console, and on a narrow screen nothing to scroll sideways.
import AxeBuilder from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from './browser.ts'
import { screensOf } from './screens.ts'
import { type E2eServer, startE2eServer } from './server.ts'
import { watch } from './watch.ts'
import { setUpWorld, type World } from './world.ts'

const NARROW = { width: 390, height: 844 }
const WIDE = { width: 1440, height: 900 }

let server: E2eServer
let browser: Browser
let world: World

beforeAll(async () => {
  server = await startE2eServer()
  browser = await openBrowser()
  world = await setUpWorld(server)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

describe.each(['zh-CN', 'en'] as const)('in %s', (locale) => {
  it.each(['light'] as const)('%s', { timeout: 420_000 }, async (theme) => {
    await world.admin.call('PATCH', '/me', { locale })
    const found: string[] = []
    const context = await browser.newContext({ locale, colorScheme: theme, viewport: WIDE, reducedMotion: 'reduce' })
    await world.admin.enter(context)
    for (const screen of screensOf(world)) {
      const own = screen.anonymous ? await browser.newContext({ locale, colorScheme: theme, viewport: WIDE }) : context
      const page = await own.newPage()
      const complaints = await watch(page, screen.name === 'not-found' ? [404] : [])
      await page.goto(server.url + screen.path)
      await page.locator(screen.ready).first().waitFor()
      await screen.prepare?.(page)
      await page.waitForTimeout(150)
      const { violations } = await new AxeBuilder({ page }).analyze()
      for (const { id, nodes } of violations)
        found.push(...nodes.slice(0, 2).map(({ target, failureSummary }) => `${screen.name}: ${id}: ${target} ${failureSummary}`))
      found.push(...complaints.map((text) => `${screen.name}: ${text}`))
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale)

      await page.setViewportSize(NARROW)
      await page.waitForTimeout(100)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (over > 0) found.push(`${screen.name}: ${over} px wider than a narrow screen`)
      await (screen.anonymous ? own : page).close()
    }
    await context.close()
    expect(found).toEqual([])
  })
})
