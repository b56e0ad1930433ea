// Takes a conversion back while nobody has worked on what it made: the records go to the trash, links and stage are as before. What stands in the way is told.
import { isDeepStrictEqual } from 'node:util'
import type { App, Conversion, Module } from '../../../runtime/definition/app.ts'
import { bothOf } from '../../../runtime/label.ts'
import { fail, ok, type Problem, problem, type Result } from '../../../runtime/problem.ts'
import { statement } from '../../database/text.ts'
import { quoteName } from '../../schema/columns.ts'
import { readColumns } from '../columns.ts'
import { deleteRecord, updateRecord } from '../write.ts'
import type { WriteContext } from '../write-context.ts'
import { findMade, type Made, type MadeRecord } from './made.ts'
import { lockedRecord } from './perform.ts'

export async function undoConversion(
  context: WriteContext,
  module: Module,
  conversion: Conversion,
  id: string,
): Promise<Result<{ readonly removed: number }>> {
  const found = await lockedRecord(context, module, id)
  if (!found.ok) return found
  const stored = await findMade(context.trx, id, conversion.key)
  if (!stored) return fail(problem('', 'not_found', 'This record has not been converted.', '此记录尚未转化。'))
  const { records, source } = stored.made
  const obstacles = [...sourceProblems(module, source, found.value), ...(await madeProblems(context, records, id))]
  if (obstacles.length > 0) return fail(...obstacles)
  const { app } = context.published
  // Stages go back as they were: no rule is asked of what takes a move back.
  const back: WriteContext = { ...context, stages: 'history', silent: true }
  const values = Object.fromEntries(Object.entries(source).map(([name, [before]]) => [name, before]))
  const restored = await updateRecord(back, module, id, { ...values, _version: found.value._version })
  if (!restored.ok) return restored
  for (const made of records.toReversed()) {
    const other = app.modules.get(made.module)!
    const undone = made.created
      ? await deleteRecord(context, other, made.record, made.version)
      : made.filled.length === 0
        ? ok(undefined)
        : await updateRecord(context, other, made.record, {
            ...Object.fromEntries(made.filled.map((field) => [field, null])),
            _version: made.version,
          })
    if (!undone.ok) return undone
  }
  await context.trx.run(statement(context.trx.dialect, `UPDATE "_conversion" SET "state" = 'undone' WHERE "id" = ?`, [stored.id]))
  return ok({ removed: records.filter(({ created }) => created).length })
}

function sourceProblems(module: Module, source: Made['source'], record: Readonly<Record<string, unknown>>): Problem[] {
  const changed = Object.entries(source).filter(([name, [, after]]) => !isDeepStrictEqual(record[name] ?? null, after))
  if (changed.length === 0) return []
  const label = bothOf(module.label)
  return [
    problem(
      changed[0]![0],
      'in_the_way',
      `${label.en}: the record itself has gone on since it was converted.`,
      `${label['zh-CN']}：转化之后，此记录本身又有变动。`,
    ),
  ]
}

/** What was made must be as it was left: not changed, not in the trash, without notes, and nothing but what was made with it refers to it. */
async function madeProblems(context: WriteContext, records: readonly MadeRecord[], source: string): Promise<Problem[]> {
  const { trx, published } = context
  const known = new Set([source, ...records.map(({ record }) => record)])
  const problems: Problem[] = []
  for (const made of records) {
    const module = published.app.modules.get(made.module)
    if (!module) continue
    const state = await readColumns(trx, module, made.record, ['_version', '_deleted_at'])
    if (!made.created && made.filled.length === 0) continue
    const notes = made.created
      ? await trx.get(
          statement(trx.dialect, 'SELECT 1 AS found FROM "_note" WHERE "record" = ? AND "deleted_at" IS NULL LIMIT 1', [made.record]),
        )
      : undefined
    if (state._version !== made.version || state._deleted_at !== null) problems.push(inTheWay(module, made, 'changed'))
    else if (notes) problems.push(inTheWay(module, made, 'noted'))
    else if (made.created && (await isReferredTo(context, published.app, module, made.record, known)))
      problems.push(inTheWay(module, made, 'used'))
  }
  return problems
}

async function isReferredTo({ trx }: WriteContext, app: App, module: Module, id: string, known: ReadonlySet<string>): Promise<boolean> {
  for (const { module: key, field, many } of app.modules.get(module.key)!.incoming) {
    const column = quoteName(field)
    const within =
      trx.dialect === 'sqlite' ? `EXISTS (SELECT 1 FROM json_each(${column}) AS e WHERE e.value = ?)` : `jsonb_exists(${column}, ?)`
    const sql = `SELECT "_id" FROM ${quoteName(key)} WHERE ${many ? within : `${column} = ?`} AND "_deleted_at" IS NULL`
    const rows = await trx.all(statement(trx.dialect, sql, [id]))
    if (rows.some((row) => !known.has(String(row._id)))) return true
  }
  return false
}

const WHY = {
  changed: { en: 'has been changed since', zh: '之后已被修改' },
  noted: { en: 'has notes', zh: '已有备注' },
  used: { en: 'is used by other records', zh: '已被其他记录引用' },
}

function inTheWay(module: Module, { target, record }: MadeRecord, why: keyof typeof WHY): Problem {
  const label = bothOf(module.label)
  const { en, zh } = WHY[why]
  return {
    ...problem(
      `targets.${target}`,
      'in_the_way',
      `${label.en}: the record the conversion made ${en}. Take that back first, or leave the conversion.`,
      `${label['zh-CN']}：转化生成的记录${zh}，请先撤回这些改动，或保留转化结果。`,
    ),
    ...{ module: module.key, record },
  }
}
