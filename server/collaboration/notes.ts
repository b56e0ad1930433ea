// Notes people write on a record, as plain text in which `@[user id]` names someone, who is told. Whoever may read the record reads its notes and may write
// one; only its author changes or removes it. What was removed leaves who and when behind, not what.
import type { App, Module } from '../../runtime/definition/app.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { type Principal, userId } from '../access/principal.ts'
import type { Row, Transaction } from '../database/database.ts'
import { newId } from '../database/id.ts'
import { statement } from '../database/text.ts'
import type { AppHost } from '../definitions/host.ts'
import { readableRecords } from '../records/readable.ts'
import { notFound } from '../records/refusal.ts'
import { quoteName } from '../schema/columns.ts'
import { notify } from './notify.ts'

const MAX_TEXT = 10_000
const MAX_MENTIONS = 50
const PAGE = 100
const COLUMNS = '"id", "author", "at", "edited_at", "deleted_at", "text"'
const MENTION = /@\[([\w-]{1,64})\]/g

export interface Note {
  readonly id: string
  readonly author: string | null
  readonly at: string
  /** null where the note was removed. */
  readonly text: string | null
  readonly editedAt?: string
  readonly deletedAt?: string
}
export interface NotePage {
  readonly notes: readonly Note[]
  /** The `after` of the next page; null at the end. */
  readonly next: string | null
}

/** The record a note stands on, and who asks. */
export interface NotePlace {
  readonly host: AppHost
  readonly app: App
  readonly module: Module
  readonly record: string
  readonly principal: Principal
  readonly userExists: (id: string) => Promise<boolean>
}

/** Newest first, those before `after`. */
export async function listNotes(place: NotePlace, after?: string): Promise<Result<NotePage>> {
  if (!(await isOpen(place))) return fail(notFound(place.module, place.record))
  const { db } = place.host
  const older = after === undefined ? '' : ' AND "id" < ?'
  const sql = `SELECT ${COLUMNS} FROM "_note" WHERE "record" = ? AND "module" = ?${older} ORDER BY "id" DESC LIMIT ${PAGE + 1}`
  const rows = await db.all(statement(db.dialect, sql, [place.record, place.module.key, ...(after === undefined ? [] : [after])]))
  const notes = rows.slice(0, PAGE).map(noteOf)
  return ok({ notes, next: rows.length > PAGE ? notes.at(-1)!.id : null })
}

export async function createNote(place: NotePlace, text: string): Promise<Result<Note>> {
  if (!(await isOpen(place))) return fail(notFound(place.module, place.record))
  const wrong = textProblem(text)
  if (wrong) return fail(wrong)
  const people = await mentioned(place, text)
  const at = Date.now()
  const [id, author] = [newId(at), userId(place.principal)]
  const written = await writing(place, async (trx) => {
    const sql = 'INSERT INTO "_note" ("id", "module", "record", "author", "at", "text") VALUES (?, ?, ?, ?, ?, ?)'
    await trx.run(statement(trx.dialect, sql, [id, place.module.key, place.record, author, at, text]))
    await tell(trx, place, id, people, at)
    return true
  })
  return written ? ok({ id, author, at: new Date(at).toISOString(), text }) : fail(notFound(place.module, place.record))
}

/** Changes the text; people who are named for the first time are told. */
export async function updateNote(place: NotePlace, id: string, text: string): Promise<Result<Note>> {
  const wrong = textProblem(text)
  if (wrong) return fail(wrong)
  const found = await ownNote(place, id)
  if (!found.ok) return found
  const before = namesIn(found.value.text ?? '')
  const people = (await mentioned(place, text)).filter((each) => !before.has(each))
  const at = Date.now()
  const written = await writing(place, async (trx) => {
    const sql = 'UPDATE "_note" SET "text" = ?, "edited_at" = ? WHERE "id" = ? AND "deleted_at" IS NULL'
    if ((await trx.run(statement(trx.dialect, sql, [text, at, id]))) === 0) return false
    await tell(trx, place, id, people, at)
    return true
  })
  return written ? ok({ ...found.value, text, editedAt: new Date(at).toISOString() }) : fail(noSuchNote())
}

