// The first minute: from the command to a board that says something, and back to an empty app when the sample data have done their work.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { faultsOn } from './axe.ts'
import { type E2eServer, startE2eServer } from './server.ts'
import { sharedBrowser } from './stage.ts'
import { watch } from './watch.ts'

const MINUTE = 60_000
let server: E2eServer
let browser: Browser
let page: Page
let complaints: readonly string[]
let began: number

beforeAll(async () => {
  browser = await sharedBrowser()
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1440, height: 900 } })
  page = await context.newPage()
  complaints = await watch(page, [400])
  began = performance.now()
  server = await startE2eServer()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})

/** What axe finds in the part of the page this test is about; whole screens are looked at in accessibility.test.ts. */
const faults = (part: string) => faultsOn(page, { part })

it('leads from the command to a living board within a minute', async () => {
  await page.goto(server.setup)
  await page.getByLabel('姓名').fill('林薇')
  await page.getByLabel('邮箱').fill('lin@example.com')
  await page.getByRole('textbox', { name: '密码' }).fill('correct horse')
  await page.getByRole('button', { name: '创建管理员' }).click()

  // What the browser knows stands there already, and can be changed.
  await page.getByRole('heading', { name: '创建你的 CRM' }).waitFor()
  await expect.poll(() => page.getByLabel('时区').first().inputValue()).toBe('Asia/Shanghai')
  expect(await page.getByLabel('语言').first().inputValue()).toBe('中文')
  expect(await page.getByLabel('币种').first().inputValue()).toMatch(/^CNY/)
  expect(await page.getByLabel('附带示例数据').isChecked()).toBe(true)
  for (const text of ['初步接触', '合同签订', '各来源赢单率', '跟进']) await page.getByText(text, { exact: true }).first().waitFor()
  expect(await faults('main')).toEqual([])
  await page.getByRole('textbox', { name: '应用名称' }).fill('远岸销售')
  await page.getByRole('button', { name: '使用此模板：B2B 销售' }).click()

  await page.locator('article').first().waitFor({ timeout: MINUTE })
  const seconds = (performance.now() - began) / 1000
  console.log(`from the command to the first card: ${seconds.toFixed(1)} s`)
  expect(seconds * 1000).toBeLessThan(MINUTE)
  const columns = page.getByRole('region')
  for (const stage of ['初步接触', '意向确认', '方案设计', '预算评估', '商务谈判', '合同签订'])
    expect(
      await columns
        .filter({ has: page.getByRole('heading', { name: stage }) })
        .locator('article')
        .count(),
      stage,
    ).toBeGreaterThan(3)
  await page.getByRole('button', { name: /远岸销售/ }).waitFor()
})

it('lists the first steps, and ticks what the data say is done', async () => {
  const steps = page.getByRole('button', { name: '开始使用 1/4' })
  await steps.click()
  const list = page.getByRole('dialog', { name: '开始使用' })
  await list.getByText('中文 · Asia/Shanghai · CNY').waitFor()
  expect(await faults('[role=dialog]')).toEqual([])
  await list.getByRole('link', { name: '导入' }).click()
  await page.locator('main input[type=file]').waitFor({ state: 'attached' })
  expect(new URL(page.url()).pathname).toMatch(/\/_imports\/new\/\w+$/)
  await page.goBack()
  await page.locator('article').first().waitFor()
  await steps.click()
  await list.getByRole('link', { name: '新建第一条自己的记录' }).click()
  await page.locator('aside form').waitFor()
  await page.getByRole('textbox', { name: '商机名称' }).fill('真实商机')
  await page.locator('aside input[id$="-account"]').fill('有限公司')
  await page.getByRole('option').first().click()
  await page.getByRole('textbox', { name: '商机名称' }).press('Enter')
  await page.getByRole('button', { name: '开始使用 2/4' }).waitFor()
})

it('removes the sample data, asking about what was changed and keeping what is needed', async () => {
  const records = `${server.url}/api/v1/apps/b2b/records/deal`
  const where = encodeURIComponent('_stage == "intent"')
  const [deal] = (await (await page.request.get(`${records}?where=${where}&limit=1`)).json()).records
  const title = String(deal.name)
  await page.request.patch(`${records}/${deal._id}`, { data: { remark: '改过', _version: deal._version } })
  await page.goto(`${server.url}/apps/b2b/deal?view=board`)
  await page.locator('article').first().waitFor()

  await page.getByRole('button', { name: '移除示例数据' }).click()
  const dialog = page.getByRole('dialog', { name: '移除示例数据' })
  await dialog.getByRole('link', { name: title }).waitFor()
  await dialog.getByText('被你的记录引用').waitFor()
  expect(await faults('[role=dialog]')).toEqual([])
  await dialog.getByLabel('一并移除').check()
  await dialog.getByRole('button', { name: '移除示例数据' }).click()
  await page.getByText(/已移除.+条示例记录，保留.+1.+条。/).waitFor()
  await expect.poll(() => page.locator('article').count()).toBe(1)
  await page.locator('article').filter({ hasText: '真实商机' }).waitFor()
  expect(await page.getByRole('button', { name: '移除示例数据' }).count()).toBe(0)
  // The account the deal needs has stayed, and is the only one.
  await page.goto(`${server.url}/apps/b2b/account?view=all`)
  await page
    .getByText(/共\s*1\s*条/)
    .first()
    .waitFor()
})

it('can be told to leave out the first steps for good', async () => {
  await page.getByRole('button', { name: '开始使用 2/4' }).click()
  await page.getByRole('button', { name: '不再显示' }).click()
  await expect.poll(() => page.getByRole('button', { name: /开始使用/ }).count()).toBe(0)
  await page.reload()
  await page
    .getByText(/共\s*1\s*条/)
    .first()
    .waitFor()
  expect(await page.getByRole('button', { name: /开始使用/ }).count()).toBe(0)
})

it('complains of nothing', () => expect(complaints).toEqual([]))
