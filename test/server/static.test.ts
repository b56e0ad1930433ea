// The pages as they are served: the builder's under /design, the app's elsewhere, and only those of a preview may be framed by the same origin.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { serveStatic } from '../../server/static.ts'

const folder = mkdtempSync(join(tmpdir(), 'stagewright-pages-'))
const http = new Hono()
beforeAll(() => {
  for (const [name, text] of [
    ['runtime/index.html', 'the app'],
    ['builder-ui/index.html', 'the builder'],
    ['assets/a.js', 'a()'],
  ] as const) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  serveStatic(http, folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

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
  const answer = await http.request(path)
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
    const { headers } = await http.request(path)
    expect(headers.get('x-frame-options'), path).toBe(framed ? 'SAMEORIGIN' : 'DENY')
    expect(headers.get('content-security-policy'), path).toContain(`frame-ancestors ${framed ? "'self'" : "'none'"}`)
    expect(headers.get('content-security-policy'), path).toContain("script-src 'self'")
  }
})

it('a builder that is not built is not found', async () => {
  const bare = new Hono()
  const empty = mkdtempSync(join(tmpdir(), 'stagewright-empty-'))
  serveStatic(bare, empty)
  expect((await bare.request('/design/sales')).status).toBe(404)
  expect((await bare.request('/assets/none.js')).status).toBe(404)
  rmSync(empty, { recursive: true, force: true })
})
