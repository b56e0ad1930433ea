// The job that imports records: batch after batch through the write path, resumable at any line, cancellable between batches. A dry run does
// everything the same way and takes each batch back.
import type { Module } from '../../../runtime/definition/app.ts'
import { fail, ok, type Problem, problem, type Result } from '../../../runtime/problem.ts'
import type { User } from '../../access/accounts.ts'
import { rightsOf } from '../../access/rules.ts'
import type { Transaction } from '../../database/database.ts'
import { statement } from '../../database/text.ts'
import type { Published } from '../../definitions/host.ts'
import type { JobWork } from '../../jobs/work.ts'
import { quoteName } from '../../schema/columns.ts'
import { createIndexSql, dropIndexSql, indexesOf } from '../../schema/indexes.ts'
import type { WriteContext } from '../write-context.ts'
import { type Counts, importBatch, noCounts, noteBatch } from './batch.ts'
import { type CellReader, cellReaders } from './cells.ts'
import { storeHeadings } from './failed-lines.ts'
import { type FailedLine, importState, insertFailed, removeFailed, takeFailed } from './log.ts'
import { mapProblems, type RecordMap } from './mapping.ts'
import type { FileRow, Rows } from './row.ts'

/** Lines that share a transaction; how many is found out by how long they take, so that nobody else waits long for one. */
const BATCH = { first: 100, least: 100, most: 4000 }
/** How long a transaction may take: each is written to the disk for itself, so few long ones cost less, but whoever wants something waits for one. */
const MILLISECONDS = { alone: 40, among: 15 }
/** Others who took more than this of the process between two transactions are at work. */
const OTHERS = 3
/** Lines from which an import counts as large. */
const LARGE = 5000
/** Progress is stored this often at most; each time costs a transaction. */
const REPORT_MILLISECONDS = 300

export interface ImportResult extends Counts {
  readonly dryRun: boolean
  readonly cancelled?: boolean
  readonly lines: number
}

/** What is imported, and how. */
export interface RecordImport {
  /** The import records and failed lines belong to: the job itself, or the one whose corrected lines it takes up. */
  readonly importId: string
  readonly module: string
  readonly map: RecordMap
  readonly headings: readonly string[]
  readonly rows: Rows
  /** About how many lines there are. */
  readonly total: number
  readonly dryRun: boolean
  readonly users: readonly User[]
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
 * Imports rows. A large file into a module that has few records puts the module's indexes aside while it runs: one index made at the end costs a fraction
 * of what keeping it up row by row does. They are made again whatever happens; a killed process's job is taken up and does it.
 */
export async function importRecords(work: JobWork, input: RecordImport): Promise<Result<ImportResult>> {
  const { module: key, dryRun, total } = input
  if (dryRun || total < LARGE) return importRows(work, input)
  const { db } = work.host
  const { app } = await work.host.current()
  const module = app.modules.get(key)
  const others = statement(db.dialect, `SELECT count(*) AS n FROM ${quoteName(key)} WHERE "_import" IS NULL OR "_import" <> ?`, [work.id])
  const rows = module ? Number((await db.get(others))?.n) : 0
  if (!module || rows > total / 10) return importRows(work, input)
  const aside = indexesOf(app).filter((index) => index.table === key && !index.unique)
  await db.transaction(async (trx) => {
    for (const index of aside) await trx.script(dropIndexSql(index))
  })
  try {
    return await importRows(work, input)
  } finally {
    const wanted = new Set(indexesOf((await work.host.current()).app).map((index) => index.name))
    for (const index of aside) {
      if (wanted.has(index.name)) await db.transaction((trx) => trx.script(createIndexSql(index, trx.dialect)))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

async function importRows(work: JobWork, input: RecordImport): Promise<Result<ImportResult>> {
  const { host, id } = work
  const { importId, module: key, map, headings, dryRun, total, users } = input
  const again = importId !== id
  const state = dryRun ? { line: 0, counts: noCounts() } : await importState(host.db, id)
  // A dry run that was cut off begins anew.
  if (dryRun) await host.db.transaction((trx) => removeFailed(trx, id))
  if (!again) await host.db.transaction((trx) => storeHeadings(trx, id, headings))
  const counts = { ...state.counts }
  const seen = dryRun ? new Set<unknown>() : undefined
  let prepared: Result<Prepared> | undefined
  let lines = 0
  let reported = 0
  let size = BATCH.first
  for (let rows = await takeRows(input.rows, size, state.line); rows.length > 0; rows = await takeRows(input.rows, size, 0)) {
    const begun = performance.now()
    lines = rows.at(-1)!.line
    let batch = counts
    let failed: FailedLine[] = []
    const write = async (trx: Transaction, published: Published) => {
      if (!prepared?.ok || prepared.value.published !== published) prepared = prepareRecords(work, published, key, map, headings, users)
      if (!prepared.ok) return prepared
      batch = { ...counts }
      failed = []
      const { module, readers } = prepared.value
      const taken = again
        ? await takeFailed(
            trx,
            importId,
            rows.map(({ line }) => line),
          )
        : undefined
      const open = taken ? rows.filter(({ line }) => taken.has(line)) : rows
      const past = map.stages === 'history' ? ({ stages: 'history' } as const) : {}
      const context = { ...contextOf(work, trx, published), import: importId, ...past }
      await importBatch(context, { importId, module, map, readers, rows: open, seen, failed }, batch)
      if (dryRun) throw new TakeBack()
      await insertFailed(trx, importId, failed, counts.failed)
      await noteBatch(trx, id, lines, counts, batch)
      return ok(undefined)
    }
    const written = await host.write(write).catch((error: unknown) => {
      if (error instanceof TakeBack) return ok(undefined)
      throw error
    })
    if (!written.ok) return written
    if (dryRun && failed.length > 0) await host.db.transaction((trx) => insertFailed(trx, id, failed, counts.failed))
    Object.assign(counts, batch)
    const ended = performance.now()
    await new Promise((resolve) => setImmediate(resolve))
    const fitting = performance.now() - ended > OTHERS ? MILLISECONDS.among : MILLISECONDS.alone
    size = nextSize(rows.length, ended - begun, fitting)
    if (Date.now() - reported < REPORT_MILLISECONDS) continue
    reported = Date.now()
    if (await work.report({ line: lines, lines: Math.max(total, lines), ...counts }))
      return ok({ ...counts, dryRun, cancelled: true, lines })
  }
  return ok({ ...counts, dryRun, lines })
}

/** How many lines the next transaction takes, going by how long the last one did. */
function nextSize(lines: number, took: number, wanted: number): number {
  const fitting = (lines * wanted) / Math.max(took, 1)
  return Math.round(Math.min(BATCH.most, Math.max(BATCH.least, Math.min(fitting, lines * 2))))
}

export function contextOf(work: JobWork, trx: Transaction, published: Published): WriteContext {
  return { trx, db: work.host.db, published, principal: work.principal, now: Date.now(), userExists: work.userExists, import: work.id }
}

/** The next rows, those up to `done` left out. */
async function takeRows(source: Rows, count: number, done: number): Promise<FileRow[]> {
  const rows: FileRow[] = []
  while (rows.length < count) {
    const coming = source.next()
    const next = coming instanceof Promise ? await coming : coming
    if (next.done) break
    if (next.value.line > done) rows.push(next.value)
  }
  return rows
}
