// A day of work in the pages: lists, boards, records, reports, two people at once.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { E2eServer } from './server.ts'
import { sharedBrowser, startWorld } from './stage.ts'
import { watch } from './watch.ts'
import { APP, DEALS, type World } from './world.ts'

let server: E2eServer
let browser: Browser
let world: World
let context: BrowserContext
let page: Page
let complaints: readonly string[]

beforeAll(async () => {
  ;({ server, world } = await startWorld())
  browser = await sharedBrowser()
  await world.admin.call('PATCH', '/me', { locale: 'en' })
  context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  await world.admin.enter(context)
  page = await context.newPage()
  complaints = await watch(page, [400, 409, 500])
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const deals = (query: string) => `${server.url}/apps/${APP}/deal?${query}`
const rows = () => page.locator('[role=grid] [role=row][aria-selected]')
/** Types over what a control holds; it writes its value anew when it takes the focus. */
async function overwrite(on: Page, label: string, text: string) {
  const control = on.getByRole('textbox', { name: label })
  await control.focus()
  await control.fill(text)
}
const record = (id: string) => world.admin.call('GET', `/apps/${APP}/records/deal/${id}`)
const dealIn = (stage: string, index = 0) => world.deals.filter((each) => each.stage === stage)[index]!

async function total(): Promise<number> {
  return Number((await page.locator('main [role=status]').last().textContent())?.replaceAll(/\D/g, ''))
}

describe('a list', () => {
  it('counts, and moves and opens by keyboard', async () => {
    await page.goto(deals('view=all'))
    await rows().first().waitFor()
    expect(await total()).toBe(world.deals.length)
    // The first key steps into the cells; arrows move, Space opens the record of the row.
    await page.getByRole('grid').focus()
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Space']) await page.keyboard.press(key)
    const panel = page.getByRole('complementary', { name: 'Deals' })
    const second = await rows().nth(1).locator('[data-title]').textContent()
    await panel.getByRole('heading', { name: second! }).waitFor()
    await panel.focus()
    await page.keyboard.press('J')
    const third = await rows().nth(2).locator('[data-title]').textContent()
    await panel.getByRole('heading', { name: third! }).waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => panel.count()).toBe(0)
    await page.keyboard.press('/')
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search')
  })

  it('sorts by a click and keeps it in the address', async () => {
    await page.goto(deals('view=all'))
    const head = page.getByRole('columnheader', { name: 'Amount' })
    const sort = head.getByRole('button', { name: 'Amount', exact: true })
    await sort.click()
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending')
    await sort.click()
    await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toBe('-amount')
    const amounts = async () =>
      (await rows().locator('[data-numeric]').allTextContents()).map((text) => Number(text.replaceAll(/[^\d.]/g, '')))
    await expect.poll(async () => (await amounts())[0]).toBeGreaterThan(140_000)
    const shown = await amounts()
    expect(shown).toEqual(shown.toSorted((a, b) => b - a))
  })

  it('filters by conditions put together as rows', async () => {
    await page.goto(deals('view=all'))
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.getByRole('combobox', { name: 'Field' }).click()
    await page.getByRole('option', { name: 'Stage', exact: true }).click()
    await page.getByRole('combobox', { name: 'Operator' }).click()
    await page.getByRole('option', { name: 'is one of' }).click()
    await page.getByRole('combobox', { name: 'Value' }).click()
    await page.getByRole('option', { name: 'Negotiation' }).click()
    await page.getByRole('option', { name: 'Contract' }).click()
    await page.keyboard.press('Escape')
    await expect.poll(() => new URL(page.url()).searchParams.get('where')).toBe('_stage in ["negotiation", "contract"]')
    await expect.poll(total).toBe(DEALS.negotiation! + DEALS.contract!)
    await page.getByRole('button', { name: 'Add condition' }).click()
    await page.getByRole('combobox', { name: 'Field' }).nth(1).click()
    await page.getByRole('option', { name: 'Amount', exact: true }).click()
    await page.getByRole('combobox', { name: 'Operator' }).nth(1).click()
    await page.getByRole('option', { name: 'at least' }).click()
    await page.getByRole('textbox', { name: 'Amount' }).fill('100000')
    const wanted = (
      await Promise.all(world.deals.filter(({ stage }) => stage === 'negotiation' || stage === 'contract').map(({ id }) => record(id)))
    ).filter(({ amount }) => amount >= 100_000)
    await expect.poll(total).toBe(wanted.length)
    expect(await page.getByText(/Stage is Negotiation or Contract|Stage is one of/).count()).toBeGreaterThan(0)
    // The address gives the next person the same.
    const again = await context.newPage()
    await again.goto(page.url())
    await expect
      .poll(async () => (await again.locator('main [role=status]').last().textContent())?.startsWith(String(wanted.length)))
      .toBe(true)
    await again.close()
  })

  it('does not take Enter of an input method for its own', async () => {
    await page.goto(deals('view=board&record=new'))
    const name = page.locator('aside input').first()
    await name.fill('nihao')
    await name.evaluate((input) =>
      input.dispatchEvent(
        new KeyboardEvent('keydown', {
          key: 'Enter',
          keyCode: 229,
          isComposing: true,
          bubbles: true,
          cancelable: true,
        } as KeyboardEventInit),
      ),
    )
    await page.waitForTimeout(200)
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.locator('aside').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Discard and leave' }).click()
  })

  it('deletes the chosen, brings them back, and sets a field of several', async () => {
    await page.goto(deals('view=all'))
    await rows().first().waitFor()
    const before = await total()
    for (const index of [0, 1, 2]) await rows().nth(index).getByRole('checkbox').check()
    await page.getByRole('region', { name: 'Chosen records' }).getByRole('button', { name: 'Delete' }).click()
    await expect.poll(total).toBe(before - 3)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(total).toBe(before)
    for (const index of [0, 1]) await rows().nth(index).getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Set a field' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Field' }).click()
    await page.getByRole('option', { name: 'Next step', exact: true }).click()
    await dialog.getByRole('textbox', { name: 'Next step' }).fill('Send an offer')
    await dialog.getByRole('button', { name: 'Set value' }).click()
    // A rule asks for a date with every next step: each record says so by itself.
    await page.getByRole('dialog').getByText('A next step needs a date').first().waitFor()
    await page.keyboard.press('Escape')
  })

  it('restores from the trash', async () => {
    const gone = await world.admin.call('POST', `/apps/${APP}/records/account`, { name: 'Short-lived Ltd' })
    await world.admin.call('DELETE', `/apps/${APP}/records/account/${gone._id}`)
    await page.goto(`${server.url}/apps/${APP}/account?trash=true`)
    await rows().first().getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Restore' }).click()
    await page.getByText('The trash is empty').waitFor()
    expect((await world.admin.call('GET', `/apps/${APP}/records/account/${gone._id}`)).name).toBe('Short-lived Ltd')
  })
})

