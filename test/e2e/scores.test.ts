// The scores on a record's page: read, opened by keyboard, in both languages and themes, wide and narrow, and moved by a change of the record.
import AxeBuilder from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scoredDefinition } from '../helpers/scored.ts'
import { openBrowser } from './browser.ts'
import { type Caller, callerOf, type E2eServer, startE2eServer } from './server.ts'
import { watch } from './watch.ts'
import { ADMIN } from './world.ts'

let server: E2eServer
let browser: Browser
let admin: Caller
let lead: string

beforeAll(async () => {
  server = await startE2eServer()
  browser = await openBrowser()
  admin = callerOf(server.url)
  await admin.call('POST', '/setup', { token: new URL(server.setup).searchParams.get('token'), ...ADMIN })
  await admin.call('POST', '/apps', { definition: scoredDefinition() })
  const records = '/apps/scored/records'
  const seen = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
  lead = (await admin.call('POST', `${records}/lead`, { name: 'Harbour Tools', budget: 2000, secret: 9, seen }))._id
  await admin.call('POST', `${records}/call`, { lead, at: new Date().toISOString() })
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const WORDS = {
  en: { heading: 'Scores', why: 'Why this score: Fit', daily: 'every day', rule: 'Has a budget', unmet: 'not met' },
  'zh-CN': { heading: '评分', why: '评分原因：匹配度', daily: '每 1 天跟进', rule: '有预算', unmet: '未满足' },
} as const

describe.each(['en', 'zh-CN'] as const)('in %s', (locale) => {
  it.each(['light', 'dark'] as const)('%s', { timeout: 60_000 }, async (colorScheme) => {
    await admin.call('PATCH', '/me', { locale })
    const words = WORDS[locale]
    const context = await browser.newContext({ locale, colorScheme, viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
    await admin.enter(context)
    const page = await context.newPage()
    const complaints = await watch(page)
    await page.goto(`${server.url}/apps/scored/lead/${lead}`)
    await page.getByRole('heading', { name: words.heading }).waitFor()
    const why = page.getByRole('button', { name: words.why })
    await page.getByText(words.daily).waitFor()
    expect(await page.getByText(words.rule).count()).toBe(0)
    await why.focus()
    await page.keyboard.press('Enter')
    await page.getByText(words.rule).waitFor()
    expect(await why.getAttribute('aria-expanded')).toBe('true')
    expect(await page.getByText('+40').count()).toBe(1)
    expect(await page.getByText(words.unmet).count()).toBe(1)
    const { violations } = await new AxeBuilder({ page }).include('section:has(button[aria-expanded="true"][aria-controls])').analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/scores-${locale}-${colorScheme}.png` })
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
    await why.scrollIntoViewIfNeeded()
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/scores-${locale}-${colorScheme}-narrow.png` })
    expect(complaints).toEqual([])
    await context.close()
  })
})

it('a change moves the score while the page is open', { timeout: 60_000 }, async () => {
  await admin.call('PATCH', '/me', { locale: 'en' })
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1440, height: 900 } })
  await admin.enter(context)
  const page = await context.newPage()
  await page.goto(`${server.url}/apps/scored/lead/${lead}`)
  await page.getByText('65', { exact: true }).waitFor()
  const { _version } = await admin.call('GET', `/apps/scored/records/lead/${lead}`)
  await admin.call('PATCH', `/apps/scored/records/lead/${lead}`, { budget: 200_000, _version })
  await page.getByText('90', { exact: true }).waitFor()
  await context.close()
})
