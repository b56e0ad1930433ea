// Modules and fields from a blank app: one module drawn by keyboard alone, another by mouse, a relation between them, everything undone and done again,
// published, and a record made in the form that was drawn.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppDefinition, ModuleDefinition } from '../../runtime/definition/types.ts'
import { COLOUR_RULES, faultsOn } from './axe.ts'
import { type Scene, startScene } from './stage.ts'

const APP = 'hr'
let scene: Scene
let page: Page
let complaints: readonly string[]
let blank: AppDefinition

beforeAll(async () => {
  const settings = { locale: 'en', timeZone: 'Asia/Shanghai', currency: 'CNY' }
  scene = await startScene({ blank: {}, key: APP, label: 'Hiring', settings })
  ;({ page, complaints } = await scene.enter(scene.admin))
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  blank = await draft()
})
afterAll(() => scene?.stop())

async function draft(): Promise<AppDefinition> {
  return (await scene.admin.call('GET', `/apps/${APP}/draft`)).definition
}
async function drawn(key: string): Promise<ModuleDefinition | undefined> {
  return (await draft()).modules.find((module) => module.key === key)
}
const open = (path: string) => page.goto(`${scene.server.url}/design/${APP}/${path}`)
/** Without leaving the page: what was done so far can still be undone. */
const toMap = () => page.getByRole('navigation', { name: 'Parts of the app' }).getByRole('link', { name: 'Modules' }).click()
const slot = (key: string) => page.locator(`[data-slot="${key}"]`)
const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.slot)
/** What stands in which section, as the draft has it. */
async function sections(key: string): Promise<Record<string, string[]>> {
  const module = await drawn(key)
  const all = (module?.layout ?? []).flatMap((tab) =>
    tab.sections.map((section) => [`${tab.key}/${section.key}`, section.fields.map(({ field }) => field)]),
  )
  return Object.fromEntries(all)
}
async function type(text: string) {
  await page.keyboard.insertText(text)
}

