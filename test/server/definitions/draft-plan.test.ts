// From the draft to a new version: the plan in words with its decisions, publishing in one go, bringing in what others published, files taken in.
import { afterAll, beforeEach, expect, it } from 'vitest'
import { canonicalText } from '../../../runtime/definition/canonical.ts'
import { applyEdits, type Edit } from '../../../runtime/definition/edit.ts'
import type { ItemChange } from '../../../runtime/definition/items.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { gatedDefinition } from '../../helpers/gated.ts'
import { startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited } from '../routes/people.ts'

let count = 0

onBothDatabases('draft plan', (dialect) => {
  let place: Place
  let server: TestServer
  let app = ''
  beforeEach(async () => {
    place ??= await newPlace(dialect)
    server ??= await startTestServer(place)
    count += 1
    app = `sales${count}`
    await server.admin.ok('POST', '/apps', { definition: { ...gatedDefinition(), key: app } })
  })
  afterAll(async () => {
    await server.close()
    await place.remove()
  })
  const draftPath = () => `/apps/${app}/draft`
  const edit = async (...edits: Edit[]) => {
    const { version } = await server.admin.ok('GET', draftPath())
    return (await server.admin.ok('POST', draftPath(), { since: version, edits })).version as number
  }
  const plan = () => server.admin.ok('POST', `${draftPath()}/plan`, {})
  const publish = (body: object) => server.admin.send('POST', `${draftPath()}/publish`, body)
  const deal = (values: object) => server.admin.ok('POST', `/apps/${app}/records/deal`, values)
  const live = async () => (await server.admin.ok('GET', `/apps/${app}/export`)) as any
  /** Publishes past the draft, as the command line does. */
  const elsewhere = async (...edits: Edit[]) => {
    const edited = applyEdits(await live(), edits)
    if (!edited.ok) throw new Error(JSON.stringify(edited.problems))
    await server.admin.ok('POST', `/apps/${app}/publish`, { definition: edited.value })
  }
  const label = (field: string, value: string): Edit => ({ kind: 'set', path: `/modules/deal/fields/${field}/label`, value })
  const words = (items: readonly ItemChange[]) => items.map(({ sentence }) => sentence.en)

  it('tells what changes, what it means for data and what has to be decided; publishing takes the draft away', async () => {
    const ids = [(await deal({ name: 'First', amount: 5 }))._id, (await deal({ name: 'Second', amount: 7 }))._id]
    await edit(
      { kind: 'remove', path: '/pipelines/main/stages/need' },
      { kind: 'remove', path: '/pipelines/main/transitions/to_quote' },
      { kind: 'set', path: '/pipelines/main/transitions/revive/to', value: ['quote'] },
      { kind: 'set', path: '/modules/deal/fields/decider/required', value: true },
    )
    const told = await plan()
    expect(told).toMatchObject({ version: 1, base: 1, draftBase: 1, behind: false, since: [], problems: [] })
    expect(words(told.items)).toContain('Removes the stage Need from Main.')
    const [fill, stage] = [
      told.decisions.find((each: any) => each.kind === 'fill'),
      told.decisions.find((each: any) => each.kind === 'stage'),
    ]
    expect(stage).toMatchObject({
      key: 'stage:main:need',
      path: '/pipelines/main/stages/need',
      module: 'deal',
      rows: 2,
      examples: ['Second', 'First'],
      required: true,
    })
    expect(stage.options[0]).toEqual({ value: 'quote', label: { en: 'Quote', 'zh-CN': '报价' } })
    expect(fill).toMatchObject({ key: 'fill:deal.decider', module: 'deal', field: 'decider', rows: 2, required: false })
    expect(fill.options).toBeUndefined()
    expect(told.findings.map(({ path }: { path: string }) => path)).not.toContain('/pipelines/main/stages/quote/keyAction')

    const open = await publish({ version: 1, base: 1 })
    expect(open).toMatchObject({ status: 400, json: { problems: [{ path: 'stage:main:need', code: 'decision_needed' }] } })
    const odd = await publish({ version: 1, base: 1, decisions: { 'stage:main:need': 'quote', 'fill:deal.decider': 5 } })
    expect(odd).toMatchObject({ status: 400, json: { problems: [{ path: 'fill:deal.decider', code: 'decision_invalid' }] } })
    expect((await publish({ version: 2, base: 1 })).status).toBe(409)
    expect((await publish({ version: 1, base: 7 })).status).toBe(409)
    const decisions = { 'stage:main:need': 'quote', 'fill:deal.decider': 'Ms Li' }
    expect(await publish({ version: 1, base: 1, decisions, note: 'Shorter' })).toMatchObject({ status: 200, json: { version: 2 } })
    expect(await server.admin.ok('GET', draftPath())).toMatchObject({ version: 0, base: 2, live: 2, behind: false })
    for (const id of ids)
      expect(await server.admin.ok('GET', `/apps/${app}/records/deal/${id}`)).toMatchObject({ _stage: 'quote', decider: 'Ms Li' })
    const { versions } = await server.admin.ok('GET', `/apps/${app}/versions`)
    expect(versions[0]).toMatchObject({ number: 2, note: 'Shorter' })
    expect(await publish({ version: 0, base: 2 })).toMatchObject({ status: 400, json: { code: 'no_draft' } })
  })

  it('a draft that does not compile is planned with its problems, and a finding the live version has is no new one', async () => {
    await edit({ kind: 'set', path: '/modules/deal/title', value: 'nothing' })
    const told = await plan()
    expect(told.problems).toMatchObject([{ path: '/modules/deal/title', message: { en: expect.any(String), 'zh-CN': expect.any(String) } }])
    expect(told.items).toHaveLength(1)
    expect((await publish({ version: 1, base: 1 })).json.problems).toMatchObject([{ path: '/modules/deal/title' }])
    await edit(
      { kind: 'set', path: '/modules/deal/title', value: 'name' },
      { kind: 'set', path: '/pipelines/main/stages/talk/probability', value: 3 },
    )
    const { findings } = await plan()
    expect(findings.map(({ code }: { code: string }) => code)).toEqual(['falling_probability'])
    expect(findings[0].message['zh-CN']).toContain('概率')
    const judged = await server.admin.ok('POST', `${draftPath()}/problems`)
    expect(judged.findings.length).toBeGreaterThan(1)
  })

  it('values are examples only for whoever may read them; files that go are counted', async () => {
    const bytes = new TextEncoder().encode('hello')
    await elsewhere({ kind: 'add', path: '/modules/deal/fields', item: { key: 'papers', type: 'file' } })
    const { id } = await server.admin.upload(`/apps/${app}/files/deal/papers?name=a.txt`, bytes)
    await deal({ name: 'Secret name', decider: 'x', papers: [id] })
    await elsewhere({
      kind: 'add',
      path: '/roles',
      item: { key: 'drawer', design: true, modules: [{ module: 'deal', read: 'own' }] },
    })
    const { client } = await invited(server, `drawer${count}${dialect}`, app, ['drawer'])
    await edit(
      { kind: 'remove', path: '/modules/deal/fields/papers' },
      { kind: 'set', path: '/modules/deal/fields/budget/required', value: true },
    )
    const told = await plan()
    expect(told.lines.find((line: any) => line.kind === 'remove_field')).toMatchObject({ rows: 1, files: 1 })
    expect(told.lines.find((line: any) => line.kind === 'remove_field').text.en).toContain('with 1 file')
    expect(told.decisions[0].examples).toEqual(['Secret name'])
    const seen = await client.ok('POST', `${draftPath()}/plan`, {})
    expect(seen.decisions[0]).toMatchObject({ rows: 1, examples: [] })
    expect(JSON.stringify(seen)).not.toContain('Secret name')
    expect((await client.send('POST', `${draftPath()}/publish`, { version: 1, base: 3 })).status).toBe(403)
  })

  it('what others published meanwhile is told and comes in item by item', async () => {
    await edit(label('amount', 'My amount'), label('name', 'My name'), { kind: 'remove', path: '/modules/deal/fields/sent/label' })
    await elsewhere(label('budget', 'Their budget'), label('name', 'Their name'), {
      kind: 'add',
      path: '/modules/deal/fields',
      item: { key: 'theirs', type: 'text' },
      before: 'name',
    })
    expect(await server.admin.ok('GET', draftPath())).toMatchObject({ behind: true, base: 1, live: 2 })
    const told = await plan()
    expect(told).toMatchObject({ behind: true, base: 2, draftBase: 1 })
    expect(told.since).toHaveLength(3)
    expect(words(told.items).join()).not.toContain('Their')
    expect(told.problems[0]).toMatchObject({ code: 'version_moved' })
    expect((await publish({ version: 1, base: 2 })).status).toBe(409)

    const met = await server.admin.send('POST', `${draftPath()}/rebase`, { version: 1 })
    expect(met.status).toBe(409)
    const where = '/modules/deal/fields/name/label'
    expect(met.json.problems).toMatchObject([{ path: where, code: 'conflict', mine: [{ path: where }], theirs: { path: where } }])
    const done = await server.admin.ok('POST', `${draftPath()}/rebase`, { version: 1, mine: [where] })
    expect(done).toMatchObject({ version: 2, base: 2 })
    expect(done.taken).toHaveLength(2)
    const after = await server.admin.ok('GET', draftPath())
    expect(after).toMatchObject({ version: 2, base: 2, behind: false })
    const labels = Object.fromEntries(
      after.definition.modules.find((module: any) => module.key === 'deal').fields.map((field: any) => [field.key, field.label]),
    )
    expect(labels).toMatchObject({ amount: 'My amount', name: 'My name', budget: 'Their budget' })
    expect(Object.keys(labels)).toContain('theirs')
    // Whoever works on the draft of before gets the edits that lead here.
    const { others } = await server.admin.ok('POST', draftPath(), { since: 1, edits: [label('closes', 'Later')] })
    const begun = applyEdits((await server.admin.ok('GET', `/apps/${app}/versions/1`)) as any, [
      label('amount', 'My amount'),
      label('name', 'My name'),
      { kind: 'remove', path: '/modules/deal/fields/sent/label' },
      ...others.flatMap((each: any) => each.edits),
    ])
    expect(begun.ok && canonicalText(begun.value)).toBe(canonicalText(after.definition))
    expect((await publish({ version: 3, base: 2 })).status).toBe(200)
  })

  it('theirs replaces mine where that is chosen; with nothing published meanwhile nothing comes in', async () => {
    await edit(label('name', 'My name'), { kind: 'remove', path: '/modules/deal/fields/sent' })
    expect(await server.admin.ok('POST', `${draftPath()}/rebase`, { version: 1 })).toEqual({ version: 1, base: 1, taken: [] })
    await elsewhere(label('name', 'Their name'), label('sent', 'Sent on'))
    const met = await server.admin.send('POST', `${draftPath()}/rebase`, { version: 1 })
    expect(met.json.problems.map((each: any) => each.path)).toEqual(['/modules/deal/fields/name/label', '/modules/deal/fields/sent/label'])
    const theirs = met.json.problems.map((each: any) => each.path)
    await server.admin.ok('POST', `${draftPath()}/rebase`, { version: 1, theirs })
    expect(canonicalText((await server.admin.ok('GET', draftPath())).definition)).toBe(canonicalText(await live()))
  })

  it('takes a file in by items, or says everything that is wrong with it and changes nothing', async () => {
    await edit(label('amount', 'Worth'))
    const file = { ...gatedDefinition(), key: 'other_app' } as any
    const told = await server.admin.ok('POST', `${draftPath()}/import`, { definition: file })
    expect(told).toMatchObject({ problems: [], version: 1 })
    expect(told.notices[0].en).toContain('other_app')
    const edits = told.items.flatMap((item: ItemChange) => item.edits)
    const { version } = await server.admin.ok('POST', draftPath(), { since: told.version, edits })
    const draft = await server.admin.ok('GET', draftPath())
    expect(draft.version).toBe(version)
    expect(canonicalText({ ...draft.definition, key: 'x' })).toBe(canonicalText({ ...file, key: 'x' }))
    file.modules[1].title = 'nowhere'
    file.settings.currency = 'ABC'
    file.extra = 1
    const wrong = await server.admin.ok('POST', `${draftPath()}/import`, { definition: file })
    expect(wrong.items).toBeUndefined()
    expect(wrong.problems.length).toBe(3)
    expect((await server.admin.ok('GET', draftPath())).version).toBe(version)
  })

  it('whatever stands in the draft is answered', async () => {
    const scorecard = { key: 'x', module: 'deal', rules: [{ key: 'r', when: 'nothing > 1.0', points: 1 }] }
    for (const value of [
      null,
      1,
      'x',
      [],
      { modules: null },
      { modules: [null, 1, { key: {}, fields: [{}] }], scorecards: 5, reports: [{}] },
    ]) {
      await edit({ kind: 'set', path: '', value })
      const asked = [
        await server.admin.send('POST', `${draftPath()}/plan`, {}),
        await server.admin.send('GET', `${draftPath()}/problems`),
        await server.admin.send('POST', `${draftPath()}/import`, { definition: gatedDefinition() }),
        await server.admin.send('POST', `/apps/${app}/try`, { module: 'deal', expression: 'amount' }),
        await server.admin.send('POST', `/apps/${app}/scores/try`, { scorecard }),
        await server.admin.send('POST', `/apps/${app}/preview`, { data: 'none', role: 'rep' }),
      ]
      expect(
        asked.map(({ status }) => status),
        JSON.stringify(value),
      ).toEqual([200, 200, 200, 200, 200, 400])
      expect(asked[0]!.json.problems.length).toBeGreaterThan(0)
      expect(asked[2]!.json.items.length).toBeGreaterThan(0)
    }
  })

  it('any two versions are compared, one is downloaded, and going back is planned before it is done', async () => {
    await elsewhere(label('amount', 'Worth'))
    await elsewhere(label('name', 'Title'), { kind: 'remove', path: '/modules/deal/fields/sent/label' })
    const path = `/apps/${app}/versions`
    const diff = (query: string) => server.admin.send('GET', `${path}/3/diff${query}`)
    expect((await diff('')).json.items).toHaveLength(2)
    expect((await diff('?from=1')).json).toMatchObject({ from: 1, to: 3 })
    expect((await diff('?from=1')).json.items).toHaveLength(3)
    expect((await diff('?from=0')).json.items.length).toBeGreaterThan(3)
    expect((await diff('?from=9')).status).toBe(404)
    const file = await server.admin.send('GET', `${path}/1/download`)
    expect(file.headers.get('content-disposition')).toContain(`${app}-v1.json`)
    expect(canonicalText(file.json)).toBe(canonicalText({ ...gatedDefinition(), key: app }))
    const back = await server.admin.ok('GET', `${path}/1/plan`)
    expect(back).toMatchObject({ number: 1, base: 3, decisions: [], problems: [] })
    expect(back.items).toHaveLength(3)
    expect((await server.admin.send('POST', `${path}/1/revert`, { base: 2 })).status).toBe(409)
    expect(await server.admin.ok('POST', `${path}/1/revert`, { note: 'Back to the start', base: 3 })).toEqual({ version: 4 })
    expect((await server.admin.ok('GET', path)).versions[0]).toMatchObject({ number: 4, note: 'Back to the start' })
    expect(canonicalText(await live())).toBe(canonicalText(file.json))
  })
})
