import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CheckedExpression, checkExpression, evaluate } from '../../../runtime/expression/expression.ts'
import type { Database } from '../../../server/database/database.ts'
import { compileExpression, slotValues } from '../../../server/records/expression-sql.ts'
import { newPlace, type Place } from '../../helpers/databases.ts'
import { deal, shapes } from '../../runtime/expression/shapes.ts'
import { Generator, Random } from './expression-generator.ts'
import { environmentOf, randomWorld, storeWorld, wireOf } from './expression-world.ts'

const EXPRESSIONS = 3000
const BATCH = 60
const RECORDS = 24
const SEED = Number(process.env.EXPRESSION_SEED ?? 20_261_116)
const NOW = Date.parse('2026-11-16T09:30:00.123Z')
const ZONES = ['Asia/Shanghai', 'America/New_York', 'UTC', 'Asia/Kolkata', 'Pacific/Auckland']

function generate(count: number, random: Random): CheckedExpression[] {
  const expressions: CheckedExpression[] = []
  while (expressions.length < count) {
    const text = new Generator(random, deal).expression()
    const checked = checkExpression(text, deal, 'any', { sql: true })
    if (checked.ok) expressions.push(checked.value)
    else if (checked.problems.some(({ code }) => !code.startsWith('expression_too_') && code !== 'unknown_choice'))
      throw new Error(`${text}\n${checked.problems[0]?.message.en}`)
  }
  return expressions
}

describe('evaluate, SQLite and PostgreSQL give the same values', () => {
  const random = new Random(SEED)
  const world = randomWorld(random, shapes, RECORDS)
  const expressions = generate(EXPRESSIONS, random)
  const places: Place[] = []
  const databases: Database[] = []

  beforeAll(async () => {
    for (const dialect of ['sqlite', 'postgres'] as const) {
      const place = await newPlace(dialect)
      places.push(place)
      const database = (await (await place.connect()).app('expressions', true))!
      await storeWorld(database, world, shapes)
      databases.push(database)
    }
  })
  afterAll(async () => {
    for (const place of places) await place.remove()
  })

  test('random expressions on random rows with nulls', async () => {
    let values = 0
    let nulls = 0
    const differences: string[] = []
    for (let start = 0; start < expressions.length; start += BATCH) {
      const batch = expressions.slice(start, start + BATCH)
      const timeZone = ZONES[(start / BATCH) % ZONES.length]!
      // every fourth batch as the system, who is nobody and in no team
      const me = (start / BATCH) % 4 === 3 ? null : 'u1'
      const environments = world.get('deal')!.map((record) => environmentOf(world, record, NOW, timeZone, me))
      const expected = environments.map((environment) => batch.map((expression) => evaluate(expression, environment)))
      for (const database of databases) {
        const columns = batch.map((expression, index) => {
          const context = { dialect: database.dialect, table: 'd', tableOf: (module: string) => module, timeZone }
          return sql`${compileExpression(expression, context)} as ${sql.id(`e${index}`)}`
        })
        const statement = sql`select ${sql.join(columns)} from deal as d order by length(d._id), d._id`.compile(database.build)
        const rows = await database.all(statement, slotValues(environments[0]!))
        expect(rows).toHaveLength(RECORDS)
        for (const [r, row] of rows.entries()) {
          for (const [e, expression] of batch.entries()) {
            const wanted = expected[r]![e]
            const got = wireOf(row[`e${e}`], expression.type.kind)
            values += 1
            if (wanted === null) nulls += 1
            if (JSON.stringify(got) !== JSON.stringify(wanted)) {
              differences.push(
                `${database.dialect} ${timeZone} deal${r}: ${expression.text}\n  evaluate ${JSON.stringify(wanted)}, database ${JSON.stringify(got)}`,
              )
            }
          }
        }
      }
    }
    console.log(
      `expression agreement: ${expressions.length} expressions, ${values} values compared (${nulls} null), ${differences.length} differences, seed ${SEED}`,
    )
    expect(differences.slice(0, 10)).toEqual([])
    expect(nulls).toBeGreaterThan(values / 20)
  })
})
