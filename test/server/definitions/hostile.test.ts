// Whatever comes as a definition is refused with problems, or can be published, exported and taken in again without a byte of difference.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { canonicalText } from '../../../runtime/definition/canonical.ts'
import { compileDefinition } from '../../../runtime/definition/compile.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { startTestServer, type TestServer } from '../../helpers/server.ts'
import { Random } from '../records/expression-generator.ts'
import { handmade, mutated } from './mutations.ts'

const MUTATIONS = 2000
const PUBLISHED = 25
const accepted: any[] = []

function unspoilt(): void {
  expect(Object.keys(Object.prototype)).toEqual([])
  expect(({} as any).polluted).toBeUndefined()
  expect(({} as any).prototype).toBeUndefined()
}

it('mutated definitions are refused with problems or are a fixed point', () => {
  const random = new Random(2024)
  let refused = 0
  let slowest = 0
  for (let index = 0; index < MUTATIONS; index += 1) {
    const document = mutated(salesDefinition(), random)
    const began = performance.now()
    const compiled = compileDefinition(document)
    slowest = Math.max(slowest, performance.now() - began)
    if (!compiled.ok) {
      refused += 1
      expect(compiled.problems.length).toBeGreaterThan(0)
      for (const { code, message } of compiled.problems)
        expect([typeof code, message.en.length > 0, message['zh-CN'].length > 0]).toEqual(['string', true, true])
      continue
    }
    const text = canonicalText(compiled.value.definition)
    const again = compileDefinition(JSON.parse(text))
    expect(again.ok).toBe(true)
    if (again.ok) expect(canonicalText(again.value.definition)).toBe(text)
    accepted.push(document)
  }
  unspoilt()
  console.log(
    `${MUTATIONS} mutated definitions: ${refused} refused, ${accepted.length} are a fixed point, slowest ${Math.round(slowest)} ms`,
  )
  expect(refused).toBeGreaterThan(MUTATIONS / 4)
  expect(accepted.length).toBeGreaterThan(MUTATIONS / 20)
  expect(slowest).toBeLessThan(2000)
})

onBothDatabases('definitions through the door', (dialect) => {
  let place: Place
  let server: TestServer
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })

  const exported = async (key: string) => {
    const { status, json } = await server.admin.send('GET', `/apps/${key}/export`)
    expect(status).toBe(200)
    return json
  }

  it('publish, export and import give the same document', async () => {
    const changed = accepted.filter((document) => JSON.stringify(document) !== JSON.stringify(salesDefinition()))
    for (const [index, document] of changed.slice(0, PUBLISHED).entries()) {
      await server.admin.ok('POST', '/apps', { definition: { ...document, key: `a${index}` } })
      const first = await exported(`a${index}`)
      await server.admin.ok('POST', '/apps', { definition: { ...first, key: `b${index}` } })
      const second = await exported(`b${index}`)
      expect(canonicalText({ ...second, key: 'x' })).toBe(canonicalText({ ...first, key: 'x' }))
      await server.admin.ok('POST', `/apps/a${index}/records/${document.modules[0].key}/bulk`, { action: 'create', records: [{}] })
    }
    console.log(
      `${dialect}: ${Math.min(PUBLISHED, changed.length)} mutated definitions published, exported and imported without a difference`,
    )
  })

  it('what is made by hand is refused whole or is a fixed point, and leaves the process as it was', async () => {
    const outcomes = new Map<number, number>()
    const cases = Object.entries(handmade({ ...salesDefinition(), key: 'handmade' }))
    const before = (await server.admin.ok('GET', '/apps')).apps.length
    let made = 0
    for (const [name, text] of cases) {
      const key = `h${made}`
      const body = `{"key":"${key}","definition":${text}}`
      const answer = await fetch(`${server.server.url}/api/v1/apps`, {
        method: 'POST',
        headers: { cookie: server.admin.cookie, 'content-type': 'application/json', 'accept-language': 'en' },
        body,
      })
      const json = (await answer.json()) as any
      outcomes.set(answer.status, (outcomes.get(answer.status) ?? 0) + 1)
      expect([201, 400, 413], `${name}: ${answer.status} ${JSON.stringify(json).slice(0, 300)}`).toContain(answer.status)
      unspoilt()
      if (answer.status === 201) {
        made += 1
        const first = await exported(key)
        const compiled = compileDefinition(first)
        expect(compiled.ok && canonicalText(compiled.value.definition), name).toBe(canonicalText(first))
      } else expect(json.problems?.length ?? 0, name).toBeGreaterThan(0)
    }
    expect((await server.admin.ok('GET', '/apps')).apps.length).toBe(before + made)
    console.log(`${dialect}: ${cases.length} definitions made by hand: ${JSON.stringify(Object.fromEntries(outcomes))}`)
  })
})
