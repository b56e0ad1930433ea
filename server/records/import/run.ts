// The import job: opens the uploaded file and runs the mode that was asked for, or takes up corrected lines of an import that is over.
// A refused import is a result with problems, not a failed job.
import type { Result } from '../../../runtime/problem.ts'
import type { JobKind, JobWork } from '../../jobs/work.ts'
import { readHeadings, readLines } from './failed-lines.ts'
import { withFixes } from './fixes.ts'
import { importHistory } from './history.ts'
import type { HistoryMap, RecordMap } from './mapping.ts'
import { type ImportResult, importRecords } from './records.ts'
import { openSource, type Source } from './source.ts'
import { dropUpload, openUpload } from './upload.ts'
import { FileFault } from './xlsx/fault.ts'

export interface ImportInput {
  readonly upload: string
  readonly module: string
  readonly mode: 'records' | 'history'
  readonly map: RecordMap | HistoryMap
  readonly dryRun: boolean
}
/** Lines of the import `retry` that failed and were corrected since; what becomes of them belongs to that import. */
export interface RetryInput {
  readonly retry: string
  readonly module: string
  readonly map: RecordMap
  readonly lines: readonly number[]
}

export const runImport: JobKind = async (work) => {
  const input = work.input as ImportInput | RetryInput
  const result = 'retry' in input ? await importAgain(work, input) : await importFile(work, input)
  return result.ok ? result.value : { problems: result.problems }
}

async function importAgain(work: JobWork, { retry, module, map, lines }: RetryInput): Promise<Result<ImportResult>> {
  const { db } = work.host
  const rows = (await readLines(db, retry, lines)).values()
  const users = await work.users()
  const headings = await readHeadings(db, retry)
  return importRecords(work, { importId: retry, module, map, headings, rows, total: lines.length, dryRun: false, users })
}

async function importFile(work: JobWork, input: ImportInput): Promise<Result<ImportResult>> {
  const { db } = work.host
  const file = await openUpload(db, input.upload)
  if (!file) throw new Error('the uploaded file is gone')
  const source = await openSource(file, input.map)
  if (!source.ok) return source
  try {
    const result = await importSource(work, input, source.value)
    if (result.ok && !input.dryRun) await dropUpload(db, input.upload)
    return result
  } catch (error) {
    // What was read before the damage is in and can be taken back.
    if (error instanceof FileFault) return { ok: false, problems: [error.problem] }
    throw error
  } finally {
    await source.value.close()
  }
}

async function importSource(work: JobWork, input: ImportInput, source: Source): Promise<Result<ImportResult>> {
  const { upload, module, mode, map, dryRun } = input
  const users = await work.users()
  if (mode === 'history') return importHistory(work, source, module, map as HistoryMap, dryRun, users, source.lines)
  const { headings, lines: total } = source
  const rows = await withFixes(work.host.db, upload, headings, source.rows)
  return importRecords(work, { importId: work.id, module, map: map as RecordMap, headings, rows, total, dryRun, users })
}
