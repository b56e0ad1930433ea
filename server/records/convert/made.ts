// What became of a record: the conversions that were made of it, as they are kept.
import type { Database, Handle, Row } from '../../database/database.ts'
import { statement } from '../../database/text.ts'

/** A record a conversion made or took, and how it was left. */
export interface MadeRecord {
  readonly target: string
  readonly module: string
  readonly record: string
  readonly created: boolean
  readonly version: number
  /** Links filled in on a record that was there before. */
  readonly filled: readonly string[]
}
export interface Made {
  readonly records: readonly MadeRecord[]
  /** Of the converted record: values before and after, and its stage. */
  readonly source: Readonly<Record<string, readonly [before: unknown, after: unknown]>>
}
export interface StoredConversion {
  readonly id: string
  readonly conversion: string
  readonly at: number
  readonly by: string | null
  readonly made: Made
}

/** The conversion that was made of a record and not taken back. */
export async function findMade(db: Handle | Database, record: string, conversion: string): Promise<StoredConversion | undefined> {
  const sql = `SELECT "id", "conversion", "at", "by_user", "made" FROM "_conversion" WHERE "record" = ? AND "conversion" = ? AND "state" = 'done'`
  const row = await db.get(statement(db.dialect, sql, [record, conversion]))
  return row && storedOf(row)
}

function storedOf(row: Row): StoredConversion {
  return {
    id: String(row.id),
    conversion: String(row.conversion),
    at: Number(row.at),
    by: row.by_user === null ? null : String(row.by_user),
    made: (typeof row.made === 'string' ? JSON.parse(row.made) : row.made) as Made,
  }
}
