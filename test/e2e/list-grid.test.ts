// The grid as a spreadsheet: keys, an input method, ranges, pasting with a preview, undo that overwrites nobody, bulk changes that tell what failed.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ITEMS, SHOP, type Shop, setUpShop, stateOf } from './grid-world.ts'
import { type E2eServer, startE2eServer } from './server.ts'
import { sharedBrowser } from './stage.ts'
import { watch } from './watch.ts'

const COUNT = 1300

let server: E2eServer
let browser: Browser
let shop: Shop
let context: BrowserContext
let page: Page
let complaints: readonly string[]

beforeAll(async () => {
  server = await startE2eServer()
  browser = await sharedBrowser()
  shop = await setUpShop(server, COUNT)
  context = await browser.newContext({ locale: 'en-US', viewport: { width: 1600, height: 900 }, reducedMotion: 'reduce' })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await shop.admin.enter(context)
  page = await context.newPage()
  complaints = await watch(page, [400, 409])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const COLUMNS = ['name', 'price', 'stock', 'due', 'kind', 'ready', 'firm', 'marks', 'note', 'secret']
const cell = (row: number, name: string) => page.locator(`[role=gridcell][data-row="${row}"][data-col="${COLUMNS.indexOf(name)}"]`)
const press = (...keys: string[]) =>
  keys.reduce<Promise<void>>((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
const item = async (index: number) => (await shop.admin.call('GET', `${ITEMS}?limit=1&skip=${index}&sort=_id`)).records[0]
const total = async () => Number((await page.locator('main [role=status]').last().textContent())?.replaceAll(/\D/g, ''))
/** The label of what has the focus. */
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))

async function open(query = 'view=all') {
  await page.goto(`${server.url}/apps/${SHOP}/item?${query}`)
  await page.locator('[role=grid] [role=row][aria-selected]').first().waitFor()
}
async function goTo(row: number, name: string) {
  await page.locator('[role=grid]').evaluate((grid, top) => grid.scrollTo(0, top), Math.max(0, row - 5) * 36)
  await cell(row, name).click({ position: { x: 4, y: 30 } })
  await expect.poll(() => cell(row, name).getAttribute('data-active')).toBe('true')
}
async function paste(rows: readonly (readonly string[])[]) {
  const quoted = (text: string) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  await page.evaluate((text) => navigator.clipboard.writeText(text), `${rows.map((row) => row.map(quoted).join('\t')).join('\r\n')}\r\n`)
  await press('Control+v')
}

describe('by keyboard alone', () => {
  beforeEach(() => open())

  it('edits one cell after the other, as in a spreadsheet', async () => {
    await page.getByRole('searchbox').focus()
    while (!(await focused())?.startsWith('Item:')) await press('Tab')
    await press('ArrowRight')
    await page.keyboard.type('12.5')
    await press('Enter')
    await page.keyboard.type('1,234.5')
    await press('Tab')
    await page.keyboard.type('7')
    await press('Tab')
    await page.keyboard.type('2027/3/4')
    await press('Tab')
    await page.keyboard.type('pap')
    await press('Enter', 'ArrowUp', 'ArrowRight', 'Enter')
    await press('ArrowRight')
    await page.keyboard.type('Firm 4')
    await page.getByRole('option', { name: 'Firm 4' }).waitFor()
    await press('Tab')
    await page.keyboard.type('new; late')
    await press('Enter')
    await expect.poll(async () => (await item(0)).price).toBe(12.5)
    await expect.poll(async () => (await item(1)).marks).toEqual(['new', 'late'])
    expect(await item(1)).toMatchObject({ price: 1234.5, stock: 7, due: '2027-03-04', kind: 'paper', ready: true, firm: shop.firms[3] })
  })

  it('begins with the value by F2, keeps it by Escape, and refuses what does not convert', async () => {
    await goTo(3, 'price')
    await press('F2', 'Backspace', 'Escape')
    expect(await cell(3, 'price').locator('input').inputValue()).toBe('')
    await press('F2')
    expect(await cell(3, 'price').locator('input').inputValue()).toBe('111.50')
    await page.keyboard.type('x')
    await press('Enter')
    await page.getByRole('alert').getByText('"111.50x" is not a number').waitFor()
    expect(await focused()).toContain('Price')
    await press('Backspace', 'Backspace', '5', 'Enter')
    await expect.poll(async () => (await item(3)).price).toBe(111.55)
    expect(await cell(4, 'price').getAttribute('data-active')).toBe('true')
    // Going elsewhere with the mouse leaves it marked, and what was typed is there to be mended.
    await page.keyboard.type('12 pounds')
    await goTo(6, 'stock')
    expect(await cell(4, 'price').getAttribute('data-refused')).toBe('true')
    expect(await cell(4, 'price').textContent()).toBe('12 pounds')
    await goTo(4, 'price')
    await press('F2', 'Escape')
    expect(await cell(4, 'price').textContent()).toBe('¥148.50')
  })

  it('leaves what an input method composes alone', async () => {
    await goTo(5, 'name')
    const client = await context.newCDPSession(page)
    await client.send('Input.imeSetComposition', { text: 'nihao', selectionStart: 5, selectionEnd: 5 })
    const input = cell(5, 'name').locator('input')
    await expect.poll(() => input.inputValue()).toBe('nihao')
    // Enter that ends the composition belongs to the input method.
    await input.evaluate((element) =>
      element.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'Enter',
          keyCode: 229,
          isComposing: true,
          bubbles: true,
          cancelable: true,
        } as KeyboardEventInit),
      ),
    )
    await client.send('Input.insertText', { text: '你好' })
    await expect.poll(() => input.inputValue()).toBe('你好')
    expect((await item(5)).name).toBe('Item 6')
    await press('Enter')
    await expect.poll(async () => (await item(5)).name).toBe('你好')
  })

  it('moves far, chooses ranges, empties and fills them, and takes each back', async () => {
    const before = await stateOf(shop.admin)
    await goTo(0, 'price')
    await press('End', 'Home', 'Control+End')
    await expect.poll(focused).toContain('Add a record')
    await press('Control+Home', 'ArrowRight', 'ArrowRight')
    await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowRight')
    expect(await page.locator('[data-range]').count()).toBe(6)
    await press('Delete')
    await expect.poll(async () => (await item(2)).due).toBe(null)
    expect((await item(0)).stock).toBe(null)
    await press('Control+z')
    await expect.poll(() => stateOf(shop.admin)).toBe(before)
    await press('Control+d')
    await expect.poll(async () => (await item(2)).due).toBe((await item(0)).due)
    await press('Control+z')
    await expect.poll(() => stateOf(shop.admin)).toBe(before)
    await press('Control+Shift+z')
    await expect.poll(async () => (await item(2)).due).toBe((await item(0)).due)
    await press('Control+z')
    await expect.poll(() => stateOf(shop.admin)).toBe(before)
  })

  it('opens the record by Space, comes back to the cell, and leaves the grid by Escape and Tab', async () => {
    const panel = page.getByRole('complementary', { name: 'Items' })
    await goTo(2, 'stock')
    await press('Space')
    await panel.getByRole('heading', { name: 'Item 3' }).waitFor()
    await panel.focus()
    await press('j')
    await panel.getByRole('heading', { name: 'Item 4' }).waitFor()
    await press('Escape')
    await expect.poll(focused).toContain('Stock')
    await press('Escape', 'Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('[role=grid]'))).toBe(null)
  })
})

