// A record at work: notes and who is named in them, what is like it, somebody else saving meanwhile, stepping through the list it was opened from.
import { expect, it } from 'vitest'
import { openOffice } from './office.ts'
import { ADMIN, APP, COLLEAGUE } from './world.ts'

const office = openOffice([400, 409])

const deal = (index: number) => office.world.deals[index]!
const pathOf = (index: number) => `${office.server.url}/apps/${APP}/deal/${deal(index).id}`
const read = (index: number) => office.world.admin.call('GET', `/apps/${APP}/records/deal/${deal(index).id}`)

it('keeps notes, names people in them by keyboard, and tells those people', async () => {
  await office.page.goto(pathOf(0))
  const box = office.page.getByRole('textbox', { name: 'Write a note' })
  await box.click()
  await office.page.keyboard.type('Price is fine, @Ann')
  await office.page.getByRole('option', { name: COLLEAGUE.name }).waitFor()
  // While an input method composes, Enter belongs to it.
  await box.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true })
  expect(await box.inputValue()).toBe('Price is fine, @Ann')
  await office.page.keyboard.press('Enter')
  await expect.poll(() => box.inputValue()).toBe(`Price is fine, @${COLLEAGUE.name} `)
  await office.page.keyboard.type('please call')
  await office.page.keyboard.press('Control+Enter')
  const note = office.page.getByRole('listitem').filter({ hasText: 'Price is fine' })
  await note.getByText(`@${COLLEAGUE.name}`).waitFor()
  expect(await box.inputValue()).toBe('')
  const { notifications } = await office.world.colleague.call('GET', `/apps/${APP}/notifications`)
  expect(notifications[0]).toMatchObject({ kind: 'mentioned', record: deal(0).id })

  await note.getByRole('button', { name: 'Note: more actions' }).click()
  await office.page.getByRole('menuitem', { name: 'Change the note' }).click()
  const edit = office.page.getByRole('textbox', { name: 'Change the note' })
  expect(await edit.inputValue()).toContain(`@${COLLEAGUE.name}`)
  await edit.fill('Price is agreed')
  await office.page.keyboard.press('Control+Enter')
  await office.page.getByText('Price is agreed').waitFor()
  await office.page.getByText('edited').waitFor()
  await office.page.getByRole('listitem').filter({ hasText: 'Price is agreed' }).getByRole('button', { name: 'Note: more actions' }).click()
  await office.page.getByRole('menuitem', { name: 'Remove' }).click()
  await office.page.getByText('removed a note').waitFor()
  expect(await office.page.getByText('Price is agreed').count()).toBe(0)
})

it('warns of a record that is the same while one is typed', async () => {
  await office.page.goto(`${office.server.url}/apps/${APP}/account?record=new`)
  const panel = office.page.locator('aside')
  await panel.getByRole('textbox', { name: 'Name' }).first().fill('蓝鲸科技')
  const notice = panel.getByRole('status').filter({ hasText: '蓝鲸科技' })
  await notice.waitFor()
  expect(await notice.getByRole('link').getAttribute('href')).toContain(office.world.accounts[1]!)
  await panel.getByRole('textbox', { name: 'Name' }).first().fill('蓝鲸科技二')
  await expect.poll(() => notice.count()).toBe(0)
  await panel.getByRole('button', { name: 'Close', exact: true }).click()
  await office.page.getByRole('button', { name: 'Discard and leave' }).click()
})

it('says what somebody else saved meanwhile, and takes it over where nothing clashes', async () => {
  await office.page.goto(pathOf(3))
  const name = office.page.getByRole('textbox', { name: 'Deal', exact: true }).first()
  await name.fill('Renamed by me')
  const before = await read(3)
  await office.world.colleague.call('PATCH', `/apps/${APP}/records/deal/${deal(3).id}`, { amount: 4321, _version: before._version })
  // Coming back to the window looks again, also where nothing pushes changes.
  await office.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  const notice = office.page.getByRole('status').filter({ hasText: COLLEAGUE.name })
  await notice.waitFor()
  await notice.getByRole('button', { name: 'Take over' }).click()
  expect(await name.inputValue()).toBe('Renamed by me')
  await office.page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect.poll(async () => (await read(3)).name).toBe('Renamed by me')
  expect((await read(3)).amount).toBe(4321)
})

it('steps through the list it was opened from, and leads back to it', async () => {
  await office.page.goto(`${office.server.url}/apps/${APP}/deal?view=all&sort=-amount&record=${deal(5).id}`)
  await office.page.locator('aside').getByRole('button', { name: 'Open as a page' }).click()
  await office.page.waitForURL(/deal\/[^?]+$/)
  const first = office.page.url()
  await office.page.getByRole('heading', { level: 1 }).waitFor()
  const next = office.page.getByRole('button', { name: 'Next record (J)' })
  const previous = office.page.getByRole('button', { name: 'Previous record (K)' })
  // The list around it is there once one of the two leads somewhere.
  await expect.poll(async () => (await next.isEnabled()) || (await previous.isEnabled())).toBe(true)
  const key = (await next.isEnabled()) ? ['j', 'k'] : ['k', 'j']
  await office.page.keyboard.press(key[0]!)
  await expect.poll(() => office.page.url()).not.toBe(first)
  await office.page.keyboard.press(key[1]!)
  await expect.poll(() => office.page.url()).toBe(first)
  await office.page.locator('header').getByRole('link').first().click()
  await expect.poll(() => new URL(office.page.url()).searchParams.get('sort')).toBe('-amount')
})

it('says who changed it and when, and prints without what is only for the screen', async () => {
  await office.page.goto(pathOf(3))
  await office.page.getByText(new RegExp(`^Changed by (${ADMIN.name}|${COLLEAGUE.name}), `)).waitFor()
  await office.page.emulateMedia({ media: 'print' })
  expect(await office.page.getByRole('navigation').first().isVisible()).toBe(false)
  expect(await office.page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
  await office.page.emulateMedia({ media: 'screen' })
})

it('complains of nothing', () => expect(office.complaints).toEqual([]))
