// The append-only versions of an app's definition.
import type { Handle, Row } from '../database/database.ts'
import { statement } from '../database/text.ts'

export interface VersionInfo {
  readonly number: number
  readonly at: string
  readonly author: string | null
  readonly note: string | null
}

export async function insertVersion(
  db: Handle,
  version: { number: number; definition: string; note: string | null; author: string | null; at: number; decisions: unknown },
): Promise<void> {
  const sql = 'INSERT INTO "_version" ("number", "definition", "note", "author", "at", "decisions") VALUES (?, ?, ?, ?, ?, ?)'
  const { number, definition, note, author, at, decisions } = version
  await db.run(statement(db.dialect, sql, [number, definition, note, author, at, JSON.stringify(decisions)]))
}

/** Versions, newest first. */
export async function listVersions(db: Handle): Promise<VersionInfo[]> {
  const rows = await db.all(statement(db.dialect, 'SELECT "number", "at", "author", "note" FROM "_version" ORDER BY "number" DESC'))
  return rows.map(infoOf)
}

/** The canonical text of a version; undefined where there is none. */
export async function versionText(db: Handle, number: number): Promise<string | undefined> {
  const row = await db.get(statement(db.dialect, 'SELECT "definition" FROM "_version" WHERE "number" = ?', [number]))
  return row ? String(row.definition) : undefined
}

function infoOf(row: Row): VersionInfo {
  return {
    number: Number(row.number),
    at: new Date(Number(row.at)).toISOString(),
    author: row.author === null ? null : String(row.author),
    note: row.note === null ? null : String(row.note),
  }
}