describe('a board', () => {
  const column = (name: string) => page.getByRole('region', { name, exact: true })
  const count = async (name: string) => Number(await column(name).locator('header .num').first().textContent())

  it('heads its columns with the count and the sum', async () => {
    await page.goto(deals('view=board'))
    await page.locator('article').first().waitFor()
    const { stages } = await world.admin.call('GET', `/apps/${APP}/records/deal/stages?view=board`)
    await expect.poll(() => count('First contact')).toBe(stages[0].count)
    expect(await count('Lost')).toBe(DEALS.lost)
  })

  it('moves a card that is dragged', async () => {
    const deal = dealIn('first_contact')
    await column('First contact')
      .locator('article')
      .filter({ hasText: (await record(deal.id)).name })
      .first()
      .dragTo(column('Solution design'))
    await column('Solution design').locator('article').filter({ hasText: deal.name }).waitFor()
    await expect.poll(async () => (await record(deal.id))._stage).toBe('solution')
    await expect.poll(() => count('First contact')).toBe(DEALS.first_contact! - 1)
    expect(await count('Solution design')).toBe(DEALS.solution! + 1)
  })

  it('moves a card by its menu, by keyboard, and says so', async () => {
    const deal = dealIn('intent')
    await column('Intent confirmed')
      .getByRole('button', { name: `Move ${deal.name} to…` })
      .first()
      .focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Budget review' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await record(deal.id))._stage).toBe('budget')
    const spoken = async () => (await page.locator('[role=status]').allTextContents()).join(' ')
    await expect.poll(spoken, { timeout: 5000 }).toContain(`${deal.name} moved to Budget review`)
  })

  it('puts a card back and says why when the server cannot take it', async () => {
    const deal = dealIn('first_contact', 1)
    await page.route(`**/records/deal/${deal.id}`, (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()))
    await column('First contact').locator('article').filter({ hasText: deal.name }).first().dragTo(column('Negotiation'))
    await page.getByRole('alert').getByText('The server could not be reached').waitFor()
    await column('First contact').locator('article').filter({ hasText: deal.name }).first().waitFor()
    await page.unroute(`**/records/deal/${deal.id}`)
    expect((await record(deal.id))._stage).toBe('first_contact')
  })

  it('puts a card back when someone else moved it meanwhile', async () => {
    const deal = dealIn('first_contact', 2)
    // Without live updates the page does not learn of it before.
    await page.route('**/live', (route) => route.abort())
    await page.goto(deals('view=board'))
    await column('First contact').locator('article').filter({ hasText: deal.name }).first().waitFor()
    const now = await record(deal.id)
    await world.admin.call('PATCH', `/apps/${APP}/records/deal/${deal.id}`, { _stage: 'budget', _version: now._version })
    await column('First contact').locator('article').filter({ hasText: deal.name }).first().dragTo(column('Negotiation'))
    await page.getByRole('alert').getByText('Someone else changed Stage').waitFor()
    await column('Budget review').locator('article').filter({ hasText: deal.name }).first().waitFor()
    expect((await record(deal.id))._stage).toBe('budget')
    await page.unroute('**/live')
  })

  it('adds a card in its column', async () => {
    await column('Intent confirmed').getByRole('button', { name: 'Add to Intent confirmed' }).click()
    const form = column('Intent confirmed').locator('form')
    await form.getByRole('textbox', { name: 'Deal' }).fill('Quick one')
    await form.getByRole('combobox', { name: 'Account' }).click()
    await page.getByRole('option', { name: 'Contoso Ltd' }).click()
    await form.getByRole('button', { name: 'New' }).click()
    await column('Intent confirmed').locator('article').filter({ hasText: 'Quick one' }).waitFor()
  })
})

