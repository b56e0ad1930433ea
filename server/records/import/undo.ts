// Takes a whole import back: what it made goes to the trash, what it changed gets its old values. What people have worked on since is left alone and told.
import type { Module } from '../../../runtime/definition/app.ts'
import { systemPrincipal, userId } from '../../access/principal.ts'
import type { DialectName, Row, Transaction } from '../../database/database.ts'
import { statement } from '../../database/text.ts'
import type { Published } from '../../definitions/host.ts'
import type { JobKind, JobWork } from '../../jobs/work.ts'
import { quoteName } from '../../schema/columns.ts'
import { readColumns } from '../columns.ts'
import { noChanges, noteOutside } from '../derived/changes.ts'
import { recompute } from '../derived/recompute.ts'
import { logEvent } from '../log.ts'
import { stageDue } from '../move.ts'
import { deleteRecord, updateRecord } from '../write.ts'
import type { WriteContext } from '../write-context.ts'

const BATCH = 200

interface UndoCounts {
  removed: number
  restored: number
  /** Changed by people since the import, so left as they are. */
  kept: number
}

export const runUndo: JobKind = async (work) => {
  const { import: importId, module: key } = work.input as { import: string; module: string }
  const counts: UndoCounts = { removed: 0, restored: 0, kept: 0 }
  const lines = statement(
    work.host.db.dialect,
    `SELECT "line", "record", "action", "before" FROM "_import_line" WHERE "import" = ? AND "action" <> 'batch' ORDER BY "line" DESC LIMIT ${BATCH}`,
    [importId],
  )
  for (;;) {
    const rows = await work.host.db.all(lines)
    if (rows.length === 0) break
    await work.host.write(async (trx, published) => {
      const module = published.app.modules.get(key)
      if (!module) throw new Error(`the module ${key} is gone`)
      const context = contextOf(work, trx, published)
      for (const row of rows) await undoLine(context, module, row, counts)
      const last = Math.min(...rows.map((row) => Number(row.line)))
      await trx.run(
        statement(trx.dialect, 'DELETE FROM "_import_line" WHERE "import" = ? AND "line" >= ? AND "line" > 0', [importId, last]),
      )
    })
    if (await work.report(counts)) return { ...counts, cancelled: true }
    await new Promise((resolve) => setImmediate(resolve))
  }
  const { app } = await work.host.current()
  // The module itself first, then what its lines made on the way.
  for (const module of [key, ...[...app.modules.keys()].filter((each) => each !== key)]) {
    while (await work.host.write((trx, published) => removeMade(contextOf(work, trx, published), module, importId, counts))) {
      if (await work.report(counts)) return { ...counts, cancelled: true }
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const [kept] = await work.host.db.all(
    statement(work.host.db.dialect, `SELECT count(*) AS n FROM ${quoteName(key)} WHERE "_import" = ? AND "_deleted_at" IS NULL`, [
      importId,
    ]),
  )
  counts.kept += Number(kept?.n)
  return counts
}

/** The import was allowed to whoever asks to take it back, so what it wrote may be taken back by the system. */
function contextOf(work: JobWork, trx: Transaction, published: Published): WriteContext {
  return {
    trx,
    db: work.host.db,
    published,
    principal: systemPrincipal(`import undo for ${userId(work.principal) ?? 'system'}`),
    now: Date.now(),
    userExists: work.userExists,
    silent: true,
    stages: 'history',
  }
}

async function undoLine(context: WriteContext, module: Module, row: Row, counts: UndoCounts): Promise<void> {
  const record = String(row.record)
  const before = (typeof row.before === 'string' ? JSON.parse(row.before) : row.before) as {
    version: number
    made?: boolean
    values?: Record<string, unknown>
    visits?: Row[]
    stage?: string
    stageAt?: string
  } | null
  const now = await readColumns(context.trx, module, record, ['_version', '_deleted_at'])
  if (row.action === 'update' && before) {
    if (now._version !== before.version) counts.kept += 1
    else counts.restored += (await updateRecord(context, module, record, { ...before.values, _version: before.version })).ok ? 1 : 0
  }
  if (row.action === 'history' && before?.visits) {
    if (now._version !== before.version) counts.kept += 1
    else if (before.made) counts.removed += (await deleteRecord(context, module, record)).ok ? 1 : 0
    else {
      await restoreVisits(context, module, record, before as { version: number; visits: Row[]; stage: string; stageAt: string })
      counts.restored += 1
    }
  }
}

async function restoreVisits(
  context: WriteContext,
  module: Module,
  record: string,
  before: { version: number; visits: Row[]; stage: string; stageAt: string },
): Promise<void> {
  const { trx, published, now } = context
  const pipeline = module.pipeline!.key
  const run = (sql: string, ...parameters: unknown[]) => trx.run(statement(trx.dialect, sql, parameters))
  await run('DELETE FROM "_visit" WHERE "record" = ? AND "pipeline" = ?', record, pipeline)
  const insert =
    'INSERT INTO "_visit" ("record", "pipeline", "seq", "module", "version", "stage", "entered_at", "left_at", "kind", "by_user", "import") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'
  for (const [index, visit] of before.visits.entries()) {
    await run(
      insert,
      record,
      pipeline,
      index + 1,
      module.key,
      published.number,
      visit.stage,
      visit.entered_at,
      visit.left_at,
      visit.kind,
      visit.by_user,
      visit.import,
    )
  }
  const derived = noChanges()
  const version = before.version + 1
  const entered = Date.parse(before.stageAt)
  await run(
    `UPDATE ${quoteName(module.key)} SET "_stage" = ?, "_stage_at" = ?, "_stage_due" = ?, "_regressions" = ?, "_version" = ?, "_updated_at" = ? WHERE "_id" = ?`,
    before.stage,
    entered,
    stageDue(module, before.stage, entered),
    before.visits.filter((visit) => visit.kind === 'regress').length,
    version,
    now,
    record,
  )
  await logEvent(trx, {
    kind: 'move',
    module: module.key,
    record,
    version,
    at: now,
    by: null,
    changes: { _stage: [null, before.stage] },
    import: null,
  })
  if (context.published.app.derived.length === 0) return
  noteOutside(derived, module, record)
  await recompute(context, derived)
}

/** Some of the records of a module that the import made, that nobody changed since and nothing refers to; false when there are no more. */
async function removeMade(context: WriteContext, key: string, importId: string, counts: UndoCounts): Promise<boolean> {
  const { trx, published } = context
  const module = published.app.modules.get(key)
  if (!module) return false
  const used = module.incoming.map(
    ({ module: other, field, many }) =>
      `NOT EXISTS (SELECT 1 FROM ${quoteName(other)} AS o WHERE ${refersSql(`o.${quoteName(field)}`, many, trx.dialect)} AND o."_deleted_at" IS NULL)`,
  )
  const where = ['r."_import" = ?', 'r."_deleted_at" IS NULL', 'r."_version" = 1', ...used].join(' AND ')
  const rows = await trx.all(statement(trx.dialect, `SELECT r."_id" FROM ${quoteName(key)} AS r WHERE ${where} LIMIT ${BATCH}`, [importId]))
  for (const row of rows) counts.removed += (await deleteRecord(context, module, String(row._id))).ok ? 1 : 0
  return rows.length === BATCH
}

/** Whether a column refers to the record `r`. */
function refersSql(column: string, many: boolean, dialect: DialectName): string {
  if (!many) return `${column} = r."_id"`
  return dialect === 'sqlite'
    ? `EXISTS (SELECT 1 FROM json_each(${column}) AS e WHERE e.value = r."_id")`
    : `jsonb_exists(${column}, r."_id")`
}
