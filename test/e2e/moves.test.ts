// The rules of a pipeline as people meet them: a drop that asks for what is missing, a way that is closed and says why, a move that waits for consent.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOn } from './axe.ts'
import { type Caller, callerOf, type E2eServer } from './server.ts'
import { type Scene, startScene } from './stage.ts'

const APP = 'b2b'
const REP = { name: 'Anna Schmidt', email: 'anna@example.com', password: 'battery staple' }
const BOSS = { name: '陈静', email: 'boss@example.com', password: 'stapled horses' }

describe('moves', () => {
  let scene: Scene
  let server: E2eServer
  let browser: Browser
  let page: Page
  let complaints: readonly string[]
  let admin: Caller
  let rep: Caller
  let boss: Caller
  let account: string
  let contact: string

  const invite = async ({ name, email, password }: typeof REP, role: string) => {
    const { link } = await admin.call('POST', '/invitations', { email, roles: { [APP]: [role] } })
    const person = callerOf(server.url)
    await person.call('POST', `/invitations/${new URL(link).searchParams.get('token')}/accept`, { name, password })
    await person.call('PATCH', '/me', { locale: 'en' })
    return person
  }
  const deal = async (values: Record<string, unknown> = {}) =>
    rep.call('POST', `/apps/${APP}/records/deal`, { name: '华东精工 · CRM', account, amount: 50_000, ...values })
  const read = (id: string) => rep.call('GET', `/apps/${APP}/records/deal/${id}`)
  const talk = (id: string) =>
    rep.call('POST', `/apps/${APP}/records/activity`, {
      subject: 'Need talk',
      kind: 'meeting',
      status: 'done',
      at: new Date(Date.now() - 3_600_000).toISOString(),
      minutes: 'They want a pilot.',
      deal: id,
      contact,
    })
  const ahead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
  const open = async (id: string) => {
    await page.goto(`${server.url}/apps/${APP}/deal/${id}`)
    await page.getByRole('button', { name: 'Move to…' }).waitFor()
  }
  const chooseStage = async (name: string) => {
    await page.getByRole('button', { name: 'Move to…' }).click()
    await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click()
  }

  beforeAll(async () => {
    scene = await startScene({ template: 'b2b', settings: { locale: 'zh-CN', timeZone: 'Asia/Shanghai', currency: 'CNY' } })
    ;({ server, browser, admin } = scene)
    rep = await invite(REP, 'rep')
    boss = await invite(BOSS, 'manager')
    const people: { users: { id: string; email: string }[] } = await admin.call('GET', '/users')
    const idOf = (email: string) => people.users.find((user) => user.email === email)!.id
    await admin.call('POST', '/teams', { name: 'East', manager: idOf(BOSS.email), members: [idOf(REP.email)] })
    account = (await rep.call('POST', `/apps/${APP}/records/account`, { name: '华东精工' }))._id
    contact = (await rep.call('POST', `/apps/${APP}/records/contact`, { name: '王总', account, decision_roles: ['approver'] }))._id
    ;({ page, complaints } = await scene.enter(rep, { expected: [400] }))
  })
  afterAll(async () => {
    await scene?.stop()
  })

  it('a move from the record page asks for what is missing, and is made when it is given', async () => {
    const { _id: id } = await deal()
    await open(id)
    await chooseStage('Intent confirmed')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Move to Intent confirmed' }).waitFor()
    expect(await dialog.getByText('First contact').isVisible()).toBe(true)
    await dialog.getByRole('button', { name: 'Move to Intent confirmed' }).click()
    await dialog.getByText('asks for it. Enter a value.').waitFor()
    expect((await read(id))._stage).toBe('first_contact')
    await dialog.getByLabel('Next follow-up').fill(ahead(3))
    await dialog.getByRole('button', { name: 'Move to Intent confirmed' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(async () => (await read(id))._stage).toBe('intent')
    expect(await read(id)).toMatchObject({ next_at: ahead(3) })
  })

  it('says which rules hold and which do not while the form is filled in, and what closes the way', async () => {
    const { _id: id } = await deal({ _stage: 'first_contact', next_at: ahead(3) })
    await rep.call('PATCH', `/apps/${APP}/records/deal/${id}`, { _stage: 'intent', _version: 1 })
    await open(id)
    await chooseStage('Solution design')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Not possible now').waitFor()
    expect(await dialog.getByText('Log the call or meeting with its minutes.').count()).toBeGreaterThan(0)
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await talk(id)
    await open(id)
    await chooseStage('Solution design')
    await dialog.getByRole('button', { name: 'Move to Solution design' }).waitFor()
    const holds = dialog.getByRole('list', { name: 'What must hold' }).locator('li[data-holds]')
    const before = await holds.count()
    await dialog.getByLabel('Scenario').fill('Quoting takes three days')
    await expect.poll(() => holds.count()).toBe(before + 1)
    expect(await faultsOn(page)).toEqual([])
    await dialog.getByLabel('Budget').fill('60000')
    await dialog.getByLabel('Needed by').fill(ahead(60))
    await dialog.getByLabel('Decision maker').click()
    await page.getByRole('option', { name: '王总' }).click()
    await dialog.getByRole('button', { name: 'Move to Solution design' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(async () => (await read(id))._stage).toBe('solution')
  })

  it('losing asks a reason of two levels and a note, and tells what answers it', async () => {
    const { _id: id } = await deal()
    await open(id)
    await chooseStage('Lost')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Move to Lost' }).waitFor()
    await dialog.getByRole('combobox', { name: 'Reason, level 1' }).click()
    await page.getByRole('option', { name: 'Price' }).first().click()
    await dialog.getByRole('button', { name: 'Move to Lost' }).click()
    await dialog.getByText('is not precise enough').first().waitFor()
    await dialog.getByRole('combobox', { name: 'Reason, level 2' }).click()
    await page.getByRole('option').first().click()
    await dialog.getByRole('textbox', { name: 'Note' }).fill('They wanted 90 days')
    await dialog.getByRole('button', { name: 'Move to Lost' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const record = await read(id)
    expect(record).toMatchObject({ _stage: 'lost', loss_note: 'They wanted 90 days' })
    expect(record.loss_reason).toMatch(/^price\//)
    await page.getByText('Stages', { exact: true }).last().click()
    await page.getByText('They wanted 90 days').last().waitFor()
  })

  it('a drop on the board that asks for something opens the form, and the card goes back when it is given up', async () => {
    const { _id: id } = await deal({ name: 'Dragged' })
    await page.goto(`${server.url}/apps/${APP}/deal?view=board`)
    const card = page.getByRole('article', { name: 'Dragged' })
    await card.waitFor()
    await card.focus()
    await page.keyboard.press('m')
    await page.getByRole('menuitem', { name: 'Intent confirmed' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Move to Intent confirmed' }).waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    expect((await read(id))._stage).toBe('first_contact')
    const first = page.locator('section', { has: page.getByRole('heading', { name: /First contact/ }) })
    await expect.poll(() => first.getByRole('article', { name: 'Dragged' }).count()).toBe(1)
  })

  it('a discount waits for the manager, who decides on the record; the timeline tells it', async () => {
    const values = {
      name: 'Discounted',
      next_at: ahead(3),
      scenario: 's',
      pain: 'p',
      success_metric: 'm',
      budget: 9,
      needed_by: ahead(60),
      decision_maker: contact,
    }
    const { _id: id } = await deal({ ...values, quote_until: ahead(30) })
    await talk(id)
    for (const stage of ['intent', 'solution']) {
      const { _version } = await read(id)
      await rep.call('PATCH', `/apps/${APP}/records/deal/${id}`, { _stage: stage, _version })
    }
    const { _version } = await read(id)
    await rep.call('PATCH', `/apps/${APP}/records/deal/${id}`, { discount: 20, discount_reason: 'Volume', _version })
    await open(id)
    await page.getByRole('button', { name: 'Move to…' }).click()
    await page.getByRole('menuitem', { name: /Quote with a discount/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('checkbox', { name: 'The standard quote template was used' }).check()
    await dialog.getByRole('button', { name: 'Ask to move to Budget review' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Take back' }).waitFor()
    expect((await read(id))._stage).toBe('solution')

    const office = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' })
    await boss.enter(office)
    const desk = await office.newPage()
    await desk.goto(`${server.url}/apps/${APP}/deal/${id}`)
    await desk.getByRole('button', { name: 'Reject' }).click()
    await desk.getByRole('dialog').getByRole('button', { name: 'Reject' }).click()
    await desk.getByText('Say why, so that it can be mended.').waitFor()
    await desk.keyboard.press('Escape')
    await desk.getByRole('button', { name: 'Approve' }).click()
    await expect.poll(async () => (await read(id))._stage).toBe('budget')
    await desk.getByText('approved the move to Budget review').waitFor()
    await office.close()
    const { notifications } = await rep.call('GET', `/apps/${APP}/notifications`)
    expect(notifications).toContainEqual(expect.objectContaining({ kind: 'approval', state: 'approved', stage: 'budget' }))
  })

  it('complained of nothing', () => expect(complaints).toEqual([]))
})
