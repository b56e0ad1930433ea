// The head of a board against the records the list shows: counts, sums, time in the stage, lanes; what is refused.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AppDefinition } from '../../../runtime/definition/types.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { salesDefinition } from '../../helpers/definitions.ts'
import { type Client, startTestServer, type TestServer } from '../../helpers/server.ts'
import { invited, type Person } from '../routes/people.ts'

const DEALS = '/apps/sales/records/deal'

function definition(): AppDefinition {
  const sales = salesDefinition() as any
  sales.modules[1].fields.push({ key: 'seats', type: 'integer' }, { key: 'heat', type: 'rating' }, { key: 'review', type: 'text' })
  sales.roles[0].modules[0].hidden.push('heat')
  return sales
}

onBothDatabases('stages', (dialect) => {
  let place: Place
  let server: TestServer
  let ann: Person
  beforeAll(async () => {
    place = await newPlace(dialect)
    server = await startTestServer(place)
    const { admin } = server
    await admin.ok('POST', '/apps', { definition: definition() })
    ann = await invited(server, 'ann', 'sales', ['rep'])
    const account = (await admin.ok('POST', '/apps/sales/records/account', { name: 'Acme', secret: 's' }))._id
    const records = Array.from({ length: 90 }, (_, index) => ({
      name: `Deal ${index}`,
      account,
      amount: index % 11 === 0 ? null : (index * 7919) / 100,
      seats: index % 9 === 0 ? null : index * 3 - 100,
      source: [null, 'web', 'fair', 'referral'][index % 4],
      _owner: index % 2 === 0 ? ann.id : null,
      _stage: index % 3 === 0 ? 'quote' : 'need',
    }))
    const { results } = await admin.ok('POST', `${DEALS}/bulk`, { action: 'create', records })
    expect(results.filter((each: any) => each.problems)).toEqual([])
    await admin.ok('DELETE', `${DEALS}/${results[7]._id}`)
  })
  afterAll(async () => {
    await server?.close()
    await place?.remove()
  })

  const q = (values: Record<string, string>) => new URLSearchParams(values).toString()
  const list = async (client: Client, narrow: Record<string, string>): Promise<any[]> =>
    (await client.ok('GET', `${DEALS}?${q({ ...narrow, limit: '500', fields: 'amount,seats,source,_owner,_stage,_stage_at' })}`)).records
  const added = (records: readonly any[], name: string) => {
    const values = records.map((record) => record[name]).filter((value) => value !== null)
    return values.length === 0 ? null : values.reduce((sum, value) => sum + Math.round(value * 100), 0) / 100
  }

  it('are what anyone would count from the list, for every sum, lane, condition and reader', async () => {
    let compared = 0
    for (const client of [server.admin, ann.client]) {
      for (const narrow of [{}, { where: 'amount > 3000.0' }, { search: 'Deal 1' }] as Record<string, string>[]) {
        const records = await list(client, narrow)
        for (const sum of ['amount', 'seats']) {
          for (const lane of ['source', '_owner']) {
            const { stages } = await client.ok('GET', `${DEALS}/stages?${q({ ...narrow, sum, lane })}`)
            for (const { stage, count, sum: told, age, lanes } of stages) {
              const own = records.filter((record) => record._stage === stage)
              expect([count, told]).toEqual([own.length, added(own, sum)])
              const mean = own.reduce((total, record) => total + Date.now() - Date.parse(record._stage_at), 0) / own.length
              if (own.length === 0) expect(age).toBe(null)
              else expect(Math.abs(age - mean)).toBeLessThan(5000)
              const values = new Set(own.map((record) => record[lane]))
              expect(new Set(lanes.map((each: any) => each.value))).toEqual(values)
              for (const each of lanes) {
                const inside = own.filter((record) => record[lane] === each.value)
                expect([each.count, each.sum]).toEqual([inside.length, added(inside, sum)])
                compared += 1
              }
            }
          }
        }
      }
    }
    expect(compared).toBeGreaterThan(60)
  })

  it('have the lanes that the totals have as groups', async () => {
    const records = Array.from({ length: 230 }, (_, index) => ({ name: `N${index}`, review: `many ${String(index).padStart(3, '0')}` }))
    await server.admin.ok('POST', `${DEALS}/bulk`, { action: 'create', records })
    const narrow = { where: 'review.startsWith("many")' }
    const { stages } = await server.admin.ok('GET', `${DEALS}/stages?${q({ ...narrow, lane: 'review' })}`)
    const { groups } = await server.admin.ok('GET', `${DEALS}/totals?${q({ ...narrow, group: 'review' })}`)
    const lanes = stages.flatMap((stage: any) => stage.lanes.map((each: any) => each.value))
    expect(lanes.toSorted()).toEqual(groups.map((each: any) => each.value).toSorted())
    expect(lanes.length).toBe(200)
  })

  it.each([
    ['a sum of text', { sum: 'name' }, 'cannot_total'],
    ['a sum of nothing', { sum: 'nothing' }, 'unknown_field'],
    ['lanes of lists', { lane: 'tags' }, 'cannot_group'],
    ['lanes of amounts', { lane: 'amount' }, 'cannot_group'],
    ['lanes of records', { lane: '_id' }, 'cannot_group'],
    ['an empty lane', { lane: '' }, 'unknown_field'],
  ])('refuse %s', async (_, query, code) => {
    const { status, json } = await server.admin.send('GET', `${DEALS}/stages?${q(query as unknown as Record<string, string>)}`)
    expect(status).toBe(400)
    expect(json.problems.map((each: any) => each.code)).toContain(code)
  })

  it('by and over a hidden member are refused in the words of one that does not exist', async () => {
    for (const make of [(name: string) => ({ sum: name }), (name: string) => ({ lane: name })] as ((name: string) => any)[]) {
      const hidden = await ann.client.send('GET', `${DEALS}/stages?${q(make('heat'))}`)
      const unknown = await ann.client.send('GET', `${DEALS}/stages?${q(make('heay'))}`)
      expect(hidden.status).toBe(400)
      expect(JSON.stringify(unknown.json).replaceAll('heay', 'heat')).toBe(JSON.stringify(hidden.json))
    }
  })
})
