// Converts a record: makes what it becomes or takes what is there, ties it together and moves the record, in one transaction and with the rights of the one who
// does it. The record is locked first, so of two who convert it at once the second is told of the first.
import type { Conversion, ConversionTarget, Module } from '../../../runtime/definition/app.ts'
import { bothOf } from '../../../runtime/label.ts'
import { fail, ok, type Problem, problem, type Result } from '../../../runtime/problem.ts'
import { userId } from '../../access/principal.ts'
import { rightsOf } from '../../access/rules.ts'
import { newId } from '../../database/id.ts'
import { statement } from '../../database/text.ts'
import { readColumns } from '../columns.ts'
import { recordExists } from '../problems.ts'
import { requestSlots } from '../read.ts'
import { notAllowed, notFound } from '../refusal.ts'
import { createRecord, updateRecord } from '../write.ts'
import type { WriteContext } from '../write-context.ts'
import { type Values, writerOf } from '../writer.ts'
import { findMade, type MadeRecord, type StoredConversion } from './made.ts'
import { conditionProblems, isWritable, valuesOf } from './plan.ts'

/** What shall become of a target: a new record with these values over the computed ones, one that is there, or nothing. */
export type Choice = { readonly create: Values } | { readonly use: string } | { readonly skip: true }

export interface Order {
  readonly version: unknown
  readonly choices: ReadonlyMap<string, Choice>
  /** Answers of the move, as moves take them. */
  readonly move: unknown
}
export interface Converted {
  readonly id: string
  readonly made: readonly { readonly target: string; readonly module: string; readonly _id: string; readonly created: boolean }[]
  readonly _version: number
}

export async function convertRecord(
  context: WriteContext,
  module: Module,
  conversion: Conversion,
  id: string,
  order: Order,
): Promise<Result<Converted>> {
  const found = await lockedRecord(context, module, id)
  if (!found.ok) return found
  const record = found.value
  const earlier = await findMade(context.trx, id, conversion.key)
  if (earlier) return fail(alreadyConverted(earlier))
  const wrong = await conditionProblems(context, conversion, record)
  if (wrong.length > 0) return fail(...wrong)
  const made = new Map<string, MadeRecord>()
  const problems: Problem[] = []
  for (const target of conversion.targets) {
    const choice = order.choices.get(target.key) ?? (target.optional ? { skip: true as const } : { create: {} })
    if ('skip' in choice) {
      if (!target.optional) problems.push(notOptional(target))
      continue
    }
    const result = await ('use' in choice
      ? takeRecord(context, module, target, record, choice.use, made)
      : makeRecord(context, target, record, choice.create, made))
    if (result.ok) made.set(target.key, result.value)
    else
      problems.push(...result.problems.map((each) => ({ ...each, path: [`targets.${target.key}`, each.path].filter(Boolean).join('.') })))
  }
  if (problems.length > 0) return fail(...problems)
  const changes: Record<string, unknown> = {}
  for (const { key, link } of conversion.targets) {
    const one = made.get(key)
    if (one && link?.on === 'source') changes[link.field] = withLink(module, link.field, record[link.field], one.record)
  }
  if (conversion.stage !== undefined && record._stage !== conversion.stage) changes._stage = conversion.stage
  const moved = await updateRecord(context, module, id, {
    ...changes,
    _version: order.version,
    ...(changes._stage !== undefined && order.move !== undefined ? { _move: order.move } : {}),
  })
  if (!moved.ok) return moved
  if (moved.value._approval !== undefined) return fail(waits(conversion))
  const source = Object.fromEntries(Object.entries(changes).map(([name, after]) => [name, [record[name] ?? null, after] as const]))
  const stored = newId(context.now)
  const json = context.trx.dialect === 'postgres' ? '?::jsonb' : '?'
  const sql = `INSERT INTO "_conversion" ("id", "conversion", "module", "record", "at", "by_user", "state", "made") VALUES (?, ?, ?, ?, ?, ?, 'done', ${json})`
  const row = [
    stored,
    conversion.key,
    module.key,
    id,
    context.now,
    userId(context.principal),
    JSON.stringify({ records: [...made.values()], source }),
  ]
  await context.trx.run(statement(context.trx.dialect, sql, row))
  const told = [...made.values()].map(({ target, module: key, record: _id, created }) => ({ target, module: key, _id, created }))
  return ok({ id: stored, made: told, _version: moved.value._version })
}

