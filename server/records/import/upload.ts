// Uploaded files wait in the app's database in pieces, so that any process can take up the work, and go when the work is over.
import type { Database } from '../../database/database.ts'
import { newId } from '../../database/id.ts'
import { statement } from '../../database/text.ts'

const PIECE = 1 << 20
const DAY = 86_400_000
/** How long a file waits that nobody imported, and how long failed lines can be corrected. */
const KEPT = { upload: 7 * DAY, lines: 30 * DAY }

/** Stores the file and returns its id. */
export async function storeUpload(db: Database, bytes: Uint8Array): Promise<string> {
  await forgetOld(db)
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
  await db.transaction(async (trx) => {
    await trx.run(statement(db.dialect, 'DELETE FROM "_upload" WHERE "id" = ?', [id]))
    await trx.run(statement(db.dialect, 'DELETE FROM "_import_fix" WHERE "upload" = ?', [id]))
  })
}

async function forgetOld(db: Database): Promise<void> {
  const now = Date.now()
  const old = 'SELECT "id" FROM "_job" WHERE "finished_at" < ?'
  await db.transaction(async (trx) => {
    await trx.run(statement(db.dialect, 'DELETE FROM "_upload" WHERE "at" < ?', [now - KEPT.upload]))
    await trx.run(statement(db.dialect, 'DELETE FROM "_import_fix" WHERE "upload" NOT IN (SELECT "id" FROM "_upload")'))
    await trx.run(statement(db.dialect, `DELETE FROM "_import_bad_line" WHERE "import" IN (${old})`, [now - KEPT.lines]))
  })
}
