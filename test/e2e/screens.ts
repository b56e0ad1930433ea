// The screens of the running CRM with a world in them: where they are, and what tells that they are ready.
import type { Page } from 'playwright-core'
import { APP, type World } from './world.ts'

export interface Screen {
  readonly name: string
  readonly path: string
  /** A selector that is there when the screen is. */
  readonly ready: string
  /** Seen without being signed in. */
  readonly anonymous?: boolean
  readonly prepare?: (page: Page) => Promise<void>
}

export function screensOf(world: World): readonly Screen[] {
  const deal = world.deals.find(({ stage }) => stage === 'solution')!.id
  const deals = `/apps/${APP}/deal`
  const where = encodeURIComponent('amount >= 50000 && (source == "wechat" || _stage in ["intent", "solution"])')
  return [
    { name: 'sign-in', path: '/sign-in', ready: 'form', anonymous: true },
    { name: 'board', path: `${deals}?view=board`, ready: 'article' },
    { name: 'board-panel', path: `${deals}?view=board&record=${deal}`, ready: 'aside form' },
    { name: 'list', path: `${deals}?view=all`, ready: '[role=grid] [role=row]:nth-child(3), [role=option]' },
    {
      name: 'list-conditions',
      path: `${deals}?view=all&where=${where}`,
      ready: '[role=grid] [role=row], [role=option]',
      prepare: (page) =>
        page
          .locator('button[aria-expanded]')
          .filter({ hasText: /Filter|筛选/ })
          .click(),
    },
    {
      name: 'list-groups',
      path: `${deals}?view=all&group=_stage&totals=amount:sum&sort=-amount,name`,
      ready: '[role=row][data-group], [role=option]',
    },
    { name: 'list-panel', path: `${deals}?view=all&record=${deal}`, ready: 'aside form' },
    { name: 'list-trash', path: `${deals}?view=all&trash=true`, ready: 'main h2' },
    { name: 'new', path: `${deals}?view=all&record=new`, ready: 'aside form' },
    { name: 'day', path: `/apps/${APP}/_day`, ready: 'main h1' },
    { name: 'record', path: `${deals}/${deal}`, ready: 'main form ol' },
    { name: 'record-related', path: `/apps/${APP}/account/${world.accounts[0]}`, ready: 'main form li a' },
    { name: 'report-stage', path: `/apps/${APP}/_reports/by_stage`, ready: 'figure svg' },
    { name: 'report-source', path: `/apps/${APP}/_reports/by_source`, ready: 'figure svg' },
    {
      name: 'report-records',
      path: `/apps/${APP}/_reports/by_source`,
      ready: 'figure svg',
      async prepare(page) {
        await page.locator('tbody td a small').first().click()
        await page.locator('[role=grid] [role=row]:nth-child(2), [role=option]').first().waitFor()
      },
    },
    { name: 'import', path: `/apps/${APP}/_imports/new/deal`, ready: 'ol + h2' },
    { name: 'import-file', path: `/apps/${APP}/_imports/new/deal`, ready: 'ol + h2', prepare: giveFile },
    {
      name: 'import-columns',
      path: `/apps/${APP}/_imports/new/deal`,
      ready: 'ol + h2',
      prepare: async (page) => {
        await giveFile(page)
        await page.getByRole('button', { name: /Continue|继续/ }).click()
        await page.locator('ul + h3').waitFor()
      },
    },
    {
      name: 'import-check',
      path: `/apps/${APP}/_imports/new/deal`,
      ready: 'ol + h2',
      prepare: async (page) => {
        await giveFile(page)
        await page.getByRole('button', { name: /Continue|继续/ }).click()
        await page.getByRole('button', { name: /^(Check|检查)$/ }).click()
        await page.locator('tbody input').first().waitFor()
      },
    },
    { name: 'palette', path: `${deals}?view=board`, ready: 'article', prepare: (page) => openPalette(page, '') },
    { name: 'palette-found', path: `${deals}?view=board`, ready: 'article', prepare: (page) => openPalette(page, '华东') },
    {
      name: 'keys',
      path: `${deals}?view=all`,
      ready: '[role=grid] [role=row]:nth-child(3), [role=option]',
      async prepare(page) {
        await page.locator('#content').focus()
        await page.keyboard.press('?')
        await page.locator('kbd').nth(4).waitFor()
      },
    },
    {
      name: 'notifications',
      path: `${deals}?view=board`,
      ready: 'article',
      async prepare(page) {
        const bell = page.getByRole('button', { name: /^(Notifications|通知)/ })
        if ((await bell.count()) === 0) await page.getByRole('button', { name: /^(More|更多)/ }).click()
        await bell.first().click()
        await page.locator('[role=dialog] h2').last().waitFor()
      },
    },
    {
      name: 'who-sees',
      path: `${deals}/${deal}`,
      ready: 'main form ol',
      prepare: async (page) => {
        await page.locator('main header [aria-haspopup=dialog]').click()
        await page.getByRole('dialog').getByRole('combobox').waitFor()
      },
    },
    {
      name: 'view-as',
      path: `${deals}?view=board`,
      ready: 'article',
      async prepare(page) {
        const role = { app: APP, role: 'rep', label: { en: 'Sales rep', 'zh-CN': '销售代表' } }
        await page.evaluate((kept) => sessionStorage.setItem('stagewright-view-as', kept), JSON.stringify(role))
        await page.reload()
        await page.locator('article').first().waitFor()
      },
    },
    { name: 'new-app', path: '/new', ready: 'svg + h3' },
    { name: 'account', path: '/account', ready: 'main li' },
    { name: 'people', path: '/people', ready: 'tbody tr' },
    ...['invitations', 'teams', 'roles'].map((tab) => ({
      name: `people-${tab}`,
      path: `/people?tab=${tab}`,
      ready: '[role=tabpanel] button, [role=tabpanel] li',
    })),
    { name: 'not-found', path: '/apps/nowhere', ready: 'main a, a[href="/"]' },
  ]
}

/** A file with lines that cannot be taken. */
async function giveFile(page: Page): Promise<void> {
  const rows = Array.from({ length: 30 }, (_, index) => `华东精工,商机 ${index},${index % 4 === 1 ? '面议' : 1000 * index},展会`)
  const buffer = Buffer.from(`客户名称,商机名称,金额（元）,来源\n${rows.join('\n')}\n`)
  await page.locator('input[type=file]').setInputFiles({ name: 'deals.csv', mimeType: 'text/csv', buffer })
  await page.locator('thead').waitFor()
}

/** The command palette with a text in it. */
async function openPalette(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.locator('[role=dialog] [role=option]').first().waitFor()
  await page.keyboard.type(text)
  if (text !== '') await page.locator('[role=option]').filter({ hasText: text }).first().waitFor()
}
