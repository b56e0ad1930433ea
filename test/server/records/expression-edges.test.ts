import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkExpression, evaluate } from '../../../runtime/expression/expression.ts'
import type { Database } from '../../../server/database/database.ts'
import { compileExpression, slotValues } from '../../../server/records/expression-sql.ts'
import { newPlace, onBothDatabases, type Place } from '../../helpers/databases.ts'
import { deal, shapes } from '../../runtime/expression/shapes.ts'
import { TEXTS } from './expression-generator.ts'
import { environmentOf, type Record, storeWorld, type World, wireOf } from './expression-world.ts'

const NOW = Date.parse('2026-11-16T20:30:00.000Z')
const power = (text: string, times: number) => Array.from({ length: times }, () => text).join(' * ')

/** Amounts and literals around the places where doubles and stored units could disagree. */
const AMOUNTS = [0, 0.01, -0.01, 0.29, 0.57, 1.15, 1.01, 2.68, 4.35, 64.1, 1e6 + 0.07, 9_999_999_999_999.99, -9_999_999_999_999.99]
const LITERALS = [
  '0',
  '0.005',
  '0.01',
  '0.015',
  '-0.005',
  '0.29',
  '0.57',
  '1.15',
  '1.005',
  '4.35',
  '64.1',
  '1000000.07',
  '9999999999999.99',
  '10000000000000',
  '1e15',
  '1e-15',
  '-1e15',
]
const COMPARISONS = LITERALS.flatMap((literal) => ['==', '!=', '<', '<=', '>', '>='].map((sign) => `amount ${sign} ${literal}`))

const EDGES = [
  ...COMPARISONS,
  ...LITERALS.map((literal) => `amount in [${literal}, 0.0001]`),
  power('1e15', 7),
  power('-1e15', 9),
  power('1e-15', 7),
  `1 / (${power('1e-15', 6)})`,
  `(${power('1e15', 6)}) * amount`,
  `(${power('1e15', 6)}) + (${power('1e15', 6)}) - 1e15`,
  `round(${power('1e15', 2)})`,
  `days(now() - _created_at) * (${power('1e15', 6)})`,
  '(amount / 3) / (amount - amount)',
  'round(0.49999999999999994)',
  'round(-2.5) + round(2.5) + round(3.5)',
  'round(amount * 10) / 10',
  'date("9999-12-31") + duration("36500d")',
  'date("0001-01-01") - duration("36500d")',
  'timestamp("9999-12-31T23:59:59.999Z") + duration("1m")',
  'date(timestamp("9999-12-31T23:59:59.999Z"))',
  'date(timestamp("0001-01-01T00:00:00Z"))',
  'year(close_date - duration("36500d"))',
  'start_of("week") + (start_of("year") - start_of("quarter"))',
  ...TEXTS.flatMap((text) => [
    `name < ${JSON.stringify(text)}`,
    `name.contains(${JSON.stringify(text)})`,
    `name.endsWith(${JSON.stringify(text)})`,
    `lower(name) == ${JSON.stringify(text)}`,
  ]),
  'name.startsWith((note == null ? "a" : note) + "")',
  'has_all(coalesce(labels, tags), coalesce(tags, labels))',
  'note in [] || name in []',
  'min(amount, null == null ? 1 : 2)',
]

function world(): World {
  const records: Record[] = [...AMOUNTS, null].map((amount, index) => ({
    _id: `d${index}`,
    _created_at: new Date(NOW - index * 86_400_000 * 300).toISOString(),
    amount,
    name: TEXTS[index % TEXTS.length],
    note: index % 3 === 0 ? null : TEXTS[(index * 5) % TEXTS.length],
    close_date: index % 4 === 0 ? null : '2024-02-29',
    tags: index % 2 === 0 ? ['a'] : null,
    labels: index % 3 === 0 ? ['a', 'b'] : [],
    _deleted_at: null,
  }))
  return new Map([['deal', records]])
}