export async function removeNote(place: NotePlace, id: string): Promise<Result<undefined>> {
  const found = await ownNote(place, id)
  if (!found.ok) return found
  const at = Date.now()
  const written = await writing(place, async (trx) => {
    const sql = 'UPDATE "_note" SET "text" = NULL, "edited_at" = NULL, "deleted_at" = ? WHERE "id" = ?'
    await trx.run(statement(trx.dialect, sql, [at, id]))
    await tell(trx, place, id, [], at)
    return true
  })
  return written ? ok(undefined) : fail(noSuchNote())
}

/** Runs `work` in a transaction in which the module is sure to exist; false where it was removed meanwhile. */
function writing({ host, module }: NotePlace, work: (trx: Transaction) => Promise<boolean>): Promise<boolean> {
  return host.write(async (trx, published) => published.app.modules.has(module.key) && work(trx))
}

async function isOpen({ host, app, module, record, principal }: NotePlace): Promise<boolean> {
  return (await readableRecords(host.db, app, module, principal, [record])).has(record)
}

/** The note if it is there, not removed, and the principal's own. */
async function ownNote(place: NotePlace, id: string): Promise<Result<Note>> {
  if (!(await isOpen(place))) return fail(notFound(place.module, place.record))
  const { db } = place.host
  const sql = `SELECT ${COLUMNS} FROM "_note" WHERE "id" = ? AND "record" = ? AND "module" = ? AND "deleted_at" IS NULL`
  const row = await db.get(statement(db.dialect, sql, [id, place.record, place.module.key]))
  if (!row) return fail(noSuchNote())
  if (row.author === userId(place.principal)) return ok(noteOf(row))
  return fail(problem('', 'forbidden', 'Only its author may change or remove a note.', '只有作者可以修改或删除备注。'))
}

/** In the outbox for everyone who has the record open, and to the people named. */
async function tell(trx: Transaction, place: NotePlace, note: string, people: readonly string[], at: number): Promise<void> {
  const { module, record } = place
  const by = userId(place.principal)
  const sql = `INSERT INTO "_outbox" ("at", "kind", "module", "record", "version", "by_user") SELECT cast(? as bigint), 'note', ?, "_id", "_version", ? FROM ${quoteName(module.key)} WHERE "_id" = ?`
  await trx.run(statement(trx.dialect, sql, [at, module.key, by, record]))
  for (const recipient of people) await notify(trx, { recipient, kind: 'mentioned', at, module: module.key, record, by, payload: { note } })
}

/** Users named in the text who exist and are not the author. */
async function mentioned({ principal, userExists }: NotePlace, text: string): Promise<string[]> {
  const people: string[] = []
  for (const id of namesIn(text)) {
    if (people.length >= MAX_MENTIONS) break
    if (id !== userId(principal) && (await userExists(id))) people.push(id)
  }
  return people
}

function namesIn(text: string): Set<string> {
  return new Set([...text.matchAll(MENTION)].map((match) => match[1]!))
}

function textProblem(text: string): Problem | undefined {
  const length = text.trim().length === 0 ? 0 : text.length
  if (length >= 1 && length <= MAX_TEXT) return undefined
  return problem(
    'text',
    'text',
    `text: ${length} characters are not between 1 and ${MAX_TEXT}. ${length === 0 ? 'Write something.' : 'Shorten it.'}`,
    `text：${length} 个字符，应为 1 到 ${MAX_TEXT} 个。${length === 0 ? '请填写内容。' : '请缩短。'}`,
  )
}

function noSuchNote(): Problem {
  return problem('', 'not_found', 'There is no such note on this record.', '此记录上没有该备注。')
}

function noteOf(row: Row): Note {
  const moment = (value: unknown) => new Date(Number(value)).toISOString()
  return {
    id: String(row.id),
    author: row.author === null ? null : String(row.author),
    at: moment(row.at),
    text: row.text === null ? null : String(row.text),
    ...(row.edited_at === null ? {} : { editedAt: moment(row.edited_at) }),
    ...(row.deleted_at === null ? {} : { deletedAt: moment(row.deleted_at) }),
  }
}