/** The record in wire form, locked until the end of the transaction; only where the principal may read and change it. */
export async function lockedRecord(context: WriteContext, module: Module, id: string): Promise<Result<Values>> {
  const { trx, db, published, principal, now } = context
  const writer = writerOf(db, published.app, module)
  const row = await trx.get(writer.select(rightsOf(principal, published.app, module)), requestSlots(published.app, principal, now, { id }))
  if (!row?._may_read || row._deleted_at !== null) return fail(notFound(module, id))
  if (!row._may_update) return fail(notAllowed(module, 'update'))
  return ok(writer.toWire(row))
}

async function makeRecord(
  context: WriteContext,
  target: ConversionTarget,
  record: Values,
  edited: Values,
  made: ReadonlyMap<string, MadeRecord>,
): Promise<Result<MadeRecord>> {
  const { app } = context.published
  const module = app.modules.get(target.module)!
  const links = Object.fromEntries(
    linksOf(module, target, record, made).filter(([field]) => isWritable(module, context.principal, app, field)),
  )
  const result = await createRecord(context, module, { ...(await valuesOf(context, target, record)), ...edited, ...links })
  if (!result.ok) return result
  return ok({ target: target.key, module: module.key, record: result.value._id, created: true, version: result.value._version, filled: [] })
}

/** A record that is there is taken as it is; only links that are empty are filled in, where the principal may. */
async function takeRecord(
  context: WriteContext,
  source: Module,
  target: ConversionTarget,
  record: Values,
  id: string,
  made: ReadonlyMap<string, MadeRecord>,
): Promise<Result<MadeRecord>> {
  const { app } = context.published
  const module = app.modules.get(target.module)!
  if (id === record._id || !(await recordExists(context, module.key, id))) return fail(notFound(module, id))
  const held = await readColumns(context.trx, module, id, ['_version', ...module.fields.keys()])
  const links = linksOf(module, target, record, made).filter(
    ([field]) => (held[field] ?? null) === null && isWritable(module, context.principal, app, field),
  )
  const one = { target: target.key, module: module.key, record: id, created: false }
  if (links.length === 0 || source.key === module.key) return ok({ ...one, version: Number(held._version), filled: [] })
  const result = await updateRecord(context, module, id, { ...Object.fromEntries(links), _version: held._version })
  if (result.ok) return ok({ ...one, version: result.value._version, filled: links.map(([field]) => field) })
  const forbidden = result.problems.every(({ code }) => code === 'forbidden')
  return forbidden ? ok({ ...one, version: Number(held._version), filled: [] }) : result
}

function linksOf(module: Module, target: ConversionTarget, record: Values, made: ReadonlyMap<string, MadeRecord>): [string, unknown][] {
  const links = [...target.links].flatMap(([field, key]): [string, unknown][] => {
    const other = made.get(key)
    return other ? [[field, withLink(module, field, null, other.record)]] : []
  })
  return target.link?.on === 'target'
    ? [...links, [target.link.field, withLink(module, target.link.field, null, String(record._id))]]
    : links
}

/** A relation to one record takes its id, one to many has it added. */
function withLink(module: Module, field: string, held: unknown, id: string): unknown {
  if (module.fields.get(field)?.storage.kind !== 'json') return id
  return [...new Set([...(Array.isArray(held) ? held : []), id])]
}

function alreadyConverted({ id, made }: StoredConversion): Problem & { readonly conversion: string; readonly made: readonly object[] } {
  const records = made.records.map(({ target, module, record, created }) => ({ target, module, _id: record, created }))
  return {
    ...problem('', 'converted', 'This record has been converted already. Open what it became.', '此记录已转化，请打开转化后的记录。'),
    conversion: id,
    made: records,
  }
}

function notOptional({ key, label }: ConversionTarget): Problem {
  const { en, 'zh-CN': zh } = bothOf(label, key)
  return problem(
    `targets.${key}`,
    'required',
    `${en}: cannot be left out. Make it or choose an existing one.`,
    `${zh}：不能跳过，请新建或选择已有记录。`,
  )
}

function waits({ stage }: Conversion): Problem {
  return problem(
    '_stage',
    'needs_approval',
    `The move to "${stage}" waits for somebody's approval. Ask for it first, then convert.`,
    `移至“${stage}”需要审批，请先申请审批，再进行转化。`,
  )
}
