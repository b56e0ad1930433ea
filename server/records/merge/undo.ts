// Takes a merge back: the dropped record comes out of the trash, relations and notes that went over return, and values of the kept record that nobody changed
// since are what they were.
import { isDeepStrictEqual } from 'node:util'
import type { Module } from '../../../runtime/definition/app.ts'
import { FILE_MODULE } from '../../../runtime/expression/storage.ts'
import { fail, ok, problem, type Result } from '../../../runtime/problem.ts'
import { rightsOf } from '../../access/rules.ts'
import { statement } from '../../database/text.ts'
import { requestSlots } from '../read.ts'
import { restoreRecord, updateRecord } from '../write.ts'
import type { WriteContext } from '../write-context.ts'
import { writerOf } from '../writer.ts'
import { findMerge } from './kept.ts'
import { setRelation } from './point-elsewhere.ts'

export async function undoMerge(
  context: WriteContext,
  module: Module,
  dropped: string,
): Promise<Result<{ readonly _id: string; readonly _version: number; readonly kept: string }>> {
  const { trx, db, published, principal, now } = context
  const stored = await findMerge(trx, module.key, dropped)
  if (!stored) return fail(problem('', 'not_found', 'This record was not merged into another.', '此记录没有被合并。'))
  const { changes, kept } = stored
  const writer = writerOf(db, published.app, module)
  const row = await trx.get(
    writer.select(rightsOf(principal, published.app, module)),
    requestSlots(published.app, principal, now, { id: kept }),
  )
  if (row?._may_read && row._deleted_at === null) {
    const record = writer.toWire(row)
    const back = Object.entries(changes.values).filter(([name, [, after]]) => isDeepStrictEqual(record[name] ?? null, after))
    const values = Object.fromEntries(back.flatMap(([name, [before]]) => (refersTo(before, dropped) ? [] : [[name, before]])))
    const updated = await updateRecord(context, module, kept, { ...values, _version: record._version })
    if (!updated.ok) return updated
    for (const [name, [, after]] of back) await returnFiles(context, module, name, after, dropped)
  }
  const restored = await restoreRecord(context, module, dropped)
  if (!restored.ok) return restored
  for (const [name, [before, after]] of Object.entries(changes.values))
    if (refersTo(before, dropped))
      await setRelation(context, module, kept, name, (held) => (isDeepStrictEqual(held, after) ? before : held))
  for (const { module: key, record, field, before, after } of changes.pointed) {
    const other = published.app.modules.get(key)
    // What was pointed somewhere else since stays there.
    if (other?.fields.has(field))
      await setRelation(context, other, record, field, (held) => (isDeepStrictEqual(held, after) ? before : held))
  }
  for (const id of changes.notes)
    await trx.run(statement(trx.dialect, 'UPDATE "_note" SET "record" = ? WHERE "id" = ? AND "record" = ?', [dropped, id, kept]))
  await trx.run(statement(trx.dialect, `UPDATE "_merge" SET "state" = 'undone' WHERE "id" = ?`, [stored.id]))
  const state = await trx.get(
    writer.select(rightsOf(principal, published.app, module)),
    requestSlots(published.app, principal, now, { id: dropped }),
  )
  return ok({ _id: dropped, _version: Number(state?._version ?? restored.value._version), kept })
}

async function returnFiles({ trx }: WriteContext, module: Module, field: string, value: unknown, dropped: string): Promise<void> {
  const storage = module.fields.get(field)?.storage
  if (storage?.kind !== 'json' || storage.module !== FILE_MODULE || !Array.isArray(value)) return
  for (const id of value)
    await trx.run(statement(trx.dialect, 'UPDATE "_file" SET "record" = ?, "dropped_at" = NULL WHERE "id" = ?', [dropped, id]))
}

/** What referred to the dropped record can only do so again once it is back. */
function refersTo(value: unknown, id: string): boolean {
  return value === id || (Array.isArray(value) && value.includes(id))
}