describe('by keyboard alone', () => {
  it('a module with ten fields of different types', async () => {
    await open('modules')
    await page.locator('[data-module="contact"]').waitFor()
    await page.keyboard.press('n')
    await page.getByRole('textbox', { name: 'Name' }).waitFor()
    await type('Candidate')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset.module)).toBe('candidate')
    await page.keyboard.press('Enter')
    await slot('name').waitFor()
    for (const [search, name, key] of [
      ['long', 'Summary', 'summary'],
      ['e-mail', 'E-mail', 'e_mail'],
      ['phone', 'Phone', 'phone'],
      ['date', 'Applied on', 'applied_on'],
      ['choice', 'Source', 'source'],
      ['money', 'Wish', 'wish'],
      ['whole', 'Years', 'years'],
      ['yes', 'Abroad', 'abroad'],
      ['user', 'Recruiter', 'recruiter'],
      ['标签', 'Skills', 'skills'],
    ] as const) {
      await page.keyboard.press('a')
      await type(search)
      await page.keyboard.press('Enter')
      await page.getByRole('textbox', { name: /^Name of the new field/ }).waitFor()
      await type(name)
      await page.keyboard.press('Enter')
      await expect.poll(focused).toBe(key)
    }
    await expect.poll(async () => (await drawn('candidate'))?.fields.length).toBe(11)
    const { fields, layout } = (await drawn('candidate'))!
    expect(new Set(fields.map((field) => field.type)).size).toBe(11)
    expect(layout).toBeUndefined()
  })

  it('fields go to a second section, several at once, one by one, and back', async () => {
    await page.getByRole('button', { name: 'Add a section' }).focus()
    await page.keyboard.press('Enter')
    await expect
      .poll(() =>
        page
          .getByRole('dialog', { name: 'Add a section' })
          .getByRole('textbox', { name: 'Name' })
          .evaluate((input) => input === document.activeElement),
      )
      .toBe(true)
    await type('Terms')
    await page.keyboard.press('Enter')
    await expect.poll(() => sections('candidate')).toHaveProperty('details/terms', [])
    await slot('recruiter').focus()
    await page.keyboard.press('Shift+ArrowRight')
    await page.getByRole('toolbar', { name: '2 fields selected' }).waitFor()
    await page.keyboard.press('Alt+ArrowDown')
    await expect.poll(async () => (await sections('candidate'))['details/terms']).toEqual(['recruiter', 'skills'])
    await expect.poll(focused).toBe('recruiter')
    await page.keyboard.press('Escape')
    await slot('wish').focus()
    for (let step = 0; step < 3; step++) {
      await page.keyboard.press('Alt+ArrowRight')
      await expect.poll(focused).toBe('wish')
    }
    await expect.poll(async () => (await sections('candidate'))['details/terms']).toEqual(['wish', 'recruiter', 'skills'])
    await page.keyboard.press('Alt+ArrowLeft')
    await expect.poll(async () => (await sections('candidate'))['details/terms']).toEqual(['recruiter', 'skills'])
    await page.keyboard.press('Alt+ArrowRight')
    await expect.poll(async () => (await sections('candidate'))['details/terms']).toEqual(['wish', 'recruiter', 'skills'])
    // Each move is told.
    await expect
      .poll(() => page.locator('[data-testid], [role=status], [aria-live]').allTextContents())
      .toContainEqual(expect.stringContaining('Wish: Terms, place 1 of 3.'))
  })

  it('a field is copied, pasted and removed, and taken off the form', async () => {
    await slot('years').focus()
    await page.keyboard.press('ControlOrMeta+c')
    await page.keyboard.press('ControlOrMeta+v')
    await expect.poll(async () => (await drawn('candidate'))?.fields.map(({ key }) => key)).toContain('years_2')
    await slot('years_2').focus()
    await page.keyboard.press('ControlOrMeta+d')
    await expect.poll(focused).toBe('years_2_2')
    await page.keyboard.press('Delete')
    await expect.poll(() => slot('years_2_2').count()).toBe(0)
    await slot('years_2').focus()
    await page.keyboard.press('Delete')
    await expect.poll(async () => (await drawn('candidate'))?.fields.length).toBe(11)
    await page.getByRole('button', { name: 'More about Abroad' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Take off the form' }).waitFor()
    await page.getByRole('menuitem', { name: 'Take off the form' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Put Abroad on the form' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(async () => Object.values(await sections('candidate')).flat()).toContain('abroad')
  })
})

describe('by mouse', () => {
  it('a module: fields from the palette to their place, settings, choices, a condition', async () => {
    await toMap()
    await page.getByRole('navigation', { name: 'All modules' }).getByRole('button', { name: 'Add a module' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Job')
    await page.getByRole('button', { name: 'Create' }).click()
    await slot('name').waitFor()
    const palette = page.getByRole('region', { name: 'Add a field' })
    await palette.getByRole('button', { name: 'Add a field: Money', exact: true }).dragTo(slot('name'), { targetPosition: { x: 4, y: 16 } })
    await page.getByRole('textbox', { name: 'Name of the new field (Money)' }).fill('Salary')
    await page.keyboard.press('Enter')
    await expect.poll(() => sections('job')).toEqual({ 'details/fields': ['salary', 'name'] })
    await palette.getByRole('button', { name: 'Add a field: Choice', exact: true }).click()
    await page.getByRole('textbox', { name: 'Name of the new field (Choice)' }).fill('Kind')
    await page.keyboard.press('Enter')
    await slot('kind').waitFor()
    await slot('name').dragTo(slot('salary'), { targetPosition: { x: 4, y: 16 } })
    await expect.poll(async () => (await sections('job'))['details/fields']?.[0]).toBe('name')

    await slot('kind').click()
    const settings = page.getByRole('complementary', { name: 'Settings of Kind' })
    await settings.getByRole('button', { name: 'Paste a list' }).click()
    await page.getByRole('textbox', { name: 'Paste a list' }).fill('Full time\nPart time\n实习')
    await page.getByRole('button', { name: 'Add 3', exact: true }).click()
    const options = async () =>
      ((await drawn('job'))!.fields.find(({ key }) => key === 'kind')!.options as { key: string }[]).map(({ key }) => key)
    await expect.poll(options).toEqual(['option_1', 'option_2', 'full_time', 'part_time', 'shi_xi'])
    for (const each of ['Option 1', 'Option 2']) await settings.getByRole('button', { name: `Remove ${each}` }).click()
    await expect.poll(options).toEqual(['full_time', 'part_time', 'shi_xi'])
    await settings.getByRole('combobox', { name: 'Required' }).click()
    await page.getByRole('option', { name: 'Always' }).click()
    await settings.getByRole('combobox', { name: 'Width in columns' }).click()
    await page.getByRole('option', { name: '2 columns' }).click()
    await expect.poll(async () => (await drawn('job'))!.layout![0]!.sections[0]!.fields.find(({ field }) => field === 'kind')?.span).toBe(2)
    // Narrower again by its edge.
    const item = page.locator('li', { has: slot('kind') })
    const wide = (await item.boundingBox())!
    await page.mouse.move(wide.x + wide.width, wide.y + wide.height / 2)
    await page.mouse.down()
    await page.mouse.move(wide.x + wide.width / 2, wide.y + wide.height / 2, { steps: 6 })
    await page.mouse.up()
    await expect
      .poll(async () => (await drawn('job'))!.layout![0]!.sections[0]!.fields.find(({ field }) => field === 'kind'))
      .toEqual({ field: 'kind' })
    await settings.getByRole('combobox', { name: 'Type' }).click()
    await page.getByRole('option', { name: 'Several choices' }).click()
    const kind = async () => (await drawn('job'))!.fields.find(({ key }) => key === 'kind')!
    await expect.poll(async () => Object.keys(await kind()).sort()).toEqual(['key', 'label', 'options', 'required', 'type'])
    await page.getByRole('button', { name: /^Undo: / }).click()

    await page.getByRole('button', { name: 'Add a section' }).click()
    await page.getByRole('textbox', { name: 'Name' }).last().fill('Pay')
    await page.keyboard.press('Enter')
    const body = page.getByRole('list', { name: 'Fields of Pay' })
    await slot('salary').dragTo(body)
    await expect.poll(() => sections('job')).toEqual({ 'details/fields': ['name', 'kind'], 'details/pay': ['salary'] })
    await page.getByRole('button', { name: /^Section: Pay/ }).click()
    await page
      .getByRole('complementary', { name: 'Settings of Pay' })
      .getByRole('button', { name: /^Shown when/ })
      .click()
    await page
      .locator('label')
      .filter({ hasText: /^Text$/ })
      .click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Shown when' }).fill('kind == "full_time"')
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByText('Shown when Kind is Full time').first().waitFor()
    await expect.poll(async () => (await drawn('job'))!.layout![0]!.sections[1]!.visible).toBe('kind == "full_time"')
  })

  it('a view: columns, order, a figure; live records once there are some', async () => {
    await page.getByRole('link', { name: 'Views' }).click()
    await page.getByRole('button', { name: 'Add a view' }).click()
    await page.getByRole('menuitem', { name: 'List' }).click()
    const settings = page.getByRole('complementary', { name: 'Settings of List' })
    await settings.getByRole('button', { name: 'More about Salary' }).click()
    await page.getByRole('combobox', { name: 'Figure below Salary' }).click()
    await page.getByRole('option', { name: 'Sum' }).click()
    await page.keyboard.press('Escape')
    await settings.getByRole('combobox', { name: 'Sort by' }).click()
    await page.getByRole('option', { name: 'Salary' }).click()
    await settings.getByRole('button', { name: 'Salary: Ascending' }).click()
    await settings.getByRole('button', { name: /^Move Name/ }).focus()
    await page.keyboard.press('ArrowDown')
    await expect
      .poll(async () => (await drawn('job'))!.views)
      .toEqual([
        expect.objectContaining({
          key: 'list',
          fields: ['salary', 'name', 'kind'],
          totals: { salary: 'sum' },
          sort: [{ field: 'salary', descending: true }],
        }),
      ])
    await page.getByText('The module is not live yet').waitFor()
  })

  it('rules: what must hold, and what counts as the same', async () => {
    await page.getByRole('link', { name: 'Rules' }).click()
    await page.getByRole('button', { name: 'Add a rule' }).click()
    await page.getByRole('textbox', { name: 'Message' }).fill('A salary is more than nothing.')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^What must hold/ }).click()
    await page
      .locator('label')
      .filter({ hasText: /^Text$/ })
      .click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'What must hold' }).fill('salary > 0')
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'Add a duplicate rule' }).click()
    await expect
      .poll(async () => [(await drawn('job'))?.rules?.[0]?.check, (await drawn('job'))?.duplicates])
      .toEqual(['salary > 0', [{ key: 'same_name', fields: ['name'], action: 'warn' }]])
  })

  it('a relation, drawn on the map from one module to another', async () => {
    await toMap()
    const node = (key: string) => page.locator(`.react-flow__node[data-id="${key}"]`)
    await node('job').waitFor()
    await page.getByRole('button', { name: 'Arrange automatically' }).click()
    const handle = (await node('candidate').locator('.react-flow__handle-right').boundingBox())!
    const target = (await node('job').boundingBox())!
    await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2)
    await page.mouse.down()
    await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 8 })
    await page.mouse.up()
    const dialog = page.getByRole('dialog', { name: 'New relation of Candidate' })
    expect(await dialog.getByRole('textbox', { name: 'Name of the list on the other side' }).inputValue()).toBe('candidates')
    await dialog.getByRole('textbox', { name: 'Name of the field' }).fill('Applies for')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect
      .poll(async () => (await drawn('candidate'))?.fields.at(-1))
      .toMatchObject({ key: 'applies_for', module: 'job', inverse: 'candidates' })
    // The line leads to the field.
    await page.getByRole('button', { name: 'Applies for: from Candidate to Job' }).click()
    await page.getByRole('complementary', { name: 'Settings of Applies for' }).waitFor()
    expect(new URL(page.url()).searchParams.get('at')).toBe('/modules/candidate/fields/applies_for')
    await page.goBack()
    // The same without dragging.
    await page.locator('[data-module="job"]').focus()
    await page.keyboard.press('c')
    await page.getByRole('dialog', { name: 'New relation of Job' }).getByRole('button', { name: 'Close' }).click()
    // A module goes over the clipboard as a whole, and goes again.
    await page.locator('[data-module="job"]').focus()
    await page.keyboard.press('ControlOrMeta+c')
    await page.keyboard.press('ControlOrMeta+v')
    await expect.poll(async () => (await drawn('job_2'))?.fields.map(({ key }) => key)).toEqual(['name', 'salary', 'kind'])
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset.module)).toBe('job_2')
    await page.keyboard.press('Delete')
    await expect.poll(() => drawn('job_2')).toBeUndefined()
    await page.getByRole('button', { name: 'Arrange automatically' }).click()
    await page.locator('[data-module="candidate"]').focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset.module)).toBe('job')
  })
})