onBothDatabases('edges', (dialect) => {
  let place: Place
  let database: Database
  const data = world()
  const environments = data.get('deal')!.map((record) => environmentOf(data, record, NOW, 'Asia/Shanghai'))

  beforeAll(async () => {
    place = await newPlace(dialect)
    database = (await (await place.connect()).app('edges', true))!
    await storeWorld(database, data, shapes)
  })
  afterAll(() => place.remove())

  async function compare(texts: readonly string[]): Promise<void> {
    const checked = texts.map((text) => {
      const result = checkExpression(text, deal, 'any')
      if (!result.ok) throw new Error(`${text}: ${result.problems[0]?.message.en}`)
      return result.value
    })
    const context = { dialect, table: 'deal', tableOf: (module: string) => module, timeZone: 'Asia/Shanghai' }
    const columns = checked.map((expression, index) => sql`${compileExpression(expression, context)} as ${sql.id(`e${index}`)}`)
    const rows = await database.all(
      sql`select ${sql.join(columns)} from deal order by length(_id), _id`.compile(database.build),
      slotValues(environments[0]!),
    )
    const table = (read: (index: number, row: number) => unknown) =>
      environments.map((_, row) => texts.map((text, index) => [text, read(index, row)]))
    expect(table((index, row) => wireOf(rows[row]![`e${index}`], checked[index]!.type.kind))).toEqual(
      table((index, row) => evaluate(checked[index]!, environments[row]!)),
    )
  }

  test('numbers, dates and texts at their limits agree with evaluate', async () => {
    await compare(EDGES)
  })

  test.runIf(dialect === 'sqlite')('matches agrees with evaluate (PostgreSQL has no RE2)', async () => {
    await compare(['name.matches("^[a-c]$")', 'matches(name, "(?i)É")', 'name.matches("\\\\p{Han}+")', 'note.matches("")'])
  })

  test('deeply nested expressions stay small and fast', async () => {
    let text = 'name'
    for (let depth = 0; depth < 12; depth += 1) text = `(name.endsWith(${text}) ? "a" : note)`
    await compare([text])
  })

  test('conditions on stored columns use an index', async () => {
    for (const [name, columns] of [
      ['amount', 'amount'],
      ['created', '_created_at'],
      ['owner', '_owner'],
      ['close', 'close_date'],
      ['stage', '_stage'],
    ]) {
      await database.script(`create index "by_${name}" on deal ("${columns}")`)
    }
    for (const [text, index] of [
      ['amount >= 10000', 'by_amount'],
      ['10000.5 > amount', 'by_amount'],
      ['amount > 0.005', 'by_amount'],
      ['amount in [1, 2]', 'by_amount'],
      ['_created_at > now() - duration("720h")', 'by_created'],
      ['_owner == me', 'by_owner'],
      ['_owner in my_team', 'by_owner'],
      ['close_date <= today() + duration("30d")', 'by_close'],
      ['close_date >= start_of("quarter")', 'by_close'],
      ['_stage in ["won", "quote"]', 'by_stage'],
    ] as const) {
      const checked = checkExpression(text, deal, 'boolean', { sql: true })
      if (!checked.ok) throw new Error(text)
      const condition = compileExpression(checked.value, { dialect, table: 'deal', tableOf: (module) => module, timeZone: 'UTC' })
      const explain = dialect === 'sqlite' ? sql`explain query plan` : sql`explain`
      const statement = sql`${explain} select _id from deal where ${condition}`.compile(database.build)
      const plan = await database.transaction(async (trx) => {
        if (dialect === 'postgres') await trx.script('set local enable_seqscan = off; set local enable_bitmapscan = off')
        return trx.all(statement, slotValues(environments[0]!))
      })
      const words = JSON.stringify(plan)
      expect([text, words]).toEqual([
        text,
        expect.stringMatching(dialect === 'sqlite' ? `SEARCH deal USING .*INDEX ${index}` : `Index.* ${index} .*Index Cond`),
      ])
    }
  })
})
