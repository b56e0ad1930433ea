// A new installation: from the printed link to a board, and the first records by keyboard alone.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type E2eServer, startE2eServer } from './server.ts'
import { sharedBrowser } from './stage.ts'
import { watch } from './watch.ts'

let server: E2eServer
let browser: Browser
let page: Page
let complaints: readonly string[]

beforeAll(async () => {
  server = await startE2eServer()
  browser = await sharedBrowser()
  page = await (await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } })).newPage()
  complaints = await watch(page, [400])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

it('goes from the printed link to a board', async () => {
  await page.goto(server.setup)
  await page.getByLabel('Name').fill('Lin Wei')
  await page.getByLabel('E-mail').fill('lin@example.com')
  const password = page.getByRole('textbox', { name: 'Password' })
  await password.fill('short')
  await page.getByRole('button', { name: 'Create administrator' }).click()
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('8')
  await password.fill('correct horse battery')
  await page.getByRole('button', { name: 'Create administrator' }).click()
  await page.getByRole('heading', { name: 'Make your CRM' }).waitFor()
  await page.getByLabel('With sample data').uncheck()
  await page.getByRole('button', { name: 'Use this template: B2B sales' }).click()
  await page.getByRole('heading', { name: 'First contact' }).waitFor()
  expect(await page.title()).toBe('Deals · Pipeline · Stagewright')
})

/** Presses Tab until the focus is on what the selector names. */
async function tabTo(selector: string) {
  for (let count = 0; count < 80; count += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached ${selector}`)
}

it('creates an account and a deal of it by keyboard alone', async () => {
  await tabTo('a[href$="/account"]')
  await page.keyboard.press('Enter')
  await page.getByText('No records yet').waitFor()
  await tabTo('main > header > button')
  await page.keyboard.press('Enter')
  // The first field has the focus at once.
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
  await page.keyboard.type('蓝鲸科技')
  await page.keyboard.press('Enter')
  await page.locator('aside').getByRole('heading', { name: '蓝鲸科技' }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.locator('aside').count()).toBe(0)

  await page.goto(`${server.url}/apps/b2b/deal?view=board`)
  await page.getByRole('button', { name: 'New', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('INPUT')
  await page.keyboard.type('年度框架')
  // Without its account the deal is refused, and the summary takes the focus.
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.evaluate(() => document.activeElement?.id.endsWith('-account'))).toBe(true)
  await page.keyboard.type('蓝鲸')
  await page.getByRole('option', { name: '蓝鲸科技' }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await tabTo('input[id$="-amount"]')
  await page.keyboard.type('88000')
  await page.keyboard.press('Enter')
  await page.locator('aside').getByRole('heading', { name: '年度框架' }).waitFor()
  const column = page.getByRole('region', { name: 'First contact', exact: true })
  await expect.poll(() => column.locator('article').count()).toBe(1)
  await expect.poll(() => column.locator('header').textContent()).toContain('88')
})

it('switches the language without a reload', async () => {
  await page.evaluate(() => {
    ;(window as any).stayed = true
  })
  await page.getByRole('button', { name: 'Lin Wei' }).click()
  await page.getByRole('menuitem', { name: '中文' }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: '初步接触' }).waitFor()
  expect(await page.evaluate(() => [document.documentElement.lang, (window as any).stayed])).toEqual(['zh-CN', true])
  await page.reload()
  await page.getByRole('heading', { name: '初步接触' }).waitFor()
})

it('loads at most 210 KB before the door and tells what a board and a list take', async () => {
  const weigh = async (path: string, ready: string, signedIn: boolean) => {
    const context = signedIn ? page.context() : await browser.newContext({ locale: 'en-US' })
    const fresh = await context.newPage()
    const client = await context.newCDPSession(fresh)
    await client.send('Network.enable')
    await client.send('Network.setCacheDisabled', { cacheDisabled: true })
    const urls = new Map<string, string>()
    let bytes = 0
    client.on('Network.responseReceived', ({ requestId, response }) => urls.set(requestId, response.url))
    client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (/\.(js|css)$/.test(urls.get(requestId) ?? '')) bytes += encodedDataLength
    })
    await fresh.goto(server.url + path)
    await fresh.locator(ready).first().waitFor()
    const until = bytes
    // What is not needed for the first row comes after it; live updates keep a connection open, so the network never falls silent.
    await fresh.waitForTimeout(1500)
    await fresh.close()
    return { first: Math.round(until / 1024), all: Math.round(bytes / 1024) }
  }
  const door = await weigh('/sign-in', 'form', false)
  const board = await weigh('/apps/b2b/deal?view=board', 'article', true)
  const list = await weigh('/apps/b2b/deal?view=all', '[role=row]', true)
  console.log(
    `JS and CSS over the wire: sign-in ${door.first} KB, to the first card ${board.first} KB (in all ${board.all}), to the first row ${list.first} KB (${list.all})`,
  )
  expect(door.first).toBeLessThan(210)
  expect(list.first).toBeLessThan(420)
})

it('complains of nothing', () => expect(complaints).toEqual([]))
