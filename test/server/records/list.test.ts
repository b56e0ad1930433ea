// Lists against a plain model: every page by keyset equals the sorted and filtered model, whatever the nulls, ties and directions; search is literal.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkExpression, evaluate, truthy } from '../../../runtime/expression/expression.ts'
import type { Store } from '../../../server/database/connect.ts'
import { newApp, type TestApp, unwrap, userPrincipal } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'

const NAMES = ['100%', '10_0', 'a_b', 'axb', "o'hara", 'back\\slash', '北京', '南京路', 'Émile', '😀 smile', 'ABC', 'abc', '100']
const SORTS = ['name', 'amount', 'closes', 'source', '_created_at', '_stage']
const CONDITIONS = [
  'amount > 500.00',
  'source == "web" || closes == null',
  'account.industry == "it"',
  'closes >= date("2026-02-01") && amount != null',
  'size(name) > 3',
  '_stage in ["need", "won"]',
]

onBothDatabases('lists', (dialect) => {
  let place: Place
  let store: Store
  let app: TestApp
  const model: Record<string, any>[] = []
  const accounts = new Map<string, Record<string, any>>()
  beforeAll(async () => {
    place = await newPlace(dialect)
    store = await place.connect()
    app = await newApp(store, salesDefinition())
    const random = fc.sample(
      fc.record({
        name: fc.constantFrom(...NAMES),
        amount: fc.option(fc.integer({ min: 0, max: 200 }).map((n) => n * 5.25)),
        closes: fc.option(fc.constantFrom('2026-01-31', '2026-02-01', '2026-02-28')),
        source: fc.option(fc.constantFrom('web', 'fair', 'referral')),
        account: fc.option(fc.constantFrom(0, 1)),
        stage: fc.constantFrom('need', 'quote', 'won'),
      }),
      { numRuns: 130, seed: 7 },
    )
    const ids: string[] = []
    for (const industry of ['it', 'retail']) {
      const { _id } = unwrap(await app.create('account', { name: `Account ${industry}`, industry }))
      ids.push(_id)
      accounts.set(_id, (await app.read('account', _id))!)
    }
    for (const { account, stage, ...values } of random) {
      const { _id } = unwrap(await app.create('deal', { ...values, account: account === null ? null : ids[account], _stage: stage }))
      model.push((await app.read('deal', _id))!)
    }
  })
  afterAll(() => place.remove())

  const compare = (a: unknown, b: unknown): number => {
    if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1
    if (typeof a === 'number') return a - (b as number)
    const [x, y] = [[...String(a)], [...String(b)]].map((text) => text.map((c) => c.codePointAt(0)!)) as [number[], number[]]
    for (let index = 0; index < Math.min(x.length, y.length); index += 1) if (x[index] !== y[index]) return x[index]! - y[index]!
    return x.length - y.length
  }

  it('pages of 300 random lists equal the model', async () => {
    const { app: linked } = await app.host.current()
    const shape = linked.modules.get('deal')!.shape
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.record({ name: fc.constantFrom(...SORTS), descending: fc.boolean() }), {
          maxLength: 3,
          selector: (each) => each.name,
        }),
        fc.option(fc.constantFrom(...CONDITIONS), { nil: undefined }),
        fc.integer({ min: 1, max: 60 }),
        async (sort, where, limit) => {
          const checked = where === undefined ? undefined : unwrap(checkExpression(where, shape, 'boolean'))
          const environment = {
            now: Date.now(),
            timeZone: 'Asia/Shanghai',
            me: null,
            myTeam: [],
            follow: (_: string, id: string) => accounts.get(id) ?? null,
          }
          const last = sort.at(-1)?.descending ?? false
          const wanted = model
            .filter((record) => !checked || truthy(evaluate(checked, { record, ...environment })))
            .sort((a, b) => {
              for (const { name, descending } of sort) {
                const order = compare(a[name], b[name])
                if (order !== 0) return descending ? -order : order
              }
              return last ? compare(b._id, a._id) : compare(a._id, b._id)
            })
          const got: string[] = []
          let after: string | undefined
          for (let page = 0; page < 200; page += 1) {
            const request = {
              sort: sort.map(({ name, descending }) => (descending ? `-${name}` : name)),
              limit,
              total: true,
              ...(where ? { where } : {}),
              ...(after ? { after } : {}),
            }
            const { records, next, total } = await app.list('deal', request)
            expect(total).toBe(wanted.length)
            got.push(...records.map((record) => record._id))
            if (next === null) break
            expect(records.length).toBe(limit)
            after = next
          }
          expect(got).toEqual(wanted.map((record) => record._id))
          const skip = (limit * 7) % 140
          const request = {
            sort: sort.map(({ name, descending }) => (descending ? `-${name}` : name)),
            limit,
            skip,
            ...(where ? { where } : {}),
          }
          const jumped = await app.list('deal', request)
          expect(jumped.records.map((record) => record._id)).toEqual(wanted.slice(skip, skip + limit).map((record) => record._id))
          if (jumped.next === null) return
          const { skip: _, ...on } = request
          const { records } = await app.list('deal', { ...on, after: jumped.next })
          expect(records.map((record) => record._id)).toEqual(wanted.slice(skip + limit, skip + 2 * limit).map((record) => record._id))
        },
      ),
      { numRuns: 300 },
    )
  })

  it.each([{ skip: -1 }, { skip: 1.5 }, { skip: 10_000_001 }, { skip: Number.NaN }, { skip: 5, after: 'x' }])(
    'refuses %o',
    async (request) => {
      expect((await app.problemsOfList('deal', request)).map(({ path }) => path)).toEqual(['skip'])
    },
  )

  it.each(['100%', '%', '_', 'a_b', "'", '\\', '京', '北京', '😀', 'abc', 'no such', '"; drop table deal; --'])(
    'search takes %s literally',
    async (search) => {
      const { records, total } = await app.list('deal', { search, limit: 500, total: true })
      const fold = (text: string) => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
      const wanted = model.filter((record) =>
        [record.name, record.number, record.approver].some(
          (text) => text !== null && text !== undefined && fold(text).includes(fold(search)),
        ),
      )
      expect(records.map((record) => record._id).sort()).toEqual(wanted.map((record) => record._id).sort())
      expect(total).toBe(wanted.length)
    },
  )

  it('search, totals and sums do not reach hidden fields or foreign records', async () => {
    const rep = userPrincipal('rep', ['rep'])
    unwrap(await app.create('account', { name: 'Plain', secret: 'needle-in-secret' }))
    expect((await app.list('account', { search: 'needle', total: true }, rep)).total).toBe(0)
    expect((await app.list('account', { search: 'needle', total: true })).total).toBe(1)
    expect((await app.list('deal', { total: true }, rep)).total).toBe(0)
    unwrap(await app.create('deal', { name: 'rep only' }, rep))
    expect(await app.list('deal', { total: true }, rep)).toMatchObject({ total: 1, records: [{ name: 'rep only' }] })
  })

  it('conditions on the way to records that may not be read see nothing there', async () => {
    const definition = salesDefinition()
    const role = {
      key: 'limited',
      modules: [
        { module: 'deal', read: 'all' as const },
        { module: 'account', read: 'own' as const },
      ],
    }
    const own = await newApp(store, { ...definition, key: 'scoped', roles: [role] })
    const mine = userPrincipal('me', ['limited'], { app: 'scoped' })
    const foreign = unwrap(await own.create('account', { name: 'Foreign', industry: 'it' }))
    const ours = unwrap(await own.create('account', { name: 'Ours', industry: 'it', _owner: 'me' }))
    for (const [name, account] of [
      ['a', foreign._id],
      ['b', ours._id],
    ])
      unwrap(await own.create('deal', { name, account }))
    const { records } = await own.list('deal', { where: 'account.industry == "it"' }, mine)
    expect(records.map((record) => record.name)).toEqual(['b'])
    const all = (await own.list('deal', { sort: ['name'] }, mine)).records
    expect(all.map((record) => record._titles.account)).toEqual([null, 'Ours'])
  })

  it('refuses what it does not know: cursors, limits, sorts', async () => {
    for (const request of [
      { limit: 0 },
      { limit: 501 },
      { limit: 1.5 },
      { sort: ['amount;drop'] },
      { sort: ['tags'] },
      { fields: ['name"'] },
      { where: 'name ==' },
      { search: 'x'.repeat(201) },
    ]) {
      expect((await app.problemsOfList('deal', request)).length, JSON.stringify(request)).toBe(1)
    }
    for (const after of [
      'x',
      'e30',
      Buffer.from('[1,2,3]').toString('base64url'),
      Buffer.from('[{"a":1},"x"]').toString('base64url'),
      'A'.repeat(5000),
    ]) {
      await expect(app.list('deal', { sort: ['amount'], after })).rejects.toThrow('cursor')
    }
  })
})
