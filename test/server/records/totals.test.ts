// Figures below a list against the records the list shows, added up by hand; what is refused; how the two databases agree.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { type Client, startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited, type Person } from '../routes/people.ts'

const DEALS = '/apps/sales/records/deal'

function definition(): AppDefinition {
  const sales = salesDefinition() as any
  sales.modules[1].fields.push(
    { key: 'seats', type: 'integer' },
    { key: 'urgent', type: 'boolean' },
    { key: 'called', type: 'datetime' },
    { key: 'heat', type: 'rating' },
    { key: 'review', type: 'text' },
  )
  sales.roles[0].modules[0].hidden.push('heat')
  return sales
}

/** The figure of a column as anyone would work it out from the records. */
function byHand(records: readonly any[], name: string, total: string): unknown {
  const values = records.map((record) => record[name]).filter((value) => value !== null)
  if (values.length === 0) return null
  if (total === 'min') return values.reduce((a, b) => (b < a ? b : a))
  if (total === 'max') return values.reduce((a, b) => (b > a ? b : a))
  const cents = values.reduce((sum, value) => sum + Math.round(value * 100), 0)
  return total === 'sum' ? cents / 100 : cents / 100 / values.length
}

onBothDatabases('totals', (dialect) => {
  let place: Place
  let server: TestServer
  let ann: Person
  let accounts: string[]
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    const { admin } = server
    await admin.ok('POST', '/apps', { definition: definition() })
    ann = await invited(server, 'ann', 'sales', ['rep'])
    accounts = []
    for (const name of ['Acme', 'Beta', 'Gamma'])
      accounts.push((await admin.ok('POST', '/apps/sales/records/account', { name, secret: 's' }))._id)
    const records = Array.from({ length: 120 }, (_, index) => ({
      name: `Deal ${index}`,
      amount: index % 11 === 0 ? null : (index * 7919) / 100,
      account: index % 5 === 0 ? null : accounts[index % 3],
      source: [null, 'web', 'fair', 'referral'][index % 4],
      closes: index % 6 === 0 ? null : `2026-0${1 + (index % 9)}-1${index % 10}`,
      seats: index % 9 === 0 ? null : index * 3 - 100,
      urgent: index % 3 === 0,
      called: index % 8 === 0 ? null : new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
      heat: 1 + (index % 5),
      review: `r${index}`,
      _owner: index % 2 === 0 ? ann.id : null,
      _stage: index % 2 === 0 ? 'quote' : 'need',
    }))
    const { results } = await admin.ok('POST', `${DEALS}/bulk`, { action: 'create', records })
    expect(results.filter((each: any) => each.problems)).toEqual([])
    await admin.ok('DELETE', `${DEALS}/${results[7]._id}`)
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })

  const FIGURES = [
    'amount:sum',
    'amount:avg',
    'amount:min',
    'amount:max',
    'seats:sum',
    'seats:avg',
    'closes:min',
    'closes:max',
    'called:max',
  ]
  const GROUPS = ['source', 'account', '_owner', '_stage', 'closes', 'urgent', 'seats']
  const q = (values: Record<string, string | undefined>) =>
    new URLSearchParams(Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined)).toString()
  async function all(client: Client, narrow: Record<string, string | undefined>) {
    return (await client.ok('GET', `${DEALS}?${q({ ...narrow, limit: '500' })}`)).records as any[]
  }

  it('are what anyone would add up from the list, for every figure, group, condition and reader', async () => {
    let compared = 0
    const narrows = [{}, { where: 'amount > 3000.0' }, { where: 'amount < -1.0' }, { search: 'Deal 1' }, { view: 'web' }, { trash: 'true' }]
    for (const client of [server.admin, ann.client]) {
      for (const narrow of narrows) {
        const { fields: _, ...rest } = { fields: '', ...narrow }
        const records = await all(client, { ...rest, fields: 'name,amount,seats,closes,called,source,account,urgent,_owner,_stage' })
        for (const figure of FIGURES) {
          const [name, total] = figure.split(':') as [string, string]
          const whole = await client.ok('GET', `${DEALS}/totals?${q({ ...rest, totals: figure })}`)
          expect(whole.count).toBe(records.length)
          close(whole.totals[name], byHand(records, name, total))
          compared += 1
        }
        for (const group of GROUPS) {
          const page = await client.ok('GET', `${DEALS}/totals?${q({ ...rest, totals: 'amount:sum,seats:avg,called:min', group })}`)
          const values = new Set(records.map((record) => record[group]))
          expect(new Set(page.groups.map((each: any) => each.value))).toEqual(values)
          for (const each of page.groups) {
            const own = records.filter((record) => record[group] === each.value)
            expect(each.count).toBe(own.length)
            close(each.totals.amount, byHand(own, 'amount', 'sum'))
            close(each.totals.seats, byHand(own, 'seats', 'avg'))
            close(each.totals.called, byHand(own, 'called', 'min'))
            compared += 1
          }
          const counts = page.groups.map((each: any) => each.count)
          expect(counts).toEqual([...counts].sort((a, b) => b - a))
        }
      }
    }
    console.log(`${dialect}: ${compared} figures and groups compared`)
    expect(compared).toBeGreaterThan(300)
  })

  function close(actual: unknown, expected: unknown): void {
    if (typeof expected === 'number') expect(actual).toBeCloseTo(expected, 6)
    else expect(actual).toBe(expected)
  }

  it('groups of a relation carry titles the reader may see, and end at 200', async () => {
    const { groups } = await server.admin.ok('GET', `${DEALS}/totals?group=account`)
    expect(Object.fromEntries(groups.map((each: any) => [each.value, each.title]))).toEqual({
      [accounts[0]!]: 'Acme',
      [accounts[1]!]: 'Beta',
      [accounts[2]!]: 'Gamma',
      null: null,
    })
    expect((await server.admin.ok('GET', `${DEALS}/totals?group=_owner`)).groups[0]).not.toHaveProperty('title')
    const records = Array.from({ length: 250 }, (_, index) => ({ name: `N${index}`, review: `many ${index}` }))
    await server.admin.ok('POST', `${DEALS}/bulk`, { action: 'create', records })
    const page = await server.admin.ok('GET', `${DEALS}/totals?${q({ group: 'review', where: 'review.startsWith("many")' })}`)
    expect(page).toMatchObject({ count: 250, more: true })
    expect(page.groups.length).toBe(200)
    expect((await server.admin.ok('GET', `${DEALS}/totals?group=source`)).more).toBeUndefined()
  })

  it('sums stay exact beyond what a column of the database adds up', async () => {
    const most = 9_999_999_999_999.99
    const records = Array.from({ length: 1000 }, (_, index) => ({ name: `Huge ${index}`, amount: most, seats: 900_000_000_000_000 }))
    for (let round = 0; round < 11; round += 1) await server.admin.ok('POST', `${DEALS}/bulk`, { action: 'create', records })
    const { totals } = await server.admin.ok('GET', `${DEALS}/totals?${q({ search: 'Huge', totals: 'amount:sum,seats:sum' })}`)
    expect(totals.amount).toBe(most * 11_000)
    expect(totals.seats).toBe(900_000_000_000_000 * 11_000)
  })

  it.each([
    ['a figure that is none', { totals: 'amount:median' }, 'cannot_total'],
    ['a figure without a name', { totals: ':sum' }, 'unknown_field'],
    ['a member without a figure', { totals: 'amount' }, 'cannot_total'],
    ['the sum of a text', { totals: 'name:sum' }, 'cannot_total'],
    ['the sum of a date', { totals: 'closes:sum' }, 'cannot_total'],
    ['one member twice', { totals: 'amount:sum,amount:avg' }, 'repeated'],
    ['groups of lists', { group: 'tags' }, 'cannot_group'],
    ['groups of amounts', { group: 'amount' }, 'cannot_group'],
    ['groups of records', { group: '_id' }, 'cannot_group'],
    ['an empty group', { group: '' }, 'unknown_field'],
    ['an unknown parameter', { sort: 'name' }, 'unknown_parameter'],
    ['a view that is not there', { view: 'nothing' }, 'unknown_view'],
  ])('refuse %s', async (_, query, code) => {
    const { status, json } = await server.admin.send('GET', `${DEALS}/totals?${q(query as Record<string, string>)}`)
    expect(status).toBe(400)
    expect(json.problems.map((each: any) => each.code)).toContain(code)
  })

  it('by and over a hidden member are refused in the words of one that does not exist', async () => {
    for (const make of [
      (name: string) => ({ totals: `${name}:avg` }),
      (name: string) => ({ group: name }),
      (name: string) => ({ totals: `amount:sum,${name}:max` }),
    ]) {
      const [hidden, unknown] = [
        await ann.client.send('GET', `${DEALS}/totals?${q(make('heat'))}`),
        await ann.client.send('GET', `${DEALS}/totals?${q(make('heay'))}`),
      ]
      expect(hidden.status).toBe(400)
      expect(JSON.stringify(unknown.json).replaceAll('heay', 'heat')).toBe(JSON.stringify(hidden.json))
    }
  })
})
