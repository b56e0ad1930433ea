import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { canonicalText } from '../../../runtime/definition/canonical.ts'
import { compileDefinition } from '../../../runtime/definition/compile.ts'
import type { Store } from '../../../server/database/connect.ts'
import { statement } from '../../../server/database/text.ts'
import { createApp, planPublish, publish } from '../../../server/definitions/publish.ts'
import { versionText } from '../../../server/definitions/store.ts'
import { planSql } from '../../../server/schema/ddl.ts'
import { planSteps } from '../../../server/schema/plan.ts'
import { systemTablesSql } from '../../../server/schema/system-tables.ts'
import { newApp, system, type TestApp, unwrap } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'

type Doc = any
const deal = (document: Doc) => document.modules[1]

function changed(change: (document: Doc) => void, from: Doc = salesDefinition()): Doc {
  const document = structuredClone(from)
  change(document)
  return document
}

function appOfDocument(document: unknown) {
  const compiled = compileDefinition(document)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return compiled.value
}

describe('golden SQL', () => {
  const after = changed((d) => {
    deal(d).fields.splice(4, 1)
    deal(d).views[0].fields = ['name', 'amount']
    deal(d).views[1].sort = []
    deal(d).fields.find((f: Doc) => f.key === 'amount').currency = 'JPY'
    d.modules.push({
      key: 'visit_note',
      title: 'text',
      fields: [
        { key: 'text', type: 'text' },
        { key: 'deal', type: 'relation', module: 'deal', inverse: 'notes' },
        { key: 'at', type: 'datetime' },
        { key: 'done', type: 'boolean' },
        { key: 'score', type: 'decimal' },
      ],
    })
  })
  it.each(['sqlite', 'postgres'] as const)('%s', async (dialect) => {
    const text = [
      '-- system tables',
      ...systemTablesSql(dialect),
      '-- create',
      ...planSql(planSteps(undefined, appOfDocument(salesDefinition())), 1, dialect),
      '-- change',
      ...planSql(planSteps(appOfDocument(salesDefinition()), appOfDocument(after)), 2, dialect),
    ].join(';\n')
    await expect(`${text};\n`).toMatchFileSnapshot(`../../golden/publish.${dialect}.sql`)
  })
})

