// Some values of one record in wire form, without asking for rights: for parts of the server that already hold them.
import type { Module } from '../../runtime/definition/app.ts'
import type { Handle } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { fromColumn, quoteName } from '../schema/columns.ts'
import { storageOf } from '../schema/record-columns.ts'

/** The named columns of the record; empty where it is not there. */
export async function readColumns(db: Handle, module: Module, id: string, names: readonly string[]): Promise<Record<string, unknown>> {
  const known = names.filter((name) => storageOf(module, name) !== undefined)
  if (known.length === 0) return {}
  const row = await db.get(
    statement(db.dialect, `SELECT ${known.map(quoteName).join(', ')} FROM ${quoteName(module.key)} WHERE "_id" = ?`, [id]),
  )
  return row ? Object.fromEntries(known.map((name) => [name, fromColumn(storageOf(module, name)!, row[name])])) : {}
}
