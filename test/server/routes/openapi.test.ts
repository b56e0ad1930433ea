import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newPlace, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { startTestServer, type TestServer } from '../../helpers/server.ts'

let place: Place
let server: TestServer
beforeAll(async () => {
  place = await newPlace('sqlite')
  server = await startTestServer(place)
  await server.admin.ok('POST', '/apps', { definition: salesDefinition() })
})
afterAll(async () => {
  await server.close()
  await place.remove()
})

it('describes the published app: every reference resolves, and real records match their schema', async () => {
  const document = await server.admin.ok('GET', '/apps/sales/openapi.json')
  expect(document.openapi).toBe('3.1.0')
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1]!)
  expect(references.length).toBeGreaterThan(5)
  for (const name of references) expect(Object.keys(document.components.schemas)).toContain(name)
  expect(Object.keys(document.paths)).toContain('/api/v1/apps/sales/records/deal/{id}')
  const ids = Object.values<any>(document.paths).flatMap((methods) => Object.values<any>(methods).map((operation) => operation.operationId))
  expect(new Set(ids).size).toBe(ids.length)

  const account = await server.admin.ok('POST', '/apps/sales/records/account', { name: 'Acme', industry: 'it' })
  const deal = {
    name: 'Deal',
    amount: 20000.5,
    account: account._id,
    closes: '2026-03-01',
    tags: ['a'],
    loss: 'price/terms',
    discount: 5.25,
  }
  const { _id } = await server.admin.ok('POST', '/apps/sales/records/deal', deal)
  const record = await server.admin.ok('GET', `/apps/sales/records/deal/${_id}`)
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  for (const value of [record, { ...record, amount: null }]) {
    const valid = ajv.validate(document.components.schemas.deal, value)
    expect(ajv.errors ?? []).toEqual([])
    expect(valid).toBe(true)
  }
  expect(ajv.validate(document.components.schemas.deal, { ...record, source: 'tv' })).toBe(false)
})

it('is shown as a page of ours without scripts, and only to who may open the app', async () => {
  const page = await server.admin.send('GET', '/apps/sales/docs')
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
  expect(page.json).toContain('/api/v1/apps/sales/records/deal')
  expect(page.json).not.toContain('<script')
  expect((await server.anonymous().send('GET', '/apps/sales/openapi.json')).status).toBe(401)
  expect((await server.anonymous().send('GET', '/apps/sales/docs')).status).toBe(401)
})

it('answers /healthz without asking who', async () => {
  const response = await fetch(`${server.server.url}/healthz`)
  expect([response.status, await response.text()]).toEqual([200, 'ok'])
})