describe('ranges', () => {
  it('are copied as text that spreadsheets take, and pasted back exactly', async () => {
    await open()
    await goTo(6, 'name')
    await press('Shift+ArrowDown', ...Array<string>(6).fill('Shift+ArrowRight'), 'Control+c')
    const text = await page.evaluate(() => navigator.clipboard.readText())
    expect(text).toBe('Item 7\t222.50\t6\t2027-07-07\tTool\tNo\tFirm 2\r\nItem 8\t259.50\t7\t2027-08-08\tPart\tNo\tFirm 3')
    await goTo(20, 'name')
    await press('Control+v')
    await expect.poll(async () => (await item(21)).name).toBe('Item 8')
    expect(await item(20)).toMatchObject({ name: 'Item 7', price: 222.5, kind: 'tool', firm: shop.firms[1] })
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => (await item(20)).name).toBe('Item 21')
  })

  it('are filled by the handle', async () => {
    await open()
    await goTo(8, 'kind')
    const box = (await cell(12, 'kind').boundingBox())!
    await page.locator('[data-handle]').hover()
    await page.mouse.down()
    await page.mouse.move(box.x + 10, box.y + 10, { steps: 5 })
    await page.mouse.up()
    await expect.poll(async () => (await item(12)).kind).toBe((await item(8)).kind)
    await press('Control+z')
    await expect.poll(async () => (await item(12)).kind).toBe('tool')
  })
})

