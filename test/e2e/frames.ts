// Measures a board with 10,000 cards: when the first card is there, frames while a column is scrolled and while a card is dragged, how much is drawn.
import type { CDPSession, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { startE2eServer } from './server.ts'
import { APP, setUpWorld } from './world.ts'

const CARDS = 10_000
const STAGES = ['first_contact', 'intent', 'solution', 'budget', 'negotiation', 'contract']
const server = await startE2eServer()
const browser = await openBrowser()
try {
  const world = await setUpWorld(server)
  const records = `/apps/${APP}/records/deal`
  for (let start = 0; start < CARDS; start += 500) {
    const some = Array.from({ length: 500 }, (_, index) => {
      const at = start + index
      return {
        name: `${['年度框架', 'CRM 升级', '产线改造', 'Training package', '数据看板'][at % 5]} ${at}${at % 7 === 0 ? ' · with a title that takes a second line' : ''}`,
        account: world.accounts[at % world.accounts.length],
        amount: at % 9 === 0 ? null : 1000 + (at % 977) * 100,
        // Half of them in one column, so that it is long.
        _stage: at % 2 === 0 ? 'first_contact' : STAGES[at % STAGES.length],
        ...(at % 3 === 0 ? {} : { next_step: '电话回访', next_at: `2027-0${1 + (at % 9)}-1${at % 10}` }),
      }
    })
    const { results } = await world.admin.call('POST', `${records}/bulk`, { action: 'create', records: some })
    const failed = results.find((each: any) => each.problems)
    if (failed) throw new Error(JSON.stringify(failed))
  }
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } })
  await world.admin.enter(context)
  const page = await context.newPage()
  const client = await context.newCDPSession(page)
  const began = Date.now()
  await page.goto(`${server.url}/apps/${APP}/deal?view=board`)
  await page.locator('article').first().waitFor()
  console.log(`first card after ${Date.now() - began} ms`)
  await page.waitForTimeout(1500)

  const list = page.locator('[data-place]').first()
  const box = (await list.boundingBox())!
  const scroll = (distance: number, speed: number) =>
    client.send('Input.synthesizeScrollGesture', {
      x: box.x + 100,
      y: box.y + 300,
      yDistance: -distance,
      speed,
      gestureSourceType: 'mouse',
      preventFling: true,
    })
  console.log('scrolling through what is being read on:', await framesWhile(page, () => scroll(12_000, 2500)))
  // Read to the end, then through all of it.
  for (let round = 0; round < 400; round += 1) {
    const done = await list.evaluate((feed) => {
      feed.scrollTop = feed.scrollHeight
      return feed.querySelector('[role=status]') === null
    })
    if (done) break
    await page.waitForTimeout(60)
  }
  const held = await list.locator('article').first().getAttribute('aria-setsize')
  await list.evaluate((feed) => {
    feed.scrollTop = 0
  })
  await page.waitForTimeout(500)
  console.log(`cards held in the first column: ${held}; drawn on the whole page: ${await page.locator('article').count()}`)
  console.log('scrolling at 1,500 px/s:', await framesWhile(page, () => scroll(9000, 1500)))
  console.log('scrolling at 4,000 px/s:', await framesWhile(page, () => scroll(20_000, 4000)))
  console.log('dragging:', await framesWhile(page, () => drag(page, client)))
} finally {
  await browser.close()
  await server.stop()
}

/** Takes a card over all columns in sight and back, in steps as a hand makes them. */
async function drag(page: Page, _client: CDPSession) {
  const from = (await page.locator('article').nth(2).boundingBox())!
  await page.mouse.move(from.x + 60, from.y + 20)
  await page.mouse.down()
  for (const [x, y] of [
    [900, 500],
    [500, 300],
    [1100, 700],
    [from.x + 60, 400],
  ])
    await page.mouse.move(x!, y!, { steps: 40 })
  await page.keyboard.press('Escape')
  await page.mouse.up()
}

async function framesWhile(page: Page, work: () => Promise<unknown>): Promise<string> {
  await page.evaluate(() => {
    const times: number[] = []
    const next = (time: number) => {
      times.push(time)
      if (!(window as any).measured) requestAnimationFrame(next)
    }
    Object.assign(window, { times, measured: false })
    requestAnimationFrame(next)
  })
  await work()
  const times: number[] = await page.evaluate(() => {
    ;(window as any).measured = true
    return (window as any).times
  })
  const gaps = times.slice(1).map((time, index) => time - times[index]!)
  const sorted = gaps.toSorted((a, b) => a - b)
  const seconds = (times.at(-1)! - times[0]!) / 1000
  const at = (share: number) => sorted[Math.floor(sorted.length * share)]!.toFixed(0)
  const long = gaps.filter((gap) => gap > 50).length
  return `${(gaps.length / seconds).toFixed(1)} frames/s over ${seconds.toFixed(1)} s, frame p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, ${long} over 50 ms`
}
