// A lead becomes an account, a contact and a deal, and two leads become one, as people do it: by keyboard and mouse, on a phone, in the dark.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { conversionDefinition } from '../helpers/conversion.ts'
import { faultsOn } from './axe.ts'
import type { Caller, E2eServer } from './server.ts'
import { type Scene, startScene } from './stage.ts'

const RECORDS = '/apps/leads/records'

describe('converting and merging', () => {
  let scene: Scene
  let server: E2eServer
  let browser: Browser
  let page: Page
  let complaints: readonly string[]
  let admin: Caller

  beforeAll(async () => {
    scene = await startScene({ definition: conversionDefinition })
    ;({ server, browser, admin } = scene)
    ;({ page, complaints } = await scene.enter(admin, { expected: [400] }))
  })
  afterAll(async () => {
    await scene?.stop()
  })
  const make = async (module: string, values: object) => (await admin.call('POST', `${RECORDS}/${module}`, values))._id as string
  const read = (module: string, id: string) => admin.call('GET', `${RECORDS}/${module}/${id}`)
  const openConversion = async (lead: string) => {
    await page.goto(`${server.url}/apps/leads/lead/${lead}`)
    await page.getByRole('button', { name: 'More actions' }).first().click()
    await page.getByRole('menuitem', { name: 'Convert lead' }).click()
  }

  it('a lead is converted with what is there and what is new, and taken back', async () => {
    const account = await make('account', { name: 'Acme' })
    const lead = await make('lead', { name: 'Ann', company: 'Acme', phone: '555 0100', budget: 1000 })
    await openConversion(lead)
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: 'Use Acme' }).check()
    const deal = dialog.getByRole('group', { name: 'Deal' })
    expect(await deal.getByLabel('Amount').inputValue()).toBe('1,000.00')
    await deal.getByLabel('Name').fill('First order')
    await dialog.getByRole('button', { name: 'Convert', exact: true }).click()
    await dialog.getByRole('alert').waitFor()
    expect((await read('lead', lead))._stage).toBe('new')
    await dialog.getByLabel('Note').fill('Wants an offer')
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/convert.png` })
    expect(await faultsOn(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Convert', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    const converted = await read('lead', lead)
    expect(converted._stage).toBe('converted')
    expect(await read('deal', converted.deal)).toMatchObject({ name: 'First order', amount: 1000, account })

    await openConversion(lead)
    await dialog.getByRole('button', { name: 'Take back' }).waitFor()
    expect(await dialog.getByRole('link').allInnerTexts()).toEqual(['Acme', 'Ann', 'First order'])
    expect(await faultsOn(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Take back' }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(await read('lead', lead)).toMatchObject({ _stage: 'new', deal: null })
    expect((await read('deal', converted.deal))._deleted_at).not.toBeNull()
  })

  it('two leads chosen in a list become one, with the values that were picked', async () => {
    const keep = await make('lead', { name: 'Merge one', company: 'One' })
    const drop = await make('lead', { name: 'Merge two', company: 'Two', phone: '555 0200' })
    const child = await make('lead', { name: 'Friend', parent: drop })
    await page.goto(`${server.url}/apps/leads/lead?search=Merge`)
    for (const name of ['Merge one', 'Merge two']) await page.getByRole('checkbox', { name: new RegExp(name) }).check()
    await page.getByRole('button', { name: 'Merge …' }).click()
    const dialog = page.getByRole('dialog')
    await dialog
      .getByRole('radio', { name: /^Merge one/ })
      .first()
      .check()
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/merge.png` })
    expect(
      await dialog.evaluate((node) => [node, ...node.querySelectorAll('fieldset')].some((part) => part.scrollWidth > part.clientWidth)),
    ).toBe(false)
    await dialog.getByRole('group', { name: 'Company' }).getByRole('radio', { name: 'Two' }).check()
    expect(await faultsOn(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(await read('lead', keep)).toMatchObject({ name: 'Merge one', company: 'Two', phone: '555 0200' })
    expect((await read('lead', child)).parent).toBe(keep)
    expect((await read('lead', drop))._deleted_at).not.toBeNull()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => (await read('lead', drop))._deleted_at).toBeNull()
    expect(await read('lead', keep)).toMatchObject({ company: 'One', phone: null })
  })

  it('fits a phone and the dark, and speaks Chinese', async () => {
    await admin.call('PATCH', '/me', { locale: 'zh-CN' })
    const phone = await browser.newContext({
      locale: 'zh-CN',
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
      reducedMotion: 'reduce',
    })
    await admin.enter(phone)
    const small = await phone.newPage()
    const lead = await make('lead', { name: '王小明', company: '云帆科技', phone: '555 0300', budget: 5000 })
    await make('account', { name: '云帆科技' })
    await small.goto(`${server.url}/apps/leads/lead/${lead}`)
    await small.getByRole('button', { name: '更多操作' }).first().click()
    await small.getByRole('menuitem', { name: '转化线索' }).click()
    const dialog = small.getByRole('dialog')
    await dialog.getByRole('radio', { name: '使用已有的“云帆科技”' }).waitFor()
    expect(await faultsOn(small)).toEqual([])
    const wide = await dialog.evaluate((node) => node.scrollWidth > node.clientWidth)
    expect(wide).toBe(false)
    if (process.env.SHOTS) await small.screenshot({ path: `${process.env.SHOTS}/convert-phone.png` })
    await phone.close()
    await admin.call('PATCH', '/me', { locale: 'en' })
  })

  it('the pages complained of nothing', () => expect(complaints).toEqual([]))
})
