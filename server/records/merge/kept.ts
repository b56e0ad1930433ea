// What is kept of a merge, so that a record in the trash says where it went, and that it can be taken back.
import type { Handle } from '../../database/database.ts'
import { statement } from '../../database/text.ts'

/** A relation of another record that was pointed elsewhere. */
export interface Pointed {
  readonly module: string
  readonly record: string
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}
export interface MergeChanges {
  readonly pointed: readonly Pointed[]
  readonly notes: readonly string[]
  /** Of the kept record: field -> before, after. */
  readonly values: Readonly<Record<string, readonly [before: unknown, after: unknown]>>
}
export interface StoredMerge {
  readonly id: string
  readonly module: string
  readonly kept: string
  readonly dropped: string
  readonly at: number
  readonly by: string | null
  readonly changes: MergeChanges
}

/** The merge a record went away in, unless it was taken back. */
export async function findMerge(db: Handle, module: string, dropped: string): Promise<StoredMerge | undefined> {
  const sql = `SELECT "id", "kept", "at", "by_user", "changes" FROM "_merge" WHERE "module" = ? AND "dropped" = ? AND "state" = 'done'`
  const row = await db.get(statement(db.dialect, sql, [module, dropped]))
  if (!row) return undefined
  const changes = (typeof row.changes === 'string' ? JSON.parse(row.changes) : row.changes) as MergeChanges
  const by = row.by_user === null ? null : String(row.by_user)
  return { id: String(row.id), module, kept: String(row.kept), dropped, at: Number(row.at), by, changes }
}