it('everything is taken back to the start and done again', async () => {
  const done = await draft()
  const button = (name: RegExp) => page.getByRole('button', { name })
  const undoable = () => button(/^Undo: /).count()
  let steps = 0
  while ((await undoable()) > 0 && steps++ < 200) await button(/^Undo: /).click()
  await expect.poll(draft).toEqual(blank)
  while ((await button(/^Redo: /).count()) > 0) await button(/^Redo: /).click()
  await expect.poll(draft).toEqual(done)
})

it('published, the form that was drawn takes a record', async () => {
  const { version, base } = await scene.admin.call('GET', `/apps/${APP}/draft`)
  expect((await scene.admin.call('GET', `/apps/${APP}/draft/problems`)).problems).toEqual([])
  await scene.admin.call('POST', `/apps/${APP}/draft/publish`, { version, base })
  await page.goto(`${scene.server.url}/apps/${APP}/job`)
  await page.getByRole('button', { name: /^New/ }).first().click()
  const form = page.locator('aside form')
  await form.getByRole('textbox', { name: 'Name' }).fill('Designer')
  expect(await form.getByRole('textbox', { name: 'Salary' }).count()).toBe(0)
  await form.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Full time' }).click()
  await form.getByRole('textbox', { name: 'Salary' }).fill('12000')
  await form.getByRole('textbox', { name: 'Salary' }).press('Enter')
  await expect.poll(async () => (await scene.admin.call('GET', `/apps/${APP}/records/job`)).records).toHaveLength(1)
  await open('modules/job?part=views')
  await page.getByRole('cell', { name: 'Designer' }).waitFor()
})

