// Brings the system tables of an app that an older product made up to the present layout, in one transaction, before anything else reads them.
import { durationOf } from '../../runtime/definition/link-pipeline.ts'
import type { AppDefinition } from '../../runtime/definition/types.ts'
import type { Database, Handle, Transaction } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { quoteName } from './columns.ts'
import { addColumnSql } from './ddl.ts'
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
    // Layouts 2 and 4 only added tables, which is what this does: tables that are there stay as they are.
    for (const sql of systemTablesSql(trx.dialect)) await trx.script(sql)
    if (layout < 3) await toLayout3(trx)
    if (layout < 5) await toLayout5(trx)
    await trx.run(statement(trx.dialect, `UPDATE "_meta" SET "value" = ? WHERE "name" = 'system_schema'`, [String(SYSTEM_SCHEMA)]))
  })
}

/** Layout 3: visits know the transition and the ticks, records when the limit of their stage ends and how often they went back. */
async function toLayout3(trx: Transaction): Promise<void> {
  const { dialect } = trx
  for (const [name, kind] of [
    ['transition', 'text'],
    ['checks', 'json'],
  ] as const)
    await trx.script(addColumnSql('_visit', name, { kind }, dialect))
  const row = await trx.get(statement(dialect, 'SELECT "definition" FROM "_version" ORDER BY "number" DESC LIMIT 1'))
  const { pipelines } = JSON.parse(String(row?.definition ?? '{}')) as Pick<AppDefinition, 'pipelines'>
  for (const { module, key, stages } of pipelines ?? []) {
    await trx.script(addColumnSql(module, '_stage_due', { kind: 'instant' }, dialect))
    await trx.script(addColumnSql(module, '_regressions', { kind: 'integer' }, dialect))
    const table = quoteName(module)
    const count = `SELECT count(*) FROM "_visit" AS v WHERE v."record" = ${table}."_id" AND v."pipeline" = ? AND v."kind" = 'regress'`
    await trx.run(statement(dialect, `UPDATE ${table} SET "_regressions" = (${count})`, [key]))
    for (const stage of stages)
      if (stage.dwell)
        await trx.run(
          statement(dialect, `UPDATE ${table} SET "_stage_due" = "_stage_at" + ? WHERE "_stage" = ?`, [
            durationOf(stage.dwell.limit),
            stage.key,
          ]),
        )
  }
}

/** Layout 5: what an import wrote beside records is seldom asked for, and two indexes for it cost every import. */
async function toLayout5(trx: Transaction): Promise<void> {
  for (const name of ['_visit_import', '_history_import']) await trx.script(`DROP INDEX IF EXISTS "${name}"`)
}

async function layoutOf(db: Handle): Promise<number> {
  const row = await db.get(statement(db.dialect, `SELECT "value" FROM "_meta" WHERE "name" = 'system_schema'`))
  return Number(row?.value ?? 0)
}