describe('pasting from a spreadsheet', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => [
      `Pasted ${index}`,
      `¥${(1000 + index).toLocaleString('en')}.25`,
      String(index + 1),
      `2028年${1 + (index % 12)}月${1 + (index % 28)}日`,
      ['工具', 'Part', 'paper'][index % 3]!,
      ['yes', '否'][index % 2]!,
      `Firm ${1 + (index % 5)}`,
      index % 10 === 0 ? 'a; b' : '',
    ])

  it('500 × 8 cells change 300 records and make 200, and one undo gives the very same state back', async () => {
    const before = await stateOf(shop.admin)
    await open()
    await goTo(0, 'name')
    await press('Control+End', 'Home')
    for (let up = 0; up < 3; up += 1) await press('PageUp')
    const start = COUNT - 300
    await goTo(start, 'name')
    await paste(rows(500))
    const dialog = page.getByRole('dialog')
    await dialog.getByText('records change').waitFor()
    expect(await dialog.getByRole('listitem').allTextContents()).toEqual([
      '300 records change',
      '200 records are added',
      '0 cells do not fit',
    ])
    await dialog.getByRole('button', { name: 'Paste' }).click()
    await page.getByText('300 records changed and 200 added').waitFor()
    await expect.poll(total).toBe(COUNT + 200)
    expect(await item(start + 1)).toMatchObject({
      name: 'Pasted 1',
      price: 1001.25,
      stock: 2,
      due: '2028-02-02',
      kind: 'part',
      ready: false,
      firm: shop.firms[1],
    })
    const made = (await shop.admin.call('GET', `${ITEMS}?sort=-_id&limit=500&where=${encodeURIComponent('stock > 300')}`)).records
    expect(made.length).toBe(200)
    await page.waitForTimeout(100)
    await press('Control+z')
    await expect.poll(() => stateOf(shop.admin)).toBe(before)
    await expect.poll(total).toBe(COUNT)
    await press('Control+y')
    await expect.poll(total).toBe(COUNT + 200)
    expect((await item(start + 1)).name).toBe('Pasted 1')
    await press('Control+z')
    await expect.poll(() => stateOf(shop.admin)).toBe(before)
  })

  it('shows what does not convert, with place, value and reason, and pastes the rest when told to', async () => {
    await open()
    await goTo(30, 'name')
    await paste([
      ['Two\nlines', '12 pounds', '1'],
      ['Fine "quoted"', '10', '-4'],
    ])
    const dialog = page.getByRole('dialog')
    await dialog.getByText('cells do not fit').waitFor()
    const faults = await dialog.getByRole('region', { name: 'cells do not fit' }).locator('tbody tr').allTextContents()
    expect(faults.length).toBe(3)
    expect(faults[1]).toContain('1Item 31Price12 pounds"12 pounds" is not a number')
    expect(faults[2]).toContain('2Item 32Stock-4')
    expect(await dialog.getByRole('button', { name: 'Paste' }).isDisabled()).toBe(true)
    await dialog.getByRole('checkbox').check()
    await dialog.getByRole('button', { name: 'Paste' }).click()
    await expect.poll(async () => (await item(31)).name).toBe('Fine "quoted"')
    expect(await item(30)).toMatchObject({ name: 'Item 31', stock: 1 })
    await press('Control+z')
    await expect.poll(async () => (await item(31)).name).toBe('Item 32')
  })
})

