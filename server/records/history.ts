// What happened to a record, as far as the principal may see: changes of hidden fields are left out.
import type { App, Module } from '../../runtime/definition/app.ts'
import type { Principal } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import type { Database } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { readRecord } from './read.ts'

export interface HistoryEntry {
  readonly version: number
  readonly at: string
  readonly by: string | null
  readonly kind: string
  /** Field -> [before, after] in wire form. */
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>>
}
export interface VisitEntry {
  readonly stage: string
  readonly kind: string
  readonly enteredAt: string
  readonly leftAt: string | null
  readonly by: string | null
  readonly reason: string | null
  readonly subReason: string | null
  readonly note: string | null
}

const MOST_ENTRIES = 1000

/** Newest first; undefined where the record is not there for the principal. */
export async function readHistory(
  db: Database,
  app: App,
  module: Module,
  principal: Principal,
  id: string,
): Promise<HistoryEntry[] | undefined> {
  const record = await readRecord(db, app, module, principal, id)
  if (!record) return undefined
  const rights = rightsOf(principal, app, module)
  const sql = `SELECT "version", "at", "by_user", "kind", "changes" FROM "_history" WHERE "record" = ? AND "module" = ? ORDER BY "id" DESC LIMIT ${MOST_ENTRIES}`
  const rows = await db.all(statement(db.dialect, sql, [id, module.key]))
  const created: HistoryEntry = {
    version: 1,
    at: String(record._created_at),
    by: textOrNull(record._created_by),
    kind: 'create',
    changes: {},
  }
  const changed = rows.flatMap((row) => {
    const all = (typeof row.changes === 'string' ? JSON.parse(row.changes) : row.changes) as HistoryEntry['changes'] | null
    const changes = Object.fromEntries(Object.entries(all ?? {}).filter(([name]) => rights.canRead(name)))
    if (all && Object.keys(changes).length === 0) return []
    return [{ version: Number(row.version), at: iso(row.at), by: textOrNull(row.by_user), kind: String(row.kind), changes }]
  })
  return [...changed, created]
}

/** Oldest first; undefined where the record is not there for the principal. */
export async function readVisits(
  db: Database,
  app: App,
  module: Module,
  principal: Principal,
  id: string,
): Promise<VisitEntry[] | undefined> {
  if ((await readRecord(db, app, module, principal, id)) === undefined) return undefined
  if (module.pipelines.length === 0) return []
  const names = '"stage", "kind", "entered_at", "left_at", "by_user", "reason", "sub_reason", "note"'
  const text = `SELECT ${names} FROM "_visit" WHERE "record" = ? AND "module" = ? ORDER BY "entered_at", "seq" LIMIT ${MOST_ENTRIES}`
  const rows = await db.all(statement(db.dialect, text, [id, module.key]))
  return rows.map((row) => ({
    stage: String(row.stage),
    kind: String(row.kind),
    enteredAt: iso(row.entered_at),
    leftAt: row.left_at === null ? null : iso(row.left_at),
    by: textOrNull(row.by_user),
    reason: textOrNull(row.reason),
    subReason: textOrNull(row.sub_reason),
    note: textOrNull(row.note),
  }))
}

function iso(value: unknown): string {
  return new Date(Number(value)).toISOString()
}

function textOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value)
}
