// Fields of several parts as people fill them in: line items by keyboard, files, several records, formatted text, names and addresses; on a phone in the dark.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultsOn } from './axe.ts'
import type { Caller, E2eServer } from './server.ts'
import { type Scene, startScene } from './stage.ts'

const label = (en: string, zh: string) => ({ en, 'zh-CN': zh })
const definition = {
  format: 1,
  key: 'parts',
  label: label('Parts', '复合字段'),
  settings: { locale: 'en', timeZone: 'UTC', currency: 'CNY' },
  dictionaries: [
    {
      key: 'division',
      items: [{ key: 'gd', label: '广东省', items: [{ key: 'sz', label: '深圳市', items: [{ key: 'ns', label: '南山区' }] }] }],
    },
  ],
  modules: [
    {
      key: 'contact',
      label: label('Contact', '联系人'),
      title: 'name',
      fields: [{ key: 'name', label: label('Name', '姓名'), type: 'person_name' }],
    },
    {
      key: 'deal',
      label: label('Deal', '商机'),
      title: 'name',
      fields: [
        { key: 'name', label: label('Name', '名称'), type: 'text', required: true },
        { key: 'people', label: label('People', '参与人'), type: 'relation_many', module: 'contact' },
        { key: 'effort', label: label('Effort', '工时'), type: 'duration' },
        { key: 'place', label: label('Place', '地址'), type: 'address', divisions: 'division' },
        {
          key: 'items',
          label: label('Items', '明细'),
          type: 'sub_form',
          columns: [
            { key: 'product', label: label('Product', '产品'), type: 'text', required: true },
            { key: 'count', label: label('Count', '数量'), type: 'integer' },
            { key: 'price', label: label('Price', '价格'), type: 'money' },
          ],
        },
        { key: 'brief', label: label('Brief', '说明'), type: 'rich_text' },
        { key: 'helper', label: label('Helper', '协助人'), type: 'user' },
        { key: 'offers', label: label('Offers', '报价单'), type: 'file' },
      ],
    },
  ],
}

describe('fields of several parts', () => {
  let scene: Scene
  let server: E2eServer
  let browser: Browser
  let page: Page
  let complaints: readonly string[]
  let admin: Caller
  let deal: string

  beforeAll(async () => {
    scene = await startScene({ definition })
    ;({ server, browser, admin } = scene)
    for (const name of ['Smith, Ann', '王小明']) await admin.call('POST', '/apps/parts/records/contact', { name })
    deal = (await admin.call('POST', '/apps/parts/records/deal', { name: 'Offer' }))._id
    ;({ page, complaints } = await scene.enter(admin, { height: 1400, expected: [400] }))
  })
  afterAll(async () => {
    await scene?.stop()
  })
  const read = () => admin.call('GET', `/apps/parts/records/deal/${deal}`)

  it('are filled in and saved', async () => {
    await page.goto(`${server.url}/apps/parts/deal/${deal}`)
    await page.getByRole('button', { name: 'Items: Add a row' }).click()
    for (const text of ['Server', '2', '1200.50']) {
      await page.keyboard.type(text)
      await page.keyboard.press('Tab')
    }
    await page.getByRole('textbox', { name: 'Price' }).last().press('Enter')
    await page.getByRole('textbox', { name: 'Product' }).nth(1).waitFor()
    await page.getByRole('textbox', { name: 'Product' }).nth(1).fill('Disk')
    await page.getByRole('textbox', { name: 'Price' }).nth(1).fill('99.5')
    await page.getByRole('textbox', { name: 'Effort' }).fill('1h30m')
    await page.getByRole('combobox', { name: 'People' }).click()
    await page.getByRole('option', { name: 'Ann Smith' }).click()
    await page.keyboard.press('Escape')
    const helper = page.getByRole('combobox', { name: 'Helper' })
    await helper.fill('zz')
    await page.getByText('Nothing found').filter({ visible: true }).waitFor()
    await helper.fill('lw')
    await helper.press('ArrowDown')
    await helper.press('Enter')
    await expect.poll(() => helper.inputValue()).toBe('林薇')
    for (const [part, name] of [
      ['Province', '广东省'],
      ['City', '深圳市'],
    ] as const) {
      await page.getByRole('combobox', { name: `Place: ${part}` }).click()
      await page.getByRole('option', { name }).click()
    }
    await page.getByRole('textbox', { name: 'Place: Street and number' }).fill('科技园路1号')
    await page.getByRole('textbox', { name: 'Brief' }).fill('<img src=x onerror=alert(1)> soon')
    await page.getByRole('textbox', { name: 'Brief' }).press('Control+a')
    await page.getByRole('textbox', { name: 'Brief' }).press('Control+b')
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Offers: Add files' }).click()
    await (await chooser).setFiles({ name: '报价.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 x') })
    await page.getByText('报价.pdf').waitFor()
    expect(await faultsOn(page)).toEqual([])
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/fields.png` })
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect.poll(async () => (await read()).effort).toBe(90)
    expect(await read()).toMatchObject({
      items: [
        { product: 'Server', count: 2, price: 1200.5 },
        { product: 'Disk', price: 99.5 },
      ],
      place: 'gd/sz//科技园路1号',
      brief: '**<img src=x onerror=alert(1)> soon**',
      _titles: { people: ['Smith, Ann'], offers: ['报价.pdf'] },
    })
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.locator('strong', { hasText: '<img src=x' }).waitFor()
    expect(await page.locator('img[src="x"]').count()).toBe(0)
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '报价.pdf' }).click()])
    expect(saved.suggestedFilename()).toBe('报价.pdf')
  })

  it('fit a phone and the dark, and speak Chinese', async () => {
    await admin.call('PATCH', '/me', { locale: 'zh-CN' })
    const phone = await browser.newContext({ viewport: { width: 390, height: 1400 }, colorScheme: 'dark', reducedMotion: 'reduce' })
    await admin.enter(phone)
    const small = await phone.newPage()
    await small.goto(`${server.url}/apps/parts/deal/${deal}`)
    await small.getByRole('button', { name: '明细: 添加一行' }).waitFor()
    await small.getByText('Ann Smith').first().waitFor()
    expect(await faultsOn(small)).toEqual([])
    expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    if (process.env.SHOTS) await small.screenshot({ path: `${process.env.SHOTS}/fields-phone.png` })
    await phone.close()
  })

  it('the pages complained of nothing', () => expect(complaints).toEqual([]))
})
