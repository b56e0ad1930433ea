// Field types on real databases: every valid value of every type's examples is stored and read back, and every operator of the type means the same in memory and in SQL.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { choiceValues } from '../../runtime/definition/shape.ts'
import { checkExpression, evaluate } from '../../runtime/expression/expression.ts'
import type { Operator } from '../../runtime/expression/operators.ts'
import { fromRows } from '../../runtime/expression/rows.ts'
import type { Environment, Member, RecordShape } from '../../runtime/expression/scope.ts'
import { type Storage, USER_MODULE } from '../../runtime/expression/storage.ts'
import type { FieldContext, FieldExample, FieldType } from '../../runtime/fields/contract.ts'
import { FIELD_TYPES } from '../../runtime/fields/index.ts'
import type { Database, DialectName } from '../../server/database/database.ts'
import { statement } from '../../server/database/text.ts'
import { compileExpression, slotValues } from '../../server/records/expression-sql.ts'
import { memberSql } from '../../server/records/record-text.ts'
import { columnSql, fromColumn, quoteName, toColumn } from '../../server/schema/columns.ts'
import { newPlace, onBothDatabases, type Place } from '../helpers/databases.ts'

const ZONE = 'America/New_York'
/** Near the days the examples of dates and moments speak of. */
const MOMENTS = ['2026-03-08T07:00:00.000Z', '2026-11-01T05:45:00.000Z', '2026-03-02T04:59:59.999Z'].map((text) => Date.parse(text))
const ME = '01890a5d-ac96-774b-bcce-b302099a8057'
/** Longer operands belong into no condition. */
const LONGEST_OPERAND = 300

interface Stored {
  readonly table: string
  readonly storage: Storage
  readonly values: readonly unknown[]
  readonly shape: RecordShape
}

function environmentOf(value: unknown, now: number): Environment {
  return { record: { _id: 'r', thing: value }, now, timeZone: ZONE, me: ME, myTeam: [ME] }
}

function shapeOf(table: string, storage: Storage, context: FieldContext): RecordShape {
  const choices = choiceValues(context.choices)
  const member: Member =
    storage.kind === 'reference'
      ? { kind: 'reference', name: 'thing', label: 'Thing', module: storage.module, target: undefined }
      : { kind: 'value', name: 'thing', label: 'Thing', storage, ...(choices ? { choices } : {}) }
  return { key: table, members: new Map([['thing', member]]) }
}

/** Stores the valid values of an example and a null, one row each, in a table of their own. */
async function store(db: Database, table: string, type: FieldType, example: FieldExample): Promise<Stored> {
  const choices = example.choices ?? (example.options.options as FieldContext['choices'])
  const context: FieldContext = {
    locale: 'zh-CN',
    timeZone: ZONE,
    currency: 'CNY',
    choices,
    divisions: example.divisions,
    leadsTo: example.leadsTo,
  }
  const storage = type.storage(example.options, context)
  const values = [...example.valid, null]
  const { dialect } = db
  if (storage.kind === 'reference' && storage.module !== USER_MODULE) {
    await db.script(`CREATE TABLE ${quoteName(storage.module)} (${columnSql('_id', { kind: 'text' }, dialect)} NOT NULL PRIMARY KEY)`)
    const target = statement(dialect, `INSERT INTO ${quoteName(storage.module)} ("_id") VALUES (?)`, [])
    for (const value of example.valid) await db.run({ ...target, parameters: [value] })
  }
  const id = columnSql('_id', { kind: 'integer' }, dialect)
  await db.script(
    `CREATE TABLE ${quoteName(table)} (${id}, ${columnSql('thing', storage, dialect)})${dialect === 'sqlite' ? ' STRICT' : ''}`,
  )
  for (const [index, value] of values.entries()) {
    await db.run(statement(dialect, `INSERT INTO ${quoteName(table)} ("_id", "thing") VALUES (?, ?)`, [index, toColumn(storage, value)]))
  }
  return { table, storage, values, shape: shapeOf(table, storage, context) }
}

