// Uploaded files wait in the app's database in pieces, so that any process can take up the work, and go when the work is over.
import type { Database } from '../../database/database.ts'
import { newId } from '../../database/id.ts'
import { statement } from '../../database/text.ts'

const PIECE = 1 << 20

/** Stores the file and returns its id. */
export async function storeUpload(db: Database, bytes: Uint8Array): Promise<string> {
  const id = newId()
  for (let seq = 0; seq * PIECE < bytes.length || seq === 0; seq += 1) {
    const piece = Buffer.from(bytes.subarray(seq * PIECE, (seq + 1) * PIECE))
    await db.run(
      statement(db.dialect, 'INSERT INTO "_upload" ("id", "seq", "at", "bytes") VALUES (?, ?, ?, ?)', [id, seq, Date.now(), piece]),
    )
  }
  return id
}

export async function readUpload(db: Database, id: string): Promise<Uint8Array | undefined> {
  const rows = await db.all(statement(db.dialect, 'SELECT "bytes" FROM "_upload" WHERE "id" = ? ORDER BY "seq"', [id]))
  return rows.length === 0 ? undefined : Buffer.concat(rows.map((row) => row.bytes as Buffer))
}

export async function dropUpload(db: Database, id: string): Promise<void> {
  await db.run(statement(db.dialect, 'DELETE FROM "_upload" WHERE "id" = ?', [id]))
}
