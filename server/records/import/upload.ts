// Uploaded files wait in the app's database in pieces, so that any process can take up the work, and go when the work is over.
import { ok, type Result } from '../../../runtime/problem.ts'
import { type Database, Slot } from '../../database/database.ts'
import { newId } from '../../database/id.ts'
import { statement } from '../../database/text.ts'
import type { FilePieces } from './file-pieces.ts'

const PIECE = 1 << 20
const DAY = 86_400_000
/** How long a file waits that nobody imported, and how long failed lines can be corrected. */
const KEPT = { upload: 7 * DAY, lines: 30 * DAY }

/**
 * Stores a file as `fill` gives its bytes, and returns its id. Nothing is left of one that `fill` refuses or breaks off.
 */
export async function storeUpload(
  db: Database,
  fill: (add: (bytes: Uint8Array) => Promise<void>) => Promise<Result<void>>,
): Promise<Result<string>> {
  await forgetOld(db)
  const id = newId()
  const sql = statement(db.dialect, 'INSERT INTO "_upload" ("id", "seq", "at", "bytes") VALUES (?, ?, ?, ?)', UPLOAD)
  let seq = 0
  const piece = Buffer.allocUnsafe(PIECE)
  let length = 0
  async function write(): Promise<void> {
    await db.run(sql, { id, seq, at: Date.now(), bytes: piece.subarray(0, length) })
    seq += 1
    length = 0
  }
  try {
    const filled = await fill(async (bytes) => {
      for (let at = 0; at < bytes.length; ) {
        const taken = bytes.subarray(at, at + PIECE - length)
        piece.set(taken, length)
        length += taken.length
        at += taken.length
        if (length === PIECE) await write()
      }
    })
    if (filled.ok) {
      if (length > 0 || seq === 0) await write()
      return ok(id)
    }
    await dropUpload(db, id)
    return filled
  } catch (error) {
    await dropUpload(db, id)
    throw error
  }
}

const UPLOAD = ['id', 'seq', 'at', 'bytes'].map((name) => new Slot(name))

/** An uploaded file; undefined where there is none of that id. */
export async function openUpload(db: Database, id: string): Promise<FilePieces | undefined> {
  const count = statement(db.dialect, 'SELECT count(*) AS n FROM "_upload" WHERE "id" = ?', [id])
  const pieces = Number((await db.get(count))?.n)
  if (pieces === 0) return undefined
  const sql = statement(db.dialect, 'SELECT "bytes" FROM "_upload" WHERE "id" = ? AND "seq" = ?', [id, new Slot('seq')])
  return {
    async *pieces() {
      for (let seq = 0; seq < pieces; seq += 1) {
        const row = await db.get(sql, { seq })
        if (!row) throw new Error('the uploaded file is gone')
        yield row.bytes as Uint8Array
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
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
