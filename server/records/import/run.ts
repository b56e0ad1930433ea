// The import job: opens the uploaded file and runs the mode that was asked for. A refused import is a result with problems, not a failed job.
import type { JobKind } from '../../jobs/work.ts'
import { importHistory } from './history.ts'
import type { HistoryMap, RecordMap } from './mapping.ts'
import { importRecords } from './records.ts'
import { countLines, openSource } from './source.ts'
import { dropUpload, readUpload } from './upload.ts'

export interface ImportInput {
  readonly upload: string
  readonly module: string
  readonly mode: 'records' | 'history'
  readonly map: RecordMap | HistoryMap
  readonly dryRun: boolean
}

export const runImport: JobKind = async (work) => {
  const { upload, module, mode, map, dryRun } = work.input as ImportInput
  const bytes = await readUpload(work.host.db, upload)
  if (!bytes) throw new Error('the uploaded file is gone')
  const source = openSource(bytes, map)
  if (!source.ok) return { problems: source.problems }
  const users = await work.users()
  const total = countLines(bytes)
  const result =
    mode === 'history'
      ? await importHistory(work, source.value, module, map as HistoryMap, dryRun, users, total)
      : await importRecords(work, source.value, module, map as RecordMap, dryRun, users, total)
  if (!dryRun) await dropUpload(work.host.db, upload)
  return result.ok ? result.value : { problems: result.problems }
}
