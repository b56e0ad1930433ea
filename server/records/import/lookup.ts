// Finds the records that texts of a file mean, a batch at a time and each text once.
import type { Field, Module } from '../../../runtime/definition/app.ts'
import type { Handle } from '../../database/database.ts'
import { statement } from '../../database/text.ts'
import { quoteName, toColumn } from '../../schema/columns.ts'

export interface Found {
  readonly id: string
  readonly version: number
}

/** Records of `module` outside the trash by the value of `field` (wire form), for every value that is asked for. Two records with one value count as none found twice. */
export async function findByValues(
  db: Handle,
  module: Module,
  field: Field,
  values: readonly unknown[],
): Promise<Map<unknown, readonly Found[]>> {
  const found = new Map<unknown, Found[]>()
  if (values.length === 0) return found
  const keys = new Map(values.map((value) => [toColumn(field.storage, value), value]))
  const column = quoteName(field.key)
  const list = db.dialect === 'sqlite' ? `SELECT value FROM json_each(?)` : `SELECT jsonb_array_elements_text(cast(? as jsonb))`
  const text = db.dialect === 'sqlite' ? column : `${column}::text`
  const sql = `SELECT "_id", "_version", ${column} AS key FROM ${quoteName(module.key)} WHERE ${text} IN (${list}) AND "_deleted_at" IS NULL`
  for (const row of await db.all(statement(db.dialect, sql, [JSON.stringify([...keys.keys()])]))) {
    const value = keys.get(row.key)
    found.set(value, [...(found.get(value) ?? []), { id: String(row._id), version: Number(row._version) }])
  }
  return found
}