describe('a record', () => {
  it('shows whose value stays when two people change the same field', async () => {
    const deal = dealIn('negotiation')
    const other = await context.newPage()
    for (const each of [page, other]) {
      await each.goto(`${server.url}/apps/${APP}/deal/${deal.id}`)
      await each.getByRole('textbox', { name: 'Amount' }).waitFor()
    }
    // Who has not begun to write yet sees the new value by itself.
    await overwrite(page, 'Amount', '222')
    await overwrite(other, 'Amount', '111')
    await other.getByRole('button', { name: 'Save' }).click()
    await other.getByText('Saved.').waitFor()
    await page.getByRole('textbox', { name: 'Need and scenario' }).fill('mine alone')
    await page.getByRole('button', { name: 'Save' }).click()
    const dialog = page.getByRole('dialog', { name: 'Changed by someone else' })
    await dialog.getByText('¥111.00').waitFor()
    expect(await dialog.getByText('¥222.00').count()).toBe(1)
    expect((await record(deal.id)).amount).toBe(111)
    await dialog.getByRole('radio', { name: 'Their value' }).check()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect.poll(async () => (await record(deal.id)).scenario).toBe('mine alone')
    expect((await record(deal.id)).amount).toBe(111)
    await expect.poll(() => page.getByRole('textbox', { name: 'Amount' }).inputValue()).toBe('111.00')
    await other.close()
  })

  it('asks before unsaved work is lost, going forward and going back', async () => {
    await page.goto(deals('view=all'))
    await rows().first().locator('[data-title] button').click()
    await page.getByRole('button', { name: 'Open as a page' }).click()
    await page.getByRole('link', { name: 'Accounts' }).waitFor()
    const at = page.url()
    await page.getByRole('textbox', { name: 'Next step' }).fill('unsaved')
    await page.getByRole('link', { name: 'Contacts' }).click()
    await page.getByRole('button', { name: 'Stay' }).click()
    expect(page.url()).toBe(at)
    await page.goBack()
    await page.getByRole('button', { name: 'Stay' }).click()
    expect(page.url()).toBe(at)
    expect(await page.getByRole('textbox', { name: 'Next step' }).inputValue()).toBe('unsaved')
    await page.getByRole('link', { name: 'Contacts' }).click()
    await page.getByRole('button', { name: 'Discard and leave' }).click()
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/apps/${APP}/contact`)
  })

  it('shows fields as their conditions come to hold, and moves by the menu', async () => {
    const deal = dealIn('contract', 1)
    await page.goto(`${server.url}/apps/${APP}/deal/${deal.id}`)
    await page.getByRole('textbox', { name: 'Amount' }).waitFor()
    expect(await page.getByText('Loss reason').count()).toBe(0)
    await page.getByRole('button', { name: 'Move to…' }).click()
    await page.getByRole('menuitem', { name: 'Lost' }).click()
    await page.getByText('Loss reason').first().waitFor()
    await page.getByRole('radiogroup', { name: 'What to show' }).getByText('Stages').click()
    await page.getByText('lost', { exact: true }).waitFor()
  })

  it('tells what is wrong at the field and in a summary that takes the focus', async () => {
    await page.goto(`${server.url}/apps/${APP}/deal/${dealIn('won').id}`)
    await page.getByRole('textbox', { name: 'Next step' }).fill('Call back')
    await page.getByRole('textbox', { name: 'Next follow-up' }).fill('')
    await page.getByRole('button', { name: 'Save' }).click()
    const summary = page.getByRole('alert').filter({ hasText: 'Not saved' })
    await summary.waitFor()
    await expect.poll(() => summary.evaluate((box) => box === document.activeElement)).toBe(true)
    await summary.getByRole('button', { name: 'A next step needs a date' }).click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.id.endsWith('-next_at'))).toBe(true)
    await page.getByRole('button', { name: 'Discard', exact: true }).click()
  })

  it('goes to the trash and comes back by undo', async () => {
    const deal = dealIn('won', 1)
    await page.goto(deals(`view=all&record=${deal.id}`))
    await page.locator('aside').getByRole('button', { name: 'More actions' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await expect.poll(() => page.locator('aside').count()).toBe(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => (await record(deal.id))._deleted_at ?? null).toBe(null)
  })

  it('adds to a related list with the relation filled in', async () => {
    const account = world.accounts[1]!
    await page.goto(`${server.url}/apps/${APP}/account/${account}`)
    await page.getByRole('button', { name: 'Add to Contacts' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('孙悦')
    expect(await dialog.getByRole('combobox', { name: 'Account' }).inputValue()).toBe('蓝鲸科技')
    await dialog.getByRole('button', { name: 'New' }).click()
    await page.getByRole('link', { name: '孙悦' }).waitFor()
  })
})

describe('a report', () => {
  it('opens from every figure exactly the records it counts', async () => {
    await page.goto(`${server.url}/apps/${APP}/_reports/by_source`)
    await page.locator('tbody td a').first().waitFor()
    const figures = await page.locator('tbody td a, tfoot td a').evaluateAll((links) =>
      links.map((link) => ({
        href: link.getAttribute('href')!,
        counted: Number(/open (\d+) record/.exec(link.getAttribute('title') ?? '')?.[1]),
      })),
    )
    expect(figures.length).toBeGreaterThan(10)
    for (const { href, counted } of [...figures.slice(0, 6), figures.at(-1)!]) {
      await page.goto(server.url + href)
      await expect.poll(total).toBe(counted)
      expect(await rows().count()).toBe(Math.min(counted, await rows().count()))
    }
  })

  it('draws its chart and says it in words', async () => {
    await page.goto(`${server.url}/apps/${APP}/_reports/by_source`)
    const chart = page.getByRole('img', { name: /Win rate by source\. .*: 50%/ })
    await chart.locator('svg').waitFor({ state: 'attached' })
    expect(await chart.locator('svg path').count()).toBeGreaterThan(4)
  })
})

it('complains of nothing', () => expect(complaints.filter((text) => !text.includes('ERR_FAILED'))).toEqual([]))
