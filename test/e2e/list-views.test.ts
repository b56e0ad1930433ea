// Views of a list: columns, order, groups and figures that somebody changed, kept in the address, saved for oneself or for all, and seen by another role.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ITEMS, SHOP, type Shop, setUpShop } from './grid-world.ts'
import { type Caller, type E2eServer, startE2eServer } from './server.ts'
import { sharedBrowser } from './stage.ts'
import { watch } from './watch.ts'

const COUNT = 240

let server: E2eServer
let browser: Browser
let shop: Shop
let contexts: readonly BrowserContext[]
let page: Page
let other: Page
let complaints: readonly string[]

beforeAll(async () => {
  server = await startE2eServer()
  browser = await sharedBrowser()
  shop = await setUpShop(server, COUNT)
  const enter = async (caller: Caller) => {
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1600, height: 900 }, reducedMotion: 'reduce' })
    await caller.enter(context)
    return context
  }
  contexts = [await enter(shop.admin), await enter(shop.clerk)]
  page = await contexts[0]!.newPage()
  other = await contexts[1]!.newPage()
  complaints = await watch(page)
  await watch(other)
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const heads = (on = page) =>
  on.locator('[role=columnheader][data-col]').evaluateAll((cells) => cells.map((cell) => cell.getAttribute('aria-label')))
const head = (name: string) => page.getByRole('columnheader', { name, exact: true })
const values = (name: string, on = page) =>
  on.locator('[role=grid]').evaluate((grid, label) => {
    const col = grid.querySelector(`[role=columnheader][aria-label="${label}"]`)?.getAttribute('data-col')
    return [...grid.querySelectorAll(`[role=row][aria-selected] [data-col="${col}"]`)].map((cell) => cell.textContent ?? '')
  }, name)
const total = async (on = page) => Number((await on.locator('main [role=status]').last().textContent())?.replaceAll(/\D/g, ''))
const parameter = (name: string) => new URL(page.url()).searchParams.get(name)

async function open(query = 'view=all', on = page) {
  await on.goto(`${server.url}/apps/${SHOP}/item?${query}`)
  await on.locator('[role=grid] [role=row][aria-selected], [role=grid] [role=row][data-group]').first().waitFor()
}
async function choose(task: string, on = page) {
  await on.getByRole('button', { name: /^Switch view/ }).click()
  await on.getByRole('menuitem', { name: task, exact: true }).click()
}
async function column(name: string, task: string) {
  await head(name).hover()
  await head(name)
    .getByRole('button', { name: `Column ${name}` })
    .click()
  await page.getByRole('menuitem', { name: task, exact: true }).click()
}

