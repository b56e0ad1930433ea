import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Store } from '../../../server/database/connect.ts'
import { statement } from '../../../server/database/text.ts'
import { newApp, type TestApp, unwrap, userPrincipal } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'

onBothDatabases('records', (dialect) => {
  let place: Place
  let store: Store
  let app: TestApp
  const rep = userPrincipal('ann', ['rep'])
  beforeAll(async () => {
    place = await newPlace(dialect)
    store = await place.connect()
    app = await newApp(store, salesDefinition())
  })
  afterAll(() => place.remove())

  it('creates, reads back every value, numbers records and logs the first visit', async () => {
    const account = unwrap(await app.create('account', { name: '北京 “Acme” 100%_\\', industry: 'it' }))
    const values = {
      name: 'First',
      amount: 12345.67,
      account: account._id,
      closes: '2026-02-28',
      source: 'web',
      tags: ['a', '重要'],
      loss: 'price/discount',
    }
    const deal = unwrap(await app.create('deal', values))
    const record = await app.read('deal', deal._id)
    expect(record).toMatchObject({ ...values, number: 'D-0001', _stage: 'need', _version: 1, _titles: { account: '北京 “Acme” 100%_\\' } })
    const visits = await app.host.db.all(statement(dialect, 'SELECT * FROM "_visit" WHERE "record" = ?', [deal._id]))
    expect(visits).toMatchObject([{ seq: 1, stage: 'need', kind: 'create', left_at: null, pipeline: 'main' }])
    const outbox = await app.host.db.all(statement(dialect, 'SELECT "kind" FROM "_outbox" WHERE "record" = ?', [deal._id]))
    expect(outbox).toEqual([{ kind: 'create' }])
  })

  it('says everything that is wrong at once, with a place, and changes nothing', async () => {
    const before = await app.host.db.all(statement(dialect, 'SELECT count(*) AS n FROM "deal"'))
    const result = await app.create('deal', { name: '', amount: 'x', source: 'tv', nonsense: 1, _id: 'x', _version: 9, __proto__x: 1 })
    expect(result.ok).toBe(false)
    const paths = result.ok ? [] : result.problems.map((each) => `${each.path} ${each.code}`)
    expect(paths).toEqual(
      [
        'amount type',
        'source enum',
        'nonsense unknown_field',
        '_id unknown_field',
        '_version unknown_field',
        '__proto__x unknown_field',
      ].map((each) => expect.stringContaining(each.split(' ')[0]!)),
    )
    const missing = await app.create('deal', {})
    expect(missing).toMatchObject({ ok: false, problems: [{ path: 'name', code: 'required' }] })
    expect(await app.host.db.all(statement(dialect, 'SELECT count(*) AS n FROM "deal"'))).toEqual(before)
  })

  it('keeps unique values unique, also when restoring', async () => {
    const first = unwrap(await app.create('account', { name: 'Only' }))
    expect(await app.create('account', { name: 'Only' })).toMatchObject({ ok: false, problems: [{ path: 'name', code: 'not_unique' }] })
    unwrap(await app.remove('account', first._id))
    expect(await app.read('account', first._id)).toMatchObject({ _deleted_at: expect.any(String) })
    unwrap(await app.create('account', { name: 'Only' }))
    expect(await app.restore('account', first._id)).toMatchObject({ ok: false, problems: [{ code: 'not_unique' }] })
  })

  it('merges edits of different fields and names the fields that clash', async () => {
    const { _id } = unwrap(await app.create('deal', { name: 'Merge', amount: 1 }))
    unwrap(await app.update('deal', _id, { amount: 2, _version: 1 }))
    expect(unwrap(await app.update('deal', _id, { name: 'Merged', _version: 1 }))._version).toBe(3)
    const clash = await app.update('deal', _id, { amount: 3, _version: 1 })
    expect(clash).toMatchObject({
      ok: false,
      problems: [{ code: 'conflict', path: 'amount', version: 3, clashes: [{ field: 'amount', original: 1, theirs: 2, yours: 3 }] }],
    })
    expect(await app.update('deal', _id, { amount: 3 })).toMatchObject({ ok: false, problems: [{ path: '_version' }] })
    expect(await app.read('deal', _id)).toMatchObject({ name: 'Merged', amount: 2, _version: 3 })
  })

  it('holds conditions of fields and rules that look at related records', async () => {
    const retail = unwrap(await app.create('account', { name: 'Shop', industry: 'retail' }))
    expect(await app.create('deal', { name: 'Big', amount: 50000.01, account: retail._id })).toMatchObject({
      ok: false,
      problems: [{ path: 'amount', code: 'rule_retail_limit' }],
    })
    unwrap(await app.create('deal', { name: 'Fits', amount: 50000, account: retail._id }))
    expect(await app.create('deal', { name: 'Small', amount: 5, discount: 3 })).toMatchObject({
      ok: false,
      problems: [{ path: 'discount', code: 'not_visible' }],
    })
    expect(await app.create('deal', { name: 'Large', amount: 20000, discount: 12 })).toMatchObject({
      ok: false,
      problems: [{ path: 'approver', code: 'required' }],
    })
    unwrap(await app.create('deal', { name: 'Large', amount: 20000, discount: 12, approver: 'Bo' }))
  })

  it('logs a visit per move, none for a move to the same stage, and how each was entered', async () => {
    const { _id } = unwrap(await app.create('deal', { name: 'Path' }))
    let version = 1
    for (const stage of ['quote', 'quote', 'need', 'talk', 'lost', 'quote', 'won']) {
      version = unwrap(await app.update('deal', _id, { _stage: stage, _version: version }))._version
    }
    const visits = await app.host.db.all(
      statement(dialect, 'SELECT "stage", "kind", "entered_at", "left_at" FROM "_visit" WHERE "record" = ? ORDER BY "seq"', [_id]),
    )
    expect(visits.map((visit) => `${visit.stage} ${visit.kind}`)).toEqual([
      'need create',
      'quote advance',
      'need regress',
      'talk skip',
      'lost lose',
      'quote revive',
      'won win',
    ])
    for (const [index, visit] of visits.entries()) expect(visit.left_at).toBe(visits[index + 1]?.entered_at ?? null)
  })

  it('shows and changes only what the role allows', async () => {
    const other = unwrap(await app.create('deal', { name: 'Not mine', amount: 9 }))
    expect(await app.read('deal', other._id, rep)).toBeUndefined()
    expect(await app.update('deal', other._id, { name: 'x', _version: 1 }, rep)).toMatchObject({
      ok: false,
      problems: [{ code: 'not_found' }],
    })
    const mine = unwrap(await app.create('deal', { name: 'Mine', amount: 20000 }, rep))
    const record = await app.read('deal', mine._id, rep)
    expect(record).not.toHaveProperty('discount')
    expect(record).toMatchObject({ _owner: 'ann', name: 'Mine' })
    expect(await app.update('deal', mine._id, { discount: 1, _version: 1 }, rep)).toMatchObject({
      ok: false,
      problems: [{ path: 'discount', code: 'unknown_field' }],
    })
    expect(await app.update('deal', mine._id, { source: 'web', _version: 1 }, rep)).toMatchObject({
      ok: false,
      problems: [{ path: 'source', code: 'read_only' }],
    })
    expect(await app.create('deal', { name: 'x' }, userPrincipal('eve', []))).toMatchObject({
      ok: false,
      problems: [{ code: 'forbidden' }],
    })
    for (const request of [
      { where: 'discount > 1.0' },
      { sort: ['discount'] },
      { fields: ['discount'] },
      { where: 'account.secret == "x"' },
      { view: 'nope' },
      { where: 'no_such > 1' },
    ]) {
      expect(await app.problemsOfList('deal', request, rep), JSON.stringify(request)).not.toEqual([])
    }
  })
})
