// Measures the builder at its largest: a form of 300 fields and a canvas of 60 stages; keys to paint, frames while something is dragged, longest blocks.
// Run: npm run frames:builder
import type { Locator, Page } from 'playwright-core'
import type { AppDefinition, FieldDefinition } from '../../runtime/definition/types.ts'
import { openBrowser } from './browser.ts'
import { callerOf, startE2eServer } from './server.ts'
import { ADMIN } from './world.ts'

const FIELDS = 300
const SECTIONS = 6
const STAGES = 60
const GROUPS = 8

const server = await startE2eServer()
const browser = await openBrowser()
try {
  const admin = callerOf(server.url)
  await admin.call('POST', '/setup', { token: new URL(server.setup).searchParams.get('token'), ...ADMIN })
  await admin.call('PATCH', '/me', { locale: 'en' })
  await admin.call('POST', '/apps', { definition: large() })
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } })
  await admin.enter(context)
  const page = await context.newPage()
  await page.addInitScript(record)
  await form(page)
  await canvas(page)
} finally {
  await browser.close()
  await server.stop()
}

async function form(page: Page): Promise<void> {
  const slot = (key: string) => page.locator(`[data-slot="${key}"]`)
  const began = Date.now()
  await page.goto(`${server.url}/design/large/modules/wide?at=/modules/wide/fields/f1`)
  await slot(`f${FIELDS - 1}`).waitFor()
  console.log(`form of ${FIELDS} fields: there after ${Date.now() - began} ms`)
  await page.waitForTimeout(1500)
  const name = page.getByRole('complementary').getByRole('textbox', { name: 'Name', exact: true })
  await tell(page, "typing a field's name", async () => {
    await name.click()
    await page.keyboard.press('End')
    await page.keyboard.type(' of a field with a long name', { delay: 60 })
  })
  await done(page, () => document.querySelector('[data-slot="f1"]')?.textContent?.includes('with a long name'))
  await slot('f10').focus()
  await tell(page, 'moving a slot by key', async () => {
    for (let step = 0; step < 20; step += 1) {
      await page.keyboard.press(step % 4 < 3 ? 'Alt+ArrowRight' : 'Alt+ArrowLeft')
      await page.waitForTimeout(120)
    }
  })
  await done(page, () => before('f14', 'f10'))
  await slot('f20').scrollIntoViewIfNeeded()
  const below = middle(await slot('f20').boundingBox())
  await tell(page, 'dragging a slot', () => drag(page, slot('f20'), [below.x + 200, below.y - 120], [below.x, below.y - 160]))
  await done(page, () => before('f20', 'f16'))
}

async function canvas(page: Page): Promise<void> {
  const face = (key: string) => page.locator(`[data-stage="${key}"]`)
  const began = Date.now()
  await page.goto(`${server.url}/design/large/pipelines/long?at=/pipelines/long/stages/s2`)
  await face('s2').waitFor()
  console.log(`canvas of ${STAGES} stages: there after ${Date.now() - began} ms`)
  await page.waitForTimeout(1500)
  const name = page.getByRole('complementary').getByRole('textbox', { name: 'Name', exact: true }).first()
  await tell(page, 'renaming a stage', async () => {
    await name.click()
    await page.keyboard.press('End')
    await page.keyboard.type(' of a stage with a long name', { delay: 60 })
  })
  await done(page, () => document.querySelector('[data-stage="s2"]')?.textContent?.includes('with a long name'))
  const pane = (await page.locator('.react-flow__pane').boundingBox())!
  const seen = () => page.locator('.react-flow__viewport').getAttribute('style')
  const still = await seen()
  await tell(page, 'panning', async () => {
    const [x, y] = [pane.x + pane.width / 2, pane.y + pane.height - 40]
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (const [dx, dy] of [
      [-400, -100],
      [200, -300],
      [-300, 0],
      [-20, -20],
    ] as const)
      await page.mouse.move(x + dx, y + dy, { steps: 40 })
    await page.mouse.up()
  })
  if ((await seen()) === still) throw new Error('the canvas was not moved')
  const start = middle(await face('s2').boundingBox())
  await tell(page, 'dragging a stage', () => drag(page, face('s2'), [start.x + 300, start.y + 120], [start.x + 60, start.y + 200]))
  const end = middle(await face('s2').boundingBox())
  if (Math.hypot(end.x - start.x, end.y - start.y) < 50) throw new Error('the stage was not moved')
}

/** Fails where what was measured did not do what it should. */
async function done(page: Page, check: () => unknown): Promise<void> {
  await page.waitForFunction(check, undefined, { timeout: 5000 })
}

/** In the page: whether a slot stands before another one. */
declare function before(one: string, other: string): boolean

