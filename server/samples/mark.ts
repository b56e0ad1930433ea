// The mark that says which records are sample data: the id they carry as `_import`, noted once per app. Who changes a sample record leaves a trace with
// another mark in its history, so what is still untouched can always be told.
import type { Handle, Transaction } from '../database/database.ts'
import { statement } from '../database/text.ts'

export interface SampleMark {
  /** What `_import` of a sample record says. */
  readonly id: string
  /** When it was loaded, epoch milliseconds. */
  readonly at: number
}

const NAME = 'sample'

/** The mark of the app's sample data; undefined where there is none (any more). */
export async function sampleMark(db: Handle): Promise<SampleMark | undefined> {
  const row = await db.get(statement(db.dialect, `SELECT "value" FROM "_meta" WHERE "name" = '${NAME}'`))
  return row ? (JSON.parse(String(row.value)) as SampleMark) : undefined
}

export async function setSampleMark(trx: Transaction, mark: SampleMark): Promise<void> {
  await trx.run(statement(trx.dialect, 'INSERT INTO "_meta" ("name", "value") VALUES (?, ?)', [NAME, JSON.stringify(mark)]))
}

export async function dropSampleMark(trx: Transaction): Promise<void> {
  await trx.run(statement(trx.dialect, `DELETE FROM "_meta" WHERE "name" = '${NAME}'`))
}
