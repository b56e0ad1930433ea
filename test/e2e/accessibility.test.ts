// Every screen in both languages and both themes: nothing for axe to find, nothing in the console, and on a narrow screen nothing to scroll sideways.
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { COLOUR_RULES, faultsOn } from './axe.ts'
import { screensOf } from './screens.ts'
import type { E2eServer } from './server.ts'
import { sharedBrowser, startWorld } from './stage.ts'
import { stands, watch } from './watch.ts'
import type { World } from './world.ts'

/** A phone; and a page at 400 % zoom. */
const NARROW = [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
]
const WIDE = { width: 1440, height: 900 }

let server: E2eServer
let browser: Browser
let world: World

beforeAll(async () => {
  ;({ server, world } = await startWorld())
  browser = await sharedBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

it.each(['zh-CN', 'en'] as const)('in %s, light and dark', { timeout: 300_000 }, async (locale) => {
  await world.admin.call('PATCH', '/me', { locale })
  const found: string[] = []
  const context = await browser.newContext({ locale, colorScheme: 'light', viewport: WIDE, reducedMotion: 'reduce' })
  await world.admin.enter(context)
  for (const screen of screensOf(world)) {
    const own = screen.anonymous ? await browser.newContext({ locale, colorScheme: 'light', viewport: WIDE }) : context
    const page = await own.newPage()
    const complaints = await watch(page, screen.name === 'not-found' ? [404] : [])
    await page.goto(server.url + screen.path)
    await page.locator(screen.ready).first().waitFor()
    await screen.prepare?.(page)
    await stands(page)
    const tell = (faults: readonly string[], theme: string) => found.push(...faults.map((text) => `${screen.name}, ${theme}: ${text}`))
    tell(await faultsOn(page), 'light')
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe('dark')
    await stands(page)
    tell(await faultsOn(page, { rules: COLOUR_RULES }), 'dark')

    for (const size of NARROW) {
      await page.setViewportSize(size)
      await stands(page)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (over > 0) tell([`${over} px wider than a screen of ${size.width} px`], 'dark')
    }
    tell(complaints, 'complaint')
    await (screen.anonymous ? own : page).close()
  }
  await context.close()
  expect(found).toEqual([])
})
