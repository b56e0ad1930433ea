// The pages as they are served: the builder's under /design, the app's elsewhere, and only those of a preview may be framed by the same origin.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pagesOf } from '../../server/static.ts'

const folder = mkdtempSync(join(tmpdir(), 'stagewright-pages-'))
const servers: Server[] = []
/** Asks pages that are served on a port of their own. */
async function served(pages: RequestListener): Promise<(path: string) => Promise<Response>> {
  const server = createServer(pages)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (path) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
}
let request: Awaited<ReturnType<typeof served>>
beforeAll(async () => {
  for (const [name, text] of [
    ['runtime/index.html', 'the app'],
    ['builder-ui/index.html', 'the builder'],
    ['assets/a.js', 'a()'],
  ] as const) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  request = await served(pagesOf(folder))
})
afterAll(() => {
  for (const server of servers) server.close().closeAllConnections()
  rmSync(folder, { recursive: true, force: true })
})

const PREVIEW = '/apps/_preview_0123456789abcdef'

it.each([
  ['/', 'the app'],
  ['/apps/sales', 'the app'],
  ['/designs', 'the app'],
  ['/design', 'the builder'],
  ['/design/sales/modules/deal', 'the builder'],
  [`${PREVIEW}/deal`, 'the app'],
  ['/assets/a.js', 'a()'],
])('%s', async (path, text) => {
  const answer = await request(path)
  expect([answer.status, await answer.text()]).toEqual([200, text])
})

it('only pages of a preview may be framed, by pages of the same origin', async () => {
  for (const [path, framed] of [
    [PREVIEW, true],
    [`${PREVIEW}/deal/123`, true],
    ['/apps/sales', false],
    ['/design/sales', false],
    ['/apps/_preview_x', false],
    ['/apps/_preview_0123456789abcdef0', false],
    [`/x${PREVIEW}`, false],
    ['/', false],
  ] as const) {
    const { headers } = await request(path)
    expect(headers.get('x-frame-options'), path).toBe(framed ? 'SAMEORIGIN' : 'DENY')
    expect(headers.get('content-security-policy'), path).toContain(`frame-ancestors ${framed ? "'self'" : "'none'"}`)
    expect(headers.get('content-security-policy'), path).toContain("script-src 'self'")
  }
})

it('a builder that is not built is not found', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'stagewright-empty-'))
  const bare = await served(pagesOf(empty))
  expect((await bare('/design/sales')).status).toBe(404)
  expect((await bare('/assets/none.js')).status).toBe(404)
  rmSync(empty, { recursive: true, force: true })
})
