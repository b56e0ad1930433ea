// What the builder takes out or gives another key while records use it: it is told before, nothing goes in silence, and what was there can be brought back.
import { afterAll, beforeEach, expect, it } from 'vitest'
import type { Edit } from '../../../runtime/definition/edit.ts'
import { removalEdits, usesOf } from '../../../runtime/definition/uses.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { startTestServer, type TestServer } from '../../helpers/server.ts'

let count = 0

onBothDatabases('removal from the draft', (dialect) => {
  let place: Place
  let server: TestServer
  let app = ''
  let id = ''
  beforeEach(async () => {
    place ??= await newPlace(dialect)
    server ??= await startTestServer(place)
    count += 1
    app = `sales${count}`
    await server.admin.ok('POST', '/apps', { definition: { ...salesDefinition(), key: app } })
    const values = { name: 'Kept', amount: 7.5, source: 'web', closes: '2026-02-28', loss: 'price/terms', _stage: 'quote' }
    id = (await server.admin.ok('POST', `/apps/${app}/records/deal`, values))._id
  })
  afterAll(async () => {
    await server.close()
    await place.remove()
  })
  const draft = () => server.admin.ok('GET', `/apps/${app}/draft`)
  const edit = async (edits: readonly Edit[]) => {
    const { version } = await draft()
    await server.admin.ok('POST', `/apps/${app}/draft`, { since: version, edits })
  }
  const plan = () => server.admin.ok('POST', `/apps/${app}/draft/plan`, {})
  const publish = async (decisions = {}) => {
    const { version, base } = await draft()
    return server.admin.send('POST', `/apps/${app}/draft/publish`, { version, base, decisions })
  }
  const deal = () => server.admin.ok('GET', `/apps/${app}/records/deal/${id}`)
  const back = (decisions = {}) => server.admin.send('POST', `/apps/${app}/versions/1/revert`, { decisions })
  /** As the builder removes: mentions go along, what is left is mended. */
  const remove = async (path: string, mend: readonly Edit[] = []) => {
    const { definition } = await draft()
    const uses = usesOf(definition, path)
    await edit([...removalEdits(definition, path).edits, ...mend])
    return uses.map((use) => use.path)
  }

  it('a field: its uses are named, the plan counts what it holds, going back brings the values', async () => {
    const uses = await remove('/modules/deal/fields/closes')
    expect(uses.some((path) => path.startsWith('/modules/deal/views/all'))).toBe(true)
    const told = await plan()
    expect(told.problems).toEqual([])
    expect(told.lines).toMatchObject([{ kind: 'remove_field', rows: 1 }])
    expect((await publish()).status).toBe(200)
    expect(await deal()).not.toHaveProperty('closes')
    expect((await back({ 'restore:deal.closes': true })).status).toBe(200)
    expect(await deal()).toMatchObject({ closes: '2026-02-28' })
  })

  it('an option and a stage that records stand in: nothing is published before it is said where they go', async () => {
    const uses = await remove('/modules/deal/fields/source/options/web', [{ kind: 'remove', path: '/modules/deal/views/web' }])
    expect(uses.some((path) => path.startsWith('/modules/deal/views/web'))).toBe(true)
    await remove('/pipelines/main/stages/quote')
    const told = await plan()
    expect(told.problems).toEqual([])
    expect(told.decisions).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ key: 'choice:deal.source:web', rows: 1, required: true }),
        expect.objectContaining({ key: 'stage:main:quote', rows: 1, required: true }),
      ]),
    )
    expect(await publish()).toMatchObject({ status: 400, json: { problems: [{ code: 'decision_needed' }, { code: 'decision_needed' }] } })
    expect(await deal()).toMatchObject({ source: 'web', _stage: 'quote' })
    expect((await publish({ 'choice:deal.source:web': 'fair', 'stage:main:quote': 'talk' })).status).toBe(200)
    expect(await deal()).toMatchObject({ source: 'fair', _stage: 'talk' })
  })

  it('an entry of a dictionary, inner ones too', async () => {
    await remove('/dictionaries/loss_reason/items/price')
    const told = await plan()
    const asked = told.decisions.filter(({ kind, rows }: { kind: string; rows: number }) => kind === 'choice' && rows === 1)
    expect(asked).toHaveLength(1)
    expect(asked[0]).toMatchObject({ module: 'deal', field: 'loss', required: true })
    expect((await publish()).status).toBe(400)
    expect(await deal()).toMatchObject({ loss: 'price/terms' })
  })

  it('another key for what is published: the plan says that it goes, and the old values come back with the old key', async () => {
    await remove('/modules/deal/fields/closes')
    await edit([{ kind: 'add', path: '/modules/deal/fields', item: { key: 'closing', type: 'date', label: 'Closes' } }])
    const told = await plan()
    expect(told.lines.find(({ kind }: { kind: string }) => kind === 'remove_field')).toMatchObject({ rows: 1 })
    expect((await publish()).status).toBe(200)
    expect((await back({ 'restore:deal.closes': true })).status).toBe(200)
    expect(await deal()).toMatchObject({ closes: '2026-02-28' })
  })

  it('another name changes no row, whatever has it', async () => {
    const before = await deal()
    const places = [
      '/modules/deal',
      '/modules/deal/fields/closes',
      '/modules/deal/fields/source/options/web',
      '/pipelines/main/stages/quote',
      '/dictionaries/loss_reason/items/price',
    ]
    await edit(places.map((path) => ({ kind: 'set', path: `${path}/label`, value: 'Renamed' })))
    const told = await plan()
    expect([told.lines, told.decisions, told.items.length]).toEqual([[], [], places.length])
    expect((await publish()).status).toBe(200)
    expect(await deal()).toEqual(before)
  })
})
