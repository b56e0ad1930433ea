// The import wizard as a person with a spreadsheet goes through it: what was found out is right or put right, bad cells are corrected in place, nothing is
// lost by a reload, and all of it can be taken back.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import writeSheets from 'write-excel-file/node'
import { gb18030 } from '../helpers/gb18030.ts'
import { faultsOn } from './axe.ts'
import { openOffice } from './office.ts'
import { callerOf } from './server.ts'
import { watch } from './watch.ts'
import { APP } from './world.ts'

const office = openOffice([400])
const deals = `/apps/${APP}/records/deal`
const wizard = () => `${office.server.url}/apps/${APP}/_imports/new/deal`
const count = async (where: string) =>
  (await office.world.admin.call('GET', `${deals}?limit=1&total=true&where=${encodeURIComponent(where)}`)).total as number
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
const give = (page: Page, name: string, bytes: Uint8Array) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })
const figures = async (page: Page) =>
  Object.fromEntries(
    await page
      .locator('dl > div')
      .evaluateAll((items) =>
        items.map((item) => [item.querySelector('dt')!.textContent, Number(item.querySelector('dd')!.textContent!.replaceAll(',', ''))]),
      ),
  )
const cell = (page: Page, column: string, line: number) => page.getByRole('textbox', { name: `${column} in line ${line}` })

async function faultless(page: Page, where: string) {
  expect(await faultsOn(page), where).toEqual([])
  const size = page.viewportSize()!
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), where).toBe(0)
  await page.setViewportSize(size)
}

describe('a file from a Chinese spreadsheet with forty bad rows', () => {
  const rows = Array.from({ length: 100 }, (_, index) => {
    const bad = index >= 30 && index < 70
    return `华东精工,国标导入 ${index},${bad && index % 2 === 0 ? '面议' : `"${(index + 1) * 1000}.50"`},${bad && index % 2 === 1 ? '2027-02-30' : '2027-03-15'},展会,林薇`
  })
  const file = gb18030(`客户名称,商机名称,金额（元）,预计成交日期,来源,负责人\r\n${rows.join('\r\n')}\r\n`)

  it('is read right, its columns are found, and its cells are corrected in place', async () => {
    const { page } = office
    await page.goto(`${office.server.url}/apps/${APP}/deal?view=all`)
    await page.getByRole('link', { name: 'Import', exact: true }).click()
    await button(page, 'Choose a file').waitFor()
    await faultless(page, 'file')
    await give(page, '商机.csv', file)
    await page.getByRole('columnheader', { name: '客户名称' }).waitFor()
    expect(await page.getByRole('combobox', { name: 'Encoding' }).or(page.getByLabel('Encoding')).first().inputValue()).toBe(
      'GB 18030 (GBK)',
    )
    expect(await page.locator('tbody tr').first().locator('td').allTextContents()).toEqual([
      '华东精工',
      '国标导入 0',
      '1000.50',
      '2027-03-15',
      '展会',
      '林薇',
    ])
    await faultless(page, 'look')

    await button(page, 'Continue').click()
    await page.getByText('6 of 6 columns lead to a field.').waitFor()
    const chosen = await page
      .locator('li input[aria-label^="Field for"]')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))
    expect(chosen).toEqual(['Account', 'Deal', 'Amount', 'Expected close', 'Source', 'Owner'])
    await faultless(page, 'columns')

    await button(page, 'Check').click()
    await page.getByText('40 lines cannot be taken').waitFor()
    expect(await figures(page)).toEqual({ New: 60, Updated: 0, Skipped: 0, 'With errors': 40 })
    expect(await count('name.startsWith("国标导入")')).toBe(0)
    await faultless(page, 'check')

    // By keyboard alone: a value, Enter to the next; an input method's Enter stays where it is.
    await cell(page, '金额（元）', 32).focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('88000')
    await cell(page, '金额（元）', 32).evaluate((input) =>
      input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true })),
    )
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('金额（元） in line 32')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('预计成交日期 in line 33')
    await page.keyboard.type('2027-02-28')
    // The same wrong text in nineteen other lines, twice.
    await button(page, 'Use it for 19 more').first().click()
    await button(page, 'Use it for 19 more').click()
    await page.getByText('40 cells changed').waitFor()
    await cell(page, '预计成交日期', 71).fill('2027-02-31')
    await faultless(page, 'corrected')

    await button(page, 'Check again').click()
    await page.getByText('1 line cannot be taken').waitFor()
    expect(await figures(page)).toEqual({ New: 99, Updated: 0, Skipped: 0, 'With errors': 1 })
    expect(await cell(page, '预计成交日期', 71).inputValue()).toBe('2027-02-31')
  })

  it('asks before corrections are lost, imports the good lines, then the last one, and takes all of it back', async () => {
    const { page } = office
    await cell(page, '预计成交日期', 71).fill('2027-02-28')
    await page.getByRole('link', { name: 'Back to the list' }).click()
    await page.getByRole('dialog').getByRole('button').last().click()
    await cell(page, '预计成交日期', 71).fill('2027-02-31')
    await button(page, 'Import 99 records').click()
    await page.getByRole('heading', { name: 'Imported' }).waitFor()
    expect(await figures(page)).toEqual({ Created: 99, Updated: 0, Skipped: 0, 'Left out': 1 })
    expect(await count('name.startsWith("国标导入") && amount == 88000.00')).toBe(20)
    await faultless(page, 'result')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'File of the lines that failed' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('商机.csv-errors.csv')

    await cell(page, '预计成交日期', 71).fill('2027-02-27')
    await button(page, 'Import 1 corrected line').click()
    await expect.poll(() => figures(page)).toEqual({ Created: 100, Updated: 0, Skipped: 0, 'Left out': 0 })
    expect(await count('name == "国标导入 69" && closes == date("2027-02-27")')).toBe(1)

    await page.reload()
    await page.getByRole('heading', { name: 'Imported' }).waitFor()
    await button(page, 'Take back the import').click()
    await page.getByText('100 new records go to the trash').waitFor()
    await faultless(page, 'undo')
    await page.getByRole('dialog').getByRole('button', { name: 'Take back the import' }).click()
    await page.getByRole('heading', { name: 'The import was taken back' }).waitFor()
    expect(await count('name.startsWith("国标导入")')).toBe(0)
    expect(await page.getByText('100 records removed').count()).toBe(1)
  })
})

