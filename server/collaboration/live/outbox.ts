// Reads the outbox of one app as it grows, for everyone in this process who listens. Rows come in the order of their ids; in PostgreSQL a transaction
// may commit a lower id after a higher one, so ids that were skipped are asked for until they are there or long past.
import { type Database, type Row, Slot } from '../../database/database.ts'
import { statement } from '../../database/text.ts'

/** One row of the outbox. */
export interface OutboxRow {
  readonly id: number
  readonly kind: string
  readonly module: string
  readonly record: string
  readonly version: number
  readonly by: string | null
  /** Names of changed members, ids of imported records, or whom a notification is for. */
  readonly payload: unknown
}

export interface Outbox {
  /** Rows that came since the last call, and the place up to which none can come any more. */
  read(): Promise<{ readonly rows: readonly OutboxRow[]; readonly place: number }>
  readonly place: () => number
  /** Rows after `place` up to where `read` is; undefined where there are too many, or where the place is none of this outbox. */
  since(place: number): Promise<readonly OutboxRow[] | undefined>
}

const MOST_ROWS = 500
const MOST_BEHIND = 2000
/** A transaction that holds an id open longer than this is told of by nobody; records are written in far less. */
const PATIENCE = 60_000
const COLUMNS = '"id", "kind", "module", "record", "version", "by_user", "payload"'

/** Opens the outbox at its end. */
export async function openOutbox(db: Database): Promise<Outbox> {
  const { dialect } = db
  let last = await newest(db)
  /** Skipped ids and when they were first missed. */
  const missing = new Map<number, number>()
  if (dialect === 'postgres') {
    const recent = await db.all(statement(dialect, `SELECT "id" FROM "_outbox" WHERE "id" > ? ORDER BY "id"`, [last - MOST_ROWS]))
    miss(
      missing,
      recent.map((row) => Number(row.id)),
      Math.max(0, last - MOST_ROWS),
    )
  }
  const place = () => (missing.size === 0 ? last : Math.min(...missing.keys()) - 1)
  const fresh = statement(dialect, `SELECT ${COLUMNS} FROM "_outbox" WHERE "id" > ? ORDER BY "id" LIMIT ${MOST_ROWS}`, [new Slot('last')])

  async function late(): Promise<OutboxRow[]> {
    const now = Date.now()
    for (const [id, since] of missing) if (now - since > PATIENCE) missing.delete(id)
    if (missing.size === 0) return []
    const list = `SELECT cast(jsonb_array_elements_text(cast(? as jsonb)) as bigint)`
    const sql = `SELECT ${COLUMNS} FROM "_outbox" WHERE "id" IN (${list}) ORDER BY "id"`
    return (await db.all(statement(dialect, sql, [JSON.stringify([...missing.keys()])]))).map(rowOf)
  }

  return {
    place,
    async read() {
      const found = await late()
      for (const { id } of found) missing.delete(id)
      const rows = (await db.all(fresh, { last })).map(rowOf)
      if (rows.length > 0) {
        if (dialect === 'postgres')
          miss(
            missing,
            rows.map(({ id }) => id),
            last,
          )
        last = rows.at(-1)!.id
      }
      return { rows: [...found, ...rows], place: place() }
    },
    async since(from) {
      if (from > last || last - from > MOST_BEHIND) return undefined
      const sql = `SELECT ${COLUMNS} FROM "_outbox" WHERE "id" > ? AND "id" <= ? ORDER BY "id"`
      return (await db.all(statement(dialect, sql, [from, last]))).map(rowOf)
    },
  }
}

async function newest(db: Database): Promise<number> {
  return Number((await db.get(statement(db.dialect, 'SELECT max("id") AS id FROM "_outbox"')))?.id ?? 0)
}

/** Notes the ids that are not among `ids`, which ascend from after `from`. */
function miss(missing: Map<number, number>, ids: readonly number[], from: number): void {
  const now = Date.now()
  let expected = from + 1
  for (const id of ids) {
    for (; expected < id && missing.size < MOST_BEHIND; expected += 1) missing.set(expected, now)
    expected = id + 1
  }
}

function rowOf(row: Row): OutboxRow {
  return {
    id: Number(row.id),
    kind: String(row.kind),
    module: String(row.module),
    record: String(row.record),
    version: Number(row.version),
    by: row.by_user === null ? null : String(row.by_user),
    payload: typeof row.payload === 'string' ? JSON.parse(row.payload) : row.payload,
  }
}
