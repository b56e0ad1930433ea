// The job that imports records: batch after batch through the write path, resumable at any line, cancellable between batches. A dry run does
// everything the same way and takes each batch back.
import type { Module } from '../../../runtime/definition/app.ts'
import { fail, ok, type Problem, problem, type Result } from '../../../runtime/problem.ts'
import type { User } from '../../access/accounts.ts'
import { rightsOf } from '../../access/rules.ts'
import type { Row, Transaction } from '../../database/database.ts'
import { statement } from '../../database/text.ts'
import type { Published } from '../../definitions/host.ts'
import type { JobWork } from '../../jobs/work.ts'
import { quoteName } from '../../schema/columns.ts'
import { createIndexSql, dropIndexSql, indexesOf } from '../../schema/indexes.ts'
import type { WriteContext } from '../write-context.ts'
import { type Counts, importBatch, noCounts, noteBatch } from './batch.ts'
import { type CellReader, cellReaders } from './cells.ts'
import type { CsvRow } from './csv.ts'
import { importState, insertErrors } from './log.ts'
import { mapProblems, type RecordMap } from './mapping.ts'
import type { Source } from './source.ts'

const BATCH = 500
/** Lines from which an import counts as large. */
const LARGE = 5000
/** Progress is stored this often at most; each time costs a transaction. */
const REPORT_MILLISECONDS = 300

export interface ImportResult extends Counts {
  readonly dryRun: boolean
  readonly cancelled?: boolean
  readonly lines: number
}

/** Thrown to take back the batch of a dry run. */
class TakeBack extends Error {}

export interface Prepared {
  readonly published: Published
  readonly module: Module
  readonly readers: readonly CellReader[]
}

/** Checks the import against the published app: rights, names, columns. */
export function prepareRecords(
  work: Pick<JobWork, 'principal'>,
  published: Published,
  key: string,
  map: RecordMap,
  headings: readonly string[],
  users: readonly User[],
): Result<Prepared> {
  const module = published.app.modules.get(key)
  if (!module) return fail(problem('module', 'not_found', `There is no module "${key}".`, `没有模块“${key}”。`))
  const rights = rightsOf(work.principal, published.app, module)
  if (!rights.import) return fail(problem('', 'forbidden', 'You may not import into this module.', '你没有在此模块中导入的权限。'))
  const problems: Problem[] = mapProblems(published.app, module, work.principal, map, headings)
  if (problems.length > 0) return fail(...problems)
  return ok({ published, module, readers: cellReaders(published.app, module, map, headings, users) })
}

/**
 * Imports the rows of `source`. A large file into a module that has few records puts the module's indexes aside while it runs: one index made at the
 * end costs a fraction of what keeping it up row by row does. They are made again whatever happens; a killed process's job is taken up and does it.
 */
export async function importRecords(
  work: JobWork,
  source: Source,
  key: string,
  map: RecordMap,
  dryRun: boolean,
  users: readonly User[],
  total: number,
): Promise<Result<ImportResult>> {
  if (dryRun || total < LARGE) return importRows(work, source, key, map, dryRun, users, total)
  const { db } = work.host
  const { app } = await work.host.current()
  const module = app.modules.get(key)
  const rows = module
    ? Number(
        (
          await db.get(
            statement(db.dialect, `SELECT count(*) AS n FROM ${quoteName(key)} WHERE "_import" IS NULL OR "_import" <> ?`, [work.id]),
          )
        )?.n,
      )
    : 0
  if (!module || rows > total / 10) return importRows(work, source, key, map, dryRun, users, total)
  const aside = indexesOf(app).filter((index) => index.table === key && !index.unique)
  await db.transaction(async (trx) => {
    for (const index of aside) await trx.script(dropIndexSql(index))
  })
  try {
    return await importRows(work, source, key, map, dryRun, users, total)
  } finally {
    const wanted = new Set(indexesOf((await work.host.current()).app).map((index) => index.name))
    for (const index of aside) {
      if (wanted.has(index.name)) await db.transaction((trx) => trx.script(createIndexSql(index, trx.dialect)))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

async function importRows(
  work: JobWork,
  source: Source,
  key: string,
  map: RecordMap,
  dryRun: boolean,
  users: readonly User[],
  total: number,
): Promise<Result<ImportResult>> {
  const { host, id } = work
  const state = dryRun ? { line: 0, counts: noCounts() } : await importState(host.db, id)
  const counts = { ...state.counts }
  const seen = dryRun ? new Set<unknown>() : undefined
  let prepared: Result<Prepared> | undefined
  let lines = 0
  let reported = 0
  for (let rows = takeRows(source, state.line); rows.length > 0; rows = takeRows(source, 0)) {
    lines = rows.at(-1)!.line
    let batch = counts
    let errors: Row[] = []
    const write = async (trx: Transaction, published: Published) => {
      if (!prepared?.ok || prepared.value.published !== published)
        prepared = prepareRecords(work, published, key, map, source.headings, users)
      if (!prepared.ok) return prepared
      batch = { ...counts }
      const { module, readers } = prepared.value
      await importBatch(contextOf(work, trx, published), { importId: id, module, map, readers, rows, seen }, batch)
      if (!dryRun) {
        await noteBatch(trx, id, lines, counts, batch)
        return ok(undefined)
      }
      errors = await trx.all(
        statement(trx.dialect, 'SELECT * FROM "_import_error" WHERE "import" = ? AND "line" >= ?', [id, rows[0]!.line]),
      )
      throw new TakeBack()
    }
    const written = await host.write(write).catch((error: unknown) => {
      if (error instanceof TakeBack) return ok(undefined)
      throw error
    })
    if (!written.ok) return written
    if (dryRun && errors.length > 0) await insertErrors(host.db, id, errors)
    Object.assign(counts, batch)
    await new Promise((resolve) => setImmediate(resolve))
    if (Date.now() - reported < REPORT_MILLISECONDS) continue
    reported = Date.now()
    if (await work.report({ line: lines, lines: total, ...counts })) return ok({ ...counts, dryRun, cancelled: true, lines })
  }
  return ok({ ...counts, dryRun, lines })
}

export function contextOf(work: JobWork, trx: Transaction, published: Published): WriteContext {
  return { trx, db: work.host.db, published, principal: work.principal, now: Date.now(), userExists: work.userExists, import: work.id }
}

/** The next batch of rows, those up to `done` left out. */
function takeRows(source: Source, done: number): CsvRow[] {
  const rows: CsvRow[] = []
  while (rows.length < BATCH) {
    const next = source.rows.next()
    if (next.done) break
    if (next.value.line > done) rows.push(next.value)
  }
  return rows
}