it('axe finds nothing, in both languages, in the dark and on a phone', async () => {
  const paths = [
    'modules',
    'modules/job?at=/modules/job/fields/kind/options/full_time',
    'modules/job?at=/modules/job/views/list',
    'modules/job?at=/modules/job/rules',
    'modules/job?part=settings',
  ]
  for (const [locale, colorScheme, width] of [
    ['en', 'light', 1280],
    ['zh-CN', 'dark', 1280],
    ['zh-CN', 'light', 390],
  ] as const) {
    await scene.admin.call('PATCH', '/me', { locale })
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 844 })
    for (const path of paths) {
      await open(path)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForLoadState('networkidle')
      expect(await faultsOn(page, colorScheme === 'dark' ? { rules: COLOUR_RULES } : {}), `${path} ${locale}`).toEqual([])
    }
  }
})

it('three hundred fields stay fluid', async () => {
  await scene.admin.call('PATCH', '/me', { locale: 'en' })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 900 })
  const { version } = await scene.admin.call('GET', `/apps/${APP}/draft`)
  const edits = Array.from({ length: 297 }, (_, index) => ({
    kind: 'add',
    path: '/modules/job/fields',
    item: { key: `f${index}`, type: ['text', 'money', 'date'][index % 3], label: `Field ${index}` },
  }))
  const placed = edits.map(({ item }) => ({
    kind: 'add',
    path: '/modules/job/layout/details/sections/fields/fields',
    item: { field: item.key },
  }))
  await scene.admin.call('POST', `/apps/${APP}/draft`, { since: version, edits: [...edits, ...placed] })
  await open('modules/job?at=/modules/job/fields/f1')
  await slot('f296').waitFor()
  const name = page.getByRole('complementary', { name: 'Settings of Field 1' }).getByRole('textbox', { name: 'Name', exact: true })
  /** Milliseconds from doing something until the frame after the slot says so. */
  const label = await name.evaluate(async (input: HTMLInputElement) => {
    input.focus()
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(input, 'Renamed')
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
    const begun = performance.now()
    input.blur()
    while (!document.querySelector('[data-slot="f1"]')?.textContent?.includes('Renamed')) await new Promise(requestAnimationFrame)
    return performance.now() - begun
  })
  await slot('f10').focus()
  const step = await page.evaluate(async () => {
    const order = () => [...document.querySelectorAll<HTMLElement>('[data-slot]')].map((each) => each.dataset.slot).join()
    const before = order()
    const begun = performance.now()
    document.activeElement!.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'ArrowRight', altKey: true, bubbles: true, cancelable: true }),
    )
    while (order() === before) await new Promise(requestAnimationFrame)
    return performance.now() - begun
  })
  await page.evaluate(() => {
    const tasks: number[] = []
    Object.assign(window, { tasks })
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      entryTypes: ['longtask'],
    })
  })
  await slot('f20').scrollIntoViewIfNeeded()
  const from = (await slot('f20').boundingBox())!
  const to = (await slot('f14').boundingBox())!
  await page.mouse.move(from.x + 40, from.y + 16)
  await page.mouse.down()
  await page.mouse.move(to.x + 4, to.y + 16, { steps: 12 })
  await page.mouse.up()
  await expect
    .poll(async () => (await sections('job'))['details/fields']!.indexOf('f20') - (await sections('job'))['details/fields']!.indexOf('f14'))
    .toBe(-1)
  const tasks: number[] = await page.evaluate(() => (window as any).tasks)
  const longest = Math.max(0, ...tasks)
  console.log(`300 fields: a name ${label.toFixed(0)} ms, a move ${step.toFixed(0)} ms; longest task of a drag ${longest.toFixed(0)} ms`)
  expect((await drawn('job'))!.fields.find(({ key }) => key === 'f1')!.label).toMatchObject({ en: 'Renamed' })
})

it('complains of nothing', () => expect(complaints).toEqual([]))
