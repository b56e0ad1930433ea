// A rep's day: what is overdue and for today is ticked off and taken back, the next step is planned on the record, and who decides is in sight.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOn } from './axe.ts'
import type { Caller, E2eServer } from './server.ts'
import { type Scene, startScene } from './stage.ts'

const APP = 'b2b'
const HOUR = 3_600_000

describe('my day', () => {
  let scene: Scene
  let server: E2eServer
  let page: Page
  let complaints: readonly string[]
  let admin: Caller
  let deal: string
  const activity = (subject: string, hours: number, more: Record<string, unknown> = {}) =>
    admin.call('POST', `/apps/${APP}/records/activity`, {
      subject,
      kind: 'call',
      at: new Date(Date.now() + hours * HOUR).toISOString(),
      deal,
      ...more,
    })
  const read = (id: string) => admin.call('GET', `/apps/${APP}/records/activity/${id}`)

  beforeAll(async () => {
    scene = await startScene({ template: 'b2b', settings: { locale: 'zh-CN', timeZone: 'Asia/Shanghai', currency: 'CNY' } })
    ;({ server, admin } = scene)
    const account = (await admin.call('POST', `/apps/${APP}/records/account`, { name: '华东精工' }))._id
    await admin.call('POST', `/apps/${APP}/records/contact`, { name: '王总', account, decision_roles: ['approver', 'user'] })
    deal = (await admin.call('POST', `/apps/${APP}/records/deal`, { name: '华东精工 · CRM', account }))._id
    ;({ page, complaints } = await scene.enter(admin))
  })
  afterAll(async () => {
    await scene?.stop()
  })

  it('teaches when there is nothing, and shows what is overdue before what is to come', async () => {
    await page.goto(`${server.url}/apps/${APP}/_day`)
    await page.getByRole('heading', { name: 'Nothing to follow up within a week' }).waitFor()
    const late = await activity('Call back', -30)
    await activity('Send the offer', 40)
    await activity('Far away', 24 * 20)
    await page.reload()
    const over = page.locator('section', { has: page.getByRole('heading', { name: /^Overdue/ }) })
    await over.getByRole('link', { name: 'Call back' }).waitFor()
    const later = page.locator('section', { has: page.getByRole('heading', { name: /^Next days/ }) })
    expect(await later.getByRole('link', { name: 'Send the offer' }).count()).toBe(1)
    expect(await page.getByText('Far away').count()).toBe(0)
    expect(await faultsOn(page)).toEqual([])
    await over.getByRole('checkbox', { name: 'Done: Call back' }).check()
    await over.waitFor({ state: 'detached' })
    expect(await read(late._id)).toMatchObject({ status: 'done' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await over.getByRole('link', { name: 'Call back' }).waitFor()
    expect(await read(late._id)).toMatchObject({ status: 'planned' })
  })

  it('a record shows its next step, overdue ones in words, one timeline with what was said, and the gaps among those who decide', async () => {
    await activity('Kick-off', -50, { kind: 'meeting', status: 'done', minutes: 'They decide in March.' })
    await page.goto(`${server.url}/apps/${APP}/deal/${deal}`)
    const next = page.getByRole('region', { name: 'Next step' })
    await next.getByRole('link', { name: 'Call back' }).waitFor()
    expect(await next.textContent()).toContain('Overdue')
    await page.getByText('They decide in March.').waitFor()
    const map = page.getByRole('region', { name: 'Who decides' })
    expect(await map.getByRole('link', { name: '王总' }).count()).toBe(2)
    expect(await map.getByText('nobody known').count()).toBe(3)
    await next.getByRole('button', { name: 'Plan: Activities' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Subject').fill('Lunch')
    await dialog.getByLabel('Subject').press('Escape')
    expect(await faultsOn(page)).toEqual([])
  })

  it('on a phone it is behind “more”', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`${server.url}/apps/${APP}/deal`)
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('link', { name: 'My day' }).click()
    await page.getByRole('heading', { name: 'My day', level: 1 }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })

  it('complained of nothing', () => expect(complaints).toEqual([]))
})
