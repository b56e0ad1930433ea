// Brings the system tables of an app that an older product made up to the present layout, in one transaction, before anything else reads them.
import type { Database, Handle } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { SYSTEM_SCHEMA, systemTablesSql } from './system-tables.ts'

/** Any number; processes that start at once take this PostgreSQL advisory lock one after the other. SQLite has one writer anyway. */
const UPGRADE_LOCK = 727_002

/** Does nothing where the layout is the present one. Throws where a newer product made it. */
export async function upgradeSystemTables(db: Database): Promise<void> {
  if ((await layoutOf(db)) === SYSTEM_SCHEMA) return
  await db.transaction(async (trx) => {
    if (trx.dialect === 'postgres') await trx.get(statement('postgres', `SELECT pg_advisory_xact_lock(${UPGRADE_LOCK})`))
    const layout = await layoutOf(trx)
    if (layout > SYSTEM_SCHEMA)
      throw new Error(`the app was made by a newer product (layout ${layout}, known ${SYSTEM_SCHEMA}). Upgrade the product.`)
    if (layout === SYSTEM_SCHEMA) return
    // Layout 2 only added tables, which is what this does: tables that are there stay as they are.
    for (const sql of systemTablesSql(trx.dialect)) await trx.script(sql)
    await trx.run(statement(trx.dialect, `UPDATE "_meta" SET "value" = ? WHERE "name" = 'system_schema'`, [String(SYSTEM_SCHEMA)]))
  })
}

async function layoutOf(db: Handle): Promise<number> {
  const row = await db.get(statement(db.dialect, `SELECT "value" FROM "_meta" WHERE "name" = 'system_schema'`))
  return Number(row?.value ?? 0)
}
