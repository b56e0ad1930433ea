// Numbers the server assigns (DEAL-00042): one counter per field, drawn inside the transaction that writes the record.
import type { Field, Module } from '../../runtime/definition/app.ts'
import { Slot, type Transaction } from '../database/database.ts'
import { statement } from '../database/text.ts'

const text =
  'INSERT INTO "_sequence" ("name", "next") VALUES (?, 2) ON CONFLICT ("name") DO UPDATE SET "next" = "_sequence"."next" + 1 RETURNING "next" - 1 AS number'
const draw = { sqlite: statement('sqlite', text, [new Slot('name')]), postgres: statement('postgres', text, [new Slot('name')]) }

/** The next number of the field as it is shown. A rolled-back transaction gives its number back on SQLite and leaves a gap on PostgreSQL. */
export async function nextNumber(trx: Transaction, module: Module, field: Field): Promise<string> {
  if (field.storage.kind !== 'text' || !field.storage.sequence) throw new Error(`${field.key} is not assigned`)
  const { prefix, digits } = field.storage.sequence
  const row = await trx.get(draw[trx.dialect], { name: `${module.key}.${field.key}` })
  return prefix + String(row!.number).padStart(digits, '0')
}