onBothDatabases('publish', (dialect) => {
  let place: Place
  let store: Store
  let app: TestApp
  let count = 0
  beforeAll(async () => {
    place = await newPlace(dialect)
    store = await place.connect()
  })
  afterAll(() => place.remove())
  beforeEach(async () => {
    count += 1
    app = await newApp(store, { ...salesDefinition(), key: `sales_${count}` })
  })
  const next = (change: (document: Doc) => void) => changed(change, { ...salesDefinition(), key: `sales_${count}` })
  const planOf = async (document: unknown) => unwrap(await planPublish(app.host, document, system)).plan
  const sql = async (text: string) => app.host.db.all(statement(dialect, text))

  it('keeps versions, their text byte for byte, and refuses a foreign key, a moved base and an app that exists', async () => {
    const document = next((d) => (deal(d).label.en = 'Opportunity'))
    expect(unwrap(await publish(app.host, document, system, { base: 1 })).number).toBe(2)
    expect(await versionText(app.host.db, 2)).toBe(canonicalText(document))
    expect(await publish(app.host, document, system, { base: 1 })).toMatchObject({ ok: false, problems: [{ code: 'version_moved' }] })
    expect(await publish(app.host, salesDefinition(), system)).toMatchObject({ ok: false, problems: [{ code: 'key_fixed' }] })
    expect(await createApp(store, document, system)).toMatchObject({ ok: false, problems: [{ code: 'app_exists' }] })
    expect((await app.host.current()).number).toBe(2)
  })

  it('renaming and moving touch nothing', async () => {
    unwrap(await app.create('deal', { name: 'Stays', amount: 5 }))
    const document = next((d) => {
      deal(d).fields[1].label = { en: 'Title', 'zh-CN': '标题' }
      deal(d).fields.reverse()
    })
    const plan = await planOf(document)
    expect(plan.lines).toEqual([])
    expect(plan.changes.length).toBe(3)
    unwrap(await publish(app.host, document, system))
    expect((await app.list('deal')).records).toMatchObject([{ name: 'Stays', amount: 5 }])
  })

  it('asks where the records of a removed option go, and moves them', async () => {
    for (const source of ['web', 'web', 'fair', null])
      unwrap(await app.create('deal', { name: 'x', source, tags: source ? [source] : null }))
    const document = next((d) => {
      deal(d).fields[5].options = [{ key: 'fair' }, { key: 'referral' }]
      deal(d).views[1].where = 'source == "fair"'
    })
    const plan = await planOf(document)
    expect(plan.decisions).toMatchObject([
      { key: 'choice:deal.source:web', required: true, options: [{ value: 'fair' }, { value: 'referral' }, { value: null }] },
    ])
    expect(plan.lines[0]).toMatchObject({
      rows: 2,
      text: { en: expect.stringContaining('2 records'), 'zh-CN': expect.stringContaining('2 条记录') },
    })
    expect(await publish(app.host, document, system)).toMatchObject({ ok: false, problems: [{ code: 'decision_needed' }] })
    expect(await publish(app.host, document, system, { decisions: { 'choice:deal.source:web': 'nowhere' } })).toMatchObject({
      ok: false,
      problems: [{ code: 'decision_invalid' }],
    })
    expect((await app.host.current()).number).toBe(1)
    unwrap(await publish(app.host, document, system, { decisions: { 'choice:deal.source:web': 'referral' } }))
    const sources = (await app.list('deal', { sort: ['source'] })).records.map((record) => record.source)
    expect(sources).toEqual([null, 'fair', 'referral', 'referral'])
  })

  it('asks where the records of a removed stage go, keeps their visits and the mapping', async () => {
    const { _id } = unwrap(await app.create('deal', { name: 'x', _stage: 'quote' }))
    const document = next((d) => d.pipelines[0].stages.splice(1, 1))
    const plan = await planOf(document)
    expect(plan.decisions).toMatchObject([{ key: 'stage:main:quote', required: true }])
    unwrap(await publish(app.host, document, system, { decisions: { 'stage:main:quote': 'talk' } }))
    expect(await app.read('deal', _id)).toMatchObject({ _stage: 'talk' })
    expect(await sql('SELECT "stage" FROM "_visit"')).toEqual([{ stage: 'quote' }])
    unwrap(await app.update('deal', _id, { _stage: 'won', _version: 1 }))
    expect(
      (await sql('SELECT "stage", "left_at" FROM "_visit" ORDER BY "seq"')).map((visit) => [visit.stage, visit.left_at === null]),
    ).toEqual([
      ['quote', false],
      ['won', true],
    ])
    const [version] = await sql('SELECT "decisions" FROM "_version" WHERE "number" = 2')
    expect(typeof version!.decisions === 'string' ? JSON.parse(version!.decisions) : version!.decisions).toEqual({
      'stage:main:quote': 'talk',
    })
  })

  it('says what a change of type converts and loses; the count is the truth, and the old values are kept', async () => {
    const names = ['12', '007', 'seven', '3.5', '-4', null]
    for (const approver of names) unwrap(await app.create('deal', { name: 'x', amount: 20000, approver }))
    const document = next((d) => Object.assign(deal(d).fields[9], { type: 'integer' }))
    const plan = await planOf(document)
    const line = plan.lines.find((each) => each.kind === 'convert_field')
    expect(line).toMatchObject({ rows: 5, lost: { count: 2, examples: ['3.5', 'seven'] }, decision: { required: true } })
    unwrap(await publish(app.host, document, system, { decisions: { 'convert:deal.approver': 'accept' } }))
    const values = (await app.list('deal', { sort: ['approver'] })).records.map((record) => record.approver)
    expect(values).toEqual([null, null, null, -4, 7, 12])
    const [kept] = await sql('SELECT "place" FROM "_trash" WHERE "field" = \'approver\'')
    const old = await sql(`SELECT "${kept!.place}" AS v FROM "deal" WHERE "${kept!.place}" IS NOT NULL ORDER BY 1`)
    expect(old.map((row) => row.v)).toEqual(['-4', '007', '12', '3.5', 'seven'])
  })

  it('removing and adding a key again never revives values by accident; restoring brings them back', async () => {
    const { _id } = unwrap(await app.create('deal', { name: 'x', closes: '2026-02-28' }))
    const without = next((d) => {
      deal(d).fields.splice(4, 1)
      deal(d).views[0].fields = ['name']
      deal(d).views[1].sort = []
    })
    const plan = await planOf(without)
    expect(plan.lines).toMatchObject([{ kind: 'remove_field', rows: 1 }])
    unwrap(await publish(app.host, without, system))
    const back = next(() => {})
    expect((await planOf(back)).decisions).toMatchObject([{ key: 'restore:deal.closes', required: false }])
    unwrap(await publish(app.host, back, system))
    expect(await app.read('deal', _id)).toMatchObject({ closes: null })
    unwrap(await publish(app.host, without, system))
    unwrap(await publish(app.host, back, system, { decisions: { 'restore:deal.closes': false } }))
    unwrap(await app.update('deal', _id, { closes: '2026-03-31', _version: 1 }))
    unwrap(await publish(app.host, without, system))
    unwrap(await publish(app.host, back, system, { decisions: { 'restore:deal.closes': true } }))
    expect(await app.read('deal', _id)).toMatchObject({ closes: '2026-03-31' })
  })

  it('removes a module into the trash and brings it back', async () => {
    unwrap(await app.create('deal', { name: 'Kept', amount: 12.5 }))
    const without = next((d) => {
      d.modules.splice(1, 1)
      d.pipelines = []
      d.reports = []
      d.roles = []
    })
    expect((await planOf(without)).lines).toMatchObject([{ kind: 'remove_module', rows: 1 }])
    unwrap(await publish(app.host, without, system))
    const back = next(() => {})
    unwrap(await publish(app.host, back, system, { decisions: { 'restore:deal': true } }))
    expect((await app.list('deal')).records).toMatchObject([{ name: 'Kept', amount: 12.5, _stage: 'need' }])
  })

  it('refuses a unique rule that the data breaks, and names the values', async () => {
    for (const name of ['twice', 'twice', 'once']) unwrap(await app.create('deal', { name }))
    const document = next((d) => (deal(d).fields[1].unique = true))
    expect(await publish(app.host, document, system)).toMatchObject({
      ok: false,
      problems: [{ code: 'not_unique', message: { en: expect.stringContaining('twice (2)') } }],
    })
  })

  it('adds a pipeline, an assigned number and a required field to records that are there', async () => {
    const bare = next((d) => {
      d.pipelines = []
      deal(d).views = []
      deal(d).fields.splice(0, 1)
      d.reports = []
    })
    bare.key = `bare_${count}`
    app = await newApp(store, bare)
    for (const name of ['first', 'second']) unwrap(await app.create('deal', { name }))
    const full = { ...next((d) => deal(d).fields.push({ key: 'region', type: 'text', required: true })), key: bare.key }
    expect((await planOf(full)).decisions.map((each) => each.key).sort()).toEqual(['fill:deal.region', 'start:main'])
    unwrap(await publish(app.host, full, system, { decisions: { 'start:main': 'quote', 'fill:deal.region': '华东' } }))
    const { records } = await app.list('deal', { sort: ['number'] })
    expect(records).toMatchObject([
      { name: 'first', number: 'D-0001', _stage: 'quote', region: '华东' },
      { name: 'second', number: 'D-0002' },
    ])
    expect(await sql('SELECT "stage", "kind", "seq" FROM "_visit"')).toEqual([
      { stage: 'quote', kind: 'create', seq: 1 },
      { stage: 'quote', kind: 'create', seq: 1 },
    ])
    const third = unwrap(await app.create('deal', { name: 'third', region: 'x' }))
    expect(await app.read('deal', third._id)).toMatchObject({ number: 'D-0003' })
  })
})
