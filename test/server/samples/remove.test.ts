// Taking sample data away on both databases: nothing of it is left, nothing of anybody's own is touched, what people changed is asked about.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { batchOf, eventsFor } from '../../../server/collaboration/live/batch.ts'
import { createNote } from '../../../server/collaboration/notes.ts'
import { writePreference } from '../../../server/collaboration/preferences.ts'
import type { Row } from '../../../server/database/database.ts'
import { statement } from '../../../server/database/text.ts'
import { updateRecord } from '../../../server/records/write.ts'
import { loadSample } from '../../../server/samples/load.ts'
import { sampleOf } from '../../../server/samples/read.ts'
import { removeSample } from '../../../server/samples/remove.ts'
import { startState } from '../../../server/samples/start.ts'
import { sampleState } from '../../../server/samples/state.ts'
import { newApp, type TestApp, unwrap, userPrincipal } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'

const me = userPrincipal('lin', [], { admin: true })
const SAMPLE = {
  format: 1,
  currency: 'CNY',
  records: {
    account: ['Acme', 'Beta', 'Corona', 'Delta'].map((name, index) => ({ _ref: `a${index}`, _created: '-30d 10:00', _owner: 0, name })),
    deal: [0, 0, 1, 2].map((account, index) => ({
      _ref: `d${index}`,
      _owner: index,
      _visits: ['need -20d 10:00', 'quote -10d 10:00', 'lost -2d 10:00'].slice(0, 1 + (index % 3)),
      name: `Sample ${index}`,
      account: `a${account}`,
      amount: 1000 * (index + 1),
    })),
  },
}