describe('columns', () => {
  it('are moved, widened, pinned and hidden by keys and menu, and stand so after a reload and a visit elsewhere', async () => {
    await open()
    await page.locator('[data-row="0"][data-col="0"]').click({ position: { x: 4, y: 30 } })
    for (const key of ['ArrowUp', 'ArrowRight', 'Alt+ArrowRight', 'Alt+Shift+ArrowRight', 'Alt+Shift+ArrowRight'])
      await page.keyboard.press(key)
    await expect.poll(() => heads()).toEqual(['Item', 'Stock', 'Price', 'Due', 'Kind', 'Ready', 'Firm', 'Marks', 'Note', 'Cost code'])
    await column('Stock', 'Pin up to here')
    await column('Ready', 'Hide')
    const stands = async () => {
      await page.locator('[role=grid] [role=row][aria-selected]').first().waitFor()
      await expect.poll(() => heads()).toEqual(['Item', 'Stock', 'Price', 'Due', 'Kind', 'Firm', 'Marks', 'Note', 'Cost code'])
      expect((await head('Price').boundingBox())?.width).toBe(140 + 32)
      expect(await page.locator('[role=columnheader][data-pinned]').count()).toBe(2)
    }
    await stands()
    await page.reload()
    await stands()
    await page.waitForTimeout(900)
    await page.getByRole('link', { name: 'Firms' }).click()
    await page.getByRole('link', { name: 'Items' }).click()
    await stands()
    await page.getByRole('button', { name: 'Revert changes' }).click()
    await expect.poll(() => heads()).toEqual(['Item', 'Price', 'Stock', 'Due', 'Kind', 'Ready', 'Firm', 'Marks', 'Note', 'Cost code'])
  })

  it('are dragged, and widened by their edge', async () => {
    await open()
    await head('Kind').dragTo(head('Price'), { targetPosition: { x: 10, y: 10 } })
    await expect.poll(async () => (await heads()).slice(0, 3)).toEqual(['Item', 'Kind', 'Price'])
    const edge = (await head('Kind').locator('[data-resize]').boundingBox())!
    await page.mouse.move(edge.x + edge.width / 2, edge.y + 10)
    await page.mouse.down()
    await page.mouse.move(edge.x + edge.width / 2 + 60, edge.y + 10, { steps: 4 })
    await page.mouse.up()
    await expect.poll(async () => (await head('Kind').boundingBox())?.width).toBe(230)
    expect(parameter('widths')).toBe('kind:230')
    await page.getByRole('button', { name: 'Revert changes' }).click()
  })

  it('are chosen from a list', async () => {
    await open()
    await page.getByRole('button', { name: 'Columns' }).click()
    const picker = page.getByRole('dialog', { name: 'Columns' })
    await picker.getByRole('checkbox', { name: 'Price' }).uncheck()
    await picker.getByRole('checkbox', { name: 'Owner' }).check()
    await picker.getByRole('button', { name: 'Move Owner forward' }).click()
    await expect.poll(async () => (await heads()).slice(-2)).toEqual(['Owner', 'Cost code'])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Revert changes' }).click()
    await expect.poll(async () => (await heads()).length).toBe(10)
  })

  it('sort by a click, by several with Shift, and the address says so', async () => {
    await open()
    const sort = (name: string, modifiers: 'Shift'[] = []) => head(name).getByRole('button').first().click({ modifiers })
    await sort('Kind')
    await expect.poll(() => head('Kind').getAttribute('aria-sort')).toBe('ascending')
    await sort('Price', ['Shift'])
    await sort('Price', ['Shift'])
    await expect.poll(() => parameter('sort')).toBe('kind,-price')
    await expect.poll(async () => (await values('Kind'))[0]).toBe('Paper')
    const wanted = (await shop.admin.call('GET', `${ITEMS}?sort=kind,-price&limit=10&fields=name`)).records.map(
      (record: any) => record.name,
    )
    await expect.poll(async () => (await values('Item')).slice(0, 10)).toEqual(wanted)
    await sort('Kind')
    await expect.poll(() => parameter('sort')).toBe('kind')
  })
})

