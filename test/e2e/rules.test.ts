// Conditions in the filter of a list: rows about related records, groups and moves by keyboard, the text with its offers and marked problems.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COLOUR_RULES, faultsOn } from './axe.ts'
import type { E2eServer } from './server.ts'
import { sharedBrowser, startWorld } from './stage.ts'
import { watch } from './watch.ts'
import { APP, type World } from './world.ts'

interface Deal {
  readonly account: string
  readonly amount: number
  readonly source: string
  readonly _stage: string
}

let server: E2eServer
let browser: Browser
let world: World
let page: Page
let complaints: readonly string[]
let deals: readonly Deal[]

beforeAll(async () => {
  ;({ server, world } = await startWorld())
  browser = await sharedBrowser()
  await world.admin.call('PATCH', '/me', { locale: 'en' })
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
  await world.admin.enter(context)
  page = await context.newPage()
  complaints = await watch(page)
  deals = (await world.admin.call('GET', `/apps/${APP}/records/deal?limit=500&fields=account,amount,source,_stage`)).records
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

const where = () => new URL(page.url()).searchParams.get('where')
const total = async () => Number((await page.locator('main [role=status]').last().textContent())?.replaceAll(/\D/g, ''))
const field = (name: string, index = 0) => page.getByRole('combobox', { name, exact: true }).nth(index)
/** How many accounts have deals that the test holds for. */
const accountsWhere = (test: (own: readonly Deal[]) => boolean) =>
  world.accounts.filter((account) => test(deals.filter((each) => each.account === account))).length
async function choose(name: string, option: string, index = 0) {
  await field(name, index).click()
  await page.getByRole('option', { name: option, exact: true }).click()
}
async function open(module = 'account', condition?: string) {
  await page.goto(`${server.url}/apps/${APP}/${module}?view=all${condition ? `&where=${encodeURIComponent(condition)}` : ''}`)
  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByRole('button', { name: 'Add condition' }).first().waitFor()
}
const text = () => page.getByRole('textbox', { name: 'Conditions' })
const offers = () => page.getByRole('listbox', { name: 'What can be written here' }).getByRole('option')
const write = () => page.locator('label').filter({ hasText: /^Text$/ })
const rows = () => page.locator('label').filter({ hasText: /^Rows$/ })

describe('rows', () => {
  it('ask about related records: whether there is one, none, and how many', async () => {
    await open()
    await choose('Field', 'Deals')
    await expect.poll(where).toBe('deals.exists(d, true)')
    await page.getByRole('button', { name: 'Only those where …' }).click()
    await choose('Field', 'Source', 1)
    await choose('Value', 'WeChat account')
    await expect.poll(where).toBe('deals.exists(d, d.source == "wechat")')
    const some = accountsWhere((own) => own.some(({ source }) => source === 'wechat'))
    expect(some).toBeGreaterThan(0)
    await expect.poll(total).toBe(some)
    await page.getByText('Deals has a record where Source is WeChat account').waitFor()

    await choose('What is asked of the records', 'none')
    await expect.poll(total).toBe(world.accounts.length - some)
    await choose('What is asked of the records', 'number of those')
    await page.getByText('1 condition lacks a value').waitFor()
    await page.getByRole('textbox', { name: 'Value' }).fill('2')
    await expect.poll(where).toBe('count(deals, d, d.source == "wechat") >= 2')
    await expect.poll(total).toBe(accountsWhere((own) => own.filter(({ source }) => source === 'wechat').length >= 2))

    await choose('What is asked of the records', 'sum of')
    await choose('Field to count with', 'Amount')
    await page.getByRole('textbox', { name: 'Amount' }).fill('100000')
    await expect.poll(where).toBe('sum(deals, d, d.amount, d.source == "wechat") >= 100000')
    const rich = accountsWhere((own) => own.reduce((sum, each) => sum + (each.source === 'wechat' ? each.amount : 0), 0) >= 100_000)
    await expect.poll(total).toBe(rich)
    // The address gives the same rows again.
    await page.reload()
    await page.getByRole('button', { name: 'Filter' }).click()
    await expect.poll(() => field('What is asked of the records').inputValue()).toBe('sum of')
    expect(await field('Field to count with').inputValue()).toBe('Amount')
    expect(await field('Value').inputValue()).toBe('WeChat account')
  })

  it('follow relations and reckon dates from now', async () => {
    await open('deal')
    await choose('Field', 'Account › Owner')
    await choose('Operator', 'is in my team')
    await expect.poll(where).toBe('account._owner in my_team')
    await page.getByRole('button', { name: 'Add condition' }).click()
    await choose('Field', 'Created', 1)
    await choose('Operator', 'after', 1)
    await choose('Reckoned from', 'Time ago')
    await page.getByRole('textbox', { name: 'Value' }).fill('2')
    await choose('Unit', 'weeks')
    await expect.poll(where).toBe('account._owner in my_team && _created_at > now() - duration("2w")')
    await expect.poll(total).toBe(deals.length)
    await choose('Operator', 'before', 1)
    await expect.poll(total).toBe(0)
  })

  it('are moved, copied and removed by keyboard and menu, and the focus stays with them', async () => {
    await open('deal', 'amount >= 1 && (source == "wechat" || source == "field") && name.contains("a")')
    const active = () => page.evaluate(() => (document.activeElement as HTMLInputElement).value)
    await field('Field', 3).focus()
    expect(await active()).toBe('Deal')
    for (const expected of [
      'amount >= 1 && (source == "wechat" || source == "field" || name.contains("a"))',
      'amount >= 1 && (source == "wechat" || name.contains("a") || source == "field")',
    ]) {
      await page.keyboard.press('Alt+ArrowUp')
      await expect.poll(where).toBe(expected)
      expect(await active()).toBe('Deal')
    }
    await page.getByRole('button', { name: 'More for condition 1' }).first().click()
    await page.getByRole('menuitem', { name: 'Duplicate' }).click()
    await expect.poll(where).toBe('amount >= 1 && amount >= 1 && (source == "wechat" || name.contains("a") || source == "field")')
    await page.getByRole('button', { name: 'More for condition 2' }).first().click()
    await page.getByRole('menuitem', { name: /^Move down/ }).click()
    await expect.poll(where).toBe('amount >= 1 && (amount >= 1 || source == "wechat" || name.contains("a") || source == "field")')
    await page.getByRole('button', { name: 'Remove group' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(where).toBe('amount >= 1')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Remove condition')
    await page.keyboard.press('Enter')
    await expect.poll(where).toBeNull()
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Add condition')
  })
})

describe('text', () => {
  it('is completed by keyboard: fields, paths, choices, related records', async () => {
    await open('deal')
    await write().click()
    await text().click()
    await page.keyboard.type('amo')
    await expect.poll(() => offers().first().textContent()).toContain('amount')
    await page.keyboard.press('Enter')
    await page.keyboard.type(' >= 1 && account.ind')
    await expect.poll(() => offers().count()).toBeGreaterThan(0)
    await page.keyboard.press('Tab')
    await page.keyboard.type(' == ')
    await expect.poll(() => offers().count()).toBeGreaterThan(2)
    expect(await text().getAttribute('aria-activedescendant')).toBe(await offers().first().getAttribute('id'))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    const first = (await offers().first().locator('code').textContent())!
    // Enter that ends a word of an input method picks nothing.
    const [before, count] = [await text().inputValue(), await offers().count()]
    await text().evaluate((area) =>
      area.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true })),
    )
    expect([await text().inputValue(), await offers().count()]).toEqual([before, count])
    await page.keyboard.press('Enter')
    await expect.poll(where).toBe(`amount >= 1 && account.industry == "${first}"`)
    // What was taken can be undone like anything typed.
    await page.keyboard.press('ControlOrMeta+z')
    await expect.poll(() => text().inputValue()).toBe(before)
    await page.keyboard.press('ControlOrMeta+Space')
    await expect.poll(() => offers().count()).toBeGreaterThan(2)
    await page.keyboard.press('Escape')
    await expect.poll(() => offers().count()).toBe(0)
    // The rest of the page heard nothing of it.
    expect(await text().count()).toBe(1)
  })

  it('that is wrong stays, is marked at its place and changes nothing until it is right', async () => {
    await open('deal', 'amount >= 1')
    await write().click()
    expect(await text().inputValue()).toBe('amount >= 1')
    await text().fill('amount >= 1 && nonsense == 3')
    const message = page.getByText(/"nonsense" is not a field of "deal"/)
    await message.waitFor()
    expect(await text().getAttribute('aria-invalid')).toBe('true')
    const described = (await text().getAttribute('aria-describedby'))!
    expect(await page.locator(`[id="${described}"]`).textContent()).toContain('"nonsense" is not a field')
    expect(await page.locator('mark').textContent()).toBe('nonsense')
    expect(where()).toBe('amount >= 1')
    await page.getByRole('button', { name: 'Go to character 16' }).click()
    expect(await text().evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd))).toBe('nonsense')
    await rows().click()
    await page.getByText('Rows appear once the text is right.').waitFor()
    expect(await text().inputValue()).toBe('amount >= 1 && nonsense == 3')
    await page.keyboard.press('ControlOrMeta+End')
    await text().fill('amount >= 1 && amount * 2 > 5')
    await expect.poll(where).toBe('amount >= 1 && amount * 2 > 5')
    await expect.poll(() => page.locator('mark').count()).toBe(0)
    await rows().click()
    await page.getByText('This says more than rows can, so it stays as text.').waitFor()
    await text().fill('amount >= 1 && source == "wechat"')
    await rows().click()
    await expect.poll(() => field('Field', 1).inputValue()).toBe('Source')
  })

  it('tells every function, and writes the chosen one', async () => {
    await open('deal')
    await write().click()
    await text().fill('size(account.deals) > ')
    await page.getByRole('button', { name: 'Functions' }).click()
    await page.getByRole('searchbox', { name: 'Search functions' }).fill('nearest whole')
    await page.getByRole('button', { name: /round\(number\)/ }).click()
    expect(await text().inputValue()).toBe('size(account.deals) > round()')
    await page.keyboard.type('1.4')
    await expect.poll(where).toBe('size(account.deals) > round(1.4)')
    await page.getByText('the number of Account › Deals is more than 1.4 rounded').waitFor()
  })
})

