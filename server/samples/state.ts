// What is left of the sample data: how much, what of it people changed or wrote on, and what their own records need.
import type { App, Field, Module } from '../../runtime/definition/app.ts'
import { USER_MODULE } from '../../runtime/expression/storage.ts'
import type { Handle, Row } from '../database/database.ts'
import { statement } from '../database/text.ts'
import { fromColumn, quoteName } from '../schema/columns.ts'
import { sampleMark } from './mark.ts'

export interface SampleRecordInfo {
  readonly module: string
  readonly _id: string
  readonly title: string | null
}
export interface EditedRecord extends SampleRecordInfo {
  /** Who changed it last; null: nobody that is known. */
  readonly by: string | null
  readonly at: string
}
export interface SampleState {
  readonly present: boolean
  /** Records outside the trash, by module. */
  readonly counts: Readonly<Record<string, number>>
  /** Sample records somebody changed or wrote a note on, latest first. */
  readonly edited: readonly EditedRecord[]
  /** Sample records that records people made themselves need, directly or through others. */
  readonly referred: readonly SampleRecordInfo[]
}

const NOTHING: SampleState = { present: false, counts: {}, edited: [], referred: [] }

export async function sampleState(db: Handle, app: App): Promise<SampleState> {
  const mark = await sampleMark(db)
  if (!mark) return NOTHING
  const counts: Record<string, number> = {}
  const edited: EditedRecord[] = []
  for (const module of app.modules.values()) {
    const sql = `SELECT count(*) AS n FROM ${quoteName(module.key)} WHERE "_import" = ? AND "_deleted_at" IS NULL`
    const n = Number((await db.get(statement(db.dialect, sql, [mark.id])))?.n)
    if (n > 0) counts[module.key] = n
    edited.push(...(await editedRecords(db, module, mark.id)))
  }
  const needed = await neededBy(db, app, mark.id, await foreignReferences(db, app, mark.id))
  const touched = new Set(edited.map((each) => each._id))
  const referred: SampleRecordInfo[] = []
  for (const [key, ids] of needed) {
    const rest = [...ids].filter((id) => !touched.has(id))
    referred.push(...(await infosOf(db, app.modules.get(key)!, mark.id, rest)))
  }
  return { present: true, counts, edited: edited.sort((a, b) => (a.at < b.at ? 1 : -1)), referred }
}

/** Sample records outside the trash whose history has an entry that is not the sample's own, or on which a note stands. */
export async function editedRecords(db: Handle, module: Module, mark: string): Promise<EditedRecord[]> {
  const table = quoteName(module.key)
  const title = quoteName(module.title.key)
  const here = `r."_import" = ? AND r."_deleted_at" IS NULL`
  const changed = `SELECT r."_id" AS id, r.${title} AS title, h."by_user" AS who, h."at" AS moment FROM ${table} AS r JOIN "_history" AS h ON h."record" = r."_id" WHERE ${here} AND (h."import" IS NULL OR h."import" <> ?) ORDER BY h."id"`
  const noted = `SELECT r."_id" AS id, r.${title} AS title, n."author" AS who, n."at" AS moment FROM ${table} AS r JOIN "_note" AS n ON n."record" = r."_id" WHERE ${here} AND n."deleted_at" IS NULL ORDER BY n."id"`
  const rows = [...(await db.all(statement(db.dialect, changed, [mark, mark]))), ...(await db.all(statement(db.dialect, noted, [mark])))]
  const latest = new Map<string, Row>()
  for (const row of rows) {
    const known = latest.get(String(row.id))
    if (!known || Number(known.moment) <= Number(row.moment)) latest.set(String(row.id), row)
  }
  return [...latest.values()].map((row) => ({
    module: module.key,
    _id: String(row.id),
    title: titleText(module.title, row.title),
    by: row.who === null ? null : String(row.who),
    at: new Date(Number(row.moment)).toISOString(),
  }))
}

/** Ids of sample records by module. */
export type Chosen = Map<string, Set<string>>

/** Sample records that other records than those of the sample refer to, the ones in the trash among them: they may be brought back. */
export async function foreignReferences(db: Handle, app: App, mark: string): Promise<Chosen> {
  const chosen: Chosen = new Map()
  for (const module of app.modules.values()) {
    for (const { key, target } of relationsOf(app, module)) {
      const sql = `SELECT DISTINCT o.${quoteName(key)} AS id FROM ${quoteName(module.key)} AS o JOIN ${quoteName(target.key)} AS r ON r."_id" = o.${quoteName(key)} WHERE r."_import" = ? AND (o."_import" IS NULL OR o."_import" <> ?)`
      for (const row of await db.all(statement(db.dialect, sql, [mark, mark]))) choose(chosen, target.key, String(row.id))
    }
  }
  return chosen
}

/** `start` and every record those refer to through sample records, however far. */
export async function neededBy(db: Handle, app: App, mark: string, start: Chosen): Promise<Chosen> {
  const chosen: Chosen = new Map([...start].map(([key, ids]) => [key, new Set(ids)]))
  if (chosen.size === 0) return chosen
  const links = new Map<string, readonly (readonly [string, string])[]>()
  for (const module of app.modules.values()) {
    const relations = relationsOf(app, module)
    if (relations.length === 0) continue
    const names = relations.map(({ key }) => quoteName(key)).join(', ')
    const rows = await db.all(statement(db.dialect, `SELECT "_id", ${names} FROM ${quoteName(module.key)} WHERE "_import" = ?`, [mark]))
    for (const row of rows) {
      const targets = relations.flatMap(({ key, target }) => (row[key] === null ? [] : [[target.key, String(row[key])] as const]))
      links.set(String(row._id), targets)
    }
  }
  const sampled = new Set(links.keys())
  const queue = [...chosen.values()].flatMap((ids) => [...ids])
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const [key, target] of links.get(id) ?? []) {
      // Whatever is no sample record is chosen too and does no harm: only sample records are looked at and kept.
      if (choose(chosen, key, target) && sampled.has(target)) queue.push(target)
    }
  }
  return chosen
}

export function choose(chosen: Chosen, key: string, id: string): boolean {
  const ids = chosen.get(key)
  if (ids?.has(id)) return false
  if (ids) ids.add(id)
  else chosen.set(key, new Set([id]))
  return true
}

/** Relations of the module to modules of the app, each with its target. */
export function relationsOf(app: App, module: Module): { readonly key: string; readonly target: Module }[] {
  return [...module.fields.values()].flatMap(({ key, storage }) => {
    const target = storage.kind === 'reference' && storage.module !== USER_MODULE ? app.modules.get(storage.module) : undefined
    return target ? [{ key, target }] : []
  })
}

async function infosOf(db: Handle, module: Module, mark: string, ids: readonly string[]): Promise<SampleRecordInfo[]> {
  const infos: SampleRecordInfo[] = []
  const sql = `SELECT ${quoteName(module.title.key)} AS title FROM ${quoteName(module.key)} WHERE "_id" = ? AND "_import" = ?`
  for (const id of ids) {
    const row = await db.get(statement(db.dialect, sql, [id, mark]))
    if (row) infos.push({ module: module.key, _id: id, title: titleText(module.title, row.title) })
  }
  return infos
}

function titleText(field: Field, stored: unknown): string | null {
  const value = fromColumn(field.storage, stored)
  return value === null ? null : field.type.format(value, field.options, field.context)
}
