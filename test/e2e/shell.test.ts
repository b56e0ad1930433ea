// The frame of an app and what belongs to the person: command palette and keys, favourites, notifications, account, second factor, API keys, looking as a role.
import { createHmac } from 'node:crypto'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COLOUR_RULES, faultsOn } from './axe.ts'
import { callerOf, type E2eServer } from './server.ts'
import { sharedBrowser, startWorld } from './stage.ts'
import { stands, watch } from './watch.ts'
import { ADMIN, APP, COLLEAGUE, type World } from './world.ts'

const WIDE = { width: 1440, height: 900 }
const REP = { name: 'Wang Fang', email: 'wang@example.com', password: 'a good password' }

let server: E2eServer
let browser: Browser
let world: World
let context: BrowserContext
let page: Page
let complaints: readonly string[]

beforeAll(async () => {
  ;({ server, world } = await startWorld())
  browser = await sharedBrowser()
  const { link } = await world.admin.call('POST', '/invitations', { email: REP.email, roles: { [APP]: ['rep'] } })
  const token = new URL(link).searchParams.get('token')
  const rep = callerOf(server.url)
  await rep.call('POST', `/invitations/${token}/accept`, { name: REP.name, password: REP.password })
  await rep.call('PATCH', '/me', { locale: 'en' })
  await world.admin.call('PATCH', '/me', { locale: 'en' })
  context = await browser.newContext({ locale: 'en-US', viewport: WIDE, reducedMotion: 'reduce' })
  await world.admin.enter(context)
  page = await context.newPage()
  complaints = await watch(page, [400, 401, 403, 404])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const at = (path: string) => `${server.url}/apps/${APP}${path}`
const rows = (on = page) => on.locator('[role=grid] [role=row][aria-selected]')
const box = (on = page) => on.getByRole('combobox', { name: 'Search records and commands' })
const rail = (on = page) => on.getByRole('navigation', { name: 'Main navigation' })
const chosen = () => page.getByRole('listbox', { name: 'Results' }).locator('[aria-selected=true]')
const cells = () => page.evaluate(() => document.activeElement?.tagName)

async function openPalette(on = page) {
  await on.keyboard.press('Control+k')
  await box(on).waitFor()
}

/** Axe finds nothing on what is shown, or in a part of it. */
async function clean(on = page, part?: string) {
  expect(await faultsOn(on, part ? { part } : {})).toEqual([])
}

async function signedIn(person: { readonly email: string; readonly password: string }) {
  const own = await browser.newContext({ locale: 'en-US', viewport: WIDE, reducedMotion: 'reduce' })
  const on = await own.newPage()
  on.setDefaultTimeout(10_000)
  await enterPassword(on, person)
  return { own, on }
}

async function enterPassword(on: Page, { email, password }: { readonly email: string; readonly password: string }) {
  await on.goto(`${server.url}/sign-in`)
  await on.getByLabel('E-mail').fill(email)
  await on.getByRole('textbox', { name: 'Password' }).fill(password)
  await on.keyboard.press('Enter')
}

/** RFC 6238: the code of the present half minute for a secret in base 32. */
function codeOf(secret: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replaceAll(/[\s=]/g, '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)))
  const digest = createHmac('sha1', key).update(counter).digest()
  return String((digest.readUInt32BE(digest[19]! & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

describe('the command palette', () => {
  it('goes to a record and to a module by keyboard alone', async () => {
    await page.goto(at('/deal?view=all'))
    await rows().first().waitFor()
    await openPalette()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox')
    await page.keyboard.type('蓝鲸科技')
    await page.getByRole('group', { name: 'Records' }).getByRole('option').first().waitFor()
    await expect.poll(() => chosen().textContent()).toBe('蓝鲸科技Accounts')
    expect(await chosen().getAttribute('id')).toBe(await box().getAttribute('aria-activedescendant'))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '蓝鲸科技', level: 1 }).waitFor()
    expect(page.url()).toBe(at(`/account/${world.accounts[1]}`))
    await openPalette()
    await page.keyboard.type('contacts')
    await expect.poll(() => chosen().textContent()).toContain('Contacts')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/apps/${APP}/contact`)
  })

  it('runs actions, and gives the focus back when it is closed', async () => {
    await page.goto(at('/deal?view=board'))
    await page.locator('article').first().waitFor()
    const filter = page.getByRole('button', { name: 'Filter' })
    await filter.focus()
    await openPalette()
    await page.keyboard.press('Escape')
    await expect.poll(() => filter.evaluate((button) => button === document.activeElement)).toBe(true)
    await openPalette()
    await page.keyboard.type('new in deals')
    await page.keyboard.press('Enter')
    await page.locator('aside form').waitFor()
    expect(new URL(page.url()).searchParams.get('view')).toBe('board')
    await page.keyboard.press('Escape')
    await openPalette()
    await page.keyboard.type('dark')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe('dark')
    await openPalette()
    await page.keyboard.type('as the system')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.mantineColorScheme)).toBe('light')
  })

  it('leaves Enter and arrows to an input method, and looks for what it gave when it is done', async () => {
    await page.goto(at('/deal?view=all'))
    await rows().first().waitFor()
    await openPalette()
    const asked: string[] = []
    page.on('request', (request) => request.url().includes('/search?') && asked.push(new URL(request.url()).searchParams.get('text')!))
    const before = await chosen().textContent()
    await box().evaluate((input: HTMLInputElement) => {
      const put = (text: string) => {
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, text)
        input.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }))
      }
      input.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
      put('hua')
      put('hua dong')
      for (const init of [
        { key: 'ArrowDown', isComposing: true },
        { key: 'Enter', isComposing: true },
        { key: 'Enter', keyCode: 229 },
      ]) {
        input.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }))
      }
    })
    await page.waitForTimeout(400)
    expect(await chosen().textContent()).toBe(before)
    expect(asked).toEqual([])
    await box().evaluate((input: HTMLInputElement) => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, '华东')
      input.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: true }))
      input.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '华东' }))
    })
    await page.getByRole('group', { name: 'Records' }).getByRole('option').first().waitFor()
    expect(asked).toEqual(['华东'])
    await page.keyboard.press('Escape')
  })

  it('opens at once, and by / where the screen has no search of its own', async () => {
    await page.goto(at('/_reports/by_stage'))
    await page.locator('figure svg').waitFor()
    await page.waitForTimeout(2500)
    const spans: number[] = []
    for (let time = 0; time < 3; time += 1) {
      spans.push(
        await page.evaluate(
          () =>
            new Promise<number>((done) => {
              const begun = performance.now()
              document.addEventListener('focusin', () => done(performance.now() - begun), { once: true })
              document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }))
            }),
        ),
      )
      await page.keyboard.press('Escape')
      await expect.poll(() => box().count()).toBe(0)
    }
    // The bound is for a quiet machine; a loaded one gets one good run out of three.
    expect(Math.min(...spans)).toBeLessThan(100)
  })
})

describe('the sheet of keys', () => {
  it('lists what the screen on show can do, and nothing while somebody writes', async () => {
    await page.goto(at('/deal?view=all'))
    await rows().first().waitFor()
    await page.getByRole('searchbox', { name: 'Search' }).focus()
    await page.keyboard.type('?')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.locator('#content').focus()
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await sheet.getByText('Fill down').waitFor()
    await sheet.getByText('Search and commands').waitFor()
    await page.keyboard.press('Escape')
    await page.goto(at('/deal?view=board'))
    await page.locator('article').first().waitFor()
    await page.locator('#content').focus()
    await page.keyboard.press('?')
    await sheet.getByText('Search and commands').waitFor()
    expect(await sheet.getByText('Fill down').count()).toBe(0)
    await page.keyboard.press('Escape')
  })

  it('has keys that do what they say: g and a digit goes, c creates', async () => {
    await page.goto(at('/deal?view=board'))
    await page.locator('article').first().waitFor()
    await page.locator('#content').focus()
    await page.keyboard.press('g')
    await page.keyboard.press('2')
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/apps/${APP}/lead`)
    await page.locator('main header').first().waitFor()
    await page.locator('#content').focus()
    await page.keyboard.press('c')
    await expect.poll(() => new URL(page.url()).searchParams.get('record')).toBe('new')
    await expect.poll(cells).toBe('INPUT')
  })
})

describe('favourites and recent records', () => {
  it('are kept, shown in the rail and in the palette, and follow the person', async () => {
    const deal = world.deals[3]!
    await page.goto(at(`/deal/${deal.id}`))
    const star = page.getByRole('button', { name: `Favourite: ${deal.name}` })
    await star.click()
    await expect.poll(() => star.getAttribute('aria-pressed')).toBe('true')
    await rail().getByRole('link', { name: deal.name }).waitFor()
    await page.goto(at('/_reports/by_stage'))
    await page.getByRole('button', { name: /^Favourite: / }).click()
    const other = world.deals[4]!
    await page.goto(at(`/deal/${other.id}`))
    await rail().getByRole('link', { name: other.name }).waitFor()
    const long = `Framework agreement ${'for all sites '.repeat(6)}`.trim()
    const wordy = await world.admin.call('POST', `/apps/${APP}/records/account`, { name: long })
    await page.goto(at(`/account/${wordy._id}`))
    const entry = rail().getByRole('link', { name: long })
    await entry.waitFor()
    const right = async (target: ReturnType<typeof rail>) => target.evaluate((element) => element.getBoundingClientRect().right)
    expect(await right(entry), 'a long name is cut, the entry stays inside').toBeLessThanOrEqual((await right(rail())) - 8)

    const elsewhere = await browser.newContext({ locale: 'en-US', viewport: WIDE, reducedMotion: 'reduce' })
    await world.admin.enter(elsewhere)
    const there = await elsewhere.newPage()
    await there.goto(at('/contact?view=all'))
    await rail(there).getByRole('link', { name: deal.name }).waitFor()
    await rail(there).getByRole('link', { name: other.name }).waitFor()
    await openPalette(there)
    await there.getByRole('group', { name: 'Recent' }).getByRole('option', { name: other.name }).waitFor()
    await there.getByRole('group', { name: 'Favourites' }).getByRole('option', { name: 'Deals by stage' }).waitFor()
    await elsewhere.close()

    await page.goto(at(`/deal/${deal.id}`))
    await star.click()
    await page.goto(at(`/deal/${deal.id}`))
    await expect.poll(() => star.getAttribute('aria-pressed')).toBe('false')
  })
})

describe('notifications', () => {
  it('arrive while one works, lead to their record and are read then', async () => {
    await page.goto(at('/contact?view=all'))
    await page.getByRole('button', { name: /^Notifications/ }).waitFor()
    await page.waitForTimeout(2500)
    const { user } = await world.admin.call('GET', '/session')
    const given = world.deals[0]!
    const mentioned = world.deals[5]!
    const records = `/apps/${APP}/records/deal`
    const { _version } = await world.colleague.call('GET', `${records}/${given.id}`)
    await world.colleague.call('PATCH', `${records}/${given.id}`, { _owner: user.id, _version })
    await world.colleague.call('POST', `${records}/${mentioned.id}/notes`, { text: `@[${user.id}]` })
    const bell = page.getByRole('button', { name: 'Notifications 2 unread' })
    await bell.waitFor({ timeout: 20_000 })
    await bell.click()
    const panel = page.getByRole('dialog', { name: 'Notifications' })
    await panel.getByRole('button', { name: `${given.name} ${COLLEAGUE.name} made you the owner` }).waitFor()
    await panel.getByRole('button', { name: new RegExp(`^${mentioned.name}.*mentioned you`) }).click()
    await page.getByRole('heading', { name: mentioned.name, level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Notifications 1 unread' }).click()
    await panel.getByRole('button', { name: 'Mark all as read' }).click()
    await expect.poll(() => panel.getByText('unread').count()).toBe(0)
    await page.reload()
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor()
    await expect.poll(async () => (await world.admin.call('GET', `/apps/${APP}/notifications`)).unread).toBe(0)
  })

  it('show work in the background over a reload, and say when it is done', async () => {
    const lines = Array.from({ length: 40_000 }, (_, index) => `Import ${index}`)
    const uploaded = await context.request.post(`${server.url}/api/v1/apps/${APP}/imports/account/upload`, {
      data: Buffer.from(`name\n${lines.join('\n')}\n`),
      headers: { 'content-type': 'text/csv' },
    })
    const { upload } = (await uploaded.json()) as { upload: string }
    await page.goto(at('/contact?view=all'))
    const { job } = await world.admin.call('POST', `/apps/${APP}/imports/account`, {
      upload,
      name: 'accounts.csv',
      map: { columns: [{ column: 'name', field: 'name' }] },
    })
    await page.reload()
    await page.getByRole('button', { name: /1 task running/ }).click()
    await page.getByRole('progressbar', { name: 'accounts.csv' }).waitFor()
    await page.keyboard.press('Escape')
    const said = page.getByText('accounts.csv: finished.')
    await said.waitFor({ timeout: 100_000 })
    await page.getByRole('button', { name: 'Show result' }).click()
    await expect.poll(() => page.url()).toContain(job)
    await page.getByText('40,000').waitFor()
  })
})

describe('the rail', () => {
  it('folds by key and stays folded', async () => {
    await page.goto(at('/deal?view=board'))
    await page.locator('article').first().waitFor()
    const width = () => rail().evaluate((nav) => nav.parentElement!.getBoundingClientRect().width)
    expect(await width()).toBe(224)
    await page.keyboard.press('Control+\\')
    await expect.poll(width).toBe(56)
    await page.reload()
    await expect.poll(width).toBe(56)
    await page.getByRole('button', { name: 'Expand' }).click()
    await expect.poll(width).toBe(224)
  })
})

describe('my account', () => {
  it('keeps language, theme, density and time zone for every device', async () => {
    const { own, on } = await signedIn(REP)
    await on.waitForURL('**/apps/**')
    await on.goto(`${server.url}/account`)
    await on.getByRole('radiogroup', { name: 'Theme' }).getByText('Dark').click()
    await on.getByRole('radiogroup', { name: 'Rows' }).getByText('Compact').click()
    await on.getByRole('combobox', { name: 'Time zone' }).click()
    await on.keyboard.type('Berlin')
    await on.getByRole('option', { name: /Europe\/Berlin/ }).click()
    await on.getByRole('radiogroup', { name: 'Language' }).getByText('中文').click()
    await on.getByRole('heading', { name: '我的账户' }).waitFor()
    await on.waitForTimeout(400)
    await own.close()

    const other = await signedIn(REP)
    await other.on.waitForURL('**/apps/**')
    const look = () =>
      other.on.evaluate(() => {
        const { lang, dataset } = document.documentElement
        return [lang, dataset.mantineColorScheme, dataset.density]
      })
    await expect.poll(look).toEqual(['zh-CN', 'dark', 'compact'])
    await other.on.reload()
    await expect.poll(look).toEqual(['zh-CN', 'dark', 'compact'])
    const { user } = await (await other.own.request.get(`${server.url}/api/v1/session`)).json()
    expect(user).toMatchObject({ timeZone: 'Europe/Berlin', theme: 'dark', density: 'compact', locale: 'zh-CN' })
    await other.own.request.patch(`${server.url}/api/v1/me`, { data: { locale: 'en', theme: 'auto', density: 'comfortable' } })
    await other.own.close()
  })

  it('asks for the second factor from the day it is turned on, and takes a backup code once', async () => {
    const { own, on } = await signedIn(REP)
    await on.waitForURL('**/apps/**')
    await on.goto(`${server.url}/account`)
    await on.getByRole('button', { name: 'Turn on two-factor sign-in' }).click()
    const dialog = on.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Current password' }).fill('not it')
    await on.keyboard.press('Enter')
    await expect.poll(() => dialog.getByRole('alert').textContent()).toContain('not your password')
    await dialog.getByRole('textbox', { name: 'Current password' }).fill(REP.password)
    await on.keyboard.press('Enter')
    await dialog.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
    const secret = await dialog.getByRole('textbox', { name: 'Secret' }).inputValue()
    await clean(on)
    await dialog.getByRole('textbox', { name: 'Code' }).fill(codeOf(secret))
    await on.keyboard.press('Enter')
    const list = dialog.getByRole('list', { name: 'Backup codes' }).getByRole('listitem')
    await list.first().waitFor()
    const codes = await list.allTextContents()
    expect(codes.length).toBeGreaterThan(5)
    expect(await dialog.getByRole('button', { name: 'Finish' }).isDisabled()).toBe(true)
    await dialog.getByRole('checkbox').check()
    await dialog.getByRole('button', { name: 'Finish' }).click()
    await on.getByRole('button', { name: 'Turn off two-factor sign-in' }).waitFor()
    await own.close()

    for (const way of ['code', 'backup'] as const) {
      const next = await signedIn(REP)
      const code = next.on.getByRole('textbox', { name: 'Code' })
      await code.fill('000000')
      await next.on.keyboard.press('Enter')
      await expect.poll(() => next.on.getByRole('alert').textContent()).toContain('not right')
      await code.fill(way === 'code' ? codeOf(secret) : codes[0]!)
      await next.on.keyboard.press('Enter')
      await next.on.waitForURL('**/apps/**')
      await next.own.close()
    }
    const last = await signedIn(REP)
    await last.on.getByRole('textbox', { name: 'Code' }).fill(codes[0]!)
    await last.on.keyboard.press('Enter')
    await expect.poll(() => last.on.getByRole('alert').textContent()).toContain('not right')
    await last.on.getByRole('textbox', { name: 'Code' }).fill(codes[1]!)
    await last.on.keyboard.press('Enter')
    await last.on.waitForURL('**/apps/**')
    await last.on.goto(`${server.url}/account`)
    await last.on.getByRole('button', { name: 'Turn off two-factor sign-in' }).click()
    await last.on.getByRole('dialog').getByRole('textbox', { name: 'Current password' }).fill(REP.password)
    await last.on.keyboard.press('Enter')
    await last.on.getByRole('button', { name: 'Turn on two-factor sign-in' }).waitFor()
    await last.own.close()
    const plain = await signedIn(REP)
    await plain.on.waitForURL('**/apps/**')
    await plain.own.close()
  })

  it('shows an API key once, and what it was last used for', async () => {
    await page.goto(`${server.url}/account`)
    await page.getByRole('button', { name: 'New API key' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Nightly export')
    await dialog.getByRole('checkbox', { name: 'Read only' }).check()
    await dialog.getByRole('button', { name: 'Create key' }).click()
    const key = await dialog.getByRole('textbox', { name: 'API key' }).inputValue()
    expect(key).toMatch(/^sw_[\w-]{40}$/)
    await clean()
    await dialog.getByRole('button', { name: 'Done' }).click()
    const line = page.getByRole('listitem').filter({ hasText: 'Nightly export' })
    expect(await line.textContent()).toContain('never used')
    const asKey = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    expect((await fetch(`${server.url}/api/v1/apps/${APP}/records/deal`, { headers: asKey })).status).toBe(200)
    const refused = await fetch(`${server.url}/api/v1/apps/${APP}/records/account`, {
      method: 'POST',
      headers: asKey,
      body: '{"name":"x"}',
    })
    expect(refused.status).toBe(403)
    await page.reload()
    await expect.poll(() => line.textContent()).toContain('last used just now')
    expect(await page.content()).not.toContain(key)
    await line.getByRole('button', { name: 'Remove the key Nightly export' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await expect.poll(() => line.count()).toBe(0)
    expect((await fetch(`${server.url}/api/v1/apps/${APP}`, { headers: asKey })).status).toBe(401)
  })

  it('names devices in words and ends the others', async () => {
    const { own, on } = await signedIn(COLLEAGUE)
    await on.waitForURL('**/apps/**')
    await on.goto(`${server.url}/account`)
    const there = on.locator('#sessions').getByRole('listitem')
    await expect.poll(() => there.count()).toBeGreaterThan(1)
    expect(await there.first().textContent()).toMatch(/Chrome \d+ on Linux.*This device/)
    await there.last().getByRole('button').click()
    await expect.poll(() => there.count()).toBe(1)
    await own.close()
    const again = callerOf(server.url)
    await again.call('POST', '/session', { email: COLLEAGUE.email, password: COLLEAGUE.password })
    Object.assign(world, { colleague: again })
  })
})

describe('people', () => {
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })

  it('are found by role, given roles, and shut out with a warning', async () => {
    await page.goto(`${server.url}/people`)
    await page.getByRole('searchbox').fill('sales rep')
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
    await row(REP.name).getByRole('button').click()
    await page.getByRole('menuitem', { name: 'Change roles' }).click()
    await page.getByRole('dialog').getByRole('checkbox', { name: 'Sales manager' }).check()
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await row(REP.name).getByText('Sales manager').waitFor()
    await row(REP.name).getByRole('button').click()
    await page.getByRole('menuitem', { name: 'Disable account' }).click()
    await clean()
    await page.getByRole('dialog').getByText('signed out everywhere').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Disable account' }).click()
    await row(REP.name).getByText('Disabled').waitFor()
    const closed = await signedIn(REP)
    await closed.on.getByRole('alert').waitFor()
    await closed.own.close()
    await row(REP.name).getByRole('button').click()
    await page.getByRole('menuitem', { name: 'Enable account' }).click()
    await row(REP.name).getByText('Active').waitFor()
  })

  it('are invited by a link, and work in teams', async () => {
    await page.goto(`${server.url}/people?tab=invitations`)
    await page.getByLabel('E-mail').fill('new@example.com')
    await page.getByRole('checkbox', { name: 'Sales rep' }).check()
    await page.getByRole('button', { name: 'Create invitation link' }).click()
    expect(await page.getByRole('textbox', { name: /Link for new@example.com/ }).inputValue()).toContain('/invite?token=')
    expect(await page.getByRole('listitem').filter({ hasText: 'new@example.com' }).textContent()).toContain('Sales rep')
    await page.getByRole('button', { name: 'Withdraw the invitation for new@example.com' }).click()
    await expect.poll(() => page.getByRole('listitem').filter({ hasText: 'new@example.com' }).count()).toBe(0)
    await page.getByRole('tab', { name: 'Teams' }).click()
    await page.getByRole('button', { name: 'Add team' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('East')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await page.getByRole('listitem').filter({ hasText: 'East' }).getByText('no members').waitFor()
    await page.getByRole('tab', { name: 'Roles' }).click()
    expect(await page.getByRole('listitem').filter({ hasText: 'CRM administrator' }).textContent()).toContain(COLLEAGUE.name)
  })
})

describe('looking as a role', () => {
  const band = (on = page) => on.getByRole('complementary', { name: 'View as role' })

  it('shows what the role sees, changes nothing, stays in this tab and is left cleanly', async () => {
    await page.goto(at('/deal?view=all'))
    await rows().first().waitFor()
    await page.getByRole('button', { name: ADMIN.name, exact: true }).click()
    await page.getByRole('menuitem', { name: 'Sales rep' }).click()
    await band().getByText('You see the app as “Sales rep”.').waitFor()
    await rows().first().waitFor()
    const owned = (await world.admin.call('GET', `/apps/${APP}/records/deal?limit=500`)).records.filter(
      ({ _owner }: { _owner: string }) => _owner !== undefined,
    )
    const { user } = await world.admin.call('GET', '/session')
    const own = owned.filter(({ _owner }: { _owner: string }) => _owner === user.id).length
    expect(own).toBeLessThan(owned.length)
    await expect.poll(async () => Number((await page.locator('main [role=status]').last().textContent())?.replaceAll(/\D/g, ''))).toBe(own)
    expect(await rail().getByRole('link', { name: 'Deals', exact: true }).count()).toBe(1)
    await clean()

    const mine = owned.find(({ _owner }: { _owner: string }) => _owner === user.id)
    await page.goto(at(`/deal/${mine._id}`))
    await page.getByRole('heading', { name: mine.name, level: 1 }).waitFor()
    expect(await page.getByRole('button', { name: 'Who can see this' }).count()).toBe(0)
    const name = page.getByRole('textbox', { name: 'Deal', exact: true })
    await name.fill('Changed as a role')
    await page.keyboard.press('Control+s')
    await band().getByText('Nothing was changed').waitFor()
    expect((await world.admin.call('GET', `/apps/${APP}/records/deal/${mine._id}`)).name).toBe(mine.name)
    await page.getByRole('button', { name: 'Discard' }).click()

    // Outside the app one acts as oneself.
    await openPalette()
    await page.keyboard.type('people')
    await page.keyboard.press('Enter')
    await page.getByRole('tab', { name: 'Roles' }).click()
    await page.getByRole('listitem').filter({ hasText: 'Sales rep' }).first().waitFor()
    expect(await band().count()).toBe(0)
    await page.goBack()
    await band().waitFor()

    const other = await context.newPage()
    await other.goto(at('/deal?view=all'))
    await rows(other).first().waitFor()
    expect(await band(other).count()).toBe(0)
    await other.close()

    await band().getByRole('button', { name: 'Stop viewing as role' }).click()
    await expect.poll(() => band().count()).toBe(0)
    await page.getByRole('button', { name: 'Who can see this' }).waitFor()
  })
})

describe('who can see a record', () => {
  it('is answered with reasons for each role', async () => {
    const deal = world.deals[1]!
    await page.goto(at(`/deal/${deal.id}`))
    await page.getByRole('button', { name: 'Who can see this' }).click()
    const dialog = page.getByRole('dialog', { name: 'Who can see this' })
    await dialog.getByRole('combobox', { name: 'Person' }).click()
    await page.getByRole('option', { name: REP.name }).click()
    await dialog.getByText(`${REP.name} does not see this record`).waitFor()
    expect(await dialog.getByRole('listitem').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringContaining(`Sales rep: sees own records; its owner is ${ADMIN.name}`)]),
    )
    await clean(page, '[role=dialog]')
    await dialog.getByRole('combobox', { name: 'Person' }).click()
    await page.getByRole('option', { name: COLLEAGUE.name }).click()
    await dialog.getByText(`${COLLEAGUE.name} sees this record`).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => dialog.count()).toBe(0)
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Who can see this')
  })

  it('is asked of an administrator where the record cannot be shown', async () => {
    const { own, on } = await signedIn(REP)
    await on.waitForURL('**/apps/**')
    await on.goto(at(`/deal/${world.deals[1]!.id}`))
    await on.getByRole('heading', { name: 'This record cannot be shown' }).waitFor()
    expect(await on.getByRole('textbox', { name: 'Address of the record' }).inputValue()).toBe(at(`/deal/${world.deals[1]!.id}`))
    expect(await on.getByRole('button', { name: 'Why is it not visible' }).count()).toBe(0)
    await clean(on)
    await own.close()
  })
})

describe.each(['light', 'dark'] as const)('everything over the screens, %s', (theme) => {
  it('is accessible, and fits a narrow screen and a page twice as large', { timeout: 240_000 }, async () => {
    // All but colours has been looked at in the light.
    const tidy = async () => expect(await faultsOn(on, theme === 'dark' ? { rules: COLOUR_RULES } : {})).toEqual([])
    const own = await browser.newContext({ locale: 'en-US', colorScheme: theme, viewport: WIDE, reducedMotion: 'reduce' })
    await world.admin.enter(own)
    const on = await own.newPage()
    const heard = await watch(on, [404])
    await on.goto(at('/deal?view=board'))
    await on.locator('article').first().waitFor()
    await openPalette(on)
    await tidy()
    await on.keyboard.type('华东')
    await on.getByRole('group', { name: 'Records' }).waitFor()
    await tidy()
    await on.keyboard.press('Escape')
    await on.locator('#content').focus()
    await on.keyboard.press('?')
    await on.getByRole('dialog').waitFor()
    await tidy()
    await on.keyboard.press('Escape')
    await on.getByRole('button', { name: /^Notifications/ }).click()
    await on.getByRole('dialog', { name: 'Notifications' }).waitFor()
    await tidy()
    await on.keyboard.press('Escape')
    await on.getByRole('button', { name: 'Collapse' }).click()
    await tidy()
    for (const tab of ['people', 'invitations', 'teams', 'roles']) {
      await on.goto(`${server.url}/people?tab=${tab}`)
      await on.getByRole('tab', { selected: true }).waitFor()
      await stands(on)
      await tidy()
    }
    await on.goto(at('/deal/nothing'))
    await on.getByRole('heading', { name: 'This record cannot be shown' }).waitFor()
    await tidy()

    for (const width of theme === 'light' ? [390, 320] : [390]) {
      await on.setViewportSize({ width, height: 700 })
      for (const path of ['/account', '/people', '/people?tab=invitations', '/people?tab=roles', `/apps/${APP}/deal/nothing`]) {
        await on.goto(server.url + path)
        await on.locator('h1, h2').first().waitFor()
        await stands(on)
        const over = await on.evaluate(() => {
          const frame = document.querySelector('main')!.parentElement!
          return Math.max(document.documentElement.scrollWidth - innerWidth, frame.scrollWidth - frame.clientWidth)
        })
        expect([path, width, over]).toEqual([path, width, 0])
      }
      await on.goto(at('/deal?view=all'))
      await on.getByRole('button', { name: /^More/ }).click()
      await on.getByRole('dialog').getByRole('link', { name: 'Deals by stage' }).first().waitFor()
      await tidy()
      await on.keyboard.press('Escape')
      await on.getByRole('button', { name: 'Search', exact: true }).last().click()
      await box(on).waitFor()
      await tidy()
      await on.keyboard.press('Escape')
    }
    await own.close()
    expect(heard).toEqual([])
  })
})

it('left nothing to complain about', () => {
  expect(complaints).toEqual([])
})
