// What someone was told: newest first, only about records he may read now. A notification about a record that is closed to him is not there.
import type { App } from '../../runtime/definition/app.ts'
import { type Principal, userId } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import type { Database, Row } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { readableRecords } from '../records/readable.ts'

const PAGE = 50
/** Unread ones are counted up to here. */
const MOST_COUNTED = 100
const COLUMNS = '"id", "at", "kind", "module", "record", "by_user", "payload", "read_at"'

export interface Notification {
  readonly id: number
  readonly at: string
  readonly kind: 'assigned' | 'mentioned' | 'job' | 'approval' | 'due'
  readonly module?: string
  readonly record?: string
  /** What the record is called; null where that is hidden. */
  readonly title?: unknown
  readonly by?: string
  readonly read: boolean
  /** Of a bulk change: how many records, instead of which. */
  readonly count?: number
  readonly note?: string
  readonly job?: string
  readonly name?: string
  readonly state?: string
  /** Of an approval: the stage the record is to move to. */
  readonly stage?: string
}
export interface NotificationPage {
  /** At most 100 are counted. */
  readonly unread: number
  readonly notifications: readonly Notification[]
  /** The `after` of the next page; null at the end. */
  readonly next: number | null
}

/** A page of those older than `after`. */
export async function listNotifications(db: Database, app: App, principal: Principal, after?: number): Promise<NotificationPage> {
  const older = after === undefined ? '' : ' AND "id" < ?'
  const sql = `SELECT ${COLUMNS} FROM "_notification" WHERE "recipient" = ?${older} ORDER BY "id" DESC LIMIT ${PAGE + 1}`
  const rows = await db.all(statement(db.dialect, sql, [userId(principal), ...(after === undefined ? [] : [after])]))
  const shown = rows.slice(0, PAGE)
  return {
    unread: await countUnread(db, app, principal),
    notifications: await readable(db, app, principal, shown),
    next: rows.length > PAGE ? Number(shown.at(-1)!.id) : null,
  }
}

/** Marks notifications of the principal as read, all of them where `ids` is undefined; how many stay unread. */
export async function markRead(db: Database, app: App, principal: Principal, ids: readonly number[] | undefined): Promise<number> {
  const list =
    db.dialect === 'sqlite' ? 'SELECT value FROM json_each(?)' : 'SELECT cast(jsonb_array_elements_text(cast(? as jsonb)) as bigint)'
  const some = ids === undefined ? '' : ` AND "id" IN (${list})`
  const sql = `UPDATE "_notification" SET "read_at" = ? WHERE "recipient" = ? AND "read_at" IS NULL${some}`
  const values = [Date.now(), userId(principal), ...(ids === undefined ? [] : [JSON.stringify(ids)])]
  await db.run(statement(db.dialect, sql, values))
  return countUnread(db, app, principal)
}

async function countUnread(db: Database, app: App, principal: Principal): Promise<number> {
  const sql = `SELECT ${COLUMNS} FROM "_notification" WHERE "recipient" = ? AND "read_at" IS NULL ORDER BY "id" DESC LIMIT ${MOST_COUNTED}`
  const rows = await db.all(statement(db.dialect, sql, [userId(principal)]))
  return (await readable(db, app, principal, rows)).length
}

/** The rows the principal may see; records are asked for once for each module. */
async function readable(db: Database, app: App, principal: Principal, rows: readonly Row[]): Promise<Notification[]> {
  const ids = new Map<string, Set<string>>()
  for (const { module, record } of rows) {
    if (module === null || record === null) continue
    const known = ids.get(String(module)) ?? new Set()
    ids.set(String(module), known.add(String(record)))
  }
  const titles = new Map<string, Map<string, unknown>>()
  for (const [key, records] of ids) {
    const module = app.modules.get(key)
    if (module) titles.set(key, await readableRecords(db, app, module, principal, [...records]))
  }
  return rows.flatMap((row): Notification[] => {
    const { module: key, record } = row as { module: string | null; record: string | null }
    const plain = notificationOf(row)
    if (key === null) return [plain]
    const module = app.modules.get(key)
    if (!module || rightsOf(principal, app, module).read === 'none') return []
    if (record === null) return [{ ...plain, module: key }]
    const found = titles.get(key)
    return found?.has(record) ? [{ ...plain, module: key, record, title: found.get(record) ?? null }] : []
  })
}

function notificationOf(row: Row): Notification {
  const payload = (typeof row.payload === 'string' ? JSON.parse(row.payload) : row.payload) as Partial<Notification> | null
  return {
    id: Number(row.id),
    at: new Date(Number(row.at)).toISOString(),
    kind: row.kind as Notification['kind'],
    ...(row.by_user === null ? {} : { by: String(row.by_user) }),
    read: row.read_at !== null,
    ...payload,
  }
}
