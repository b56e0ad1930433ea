// Two records that mean the same become one: the kept one takes the chosen values, whatever referred to the other refers to it, notes go over, and the other
// goes to the trash knowing what it went into. Its history and visits stay under it.
import type { Field, Module } from '../../../runtime/definition/app.ts'
import { FILE_MODULE } from '../../../runtime/expression/storage.ts'
import { bothOf } from '../../../runtime/label.ts'
import { fail, ok, type Problem, problem, type Result } from '../../../runtime/problem.ts'
import { userId } from '../../access/principal.ts'
import { type Rights, rightsOf } from '../../access/rules.ts'
import { newId } from '../../database/id.ts'
import { statement } from '../../database/text.ts'
import { unknownName } from '../names.ts'
import { requestSlots } from '../read.ts'
import { notAllowed, notFound } from '../refusal.ts'
import { deleteRecord, updateRecord } from '../write.ts'
import type { WriteContext } from '../write-context.ts'
import { type Values, writerOf } from '../writer.ts'
import type { MergeChanges } from './kept.ts'
import { pointElsewhere } from './point-elsewhere.ts'

export interface MergeOrder {
  readonly keep: string
  readonly drop: string
  /** Fields whose value comes from the dropped record. */
  readonly take: readonly string[]
  readonly versions: { readonly keep: unknown; readonly drop: unknown }
}
export interface Merged {
  readonly id: string
  readonly _id: string
  readonly _version: number
  /** References of other records that lead to the kept one now. */
  readonly moved: number
}

export async function mergeRecords(context: WriteContext, module: Module, order: MergeOrder): Promise<Result<Merged>> {
  const { trx, published, principal, now } = context
  const { app } = published
  const rights = rightsOf(principal, app, module)
  if (order.keep === order.drop) return fail(sameRecord())
  // Both are locked in one order, whoever is to be kept: two who merge them the other way round wait instead of holding each other up.
  const [first, second] = [order.keep, order.drop].sort() as [string, string]
  const held = new Map<string, Values>()
  for (const id of [first, second]) {
    const found = await locked(context, module, rights, id, id === order.keep ? 'update' : 'delete')
    if (!found.ok) return found
    held.set(id, found.value)
  }
  const [keep, drop] = [held.get(order.keep)!, held.get(order.drop)!]
  const stale = (['keep', 'drop'] as const).filter((name) => order.versions[name] !== (name === 'keep' ? keep : drop)._version)
  if (stale.length > 0) return fail(...stale.map((name) => movedOn(module, name)))
  const wrong = order.take.flatMap((name) => takeProblems(module, rights, name))
  if (wrong.length > 0) return fail(...wrong)
  const taken = order.take.map((name) => module.fields.get(name)!)
  const notes = await trx.all(
    statement(trx.dialect, 'SELECT "id" FROM "_note" WHERE "record" = ? AND "module" = ?', [order.drop, module.key]),
  )
  // First it is out of the way, with its unique values and its place in every rule about duplicates.
  const gone = await deleteRecord(context, module, order.drop, drop._version)
  if (!gone.ok) return gone
  await takeFiles(context, taken, keep, drop)
  const pointed = await pointElsewhere(context, module, order.drop, order.keep)
  const values = Object.fromEntries(taken.map(({ key }) => [key, withoutSelf(drop[key] ?? null, order.keep, order.drop)]))
  const current = await locked(context, module, rights, order.keep, 'update')
  if (!current.ok) return current
  const updated = await updateRecord(context, module, order.keep, { ...values, _version: current.value._version })
  if (!updated.ok) return updated
  await trx.run(
    statement(trx.dialect, 'UPDATE "_note" SET "record" = ? WHERE "record" = ? AND "module" = ?', [order.keep, order.drop, module.key]),
  )
  const changes: MergeChanges = {
    pointed,
    notes: notes.map((row) => String(row.id)),
    values: Object.fromEntries(taken.map(({ key }) => [key, [keep[key] ?? null, values[key] ?? null]])),
  }
  const id = newId(now)
  const json = trx.dialect === 'postgres' ? '?::jsonb' : '?'
  const sql = `INSERT INTO "_merge" ("id", "module", "kept", "dropped", "at", "by_user", "state", "changes") VALUES (?, ?, ?, ?, ?, ?, 'done', ${json})`
  await trx.run(statement(trx.dialect, sql, [id, module.key, order.keep, order.drop, now, userId(principal), JSON.stringify(changes)]))
  return ok({ id, _id: order.keep, _version: updated.value._version, moved: pointed.length })
}

async function locked(
  { trx, db, published, principal, now }: WriteContext,
  module: Module,
  rights: Rights,
  id: string,
  action: 'update' | 'delete',
): Promise<Result<Values>> {
  const writer = writerOf(db, published.app, module)
  const row = await trx.get(writer.select(rights), requestSlots(published.app, principal, now, { id }))
  if (!row?._may_read || row._deleted_at !== null) return fail(notFound(module, id))
  return row[`_may_${action}`] ? ok(writer.toWire(row)) : fail(notAllowed(module, action))
}

function takeProblems(module: Module, rights: Rights, name: string): Problem[] {
  const field = module.fields.get(name)
  if (!field || !rights.canRead(name)) return [unknownName(`values.${name}`, name)]
  if (!field.assigned && field.readOnly !== true && rights.canWrite(name)) return []
  const label = bothOf(field.label, name)
  return [
    problem(
      `values.${name}`,
      'read_only',
      `${label.en}: cannot be changed by you. Keep the value that is there.`,
      `${label['zh-CN']}：你不能修改此字段，请保留原值。`,
    ),
  ]
}

/** Files go with the value that is taken. */
async function takeFiles({ trx }: WriteContext, fields: readonly Field[], keep: Values, drop: Values): Promise<void> {
  for (const { key, storage } of fields)
    if (storage.kind === 'json' && storage.module === FILE_MODULE)
      await trx.run(statement(trx.dialect, 'UPDATE "_file" SET "record" = ? WHERE "record" = ? AND "field" = ?', [keep._id, drop._id, key]))
}

/** A value that named the kept record must not make it refer to itself. */
function withoutSelf(value: unknown, keep: string, drop: string): unknown {
  if (value === keep || value === drop) return null
  if (!Array.isArray(value)) return value
  const rest = value.filter((each) => each !== keep && each !== drop)
  return rest.length === 0 ? null : rest
}

function sameRecord(): Problem {
  return problem('drop', 'same_record', 'keep and drop are the same record. Choose two.', '保留与合并的是同一条记录，请选择两条。')
}

function movedOn(module: Module, which: 'keep' | 'drop'): Problem {
  const label = bothOf(module.label)
  return problem(
    `versions.${which}`,
    'conflict',
    `This ${label.en} was changed by someone else meanwhile. Look at both again before merging them.`,
    `此“${label['zh-CN']}”记录刚被他人修改，请重新查看后再合并。`,
  )
}
