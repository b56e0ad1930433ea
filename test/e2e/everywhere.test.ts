// What holds on every screen: Enter of an input method sends nothing, and language and theme change in place.
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { en } from '../../runtime/ui/words/en.ts'
import { zhCN } from '../../runtime/ui/words/zh-CN.ts'
import { openOffice } from './office.ts'
import { type Screen, screensOf } from './screens.ts'
import { stands } from './watch.ts'
import { ADMIN } from './world.ts'

const office = openOffice()

async function eachScreen(
  viewport: { readonly width: number; readonly height: number },
  work: (page: Page, screen: Screen) => Promise<void>,
  screens: readonly Screen[] = screensOf(office.world),
) {
  const options = { locale: 'en-US', viewport, reducedMotion: 'reduce' } as const
  // What one screen loaded serves the next.
  const context = await office.browser.newContext(options)
  await office.world.admin.enter(context)
  for (const screen of screens) {
    const own = screen.anonymous ? await office.browser.newContext(options) : context
    const page = await own.newPage()
    page.setDefaultTimeout(20_000)
    await page.goto(office.server.url + screen.path)
    await page.locator(screen.ready).first().waitFor()
    await screen.prepare?.(page)
    await stands(page)
    await work(page, screen)
    await page.evaluate(() => sessionStorage.clear())
    await (screen.anonymous ? own : page).close()
  }
  await context.close()
}

const BOXES = 'input:is([type=text],[type=search],[type=email],[type=tel],[type=url],:not([type])), textarea'

/** Presses Enter in each text box one sees, as an input method does to take what it offers; runs in the page. */
async function tryEachBox(selector: string): Promise<{ name: string; fault: string }[]> {
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  const usable = (box: HTMLInputElement) =>
    box.isConnected &&
    !box.disabled &&
    !box.readOnly &&
    box.checkVisibility({ visibilityProperty: true }) &&
    box.getClientRects().length > 0
  const tried: { name: string; fault: string }[] = []
  for (const box of [...document.querySelectorAll<HTMLInputElement>(selector)].slice(0, 60)) {
    if (!usable(box)) continue
    const dialogs = document.querySelectorAll('[role=dialog]').length
    box.focus()
    box.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true }),
    )
    const kept = document.activeElement === box
    await drawn()
    const opened = document.querySelectorAll('[role=dialog]').length - dialogs
    const faults = [...(kept ? [] : ['lost the focus']), ...(opened === 0 ? [] : [`${opened} dialogs more`])]
    tried.push({ name: box.getAttribute('aria-label') ?? box.id, fault: faults.join(', ') })
  }
  return tried
}

it('takes no Enter of an input method for its own, in any text box of any screen', { timeout: 420_000 }, async () => {
  await office.world.admin.call('PATCH', '/me', { locale: 'en' })
  const found: string[] = []
  let boxes = 0
  await eachScreen({ width: 1440, height: 900 }, async (page, screen) => {
    const sent: string[] = []
    page.on('request', (request) => {
      // Which records were looked at lately is kept by itself, a moment after.
      if (request.method() !== 'GET' && !request.url().includes('/preferences/'))
        sent.push(`${request.method()} ${new URL(request.url()).pathname}`)
    })
    const before = page.url()
    const tried = await page.evaluate(tryEachBox, BOXES)
    boxes += tried.length
    // What a box would have sent a moment later is seen too.
    await stands(page)
    found.push(...tried.filter(({ fault }) => fault !== '').map(({ name, fault }) => `${screen.name}: ${name}: ${fault}`))
    if (sent.length > 0) found.push(`${screen.name}: sent ${sent.join(', ')}`)
    if (page.url() !== before) found.push(`${screen.name}: went to ${page.url()}`)
  })
  expect(found).toEqual([])
  expect(boxes).toBeGreaterThan(40)
})

/** Drawn over a screen that is looked at without them: whoever opens the menu of language and theme has closed them. */
const OVER = new Set(['palette', 'palette-found', 'keys', 'notifications', 'who-sees'])
/** What only the English words say. */
const ENGLISH: readonly string[] = Object.entries(en).flatMap(([key, text]) => {
  const other = zhCN[key as keyof typeof zhCN]
  // Languages are offered by their own names in each.
  return !key.startsWith('language.') && other !== undefined && other !== text && !text.includes('{{') ? [text] : []
})

it('changes language and theme in place, on every screen', { timeout: 420_000 }, async () => {
  await office.world.admin.call('PATCH', '/me', { locale: 'en', theme: 'light' })
  const found: string[] = []
  const screens = screensOf(office.world).filter(({ name }) => !OVER.has(name))
  /** Everything the page says, names and hints of controls too. */
  const said = (page: Page) =>
    page.evaluate(() => {
      const texts: string[] = []
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      while (walk.nextNode()) texts.push(walk.currentNode.textContent!.trim())
      for (const each of document.body.querySelectorAll('[aria-label], [title], [placeholder]'))
        for (const name of ['aria-label', 'title', 'placeholder']) texts.push(each.getAttribute(name)?.trim() ?? '')
      return texts.filter((text) => text !== '')
    })
  const scheme = (page: Page) => page.evaluate(() => document.documentElement.dataset.mantineColorScheme)
  const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const brightness = (colour: string) => Math.max(...[...colour.matchAll(/[\d.]+/g)].slice(0, 3).map(Number))
  await eachScreen(
    { width: 1440, height: 900 },
    async (page, { name, anonymous }) => {
      const before = (await said(page)).filter((text) => ENGLISH.includes(text))
      if (before.length === 0) found.push(`${name}: says nothing in English`)
      const other = page.getByRole('button', { name: '中文' })
      if ((await other.count()) === 0) {
        await page.getByRole('button', { name: ADMIN.name }).first().click()
        await page.getByRole('menuitem', { name: '中文' }).click()
        await page.getByRole('menuitem', { name: zhCN['theme.dark'] }).click()
        await page.keyboard.press('Escape')
        await expect.poll(() => page.getByRole('menu').count()).toBe(0)
      } else {
        await other.click()
        const theme = page.getByRole('button', { name: new RegExp(`^${zhCN['theme.change'].split('{{')[0]}`) })
        // Each click chooses the next: light, dark, as the system.
        for (let clicks = 0; clicks < 3 && (await scheme(page)) !== 'dark'; clicks += 1) {
          const chosen = await theme.getAttribute('aria-label')
          await theme.click()
          await expect.poll(() => theme.getAttribute('aria-label')).not.toBe(chosen)
        }
      }
      await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
      await expect.poll(() => scheme(page)).toBe('dark')
      await stands(page)
      const left = (await said(page)).filter((text) => ENGLISH.includes(text))
      if (left.length > 0) found.push(`${name}: still in English: ${left.join(' | ')}`)
      if (brightness(await ground(page)) > 100) found.push(`${name}: still light`)
      await page.setViewportSize({ width: 390, height: 844 })
      await stands(page)
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      if (over > 0) found.push(`${name}: ${over} px wider than a narrow screen`)
      if (!anonymous) await office.world.admin.call('PATCH', '/me', { locale: 'en', theme: 'light' })
    },
    screens,
  )
  expect(found).toEqual([])
})