it('axe finds nothing, in both languages and in the dark', async () => {
  const condition =
    'amount >= 1 && (source == "wechat" || account.deals.exists(d, d._created_at >= now() - duration("3d") && d._created_at <= now()))'
  for (const [locale, colorScheme] of [
    ['zh-CN', 'dark'],
    ['en', 'light'],
  ] as const) {
    await world.admin.call('PATCH', '/me', { locale })
    await page.emulateMedia({ colorScheme })
    await page.goto(`${server.url}/apps/${APP}/deal?view=all&where=${encodeURIComponent(condition)}`)
    await page.getByRole('button', { name: locale === 'en' ? 'Filter' : '筛选' }).click()
    await page.locator('[data-row]').first().waitFor()
    const rules = colorScheme === 'dark' ? { rules: COLOUR_RULES } : {}
    expect(await faultsOn(page, rules)).toEqual([])
    await page
      .locator('label')
      .filter({ hasText: locale === 'en' ? /^Text$/ : /^文本$/ })
      .click()
    await page.getByRole('button', { name: locale === 'en' ? 'Functions' : '函数', exact: true }).click()
    await page.getByRole('searchbox', { name: locale === 'en' ? 'Search functions' : '搜索函数' }).waitFor()
    await page.getByRole('textbox', { name: locale === 'en' ? 'Conditions' : '条件' }).fill('amo')
    await page.locator('mark').waitFor()
    await page.getByRole('option').first().waitFor()
    expect(await faultsOn(page, rules)).toEqual([])
  }
})

it('complains of nothing', () => expect(complaints).toEqual([]))