/** Values a row of the rule builder could hold for an operator. */
function operandsOf(operator: Operator, values: readonly unknown[]): readonly unknown[] {
  const single = values.flat().filter((value) => typeof value !== 'string' || value.length <= LONGEST_OPERAND)
  const texts = single.filter((value) => typeof value === 'string')
  switch (operator) {
    case 'is_empty':
    case 'is_not_empty':
    case 'is_me':
      return [null]
    case 'within_last':
    case 'within_next':
      return ['1d', '30d', '2w', '400d']
    case 'in':
    case 'not_in':
    case 'has_any':
    case 'has_all':
    case 'has_none':
      return [...single.map((value) => [value]), single.slice(0, 2), single]
    case 'contains':
    case 'not_contains':
    case 'starts_with':
    case 'ends_with': {
      const parts = texts.flatMap((text) => {
        const letters = [...(text as string)]
        return [
          text,
          letters.slice(0, 2).join(''),
          letters.slice(-2).join(''),
          letters.slice(1, 3).join(''),
          (text as string).toUpperCase(),
        ]
      })
      return [...new Set([...parts, '%', '_', '\\', "'", '"', '[', '*', '?'])].filter((part) => part !== '')
    }
    default:
      return single
  }
}

onBothDatabases('field types', (dialect: DialectName) => {
  let place: Place
  let db: Database

  beforeAll(async () => {
    place = await newPlace(dialect)
    db = (await (await place.connect()).app('fields', true))!
  })
  afterAll(() => place.remove())

  describe.each(FIELD_TYPES.map((type) => [type.name, type] as const))('%s', (name, type) => {
    const examples = type.examples.map((example, index) => [index, example] as const)
    const stored = new Map<number, Stored>()
    beforeAll(async () => {
      for (const [index, example] of examples) stored.set(index, await store(db, `t_${name}_${index}`, type, example))
    })

    test.each(examples)('values of example %i come back as they went in', async (index) => {
      const { table, storage, values } = stored.get(index)!
      const rows = await db.all(statement(dialect, `SELECT "thing" FROM ${quoteName(table)} ORDER BY "_id"`))
      expect(rows.map((row) => fromColumn(storage, row.thing))).toEqual(values)
    })

    const written = dialect === 'sqlite' ? examples : []
    test.each(written)('values of example %i are written as JSON by the database', async (index) => {
      const { table, storage, values } = stored.get(index)!
      const held = memberSql(storage, '"thing"')
      const rows = await db.all(statement(dialect, `SELECT json_array(${held}) AS text FROM ${quoteName(table)} ORDER BY "_id"`))
      expect(rows.map((row) => JSON.parse(String(row.text))[0])).toEqual(values)
    })

    test.each(type.operators)('%s means the same in memory and in the database', async (operator) => {
      let compared = 0
      for (const { table, values, shape } of stored.values()) {
        for (const operand of operandsOf(operator, values.slice(0, -1))) {
          const text = fromRows({ join: 'and', rows: [{ path: 'thing', operator, value: operand }] }, shape)
          const checked = checkExpression(text, shape, 'boolean', { sql: true })
          expect(checked.ok, `${text}: ${checked.ok ? '' : checked.problems[0]?.message.en}`).toBe(true)
          if (!checked.ok) continue
          const answer = compileExpression(checked.value, { dialect, table, tableOf: (module) => module, timeZone: ZONE })
          const query = db.build.selectFrom(table).select(answer.as('answer')).orderBy('_id').compile()
          for (const now of operator.startsWith('within') ? MOMENTS : MOMENTS.slice(0, 1)) {
            const rows = await db.all(query, slotValues(environmentOf(null, now)))
            const inSql = rows.map((row) => (row.answer === null ? null : row.answer === true || row.answer === 1))
            expect(inSql, text).toEqual(values.map((value) => evaluate(checked.value, environmentOf(value, now))))
            compared += rows.length
          }
        }
      }
      expect(compared).toBeGreaterThan(0)
    })
  })
})