describe('groups and figures', () => {
  it('equal what the list holds', async () => {
    await open()
    await page.getByRole('button', { name: 'Group', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Kind', exact: true }).click()
    await column('Price', 'Sum')
    const all = (await shop.admin.call('GET', `${ITEMS}?limit=500`)).records as { kind: string; price: number; name: string }[]
    const money = (kind?: string) =>
      `¥${all
        .filter((record) => kind === undefined || record.kind === kind)
        .reduce((sum, record) => sum + record.price, 0)
        .toLocaleString('en', { minimumFractionDigits: 2 })}`
    const groups = page.locator('[role=row][data-group]')
    await expect.poll(() => groups.count()).toBe(3)
    const texts = await groups.allTextContents()
    expect(texts.map((text) => text.includes('80'))).toEqual([true, true, true])
    // In the order of the choices, not of their size.
    expect(texts.map((text) => text.slice(0, 4))).toEqual(['Tool', 'Part', 'Pape'])
    expect(texts[1]).toContain(money('part'))
    await expect.poll(() => page.locator('[role=row]').last().textContent()).toContain(money())
    await groups.nth(1).getByRole('button').click()
    await page.locator('[role=row][aria-selected]').first().waitFor()
    expect(new Set(await values('Kind'))).toEqual(new Set(['Part']))
    expect(await page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe(String(3 + 80 + 2))
    expect(await total()).toBe(COUNT)
    // With a condition, the figures are those of what is left.
    await open(`view=all&group=kind&totals=price:max&where=${encodeURIComponent('price < 100')}`)
    const few = all.filter(({ price }) => price < 100)
    await expect.poll(() => total()).toBe(few.length)
    await expect
      .poll(() => page.locator('[role=row]').last().textContent())
      .toContain(`¥${Math.max(...few.map(({ price }) => price)).toFixed(2)}`)
  })

  it('are edited and undone like any rows', async () => {
    await open('view=all&group=kind')
    await page.locator('[role=row][data-group]').first().getByRole('button').click()
    await page.locator('[data-row="1"][data-col="2"]').click()
    const before = await page.locator('[data-row="1"][data-col="2"]').textContent()
    await page.keyboard.type('33')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('[data-row="1"][data-col="2"]').textContent()).toBe('33')
    await page.keyboard.press('Control+z')
    await expect.poll(() => page.locator('[data-row="1"][data-col="2"]').textContent()).toBe(before)
  })
})

describe('saved views', () => {
  const secret = encodeURIComponent('secret >= 200 && kind == "tool"')

  it('are kept for oneself, with a dot for what is not saved', async () => {
    await open(`view=all&sort=-price&columns=name,price,secret,kind&where=${secret}`)
    const before = await total()
    await page.getByRole('button', { name: 'Save as new view' }).click()
    const dialog = page.getByRole('dialog', { name: 'Save as new view' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Late tools')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Switch view, now Late tools', exact: true }).waitFor()
    expect(parameter('where')).toBe(null)
    await expect.poll(() => heads()).toEqual(['Item', 'Price', 'Cost code', 'Kind'])
    expect(await total()).toBe(before)
    await column('Price', 'Sort upwards')
    await page.getByRole('button', { name: /Late tools, with changes that are not saved/ }).waitFor()
    await page.reload()
    await expect.poll(() => head('Price').getAttribute('aria-sort')).toBe('ascending')
    await page.getByRole('button', { name: 'Revert changes' }).click()
    await expect.poll(() => head('Price').getAttribute('aria-sort')).toBe('descending')
    await column('Price', 'Sort upwards')
    await page.getByRole('button', { name: 'Save view' }).click()
    await page.getByRole('button', { name: 'Switch view, now Late tools', exact: true }).waitFor()
    await page.reload()
    await expect.poll(() => head('Price').getAttribute('aria-sort')).toBe('ascending')
    await page.getByRole('button', { name: /^Filter/ }).waitFor()
    expect(await page.getByText(/Cost code is at least 200/).count()).toBeGreaterThan(0)
  })

  it('open first for me, and for nobody else', async () => {
    await choose('Open first for me')
    await page.goto(`${server.url}/apps/${SHOP}/item`)
    await page.getByRole('button', { name: 'Switch view, now Late tools' }).waitFor()
    await other.goto(`${server.url}/apps/${SHOP}/item`)
    await other.getByRole('button', { name: 'Switch view, now All items' }).waitFor()
    expect(await other.getByRole('button', { name: 'Switch view, now All items' }).count()).toBe(1)
    await choose('No longer open first')
    await page.goto(`${server.url}/apps/${SHOP}/item`)
    await page.getByRole('button', { name: 'Switch view, now All items' }).waitFor()
  })

  it('are shared, and show another role the same without what it may not see, and say so', async () => {
    await choose('Late tools')
    await page.getByRole('button', { name: 'Switch view, now Late tools' }).waitFor()
    const address = page.url()
    await other.goto(address)
    await other.getByText('The view in this address is gone or private.').waitFor()
    await choose('Share with everyone')
    await page.getByText('Everyone sees the view now.').waitFor()
    await other.goto(address)
    await other.getByRole('button', { name: 'Switch view, now Late tools' }).waitFor()
    await other.getByText('A condition of this view uses something that is not open to you.').waitFor()
    await expect.poll(() => heads(other)).toEqual(['Item', 'Price', 'Kind'])
    await expect.poll(() => total(other)).toBe(COUNT)
    expect(await other.content()).not.toContain('Cost code')
    // Only its owner, or whoever designs, changes it.
    await other.getByRole('button', { name: /^Switch view/ }).click()
    await other.getByRole('menuitem', { name: 'Save as new view' }).waitFor()
    expect(await other.getByRole('menuitem', { name: 'Rename view' }).count()).toBe(0)
    await other.keyboard.press('Escape')
    // A condition in the address that names it is left out and told as well.
    await other.goto(`${server.url}/apps/${SHOP}/item?view=all&where=${secret}&columns=name,secret`)
    await other.getByText('A condition of this view uses something that is not open to you.').waitFor()
    await expect.poll(() => heads(other)).toEqual(['Item'])
  })

  it('are renamed and removed', async () => {
    await choose('Rename view')
    const rename = page.getByRole('dialog', { name: 'Rename view' })
    await rename.getByRole('textbox', { name: 'Name' }).fill('Old tools')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Switch view, now Old tools' }).waitFor()
    await choose('Delete view')
    await page.getByRole('dialog').getByText('It disappears for everyone.').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Switch view, now All items' }).waitFor()
    expect((await shop.admin.call('GET', `/apps/${SHOP}/views`)).views).toEqual([])
  })

  it('leave as files with what they show', async () => {
    await open('view=tools&sort=-price&columns=name,price,kind&search=1')
    await page.getByRole('button', { name: 'Export this view' }).click()
    const href = await page.getByRole('menuitem', { name: 'CSV file' }).getAttribute('href')
    expect(Object.fromEntries(new URL(href!, server.url).searchParams)).toEqual({
      format: 'csv',
      fields: 'name,price,kind',
      view: 'tools',
      sort: '-price',
      search: '1',
    })
  })
})

it('complains of nothing', () => expect(complaints).toEqual([]))