/** Takes something over places and drops it at the last of them, in steps as a hand makes them. */
async function drag(page: Page, what: Locator, ...places: readonly (readonly [number, number])[]): Promise<void> {
  const from = middle(await what.boundingBox())
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  for (const [x, y] of places) await page.mouse.move(x, y, { steps: 40 })
  await page.mouse.up()
  await page.waitForTimeout(300)
}

function middle(box: { x: number; y: number; width: number; height: number } | null): { readonly x: number; readonly y: number } {
  if (!box) throw new Error('what is to be dragged is not to be seen')
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 16) }
}

interface Recorded {
  readonly frames: number[]
  readonly tasks: number[]
  readonly keys: number[]
}

/** In the page: the times of frames, the tasks over 50 ms, and how long each key took to the paint after it. */
function record(): void {
  const recorded: Recorded = { frames: [], tasks: [], keys: [] }
  const place = (key: string) => document.querySelector(`[data-slot="${key}"]`)!
  const before = (one: string, other: string) => (place(one).compareDocumentPosition(place(other)) & Node.DOCUMENT_POSITION_FOLLOWING) > 0
  Object.assign(window, { recorded, before })
  const next = (time: number) => {
    recorded.frames.push(time)
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
  new PerformanceObserver((list) => recorded.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
    entryTypes: ['longtask'],
  })
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      // The message is taken after the frame was painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => recorded.keys.push(performance.now() - timeStamp)
        port2.postMessage(null)
      })
    },
    { capture: true },
  )
}

async function tell(page: Page, what: string, work: () => Promise<unknown>): Promise<void> {
  await page.evaluate(() => {
    const { frames, tasks, keys } = (window as any).recorded as Recorded
    for (const list of [frames, tasks, keys]) list.length = 0
  })
  await work()
  const { frames, tasks, keys }: Recorded = await page.evaluate(() => (window as any).recorded)
  const gaps = frames.slice(1).map((time, index) => time - frames[index]!)
  const pressed = keys.length > 0 ? `key to paint ${spread(keys)}; ` : ''
  console.log(
    `${what}: ${pressed}frames ${spread(gaps)}; longest block ${tasks.length > 0 ? Math.max(...tasks).toFixed(0) : 'under 50'} ms`,
  )
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!.toFixed(0)
  return `median ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)} ms`
}

function large(): AppDefinition {
  const types = ['text', 'money', 'date', 'boolean', 'integer'] as const
  const fields = Array.from({ length: FIELDS }, (_, index) => ({
    key: `f${index}`,
    type: index === 0 ? 'text' : types[index % types.length]!,
    label: { en: `Field ${index}`, 'zh-CN': `字段 ${index}` },
  })) as FieldDefinition[]
  const sections = Array.from({ length: SECTIONS }, (_, index) => ({
    key: `part_${index}`,
    label: { en: `Part ${index}`, 'zh-CN': `第 ${index} 部分` },
    fields: fields.slice((index * FIELDS) / SECTIONS, ((index + 1) * FIELDS) / SECTIONS).map(({ key }) => ({ field: key })),
  }))
  const stages = Array.from({ length: STAGES }, (_, index) => {
    const type = index === STAGES - 2 ? 'won' : index === STAGES - 1 ? 'lost' : 'open'
    return {
      key: `s${index}`,
      label: { en: `Stage ${index}`, 'zh-CN': `阶段 ${index}` },
      type,
      ...(type === 'open' ? { probability: index, group: `g${Math.floor((index * GROUPS) / STAGES)}` } : {}),
    }
  })
  // Each open stage leads on, and to a later one.
  const transitions = Array.from({ length: 2 * STAGES }, (_, index) => {
    const from = Math.floor(index / 2) % (STAGES - 2)
    const to = Math.min(STAGES - 1, from + (index % 2 === 0 ? 1 : 3 + (index % 11)))
    return { key: `t${index}`, from: `s${from}`, to: `s${to}` }
  })
  return {
    format: 1,
    key: 'large',
    label: { en: 'Large', 'zh-CN': '大型' },
    settings: { locale: 'en', timeZone: 'Asia/Shanghai', currency: 'CNY' },
    modules: [
      { key: 'wide', label: { en: 'Wide', 'zh-CN': '宽' }, title: 'f0', fields, layout: [{ key: 'details', sections }] },
      { key: 'long', label: { en: 'Long', 'zh-CN': '长' }, title: 'name', fields: [{ key: 'name', type: 'text', label: 'Name' }] },
    ],
    pipelines: [
      {
        key: 'long',
        module: 'long',
        label: { en: 'Long', 'zh-CN': '长' },
        groups: Array.from({ length: GROUPS }, (_, index) => ({
          key: `g${index}`,
          label: { en: `Group ${index}`, 'zh-CN': `分组 ${index}` },
        })),
        stages,
        transitions,
      },
    ],
  } as AppDefinition
}
