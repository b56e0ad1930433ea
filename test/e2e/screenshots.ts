// Writes a picture of every screen in both languages, both themes and two widths into screenshots/, to be looked at.
import { mkdirSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { productPath } from '../../server/product.ts'
import { openBrowser } from './browser.ts'
import { screensOf } from './screens.ts'
import { startE2eServer } from './server.ts'
import { setUpWorld } from './world.ts'

const WIDTHS = { 1440: 900, 390: 844 } as const
const only = process.argv[2]

const folder = productPath('screenshots')
mkdirSync(folder, { recursive: true })
const server = await startE2eServer()
const browser = await openBrowser()
try {
  const world = await setUpWorld(server)
  for (const locale of ['zh-CN', 'en'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      for (const [width, height] of Object.entries(WIDTHS)) {
        const context = await browser.newContext({
          locale,
          colorScheme: theme,
          viewport: { width: Number(width), height },
          reducedMotion: 'reduce',
        })
        await world.admin.call('PATCH', '/me', { locale })
        await world.admin.enter(context)
        for (const screen of screensOf(world)) {
          if (only && !screen.name.includes(only)) continue
          const page = screen.anonymous
            ? await (await browser.newContext({ locale, colorScheme: theme, viewport: { width: Number(width), height } })).newPage()
            : await context.newPage()
          await shoot(
            page,
            `${folder}/${screen.name}-${locale}-${theme}-${width}.png`,
            server.url + screen.path,
            screen.ready,
            screen.prepare,
          )
          await (screen.anonymous ? page.context().close() : page.close())
        }
        await context.close()
      }
    }
  }
} finally {
  await browser.close()
  await server.stop()
}

async function shoot(page: Page, file: string, url: string, ready: string, prepare: ((page: Page) => Promise<void>) | undefined) {
  await page.goto(url)
  await page.locator(ready).first().waitFor()
  if (prepare) await prepare(page)
  // Live updates keep a connection open, so the network never falls silent.
  await page.waitForTimeout(700)
  await page.screenshot({ path: file })
}
