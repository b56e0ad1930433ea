// Turns every relation to one record to another one: of all records, whoever may see them, because what they mean is the same. It is the product's work and
// no rule is asked; each record it touches gets a version and a line of history.
import { isDeepStrictEqual } from 'node:util'
import type { Module } from '../../../runtime/definition/app.ts'
import { userId } from '../../access/principal.ts'
import { statement } from '../../database/text.ts'
import { quoteName } from '../../schema/columns.ts'
import { logEvent } from '../log.ts'
import type { WriteContext } from '../write-context.ts'
import { toRow, writerOf } from '../writer.ts'
import type { Pointed } from './kept.ts'

export async function pointElsewhere(context: WriteContext, module: Module, from: string, to: string): Promise<Pointed[]> {
  const { trx, published } = context
  const pointed: Pointed[] = []
  for (const { module: key, field, many } of module.incoming) {
    const other = published.app.modules.get(key)
    if (!other) continue
    const column = quoteName(field)
    const within =
      trx.dialect === 'sqlite' ? `EXISTS (SELECT 1 FROM json_each(${column}) AS e WHERE e.value = ?)` : `jsonb_exists(${column}, ?)`
    const sql = `SELECT "_id" FROM ${quoteName(key)} WHERE ${many ? within : `${column} = ?`} ORDER BY "_id"`
    for (const row of await trx.all(statement(trx.dialect, sql, [from]))) {
      const record = String(row._id)
      // The dropped record keeps its own relations as they were; the kept one must not come to refer to itself.
      if (record === from) continue
      const change = await setRelation(context, other, record, field, (held) => pointTo(held, from, to, record))
      if (change) pointed.push({ module: key, record, field, ...change })
    }
  }
  return pointed
}

function pointTo(held: unknown, from: string, to: string, record: string): unknown {
  if (!Array.isArray(held)) return record === to ? null : to
  const next = [...new Set(held.map((id) => (id === from ? to : id)))].filter((id) => id !== record)
  return next.length === 0 ? null : next
}

/** Sets one relation of one record, in the trash or not; undefined where nothing changes. */
export async function setRelation(
  context: WriteContext,
  module: Module,
  id: string,
  field: string,
  next: (held: unknown) => unknown,
): Promise<{ readonly before: unknown; readonly after: unknown } | undefined> {
  const { trx, db, published, principal, now } = context
  const writer = writerOf(db, published.app, module)
  const lock = trx.dialect === 'postgres' ? ' FOR UPDATE' : ''
  const row = await trx.get(statement(trx.dialect, `SELECT * FROM ${quoteName(module.key)} WHERE "_id" = ?${lock}`, [id]))
  if (!row) return undefined
  const record = writer.toWire(row)
  const before = record[field] ?? null
  const after = next(before)
  if (isDeepStrictEqual(before, after)) return undefined
  const by = userId(principal)
  const version = Number(record._version) + 1
  Object.assign(record, { [field]: after, _version: version, _updated_at: new Date(now).toISOString(), _updated_by: by })
  const names = [field, '_updated_at', '_updated_by', '_version'].sort()
  await trx.run(writer.update(names), toRow(writer, record, names))
  const changes = { [field]: [before, after] as const }
  await logEvent(trx, { kind: 'update', module: module.key, record: id, version, at: now, by, changes, import: null })
  return { before, after }
}
