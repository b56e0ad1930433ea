// An import as the person who started it sees it: what it was told to do, how far it is, what became of it together with the lines corrected since,
// and whether it was taken back.

import type { App } from '../../../runtime/definition/app.ts'
import type { Principal } from '../../access/principal.ts'
import { rightsOf } from '../../access/rules.ts'
import type { Database, Row } from '../../database/database.ts'
import { statement } from '../../database/text.ts'
import type { JobInfo } from '../../jobs/runner.ts'
import type { noCounts } from './batch.ts'
import { countFailed, readHeadings } from './failed-lines.ts'
import type { ImportInput } from './run.ts'

export interface ImportInfo {
  readonly id: string
  readonly name: string
  readonly module: string
  readonly mode: 'records' | 'history'
  readonly dryRun: boolean
  readonly upload: string
  readonly map: unknown
  readonly headings: readonly string[]
  readonly state: JobInfo['state']
  readonly progress: unknown
  readonly finishedAt: string | null
  /** Counts, or why nothing was imported. */
  readonly result: unknown
  /** Work that follows the import and is not over: taking up corrected lines, or taking it all back. */
  readonly running: { readonly job: string; readonly kind: 'retry' | 'undo' } | null
  /** What taking it back came to. */
  readonly undone: unknown
}

export async function importInfo(db: Database, job: JobInfo, input: ImportInput): Promise<ImportInfo> {
  const followers = await followersOf(db, job.id)
  const going = followers.find(({ state }) => state === 'waiting' || state === 'running' || state === 'stopping')
  const undo = followers.find(({ kind, state }) => kind === 'undo' && (state === 'done' || state === 'cancelled'))
  const { module, mode, dryRun, upload, map } = input
  return {
    id: job.id,
    name: job.name,
    module,
    mode,
    dryRun,
    upload,
    map,
    headings: await readHeadings(db, job.id),
    state: job.state,
    progress: job.progress,
    finishedAt: job.finishedAt,
    result: await resultOf(db, job, followers),
    running: going ? { job: going.id, kind: going.kind } : null,
    undone: undo?.result ?? null,
  }
}

/** Whether the principal may still import into the module. */
export function mayImport(app: App, principal: Principal, module: string): boolean {
  const found = app.modules.get(module)
  return found !== undefined && rightsOf(principal, app, found).import
}

interface Follower {
  readonly id: string
  readonly kind: 'retry' | 'undo'
  readonly state: string
  readonly result: unknown
}

/** Jobs that follow an import, the newest first. */
async function followersOf(db: Database, id: string): Promise<Follower[]> {
  const member = (name: string) => (db.dialect === 'sqlite' ? `json_extract("input", '$.${name}')` : `"input"->>'${name}'`)
  const text = `SELECT "id", "kind", "state", "result" FROM "_job" WHERE ("kind" = 'import' AND ${member('retry')} = ?) OR ("kind" = 'import_undo' AND ${member('import')} = ?) ORDER BY "id" DESC`
  return (await db.all(statement(db.dialect, text, [id, id]))).map((row) => ({
    id: String(row.id),
    kind: row.kind === 'import' ? 'retry' : 'undo',
    state: String(row.state),
    result: json(row),
  }))
}

function json({ result }: Row): unknown {
  return typeof result === 'string' ? JSON.parse(result) : (result ?? null)
}

/** The counts of the import and of the lines taken up since as one; lines that failed and were taken up count where they are now. */
async function resultOf(db: Database, { id, result }: JobInfo, followers: readonly Follower[]): Promise<unknown> {
  const retries = followers.filter(({ kind, result: own }) => kind === 'retry' && isCounts(own))
  if (!isCounts(result) || retries.length === 0) return result
  const counts = { ...result }
  for (const { result: own } of retries) {
    for (const name of ['created', 'updated', 'skipped', 'related'] as const)
      counts[name] = Number(counts[name]) + Number((own as Counts)[name])
  }
  return { ...counts, failed: await countFailed(db, id) }
}

type Counts = Record<keyof ReturnType<typeof noCounts>, unknown>

function isCounts(value: unknown): value is Counts {
  return typeof value === 'object' && value !== null && 'created' in value
}
