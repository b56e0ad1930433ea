// The draft in the builder as an admin lives with it: saved by itself, found again after the tab is killed, taken back by key, two admins at once, published
// with the decisions it needs, brought back, and filled from a file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { valueAt } from '../../runtime/definition/edit.ts'
import { COLOUR_RULES, faultsOn } from './axe.ts'
import type { Caller } from './server.ts'
import { callerOf } from './server.ts'
import { type Scene, startScene } from './stage.ts'
import { stands } from './watch.ts'
import { COLLEAGUE } from './world.ts'

const DRAFT = '/apps/b2b/draft'

describe('the draft', () => {
  let scene: Scene
  let admin: Caller
  let colleague: Caller
  let page: Page
  let context: BrowserContext
  let complaints: readonly string[]
  const folder = mkdtempSync(join(tmpdir(), 'stagewright-design-'))

  beforeAll(async () => {
    scene = await startScene({ template: 'b2b', sample: true })
    ;({ admin } = scene)
    const { link } = await admin.call('POST', '/invitations', { email: COLLEAGUE.email, roles: { b2b: ['designer'] } })
    colleague = callerOf(scene.server.url)
    await colleague.call('POST', `/invitations/${new URL(link).searchParams.get('token')}/accept`, {
      name: COLLEAGUE.name,
      password: COLLEAGUE.password,
    })
    await colleague.call('PATCH', '/me', { locale: 'en' })
    ;({ page, context, complaints } = await scene.enter(admin, { expected: [400, 409] }))
  })
  afterAll(async () => {
    await scene?.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const open = (path = '') => page.goto(`${scene.server.url}/design/b2b${path}`)
  const stored = async (path: string) => valueAt((await admin.call('GET', DRAFT)).definition, path)
  const name = () => page.getByLabel('Name of the app', { exact: true })

  it('is reached from the app by whoever may design it, and by nobody else', async () => {
    await page.goto(`${scene.server.url}/apps/b2b/deal`)
    await page.getByRole('link', { name: 'Design', exact: true }).click()
    await page.waitForURL('**/design/b2b/**')
    await page.getByRole('navigation', { name: 'Parts of the app' }).waitFor()
    const { link } = await admin.call('POST', '/invitations', { email: 'rep@example.com', roles: { b2b: ['rep'] } })
    const rep = callerOf(scene.server.url)
    await rep.call('POST', `/invitations/${new URL(link).searchParams.get('token')}/accept`, { name: 'Rep', password: 'long enough word' })
    await rep.call('PATCH', '/me', { locale: 'en' })
    const other = await scene.enter(rep, { expected: [403, 404] })
    await other.page.goto(`${scene.server.url}/apps/b2b/deal`)
    await other.page.getByRole('link', { name: 'Deals' }).first().waitFor()
    expect(await other.page.getByRole('link', { name: 'Design', exact: true }).count()).toBe(0)
    await other.page.goto(`${scene.server.url}/design/b2b/settings`)
    await other.page.getByText('You may not design this app').waitFor()
    await other.context.close()
  })

  it('is saved by itself and found again after the tab was killed amid an edit', async () => {
    await open('/settings')
    await page.getByText('As published').waitFor()
    await name().fill('Northern sales')
    await page.getByText('Draft saved').waitFor()
    expect(await stored('/label/en')).toBe('Northern sales')
    await name().fill('Northern and western sales')
    await expect.poll(() => stored('/label/en')).toBe('Northern and western sales')
    // The tab is gone without a last word to the server, as when the browser is killed.
    await context.route('**/api/**', (route) => route.abort())
    await context.close()
    ;({ page, context, complaints } = await scene.enter(admin, { expected: [400, 409] }))
    await open('/settings')
    await expect.poll(() => name().inputValue()).toBe('Northern and western sales')
    expect(await valueAt(await admin.call('GET', '/apps/b2b/versions/1'), '/label/en')).toBe('B2B sales')
  })

  it('is taken back and done again by key and by button, each naming what', async () => {
    const currency = page.getByRole('combobox', { name: 'Currency' })
    await currency.click()
    await page.getByRole('option', { name: /^EUR/ }).click()
    await name().fill('Southern sales')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Escape')
    await page.locator('h1').click()
    await page.keyboard.press('Control+z')
    await expect.poll(() => name().inputValue()).toBe('Northern and western sales')
    await page.getByRole('button', { name: 'Undo: Change Currency' }).click()
    await expect.poll(() => currency.inputValue()).toMatch(/^CNY/)
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(() => currency.inputValue()).toMatch(/^EUR/)
    await page.keyboard.press('Control+y')
    await expect.poll(() => name().inputValue()).toBe('Southern sales')
    await expect.poll(() => stored('/label/en')).toBe('Southern sales')
    for (let index = 0; index < 2; index += 1) await page.keyboard.press('Control+z')
    await expect.poll(() => stored('/settings/currency')).toBe('CNY')
  })

  it('keeps what is typed while the server cannot be reached, says so, and sends it when it can', async () => {
    await context.setOffline(true)
    await name().fill('Offline sales')
    await page.getByRole('alert').filter({ hasText: 'Not saved' }).waitFor()
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Draft saved').waitFor()
    expect(await stored('/label/en')).toBe('Offline sales')
  })

  it('shows what two admins did to the same place, and takes one of both', async () => {
    const other = await scene.enter(colleague, { expected: [409] })
    await other.page.goto(`${scene.server.url}/design/b2b/settings`)
    const theirs = other.page.getByLabel('Name of the app', { exact: true })
    await expect.poll(() => theirs.inputValue()).toBe('Offline sales')
    await theirs.fill('Anna’s name')
    await other.page.getByText('Draft saved').waitFor()
    await name().fill('My name')
    const dialog = page.getByRole('dialog', { name: 'Somebody changed this too' })
    await dialog.getByText('Anna Schmidt').waitFor()
    await dialog.getByText('Anna’s name').waitFor()
    expect(await faultsOn(page, { part: '[role=dialog]' })).toEqual([])
    await dialog.getByText('Mine', { exact: true }).last().click()
    await dialog.getByRole('button', { name: 'Save this choice' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => stored('/label/en')).toBe('My name')
    // The other one hears of it and sees it.
    await other.page.getByText('林薇 changed the draft').waitFor()
    await expect.poll(() => theirs.inputValue()).toBe('My name')
    expect(other.complaints).toEqual([])
    await other.context.close()
  })

  it('leads from a problem to its place, and mends what has a clear remedy', async () => {
    const put = async (path: string, value: unknown) =>
      admin.call('POST', DRAFT, { since: (await admin.call('GET', DRAFT)).version, edits: [{ kind: 'set', path, value }] })
    const action = '/dictionaries/loss_reason/items/price/items/payment/action'
    await put(action, undefined)
    await open('/settings')
    await page.getByRole('button', { name: /^Problems: 0 in the way/ }).click()
    const panel = page.getByRole('region', { name: 'Problems' })
    await panel.getByRole('button', { name: /Payment terms do not fit/ }).click()
    await page.waitForURL('**/dictionaries/loss_reason?at=**')
    const inspector = page.getByRole('complementary', { name: /Payment terms do not fit/ })
    await inspector.getByRole('textbox', { name: 'What to do about it', exact: true }).fill('Two payment plans')
    await expect.poll(() => stored(`${action}/en`)).toBe('Two payment plans')
    await expect.poll(() => panel.getByRole('button', { name: /Payment terms do not fit/ }).count()).toBe(0)

    await put('/roles/rep/modules/deal/hidden', ['gone'])
    await page.reload()
    await page.getByRole('button', { name: /^Problems: 1 in the way/ }).click()
    await panel.getByText('gone').first().waitFor()
    // A tooltip is no part of the page.
    await page.mouse.move(400, 300)
    await stands(page)
    expect(await faultsOn(page)).toEqual([])
    await panel.getByRole('button', { name: /^Sales rep/ }).click()
    await page.waitForURL('**/roles/rep?at=**')
    await page.getByRole('complementary', { name: /Deal/ }).waitFor()
    await put('/roles/rep/modules/deal/hidden', undefined)
    await page.getByRole('button', { name: 'Hide problems' }).click()
  })

  it('is found by the palette', async () => {
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: /Find a module/ })
    await field.fill('rival product')
    await page.getByText('Nothing').first().waitFor()
    await field.fill('negotiation')
    await page
      .getByRole('option', { name: /Negotiation/ })
      .first()
      .waitFor()
    await field.fill('langu')
    await page
      .getByRole('option', { name: /Languages/ })
      .first()
      .click()
    await page.waitForURL('**/languages')
  })

  it('is published as a document, with a decision for what is in use, and the people at work see it', async () => {
    const { version } = await admin.call('GET', DRAFT)
    await admin.call('DELETE', `${DRAFT}?version=${version}`)
    await admin.call('POST', DRAFT, {
      since: 0,
      edits: [
        { kind: 'remove', path: '/dictionaries/source/items/fair' },
        { kind: 'set', path: '/modules/account/label', value: { en: 'Firms', 'zh-CN': '公司' } },
        { kind: 'add', path: '/modules/account/fields', item: { key: 'vat', type: 'text', label: { en: 'VAT number', 'zh-CN': '税号' } } },
      ],
    })
    const working = await scene.enter(colleague)
    await working.page.goto(`${scene.server.url}/apps/b2b/account?record=new`)
    const typed = working.page.locator('aside form').getByRole('textbox', { name: 'Name' }).first()
    await typed.fill('Half typed company')

    await open('/publish')
    await page.getByRole('heading', { name: /^Added/ }).waitFor()
    await page.getByText('Adds the field VAT number', { exact: false }).first().waitFor()
    await page.getByRole('heading', { name: /^Removed/ }).waitFor()
    const publish = page.getByRole('button', { name: /^Publish version 2/ })
    expect(await publish.isDisabled()).toBe(true)
    expect(await faultsOn(page)).toEqual([])
    for (const decision of await page.getByRole('combobox', { name: /Trade fair/ }).all()) {
      await decision.click()
      await page.getByRole('option', { name: 'Website' }).click()
    }
    await page.getByLabel('What this version is about').fill('No more fairs')
    const before = (await admin.call('GET', `/apps/b2b/records/deal?where=${encodeURIComponent('source == "website"')}&total=true&limit=1`))
      .total
    const fairs = (await admin.call('GET', `/apps/b2b/records/deal?where=${encodeURIComponent('source == "fair"')}&total=true&limit=1`))
      .total
    expect(fairs).toBeGreaterThan(0)
    await publish.click()
    await page.getByText('Version 2 is live.').waitFor()
    await page.getByRole('heading', { name: 'The draft is what is live' }).waitFor()
    const after = (await admin.call('GET', `/apps/b2b/records/deal?where=${encodeURIComponent('source == "website"')}&total=true&limit=1`))
      .total
    expect(after).toBe(before + fairs)
    // Nobody loses what is half typed; the new version is there once that is saved.
    expect(await typed.inputValue()).toBe('Half typed company')
    await working.page.locator('aside form button[type=submit]').click()
    await working.page.getByText('Firms', { exact: true }).first().waitFor()
    expect(working.complaints).toEqual([])
    await working.context.close()
  })

  it('is compared with any version and brought back forward', async () => {
    await open('/versions')
    await page.getByText('No more fairs').waitFor()
    expect(await faultsOn(page)).toEqual([])
    await page.getByRole('link', { name: 'Version 2', exact: false }).first().click()
    await page.getByText(/Renames .*Firms/).waitFor()
    await page.getByRole('combobox', { name: 'Compare with' }).click()
    await page.getByRole('option', { name: 'Nothing' }).click()
    await page
      .getByText(/Creates|Adds the module/)
      .first()
      .waitFor()
    await page.getByRole('link', { name: 'All versions' }).click()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download version 1' }).click()])
    expect(file.suggestedFilename()).toBe('b2b-v1.json')
    await page.getByRole('button', { name: 'Bring back version 1' }).click()
    const dialog = page.getByRole('dialog', { name: 'Bring back version 1' })
    await dialog.getByText('VAT number', { exact: false }).first().waitFor()
    await dialog.getByRole('button', { name: 'Publish it as version 3' }).click()
    await page.getByText('Version 3 is live.').waitFor()
    await dialog.waitFor({ state: 'hidden' })
    expect(JSON.stringify(await admin.call('GET', '/apps/b2b/versions/3'))).toBe(
      JSON.stringify(await admin.call('GET', '/apps/b2b/versions/1')),
    )
  })

  it('takes from a file what one chooses, and of a bad file nothing', async () => {
    const definition = await admin.call('GET', '/apps/b2b/versions/1')
    const bad = join(folder, 'bad.json')
    writeFileSync(bad, JSON.stringify({ ...definition, modules: [{ ...definition.modules[0], title: 'none' }, { key: 'X y' }] }))
    const good = join(folder, 'good.json')
    const [first, ...others] = definition.modules
    const changed = {
      ...first,
      label: 'People who ask',
      fields: [...first.fields, { key: 'from_file', type: 'text', label: 'From the file' }],
    }
    writeFileSync(good, JSON.stringify({ ...definition, modules: [changed, ...others] }))
    await open('/versions/import')
    const input = page.locator('input[type=file]')
    await input.setInputFiles(bad)
    await page.getByText('“bad.json” cannot be imported; nothing was changed').waitFor()
    expect(await page.getByRole('alert').getByRole('listitem').count()).toBeGreaterThan(1)
    expect((await admin.call('GET', DRAFT)).version).toBe(0)
    await input.setInputFiles(good)
    await page.getByRole('heading', { name: 'What “good.json” would change' }).waitFor()
    await page.getByRole('button', { name: 'Only what is new' }).click()
    await page.getByRole('button', { name: 'Take one item into the draft' }).click()
    await page.waitForURL('**/publish')
    await expect.poll(() => stored(`/modules/${first.key}/fields/from_file/label`)).toBe('From the file')
    expect(await stored(`/modules/${first.key}/label`)).toEqual(first.label)
    await page.getByRole('button', { name: 'Discard the draft' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Discard the draft' }).click()
    await page.getByText('The draft is discarded.').waitFor()
    expect((await admin.call('GET', DRAFT)).version).toBe(0)
  })

  it('runs in the real pages as any role, and nothing live is touched', async () => {
    await open('/preview?role=rep')
    await page.getByRole('button', { name: 'Start the preview' }).click()
    const frame = page.frameLocator('iframe')
    await frame.locator('article').first().waitFor({ timeout: 60_000 })
    // A rep sees his own; the copy takes what he writes.
    const live = (await admin.call('GET', '/apps/b2b/records/contact?total=true&limit=1')).total
    await frame.getByRole('link', { name: 'Contacts' }).click()
    await frame.getByRole('button', { name: 'New', exact: true }).click()
    await frame.locator('aside form').getByRole('textbox', { name: 'Name' }).first().fill('Only in the copy')
    await frame.locator('aside form button[type=submit]').click()
    await frame.getByText('Only in the copy').first().waitFor()
    expect((await admin.call('GET', '/apps/b2b/records/contact?total=true&limit=1')).total).toBe(live)
    await page.getByText('Phone', { exact: true }).click()
    expect((await page.locator('iframe').boundingBox())!.width).toBe(390)
    await page.getByRole('button', { name: 'End the preview' }).click()
    await page.getByRole('button', { name: 'Start the preview' }).waitFor()
  })

  it('is written as text, both ways, and what cannot be read stays on the screen', async () => {
    await open('/text')
    const text = page.getByRole('textbox', { name: 'The draft as JSON' })
    await text.click()
    await page.keyboard.press('Control+Home')
    for (let index = 0; index < 4; index += 1) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('End')
    await page.keyboard.press('Shift+Home')
    await page.keyboard.type('"en": "Written",')
    await expect.poll(() => stored('/label/en')).toBe('Written')
    await page.getByText('The text is the draft.').waitFor()
    await page.keyboard.type('{{')
    await page.getByText('Not in the draft yet').waitFor()
    await page.getByRole('button', { name: 'Take the draft again' }).click()
    await page.getByText('The text is the draft.').waitFor()
    await page.getByRole('button', { name: 'Undo: Change as text' }).click()
    await expect.poll(() => text.innerText()).toContain('B2B sales')
  })

  it('every part can be used by everybody: nothing axe finds, in either language and theme, wide and narrow', async () => {
    const parts = [
      'settings',
      'dictionaries/loss_reason',
      'navigation',
      'languages',
      'roles/rep',
      'reports',
      'scoring',
      'versions',
      'publish',
    ]
    for (const [locale, theme, width] of [
      ['zh-CN', 'dark', 1280],
      ['en', 'light', 390],
    ] as const) {
      await admin.call('PATCH', '/me', { locale, theme })
      await page.setViewportSize({ width, height: 844 })
      for (const part of parts) {
        await open(`/${part}`)
        await page.locator('main h1, main h2').first().waitFor()
        await stands(page)
        const found = await faultsOn(page, theme === 'dark' ? { rules: COLOUR_RULES } : {})
        expect(found, `${part} ${locale} ${theme} ${width}`).toEqual([])
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        expect(wide, `${part} scrolls sideways`).toBe(0)
      }
    }
    await admin.call('PATCH', '/me', { locale: 'en', theme: 'light' })
    expect(complaints.filter((each) => !each.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
  })
})