onBothDatabases('removing sample data', (dialect) => {
  let place: Place
  let app: TestApp

  beforeEach(async () => {
    place = await newPlace(dialect)
    app = await newApp(await place.connect(), salesDefinition())
    const sample = unwrap(sampleOf(SAMPLE, (await app.host.current()).app))
    expect(await loadSample(app.host, sample, { owners: ['lin', 'anna'], locale: 'en' })).toEqual({ account: 4, deal: 4 })
  })
  afterEach(() => place.remove())

  const all = (sql: string, ...parameters: unknown[]) => app.host.db.all(statement(dialect, sql, parameters))
  const state = async () => sampleState(app.host.db, (await app.host.current()).app)
  const idOf = async (module: string, name: string) => String((await all(`SELECT "_id" FROM "${module}" WHERE "name" = ?`, name))[0]!._id)
  const edit = async (name: string, values: Record<string, unknown>, as = me) => {
    const id = await idOf('deal', name)
    const [row] = await all('SELECT "_version" FROM "deal" WHERE "_id" = ?', id)
    return unwrap(await app.update('deal', id, { ...values, _version: Number(row!._version) }, as))
  }
  const note = async (module: string, record: string, text: string) => {
    const current = (await app.host.current()).app
    const at = { host: app.host, app: current, module: current.modules.get(module)!, record, principal: me, userExists: async () => true }
    return unwrap(await createNote(at, text))
  }

  /** Every row of every table; of what is about a record only what is about those of `ids`. */
  async function dump(ids?: ReadonlySet<string>): Promise<Record<string, string[]>> {
    const names =
      dialect === 'sqlite'
        ? await all(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
        : await all('SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1')
    const tables: Record<string, string[]> = {}
    for (const { name } of names) {
      const rows = await all(`SELECT * FROM "${name}"`)
      const mine = (row: Row) =>
        ids === undefined ||
        (['account', 'deal'].includes(String(name))
          ? ids.has(String(row._id))
          : 'record' in row
            ? row.record === null || ids.has(String(row.record))
            : true)
      const kept = rows.filter((row) => mine(row) && row.kind !== 'purge' && !(name === '_meta' && row.name === 'sample'))
      tables[String(name)] = kept.map((row) => JSON.stringify(row)).sort()
    }
    return tables
  }

  it('leaves nothing of it, and everything of one’s own byte by byte', async () => {
    const account = unwrap(await app.create('account', { name: 'Mine' }, me))._id
    const deal = unwrap(await app.create('deal', { name: 'My deal', account, amount: 5 }, me))
    unwrap(await app.update('deal', deal._id, { _stage: 'quote', _version: deal._version }, me))
    const binned = unwrap(await app.create('account', { name: 'In the trash' }, me))._id
    unwrap(await app.remove('account', binned, me))
    await note('deal', deal._id, 'Call again')
    unwrap(await writePreference(app.host.db, 'lin', 'favourites', [{ module: 'deal', id: deal._id }]))
    const mine = new Set([account, deal._id, binned])
    const before = await dump(mine)
    expect(before.deal).toHaveLength(1)
    expect(before._visit).toHaveLength(2)

    expect(unwrap(await removeSample(app.host))).toEqual({ removed: { account: 4, deal: 4 }, kept: {} })
    expect(await dump()).toEqual(before)
    expect(await state()).toEqual({ present: false, counts: {}, edited: [], referred: [] })
    // Whoever looks at the modules is told to look again.
    expect((await all(`SELECT "module" FROM "_outbox" WHERE "kind" = 'purge'`)).map((row) => row.module).sort()).toEqual([
      'account',
      'deal',
    ])
    const purged = (await all(
      `SELECT "id", "kind", "module", "record", "version" FROM "_outbox" WHERE "kind" = 'purge' ORDER BY "id"`,
    )) as any[]
    const heard = async (role: string) => {
      const current = (await app.host.current()).app
      return eventsFor(batchOf(app.host.db, current, purged, purged.at(-1).id), userPrincipal('rep', [role]))
    }
    expect((await heard('rep')).map((event) => ('module' in event ? `${event.kind} ${event.module}` : event.kind)).sort()).toEqual([
      'many account',
      'many deal',
    ])
    expect(await heard('nobody')).toEqual([])
    // Once more changes nothing.
    const after = JSON.stringify(await all('SELECT * FROM "_outbox"'))
    expect(unwrap(await removeSample(app.host, 'remove'))).toEqual({ removed: {}, kept: {} })
    expect(await dump()).toEqual(before)
    expect(JSON.stringify(await all('SELECT * FROM "_outbox"'))).toBe(after)
  })

  it('begins numbers anew where no record is left', async () => {
    unwrap(await removeSample(app.host))
    const made = unwrap(await app.create('deal', { name: 'First of my own' }, me))
    expect(await app.read('deal', made._id)).toMatchObject({ number: 'D-0001' })
  })

  it('says what people changed, wrote on or need, with who and when', async () => {
    expect(await state()).toMatchObject({ present: true, counts: { account: 4, deal: 4 }, edited: [], referred: [] })
    await edit('Sample 0', { amount: 7 })
    await edit('Sample 0', { amount: 8 }, userPrincipal('anna', [], { admin: true }))
    await note('account', await idOf('account', 'Delta'), 'Good people')
    unwrap(await app.remove('deal', await idOf('deal', 'Sample 3'), me))
    unwrap(await app.create('deal', { name: 'Mine', account: await idOf('account', 'Corona') }, me))
    const now = await state()
    expect(now.counts).toEqual({ account: 4, deal: 3 })
    expect(now.edited.map(({ module, title, by }) => [module, title, by]).sort()).toEqual([
      ['account', 'Delta', 'lin'],
      ['deal', 'Sample 0', 'anna'],
    ])
    for (const { at } of now.edited) expect(Date.now() - Date.parse(at)).toBeLessThan(60_000)
    expect(now.referred.map(({ module, title }) => [module, title])).toEqual([['account', 'Corona']])
    const refused = await removeSample(app.host)
    expect(refused).toMatchObject({ ok: false, problems: [{ path: 'edited', code: 'decision_needed' }] })
    expect(await state()).toEqual(now)
  })

  it('keeps what people changed, with what it refers to, as their own', async () => {
    await edit('Sample 2', { amount: 7 })
    expect(unwrap(await removeSample(app.host, 'keep'))).toEqual({ removed: { account: 3, deal: 3 }, kept: { account: 1, deal: 1 } })
    expect((await all('SELECT "name", "_import" FROM "account"')).map((row) => [row.name, row._import])).toEqual([['Beta', null]])
    const id = await idOf('deal', 'Sample 2')
    expect(await app.read('deal', id)).toMatchObject({ amount: 7, _stage: 'lost', account: await idOf('account', 'Beta') })
    expect(await all('SELECT "stage", "import" FROM "_visit" ORDER BY "seq"')).toEqual([
      { stage: 'need', import: null },
      { stage: 'quote', import: null },
      { stage: 'lost', import: null },
    ])
    expect((await all('SELECT DISTINCT "record", "import" FROM "_history"')).map((row) => [row.record, row.import])).toEqual([[id, null]])
    expect(await state()).toMatchObject({ present: false })
    expect(await startState(app.host.db, (await app.host.current()).app)).toEqual({ imported: false, own: true, sample: 0 })
  })

  it('removes what people changed where they say so, and what they binned in any case', async () => {
    await edit('Sample 1', { amount: 7 })
    await note('deal', await idOf('deal', 'Sample 0'), 'Never mind')
    unwrap(await app.remove('account', await idOf('account', 'Delta'), me))
    expect(unwrap(await removeSample(app.host, 'remove'))).toEqual({ removed: { account: 4, deal: 4 }, kept: {} })
    for (const table of ['account', 'deal', '_visit', '_history', '_note', '_notification'])
      expect(await all(`SELECT * FROM "${table}"`), table).toEqual([])
  })

  it.each(['keep', 'remove'] as const)('never takes away what one’s own records refer to, even from the trash (%s)', async (edited) => {
    await edit('Sample 0', { amount: 7 })
    const mine = unwrap(await app.create('deal', { name: 'Mine', account: await idOf('account', 'Acme') }, me))._id
    const binned = unwrap(await app.create('deal', { name: 'Binned', account: await idOf('account', 'Corona') }, me))._id
    unwrap(await app.remove('deal', binned, me))
    const before = await all('SELECT * FROM "deal" WHERE "_id" IN (?, ?) ORDER BY "_id"', mine, binned)
    const { kept } = unwrap(await removeSample(app.host, edited))
    expect(kept).toEqual(edited === 'keep' ? { account: 2, deal: 1 } : { account: 2 })
    expect(await all('SELECT * FROM "deal" WHERE "_id" IN (?, ?) ORDER BY "_id"', mine, binned)).toEqual(before)
    expect((await all('SELECT "name" FROM "account" ORDER BY "name"')).map((row) => row.name)).toEqual(['Acme', 'Corona'])
  })

  it('counts a later import as a change, and leaves imported records what they are', async () => {
    const imported = unwrap(await app.create('account', { name: 'Imported' }, me))._id
    await app.host.db.run(statement(dialect, `UPDATE "account" SET "_import" = 'job' WHERE "_id" = ?`, [imported]))
    const id = await idOf('deal', 'Sample 0')
    unwrap(
      await app.host.write((trx, published) => {
        const context = { trx, db: app.host.db, published, principal: me, now: Date.now(), userExists: async () => true, import: 'job' }
        return updateRecord(context, published.app.modules.get('deal')!, id, { account: imported, _version: 1 })
      }),
    )
    expect((await state()).edited.map(({ title }) => title)).toEqual(['Sample 0'])
    expect(unwrap(await removeSample(app.host, 'keep'))).toEqual({ removed: { account: 4, deal: 3 }, kept: { deal: 1 } })
    expect(await all('SELECT "name", "_import" FROM "account"')).toEqual([{ name: 'Imported', _import: 'job' }])
    expect(await startState(app.host.db, (await app.host.current()).app)).toEqual({ imported: true, own: true, sample: 0 })
  })

  it('takes removed records out of favourites and recent records', async () => {
    const sample = await idOf('deal', 'Sample 0')
    const mine = unwrap(await app.create('deal', { name: 'Mine' }, me))._id
    unwrap(
      await writePreference(app.host.db, 'lin', 'recents', [
        { module: 'deal', id: sample },
        { module: 'deal', id: mine },
      ]),
    )
    unwrap(await writePreference(app.host.db, 'anna', 'favourites', { deal: [sample, mine] }))
    unwrap(await removeSample(app.host))
    expect((await all('SELECT "value" FROM "_preference" ORDER BY "owner"')).map((row) => JSON.parse(String(row.value)))).toEqual([
      { deal: [mine] },
      [{ module: 'deal', id: mine }],
    ])
  })
})
