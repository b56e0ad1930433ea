import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { statement } from '../../../server/database/text.ts'
import { publish } from '../../../server/definitions/publish.ts'
import { noChanges } from '../../../server/records/derived/changes.ts'
import { refreshClocks } from '../../../server/records/derived/recompute.ts'
import { flushBatch } from '../../../server/records/flush.ts'
import { createRecord, deleteRecord, updateRecord } from '../../../server/records/write.ts'
import { batched } from '../../../server/records/write-context.ts'
import { newApp, system, type TestApp, unwrap } from '../../helpers/app.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { allRecords, derivedDefinition, differencesOf } from '../../helpers/derived.ts'
import { Random } from './expression-generator.ts'

onBothDatabases('computed fields', (dialect) => {
  let place: Place
  let app: TestApp

  beforeEach(async () => {
    place = await newPlace(dialect)
    app = await newApp(await place.connect(), derivedDefinition())
  })
  afterEach(() => place.remove())

  async function make(module: string, values: Record<string, unknown>): Promise<string> {
    return unwrap(await app.create(module, values))._id
  }
  const valuesOf = async (module: string, id: string, ...names: string[]) => {
    const record = (await app.read(module, id))!
    return names.map((name) => record[name])
  }
  async function change(module: string, id: string, values: Record<string, unknown>) {
    const { _version } = (await app.read(module, id))!
    unwrap(await app.update(module, id, { ...values, _version }))
  }
  async function differences(now = Date.now()): Promise<string[]> {
    const published = await app.host.current()
    return differencesOf(published.app, await allRecords(app.host.db, published.app), now)
  }

  test('a change reaches the records that hang on it, over three modules, and is nobody’s edit', async () => {
    const account = await make('account', { name: 'Acme', industry: 'it', rate: 0.1 })
    const deal = await make('deal', { name: 'Pump', account, active: true, discount: 10 })
    const line = await make('line', { name: 'Part', deal, price: 33.33, quantity: 3 })
    expect(await valuesOf('line', line, 'amount', 'taxed', 'grade')).toEqual([99.99, 109.99, 'small'])
    expect(await valuesOf('deal', deal, 'items', 'total', 'industry', 'shout')).toEqual([99.99, 89.99, 'it', 'PUMP!'])
    expect(await valuesOf('account', account, 'revenue', 'deals_open', 'grade', 'mean')).toEqual([89.99, 1, 'small', 98.989])
    const before = (await app.read('account', account))!
    await change('line', line, { quantity: 10 })
    expect(await valuesOf('account', account, 'revenue', 'grade')).toEqual([299.97, 'big'])
    const after = (await app.read('account', account))!
    expect([after._version, after._updated_at]).toEqual([before._version, before._updated_at])
    const told = await app.host.db.all(
      statement(dialect, `SELECT "payload" FROM "_outbox" WHERE "record" = ? AND "kind" = 'update' ORDER BY "id" DESC LIMIT 1`, [account]),
    )
    const payload = told[0]?.payload
    expect(typeof payload === 'string' ? JSON.parse(payload) : payload).toEqual(['revenue', 'mean', 'grade'].sort(byOrder))
    expect(await valuesOf('line', line, 'grade')).toEqual(['big'])
  })

  test('old and new parent, trash and restore', async () => {
    const [a, b] = [await make('account', { name: 'A' }), await make('account', { name: 'B', industry: 'retail', labels: ['x'] })]
    const deal = await make('deal', { name: 'D', account: a, active: true })
    await change('deal', deal, { account: b })
    expect([await valuesOf('account', a, 'deals_open'), await valuesOf('account', b, 'deals_open')]).toEqual([[0], [1]])
    expect(await valuesOf('deal', deal, 'industry', 'labels')).toEqual(['retail', ['x']])
    unwrap(await app.remove('deal', deal))
    expect(await valuesOf('account', b, 'deals_open')).toEqual([0])
    unwrap(await app.restore('deal', deal))
    expect(await valuesOf('account', b, 'deals_open')).toEqual([1])
    await change('deal', deal, { account: null })
    expect(await valuesOf('account', b, 'deals_open')).toEqual([0])
    expect(await valuesOf('deal', deal, 'industry', 'labels')).toEqual([null, null])
  })

  test('nobody writes them, and lists filter and sort by them', async () => {
    const refused = await app.create('deal', { name: 'X', total: 5 })
    expect(refused.ok ? [] : refused.problems.map(({ code, path }) => [path, code])).toEqual([['total', 'read_only']])
    const account = await make('account', { name: 'A', industry: 'it' })
    for (const [name, price] of [
      ['one', 5],
      ['two', 50],
      ['three', 500],
    ] as const) {
      const deal = await make('deal', { name, account, active: true })
      await make('line', { name, deal, price, quantity: 2 })
    }
    const page = await app.list('deal', { where: 'total >= 100.0 && industry == "it"', sort: ['-total'], fields: ['name', 'total'] })
    expect(page.records.map(({ name, total }) => [name, total])).toEqual([
      ['three', 1000],
      ['two', 100],
    ])
  })

  test('publishing adds, changes and computes columns, and says so', async () => {
    const account = await make('account', { name: 'A', rate: 0.5 })
    const deal = await make('deal', { name: 'D', account, active: true })
    await make('line', { name: 'L', deal, price: 10.01, quantity: 2 })
    const next = structuredClone(derivedDefinition())
    const fields = (key: string) => next.modules.find((module) => module.key === key)!.fields
    fields('deal').find((field) => field.key === 'total')!.expression = 'items * 2'
    fields('line').push({ key: 'double', type: 'formula', label: 'Double', expression: 'amount * 2', result: 'money' })
    const published = unwrap(await publish(app.host, next, system))
    const told = published.plan.lines.filter((line) => line.kind === 'compute_field').map(({ path, text }) => [path, text.en])
    expect(told.map(([path]) => path)).toEqual(expect.arrayContaining(['/modules/deal/fields/total', '/modules/account/fields/revenue']))
    expect(told).toContainEqual(['/modules/line/fields/double', 'Computes Double for 1 record of Line.'])
    expect(told.map(([path]) => path)).not.toContain('/modules/line/fields/amount')
    expect(await valuesOf('deal', deal, 'total')).toEqual([40.04])
    expect(await valuesOf('account', account, 'revenue')).toEqual([40.04])
    expect(await differences()).toEqual([])
  })

  test('a field people fill in that becomes computed goes to the trash first', async () => {
    const line = await make('line', { name: 'L', price: 3, quantity: 2 })
    const next = structuredClone(derivedDefinition())
    const of = next.modules[2]!.fields
    of[of.findIndex((field) => field.key === 'quantity')] = { key: 'quantity', type: 'formula', expression: '7', result: 'integer' }
    unwrap(await publish(app.host, next, system))
    expect(await valuesOf('line', line, 'quantity', 'amount')).toEqual([7, 21])
    const trash = await app.host.db.all(statement(dialect, `SELECT "field" FROM "_trash"`))
    expect(trash.map((row) => row.field)).toEqual(['quantity'])
  })

  test('values that hang on the clock are refreshed, and only those', async () => {
    const day = 86_400_000
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
    const deal = await make('deal', { name: 'D', active: true, closes: today })
    const other = await make('deal', { name: 'E', active: false, closes: today })
    expect(await valuesOf('deal', deal, 'overdue')).toEqual([false])
    const count = await app.host.write((trx, published) =>
      refreshClocks({ trx, db: app.host.db, published, now: Date.now() + day }, noChanges()),
    )
    expect(count).toBe(1)
    expect([await valuesOf('deal', deal, 'overdue'), await valuesOf('deal', other, 'overdue')]).toEqual([[true], [false]])
  })

  test('random writes, alone and in batches: every column is what it is computed from scratch', async () => {
    const random = new Random(20_261_128)
    const ids: Record<string, string[]> = { account: [], deal: [], line: [] }
    const maybe = <T>(value: T): T | null => (random.next() < 0.2 ? null : value)
    const some = (key: string) => (ids[key]!.length > 0 && random.next() < 0.85 ? random.pick(ids[key]!) : null)
    const valuesFor = (key: string): Record<string, unknown> => {
      if (key === 'account')
        return {
          name: `a${random.below(1e6)}`,
          industry: maybe(random.pick(['it', 'retail'])),
          rate: maybe(random.below(1000) / 1000),
          labels: maybe(random.pick([['x'], ['x', 'y']])),
        }
      if (key === 'deal')
        return {
          name: `d${random.below(1e6)}`,
          account: some('account'),
          active: random.next() < 0.6,
          closes: maybe(random.pick(['2020-01-01', '2099-01-01', '2026-03-05'])),
          discount: maybe(random.pick([0, 12.5, 33.3, 100])),
        }
      return {
        name: `l${random.below(1e6)}`,
        deal: some('deal'),
        price: maybe(random.below(100_000) / 100),
        quantity: maybe(random.below(20)),
      }
    }
    const trashed = new Set<string>()
    const step = async () => {
      const key = random.pick(['account', 'deal', 'deal', 'line', 'line', 'line'])
      const act = random.next()
      const all = ids[key]!
      if (all.length < 4 || act < 0.35) {
        // A relation may have been drawn that leads into the trash.
        const made = await app.create(key, valuesFor(key))
        if (made.ok) all.push(made.value._id)
        else expect(made.problems.map(({ code }) => code)).toEqual(['no_such_record'])
        return
      }
      const id = random.pick(all)
      if (trashed.has(id)) {
        unwrap(await app.restore(key, id))
        trashed.delete(id)
      } else if (act < 0.8) {
        const entries = Object.entries(valuesFor(key)).filter(() => random.next() < 0.5)
        const { _version } = (await app.read(key, id))!
        const done = await app.update(key, id, { ...Object.fromEntries(entries), _version })
        if (!done.ok) expect(done.problems.map(({ code }) => code)).toEqual(['no_such_record'])
      } else {
        unwrap(await app.remove(key, id))
        trashed.add(id)
      }
    }
    const batch = async () => {
      await app.host.write(async (outer, published) => {
        const context = batched({
          trx: outer,
          db: app.host.db,
          published,
          principal: system,
          now: Date.now(),
          userExists: async () => true,
        })
        const { trx } = context
        for (let index = 0; index < 12; index += 1) {
          const key = random.pick(['account', 'deal', 'line'])
          const module = published.app.modules.get(key)!
          const all = ids[key]!.filter((id) => !trashed.has(id))
          if (all.length < 3 || random.next() < 0.5) {
            const made = await createRecord(context, module, valuesFor(key))
            if (made.ok) ids[key]!.push(made.value._id)
          } else if (random.next() < 0.8) {
            const id = random.pick(all)
            const row = await trx.get(statement(dialect, `SELECT "_version" FROM "${key}" WHERE "_id" = ?`, [id]))
            await updateRecord(context, module, id, { ...valuesFor(key), _version: Number(row!._version) })
          } else {
            const id = random.pick(all)
            unwrap(await deleteRecord(context, module, id))
            trashed.add(id)
          }
        }
        await flushBatch(context)
      })
    }
    for (let index = 0; index < 140; index += 1) {
      if (index % 10 === 9) await batch()
      else await step()
      if (index % 7 === 0) expect(await differences(), `after ${index}`).toEqual([])
    }
    expect(await differences()).toEqual([])
    expect(Object.values(ids).every((list) => list.length > 10)).toBe(true)
  })
})

/** In the order the columns are computed in. */
function byOrder(left: string, right: string): number {
  const order = ['revenue', 'mean', 'grade']
  return order.indexOf(left) - order.indexOf(right)
}

export type { AppDefinition }
