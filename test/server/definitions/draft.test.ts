// The draft over HTTP: edits are kept, two designers at once hear of each other, nothing live changes until it is published.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Edit } from '../../../runtime/definition/edit.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { gatedDefinition } from '../../helpers/gated.ts'
import { startTestServer, type TestServer } from '../../helpers/server.ts'

const DRAFT = '/apps/sales/draft'
const label = (value: string): Edit => ({ kind: 'set', path: '/modules/deal/label', value })

onBothDatabases('draft', (dialect) => {
  let place: Place
  let server: TestServer
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    await server.admin.ok('POST', '/apps', { definition: gatedDefinition() })
  })
  afterAll(async () => {
    await server.close()
    await place.remove()
  })
  const send = (since: number, edits: readonly unknown[], mine?: readonly string[]) =>
    server.admin.send('POST', DRAFT, { since, edits, ...(mine ? { mine } : {}) })

  it('begins as what is live, keeps every edit, and leaves what is live alone', async () => {
    const begun = await server.admin.ok('GET', DRAFT)
    expect(begun).toMatchObject({ version: 0, base: 1, by: null })
    expect((await send(0, [label('Chance')])).json).toEqual({ version: 1, base: 1, others: [] })
    expect((await send(1, [{ kind: 'add', path: '/modules/deal/fields', item: { key: 'size', type: 'text' } }])).json).toMatchObject({
      version: 2,
    })
    const draft = await server.admin.ok('GET', DRAFT)
    expect(draft.definition.modules.find((module: { key: string }) => module.key === 'deal').label).toBe('Chance')
    const live = await server.admin.ok('GET', '/apps/sales')
    expect(JSON.stringify(live.definition)).not.toContain('Chance')
  })

  it('tells two designers who changed what, and takes mine or theirs place by place', async () => {
    const { version } = await server.admin.ok('GET', DRAFT)
    expect((await send(version, [{ kind: 'set', path: '/pipelines/main/stages/quote/probability', value: 45 }])).status).toBe(200)
    const free = await send(version, [{ kind: 'set', path: '/pipelines/main/stages/talk/probability', value: 75 }])
    expect(free.json.others).toMatchObject([{ version: version + 1, edits: [{ path: '/pipelines/main/stages/quote/probability' }] }])
    const stale = [{ kind: 'set', path: '/pipelines/main/stages/quote/probability', value: 50 }, label('Never')]
    const refused = await send(version, stale)
    expect(refused.status).toBe(409)
    expect(refused.json.problems).toMatchObject([
      { path: '/pipelines/main/stages/quote/probability', code: 'conflict', theirs: { kind: 'set', value: 45 } },
    ])
    expect(JSON.stringify((await server.admin.ok('GET', DRAFT)).definition)).not.toContain('Never')
    const inside = await send(version, [{ kind: 'remove', path: '/pipelines/main/stages/quote' }])
    expect(inside.status).toBe(409)
    expect((await send(version, stale, ['/pipelines/main/stages/quote/probability'])).status).toBe(200)
    const after = await server.admin.ok('GET', DRAFT)
    const [main] = after.definition.pipelines
    expect(main.stages.find((stage: { key: string }) => stage.key === 'quote').probability).toBe(50)
    expect(main.stages.find((stage: { key: string }) => stage.key === 'talk').probability).toBe(75)
  })

  it('of many edits at once none is lost', async () => {
    const { version } = await server.admin.ok('GET', DRAFT)
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        send(version, [{ kind: 'add', path: '/modules/deal/fields', item: { key: `at_once_${index}`, type: 'text' } }]),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    const { definition } = await server.admin.ok('GET', DRAFT)
    const keys = definition.modules
      .find((module: { key: string }) => module.key === 'deal')
      .fields.map((field: { key: string }) => field.key)
    expect(keys.filter((key: string) => key.startsWith('at_once_'))).toHaveLength(12)
  })

  it('judges the draft: what stands in the way, and what the linter finds', async () => {
    const { version } = await server.admin.ok('GET', DRAFT)
    const { findings } = await server.admin.ok('GET', `${DRAFT}/problems`)
    expect(findings.map((each: { code: string }) => each.code)).toContain('few_stages')
    await send(version, [{ kind: 'set', path: '/pipelines/main/stages/quote/enter/decider/when', value: 'decider !=' }])
    const judged = await server.admin.ok('GET', `${DRAFT}/problems`)
    expect(judged.problems).toMatchObject([{ path: '/pipelines/main/stages/quote/enter/decider/when' }])
    expect(judged.problems[0].start).toBeTypeOf('number')
  })

  it('is thrown away only by who has seen it; what was made on it is told so', async () => {
    const { version } = await server.admin.ok('GET', DRAFT)
    expect((await server.admin.send('DELETE', `${DRAFT}?version=1`)).status).toBe(409)
    await server.admin.ok('DELETE', `${DRAFT}?version=${version}`)
    expect(await server.admin.ok('GET', DRAFT)).toMatchObject({ version: 0, base: 1 })
    expect((await send(version, [label('Late')])).status).toBe(409)
  })

  it('refuses what is no edit, with its place', async () => {
    for (const edit of [
      1,
      null,
      {},
      { kind: 'x' },
      { kind: 'set', path: 'modules' },
      { kind: 'remove', path: '/label', value: 1 },
      { kind: 'move', path: '/x', before: 1 },
    ])
      expect((await send(0, [label('x'), edit])).json.problems, JSON.stringify(edit)).toMatchObject([{ path: 'edits/1', code: 'type' }])
    expect((await send(0, [])).status).toBe(413)
    expect((await send(0, [{ kind: 'set', path: '/modules/nothing/label', value: 1 }])).json.problems).toMatchObject([
      { code: 'no_such_place' },
    ])
    expect((await send(0, [{ kind: 'set', path: '/__proto__/x', value: 1 }])).status).toBe(400)
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
})
