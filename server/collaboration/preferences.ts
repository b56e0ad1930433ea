// What the pages remember for one person in one app: favourites, recent records, chosen views, mappings of imports, columns. Nobody else reads it.
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import type { Database } from '../database/database.ts'
import { statement } from '../database/text.ts'

const NAMES = ['favourites', 'recents', 'default_views', 'import_maps', 'columns']
/** In characters of JSON. */
const MAX_VALUE = 20 * 1024

/** Every preference of the person, by name. */
export async function readPreferences(db: Database, owner: string): Promise<Record<string, unknown>> {
  const rows = await db.all(statement(db.dialect, 'SELECT "name", "value" FROM "_preference" WHERE "owner" = ? ORDER BY "name"', [owner]))
  return Object.fromEntries(rows.map((row) => [String(row.name), JSON.parse(String(row.value))]))
}

/** Keeps a value under one of the known names; null forgets it. */
export async function writePreference(db: Database, owner: string, name: string, value: unknown): Promise<Result<undefined>> {
  if (!NAMES.includes(name)) return fail(unknown(name))
  if (value === null) {
    await db.run(statement(db.dialect, 'DELETE FROM "_preference" WHERE "owner" = ? AND "name" = ?', [owner, name]))
    return ok(undefined)
  }
  const text = JSON.stringify(value)
  if (text.length > MAX_VALUE) return fail(tooLarge(text.length))
  const sql = `INSERT INTO "_preference" ("owner", "name", "value") VALUES (?, ?, ?) ON CONFLICT ("owner", "name") DO UPDATE SET "value" = excluded."value"`
  await db.run(statement(db.dialect, sql, [owner, name, text]))
  return ok(undefined)
}

function unknown(name: string): Problem {
  const [shown, known] = [name.slice(0, 60), NAMES.join(', ')]
  return problem('', 'not_found', `There is no preference "${shown}". Known: ${known}.`, `没有偏好“${shown}”。可用：${known}。`)
}

function tooLarge(size: number): Problem {
  const [kb, most] = [Math.ceil(size / 1024), MAX_VALUE / 1024]
  return problem(
    'value',
    'too_large',
    `value: ${kb} KB are more than ${most} KB. Keep less.`,
    `value：${kb} KB 超过上限 ${most} KB，请减少内容。`,
  )
}
