// Files of an app stand in its database, in pieces, by an id the server makes. A file sent for a field waits for a record; saved with one it belongs to it;
// taken out again it stays a while, for changes that are taken back.
import type { Module } from '../../../runtime/definition/app.ts'
import { FILE_MODULE } from '../../../runtime/expression/storage.ts'
import { ok, problem, type Result } from '../../../runtime/problem.ts'
import { userId } from '../../access/principal.ts'
import type { Database, Handle } from '../../database/database.ts'
import { newId } from '../../database/id.ts'
import { statement } from '../../database/text.ts'
import type { WriteContext } from '../write-context.ts'
import type { Values, Writer } from '../writer.ts'
import { scheduleSweep } from './sweep.ts'

const PIECE = 1 << 20
/** Files of one person that no record has yet. */
const MOST_WAITING = 200

export interface StoredFile {
  readonly id: string
  readonly module: string
  readonly field: string
  readonly record: string | null
  readonly name: string
  readonly size: number
}
export interface NewFile {
  readonly module: Module
  readonly field: string
  /** Already safe. */
  readonly name: string
  readonly bytes: Uint8Array
  readonly by: string | null
}

export async function storeFile(db: Database, { module, field, name, bytes, by }: NewFile): Promise<Result<StoredFile>> {
  const now = Date.now()
  const id = newId(now)
  return db.transaction(async (trx) => {
    const waiting = await trx.get(
      statement(trx.dialect, 'SELECT count(*) AS n FROM "_file" WHERE "record" IS NULL AND "by_user" = ?', [by]),
    )
    if (Number(waiting?.n) >= MOST_WAITING) return { ok: false as const, problems: [tooMany()] }
    const columns = '"id", "module", "field", "name", "size", "by_user", "at"'
    const values = [id, module.key, field, name, bytes.length, by, now]
    await trx.run(statement(trx.dialect, `INSERT INTO "_file" (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?)`, values))
    for (let seq = 0; seq * PIECE < bytes.length; seq += 1) {
      const piece = Buffer.from(bytes.subarray(seq * PIECE, (seq + 1) * PIECE))
      await trx.run(statement(trx.dialect, 'INSERT INTO "_file_piece" ("id", "seq", "bytes") VALUES (?, ?, ?)', [id, seq, piece]))
    }
    await scheduleSweep(trx, now)
    return ok({ id, module: module.key, field, record: null, name, size: bytes.length })
  })
}

export async function findFile(db: Handle, id: string): Promise<(StoredFile & { readonly by: string | null }) | undefined> {
  const sql = 'SELECT "id", "module", "field", "record", "name", "size", "by_user" FROM "_file" WHERE "id" = ?'
  const row = await db.get(statement(db.dialect, sql, [id]))
  if (!row) return undefined
  const text = (value: unknown) => (value === null ? null : String(value))
  const { module, field, name, size } = row
  return {
    id,
    module: String(module),
    field: String(field),
    record: text(row.record),
    name: String(name),
    size: Number(size),
    by: text(row.by_user),
  }
}

export async function readBytes(db: Handle, id: string): Promise<Uint8Array> {
  const rows = await db.all(statement(db.dialect, 'SELECT "bytes" FROM "_file_piece" WHERE "id" = ? ORDER BY "seq"', [id]))
  return Buffer.concat(rows.map((row) => row.bytes as Buffer))
}

/** Whether the file was sent for this field, by who writes or for this record already. */
export async function isFileFor(context: WriteContext, module: Module, field: string, record: string, id: string): Promise<boolean> {
  const file = await findFile(context.trx, id)
  if (!file || file.module !== module.key || file.field !== field) return false
  return file.record === null ? file.by === userId(context.principal) : file.record === record
}

/** Gives the files of a record to it as it was written, and puts those aside that it no longer has. */
export async function keepFiles({ trx, now }: WriteContext, writer: Writer, next: Values, before: Values | null): Promise<void> {
  for (const { name, module } of writer.references) {
    if (module !== FILE_MODULE) continue
    const [had, has] = [listOf(before?.[name]), listOf(next[name])]
    for (const id of has.filter((each) => !had.includes(each)))
      await trx.run(statement(trx.dialect, 'UPDATE "_file" SET "record" = ?, "dropped_at" = NULL WHERE "id" = ?', [next._id, id]))
    const gone = had.filter((each) => !has.includes(each))
    for (const id of gone) await trx.run(statement(trx.dialect, 'UPDATE "_file" SET "dropped_at" = ? WHERE "id" = ?', [now, id]))
    if (gone.length > 0) await scheduleSweep(trx, now)
  }
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value : []
}

function tooMany() {
  return problem(
    '',
    'too_many',
    `There are ${MOST_WAITING} files of yours that no record has yet. Save the records first.`,
    `你有 ${MOST_WAITING} 个文件尚未随记录保存，请先保存记录。`,
  )
}