describe('a workbook', () => {
  it('has typed cells and sheets, and its columns are remembered', async () => {
    const { page } = office
    const day = (text: string) => ({ value: new Date(`${text}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' })
    const head = ['Customer', 'Project', 'Value', 'Due', 'Foo']
    const sheet = [
      ['Forecast of the year'],
      head,
      ['Contoso Ltd', 'Sheet one', 1234.5, day('2027-04-01'), 'x'],
      ['Nobody Ltd', 'Sheet two', 99, day('2027-04-02'), null],
    ]
    const bytes = await writeSheets([
      { data: [['Read me']], sheet: 'Notes' },
      { data: sheet as never, sheet: 'Deals' },
    ] as never).toBuffer()
    await page.goto(wizard())
    await give(page, 'forecast.xlsx', new Uint8Array(bytes))
    await page.getByRole('columnheader', { name: 'Read me' }).waitFor()
    await page.getByLabel('Sheet').first().click()
    await page.getByRole('option', { name: 'Deals' }).click()
    await page.getByRole('columnheader', { name: 'Forecast of the year' }).waitFor()
    await page.getByLabel('Headings in line').first().click()
    await page.getByRole('option', { name: '2', exact: true }).click()
    await page.getByRole('columnheader', { name: 'Project' }).waitFor()
    expect(await page.locator('tbody tr').first().locator('td').allTextContents()).toEqual([
      'Contoso Ltd',
      'Sheet one',
      '1234.5',
      '2027-04-01',
      'x',
    ])
    // A reload in the middle asks for nothing again.
    await page.reload()
    await page.getByRole('columnheader', { name: 'Project' }).waitFor()
    await button(page, 'Continue').click()
    const field = (column: string) =>
      page
        .getByRole('textbox', { name: `Field for “${column}”` })
        .or(page.getByRole('combobox', { name: `Field for “${column}”` }))
        .first()
    await field('Project').click()
    await page.getByRole('option', { name: 'Deal', exact: true }).click()
    await field('Due').click()
    await page.getByRole('option', { name: 'Expected close' }).click()
    expect([await field('Customer').inputValue(), await field('Value').inputValue(), await field('Foo').inputValue()]).toEqual([
      'Account',
      'Amount',
      '',
    ])
    await page.getByRole('checkbox', { name: 'Create what is missing' }).check()
    await page.reload()
    await page.getByText('4 of 5 columns lead to a field.').waitFor()
    expect(await page.getByRole('checkbox', { name: 'Create what is missing' }).isChecked()).toBe(true)
    await button(page, 'Check').click()
    await button(page, 'Import 2 records').waitFor()
    expect(await figures(page)).toEqual({ New: 2, Updated: 0, Skipped: 0, 'With errors': 0, 'New in other modules': 1 })
    await button(page, 'Import 2 records').click()
    await page.getByRole('heading', { name: 'Imported' }).waitFor()
    const { records } = await office.world.admin.call(
      'GET',
      `${deals}?fields=name,amount,closes,account&sort=name&where=${encodeURIComponent('name.startsWith("Sheet ")')}`,
    )
    expect(records.map((each: any) => [each.name, each.amount, each.closes, each._titles.account])).toEqual([
      ['Sheet one', 1234.5, '2027-04-01', 'Contoso Ltd'],
      ['Sheet two', 99, '2027-04-02', 'Nobody Ltd'],
    ])

    await page.goto(wizard())
    await give(page, 'forecast.csv', new TextEncoder().encode(`${head.toReversed().join()}\ny,2027-05-01,5,Sheet one,Contoso Ltd\n`))
    await button(page, 'Continue').click()
    await page.getByText('Chosen as for the last file with these headings.').waitFor()
    expect([await field('Project').inputValue(), await field('Due').inputValue()]).toEqual(['Deal', 'Expected close'])
    // Now by the name, so that the deal of before is changed.
    await page.getByLabel('Lines find their record').first().click()
    await page.getByRole('option', { name: 'by Deal', exact: true }).click()
    await button(page, 'Check').click()
    await button(page, 'Import 1 record').click()
    await page.getByRole('heading', { name: 'Imported' }).waitFor()
    expect(await figures(page)).toMatchObject({ Created: 0, Updated: 1 })
    expect(await count('name == "Sheet one" && amount == 5.00')).toBe(1)
  })

  it('that is none is refused in words, and another way of reading is offered for text', async () => {
    const { page } = office
    await page.goto(wizard())
    await give(page, 'old.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))
    await page.getByText('Save it as .xlsx without a password').waitFor()
    await give(page, 'gb.csv', gb18030('商机名称,客户\n一,华东精工\n'))
    await page.getByRole('columnheader', { name: '客户' }).waitFor()
    await page.getByLabel('Encoding').first().click()
    await page.getByRole('option', { name: 'UTF-8' }).click()
    await page.getByText('the file is not written in utf-8').waitFor()
    expect(await button(page, 'Continue').isDisabled()).toBe(true)
    await page.getByLabel('Encoding').first().click()
    await page.getByRole('option', { name: 'GB 18030' }).click()
    await expect.poll(() => button(page, 'Continue').isDisabled()).toBe(false)
  })
})

describe('a long import', () => {
  const many = (rows: number) =>
    new TextEncoder().encode(
      `Deal,Account,Amount\n${Array.from({ length: rows }, (_, index) => `Long ${index},Contoso Ltd,${index}`).join('\n')}\n`,
    )
  const begin = async (page: Page, rows: number) => {
    await page.goto(wizard())
    await give(page, 'long.csv', many(rows))
    await button(page, 'Continue').click()
    await button(page, 'Check').click()
    await button(page, new RegExp(`^Import ${rows.toLocaleString('en')} records`)).click({ timeout: 60_000 })
    await page.getByRole('heading', { name: 'Importing' }).waitFor()
  }

  it('goes on through a reload and on other pages, which tell of its end', async () => {
    const { page } = office
    await begin(page, 20_000)
    const address = page.url()
    await page.reload()
    await page.getByRole('progressbar').first().waitFor()
    await page.getByRole('link', { name: 'Back to the list' }).click()
    await page.getByText('long.csv: finished.').waitFor({ timeout: 90_000 })
    await button(page, 'Show result').first().click()
    await page.getByRole('heading', { name: 'Imported' }).waitFor()
    expect(page.url()).toBe(address)
    expect(await figures(page)).toMatchObject({ Created: 20_000, 'Left out': 0 })
  })

  it('is stopped, and what came in is taken back', async () => {
    const { page } = office
    await begin(page, 20_001)
    await button(page, 'Stop').click()
    await page.getByRole('heading', { name: 'Stopped' }).waitFor()
    const { Created: created } = await figures(page)
    expect(created).toBeLessThan(20_001)
    await button(page, 'Take back the import').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Take back the import' }).click()
    await page.getByRole('heading', { name: 'The import was taken back' }).waitFor({ timeout: 60_000 })
  })
})

it('is not offered to those who may not import, and refused to them in words', async () => {
  const { admin } = office.world
  const { link } = await admin.call('POST', '/invitations', { email: 'rep@example.com', roles: { [APP]: ['rep'] } })
  const rep = callerOf(office.server.url)
  await rep.call('POST', `/invitations/${new URL(link).searchParams.get('token')}/accept`, { name: 'Rep', password: 'a good password' })
  await rep.call('PATCH', '/me', { locale: 'en' })
  const context = await office.browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } })
  await rep.enter(context)
  const page = await context.newPage()
  const complaints = await watch(page)
  await page.goto(`${office.server.url}/apps/${APP}/deal?view=all`)
  await button(page, 'Filter').waitFor()
  expect(await page.getByRole('link', { name: 'Import', exact: true }).count()).toBe(0)
  await page.goto(wizard())
  await page.getByText('You may not import into Deals').waitFor()
  expect(await page.locator('input[type=file]').count()).toBe(0)
  await expect(rep.call('POST', `/apps/${APP}/imports/deal/upload`, { x: 1 })).rejects.toThrow('403')
  expect(complaints).toEqual([])
  await context.close()
})

it('leaves nothing in the console', () => {
  expect(office.complaints).toEqual([])
})
