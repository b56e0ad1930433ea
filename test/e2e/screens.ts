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
    { name: 'list-panel', path: `${deals}?view=all&record=${deal}`, ready: 'aside form' },
    { name: 'list-trash', path: `${deals}?view=all&trash=true`, ready: 'main h2' },
    { name: 'new', path: `${deals}?view=all&record=new`, ready: 'aside form' },
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
    { name: 'new-app', path: '/new', ready: 'svg + h3' },
    { name: 'account', path: '/account', ready: 'main li' },
    { name: 'people', path: '/people', ready: 'tbody tr' },
    { name: 'not-found', path: '/apps/nowhere', ready: 'main a, a[href="/"]' },
  ]
}
