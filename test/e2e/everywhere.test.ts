// What holds on every screen: Enter of an input method sends nothing, and nothing is cut off at 320 pixels.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openOffice } from './office.ts'
import { type Screen, screensOf } from './screens.ts'

const office = openOffice()

async function eachScreen(
  options: { readonly width: number; readonly height: number },
  work: (page: Page, screen: Screen) => Promise<void>,
) {
  for (const screen of screensOf(office.world)) {
    const context = await office.browser.newContext({ locale: 'en-US', viewport: options, reducedMotion: 'reduce' })
    if (!screen.anonymous) await office.world.admin.enter(context)
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    await page.goto(office.server.url + screen.path)
    await page.locator(screen.ready).first().waitFor()
    await screen.prepare?.(page)
    await page.waitForTimeout(400)
    await work(page, screen)
    await context.close()
  }
}

it('takes no Enter of an input method for its own, in any text box of any screen', { timeout: 420_000 }, async () => {
  await office.world.admin.call('PATCH', '/me', { locale: 'en' })
  const found: string[] = []
  let boxes = 0
  await eachScreen({ width: 1440, height: 900 }, async (page, screen) => {
    let sent: string[] = []
    page.on('request', (request) => {
      // Which records were looked at lately is kept by itself, a moment after.
      if (request.method() !== 'GET' && !request.url().includes('/preferences/'))
        sent.push(`${request.method()} ${new URL(request.url()).pathname}`)
    })
    const inputs = page.locator(
      'input:is([type=text],[type=search],[type=email],[type=tel],[type=url],:not([type])):visible:enabled:not([readonly]), textarea:visible:enabled',
    )
    const count = Math.min(await inputs.count(), 40)
    for (let index = 0; index < count; index += 1) {
      const input = inputs.nth(index)
      if (!(await input.isVisible())) continue
      boxes += 1
      sent = []
      const before = page.url()
      const dialogs = await page.locator('[role=dialog]').count()
      const kept = await input.evaluate((box: HTMLInputElement) => {
        box.focus()
        const enter = new KeyboardEvent('keydown', {
          key: 'Enter',
          code: 'Enter',
          keyCode: 229,
          isComposing: true,
          bubbles: true,
          cancelable: true,
        })
        box.dispatchEvent(enter)
        return document.activeElement === box
      })
      await page.waitForTimeout(30)
      const name = await input.evaluate((box) => box.getAttribute('aria-label') ?? box.id)
      if (!kept || sent.length > 0 || page.url() !== before || (await page.locator('[role=dialog]').count()) !== dialogs)
        found.push(`${screen.name}: ${name}: ${kept ? '' : 'lost the focus '}${sent.join(' ')} ${page.url() === before ? '' : page.url()}`)
    }
  })
  expect(found).toEqual([])
  expect(boxes).toBeGreaterThan(40)
})

it('fits a screen of 320 pixels, as 400 % zoom gives', { timeout: 420_000 }, async () => {
  await office.world.admin.call('PATCH', '/me', { locale: 'en', theme: 'light' })
  const found: string[] = []
  await eachScreen({ width: 320, height: 640 }, async (page, screen) => {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    if (over > 0) found.push(`${screen.name}: ${over} px too wide`)
  })
  expect(found).toEqual([])
})
