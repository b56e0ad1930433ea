// Twenty leads worked through without touching the mouse: found, opened, a note written, a field set, saved, on to the next.
import { expect, it } from 'vitest'
import { openOffice } from './office.ts'
import { APP } from './world.ts'

const LEADS = 20

const office = openOffice()

/** What has the focus, as a reader would hear it. */
const focused = () =>
  office.page.evaluate(() => {
    const at = document.activeElement
    const label = at?.id ? document.querySelector(`label[for="${CSS.escape(at.id)}"]`)?.textContent : undefined
    return { tag: at?.tagName, name: at?.getAttribute('aria-label') ?? label?.replace(/\s*\*$/, '') ?? '' }
  })

async function tabTo(name: string): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if ((await focused()).name === name) return
    await office.page.keyboard.press('Tab')
  }
  throw new Error(`no way by Tab to "${name}"`)
}

it('works twenty leads by keyboard alone', { timeout: 180_000 }, async () => {
  for (let index = 0; index < LEADS; index += 1) {
    await office.world.admin.call('POST', `/apps/${APP}/records/lead`, {
      name: `Lead ${String(index + 1).padStart(2, '0')}`,
      company: `Company ${index + 1}`,
      source: 'website',
      phone: `1380000${1000 + index}`,
    })
  }
  await office.page.goto(`${office.server.url}/apps/${APP}/lead?view=all&sort=name`)
  await office.page.locator('[role=grid] [role=row]').nth(3).waitFor()
  // Into the list, and its first record opened.
  for (
    let steps = 0;
    steps < 60 && !(await office.page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null));
    steps += 1
  )
    await office.page.keyboard.press('Tab')
  expect(await office.page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null)).toBe(true)
  await office.page.keyboard.press('Control+Home')
  await office.page.keyboard.press('Space')
  await office.page.locator('aside form').waitFor()

  const worked = new Set<string>()
  for (let index = 0; index < LEADS; index += 1) {
    const title = office.page.locator('aside').getByRole('heading', { level: 2 })
    await expect.poll(async () => worked.has((await title.textContent()) ?? '')).toBe(false)
    const name = (await title.textContent())!
    await office.page.locator('aside form').waitFor()
    await office.page.locator('aside').focus()
    await tabTo('Position')
    await office.page.keyboard.type(`Buyer at ${name}`)
    await office.page.keyboard.press('Control+s')
    await expect.poll(() => office.page.locator('aside').getByText('Not saved').count()).toBe(0)
    worked.add(name)
    await office.page.locator('aside').focus()
    await office.page.keyboard.press('j')
  }
  expect(worked.size).toBe(LEADS)
  const { records } = await office.world.admin.call('GET', `/apps/${APP}/records/lead?fields=name,position&limit=50`)
  expect(records.filter((lead: any) => lead.position === `Buyer at ${lead.name}`)).toHaveLength(LEADS)
  await office.page.keyboard.press('Escape')
  await expect.poll(() => office.page.locator('aside form').count()).toBe(0)
})

it('complains of nothing', () => expect(office.complaints).toEqual([]))