describe('what others do', () => {
  it('is never overwritten by undo, and told', async () => {
    await open()
    await goTo(40, 'stock')
    await page.keyboard.type('99')
    await press('Enter')
    await expect.poll(async () => (await item(40)).stock).toBe(99)
    const now = await item(40)
    await shop.clerk.call('PATCH', `${ITEMS}/${now._id}`, { stock: 5, _version: now._version })
    await press('Control+z')
    const dialog = page.getByRole('dialog', { name: '1 record was not undone' })
    await dialog.getByText('Someone else changed Stock').waitFor()
    expect((await item(40)).stock).toBe(5)
    await press('Escape')
  })

  it('goes on beside what one undoes, where it touched another field', async () => {
    await open()
    await goTo(41, 'stock')
    await page.keyboard.type('98')
    await press('Enter')
    await expect.poll(async () => (await item(41)).stock).toBe(98)
    const now = await item(41)
    await shop.clerk.call('PATCH', `${ITEMS}/${now._id}`, { price: 1, _version: now._version })
    await press('Control+z')
    await expect.poll(async () => (await item(41)).stock).toBe(1)
    expect((await item(41)).price).toBe(1)
  })

  it('meanwhile refuses an edit of the same cell, and shows what stands there now', async () => {
    await open()
    await goTo(42, 'stock')
    const now = await item(42)
    await shop.clerk.call('PATCH', `${ITEMS}/${now._id}`, { stock: 6, _version: now._version })
    await page.keyboard.type('97')
    await press('Enter')
    await page.getByRole('alert').getByText('Someone else changed Stock').first().waitFor()
    expect((await item(42)).stock).toBe(6)
    expect(await cell(42, 'stock').getAttribute('data-refused')).toBe('true')
    await press('ArrowUp', 'Escape')
    await goTo(42, 'stock')
    await press('F2', 'Escape')
    await expect.poll(() => cell(42, 'stock').textContent()).toContain('6')
  })
})

describe('many records at once', () => {
  it('say which could not be changed and why; the others are done and can be undone', async () => {
    await open(`view=all&where=${encodeURIComponent('stock < 2')}`)
    const before = await stateOf(shop.admin)
    const all = await total()
    const empty = (await shop.admin.call('GET', `${ITEMS}?limit=500&total=true&where=${encodeURIComponent('stock == 0')}`)).total
    await page.getByRole('checkbox', { name: 'Choose all loaded records' }).check()
    const bar = page.getByRole('region', { name: 'Chosen records' })
    if (all > 100) await bar.getByRole('button', { name: /Choose all/ }).click()
    else await bar.getByText(`${all} chosen`).waitFor()
    await bar.getByText(`${all} chosen`).waitFor()
    await bar.getByRole('button', { name: 'Set a field' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Field' }).click()
    await page.getByRole('option', { name: 'Ready', exact: true }).click()
    await dialog.getByRole('checkbox', { name: 'Ready' }).check()
    await dialog.getByRole('button', { name: 'Set value' }).click()
    const told = page.getByRole('dialog', { name: `${empty} records could not be changed` })
    await told.getByText('What is ready needs stock.').first().waitFor()
    expect(await told.getByRole('listitem').count()).toBe(empty)
    await press('Escape')
    await bar.getByText(`${empty} chosen`).waitFor()
    const ready = async () =>
      (await shop.admin.call('GET', `${ITEMS}?limit=1&total=true&where=${encodeURIComponent('ready == true && stock == 1')}`)).total
    expect(await ready()).toBe(all - empty)
    await bar.getByRole('button', { name: 'Clear selection' }).click()
    await goTo(0, 'stock')
    await press('Control+z')
    await expect.poll(() => stateOf(shop.admin)).toBe(before)
  })

  it('are all that match, not only those that are loaded, and come back by one undo', async () => {
    await open()
    const before = await stateOf(shop.admin)
    await page.getByRole('checkbox', { name: 'Choose all loaded records' }).check()
    const bar = page.getByRole('region', { name: 'Chosen records' })
    await bar.getByRole('button', { name: 'Choose all 1,300' }).click()
    await bar.getByText('1,300 chosen').waitFor()
    await bar.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('No records yet').waitFor()
    expect((await shop.admin.call('GET', `${ITEMS}?limit=1&total=true`)).total).toBe(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => stateOf(shop.admin)).toBe(before)
  })
})

describe('a long list', () => {
  it('jumps anywhere with a request or two', async () => {
    await open()
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/records/item?')) asked.push(request.url())
    })
    await page.locator('[role=grid]').evaluate((grid) => grid.scrollTo(0, 1000 * 36))
    await page.getByText('Item 1001', { exact: true }).waitFor()
    expect(asked.length).toBeLessThanOrEqual(2)
    expect(await page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe(String(COUNT + 2))
    await page.locator('[role=grid]').evaluate((grid) => grid.scrollTo(0, 1110 * 36))
    await page.getByText('Item 1111', { exact: true }).waitFor()
    expect(asked.at(-1)).toContain('after=')
  })
})

it('complains of nothing', () => expect(complaints).toEqual([]))
