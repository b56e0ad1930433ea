// Carries a plan out inside the caller's transaction: DDL and data, step by step. Whatever is removed goes to the trash first.
import type { Field, Module } from '../../runtime/definition/app.ts'
import type { Derived } from '../../runtime/definition/derived.ts'
import { isJson, type Storage } from '../../runtime/expression/storage.ts'
import { stageOf } from '../../runtime/pipeline/visits.ts'
import type { DialectName, Transaction } from '../database/database.ts'
import { newId } from '../database/id.ts'
import { statement } from '../database/text.ts'
import { quoteName, quoteText, toColumn } from './columns.ts'
import { conversionOf } from './convert.ts'
import { foreignKeysSql, freshName, renameColumnSql, stepSql, trashName } from './ddl.ts'
import { trashedField, trashedModule, valuesOf } from './effects.ts'
import type { Step } from './plan.ts'
import { columnsOf, STAGE_COLUMNS } from './record-columns.ts'

/** Answers to the plan's decisions by their keys. Required ones must be there; checked before anything is applied. */
export type Decisions = { readonly [key: string]: unknown }

/** Computes the column of every record; `fresh`: no record has a value yet. */
export type ComputeColumn = (trx: Transaction, column: Derived, fresh: boolean) => Promise<unknown>

interface Applying {
  readonly trx: Transaction
  readonly compute: ComputeColumn
  /** Number of the version being published. */
  readonly version: number
  readonly decisions: Decisions
  /** Epoch milliseconds. */
  readonly now: number
}

export async function applySteps(
  trx: Transaction,
  steps: readonly Step[],
  version: number,
  decisions: Decisions,
  now: number,
  compute: ComputeColumn,
): Promise<void> {
  const applying: Applying = { trx, compute, version, decisions, now }
  for (const step of steps.filter((each) => each.kind === 'drop_index' || each.kind === 'create_module')) await applyStep(applying, step)
  for (const step of steps) {
    if (step.kind === 'create_module') for (const sql of foreignKeysSql(step.module, trx.dialect)) await trx.script(sql)
  }
  for (const step of steps.filter((each) => each.kind !== 'drop_index' && each.kind !== 'create_module')) await applyStep(applying, step)
}

async function applyStep(applying: Applying, step: Step): Promise<void> {
  const { trx, version, decisions } = applying
  if (step.kind === 'create_module' && decisions[`restore:${step.module.key}`] === true) {
    const trash = await trashedModule(trx, step.module)
    if (trash) return restore(applying, trash.id, `ALTER TABLE ${quoteName(trash.place)} RENAME TO ${quoteName(step.module.key)}`)
  }
  if (step.kind === 'add_field' && !step.field.derived && decisions[`restore:${step.module.key}.${step.field.key}`] === true) {
    const trash = await trashedField(trx, step.module, step.field)
    if (trash) return restore(applying, trash.id, renameColumnSql(step.module.key, trash.place, step.field.key))
  }
  for (const sql of stepSql(step, version, trx.dialect)) await trx.script(sql)
  switch (step.kind) {
    case 'remove_module':
      return toTrash(applying, step.module.key, null, trashName(version, step.module.key), { columns: columnsOf(step.module) })
    case 'remove_field':
      if (step.field.storage.kind === 'none') return
      return toTrash(applying, step.module.key, step.field.key, trashName(version, step.field.key), { storage: step.field.storage })
    case 'convert_field':
      return convertField(applying, step)
    case 'remove_choice':
      return mapChoice(applying, step)
    case 'require_field':
      return fillField(applying, step.module.key, step.field)
    case 'compute_field':
      await applying.compute(trx, step.column, step.fresh)
      return
    case 'number_records':
      return numberRecords(applying, step.module.key, step.field)
    case 'add_pipeline':
      return beginStages(applying, step)
    case 'remove_pipeline':
      for (const column of STAGE_COLUMNS) {
        await toTrash(applying, step.module.key, column.name, trashName(version, column.name), { storage: column.storage })
      }
      return
    case 'remove_stage': {
      const to = decisions[`stage:${step.pipeline.key}:${step.stage.key}`]
      // The record stays where it is in the log; the mapping kept with the version says how the old stage is read from now on.
      if (typeof to !== 'string') return
      await run(trx, `UPDATE ${quoteName(step.module.key)} SET "_stage" = ? WHERE "_stage" = ?`, to, step.stage.key)
      return retime(trx, step.module, to)
    }
    case 'retime_stage':
      return retime(trx, step.module, step.stage.key)
  }
}

async function run(trx: Transaction, sql: string, ...parameters: unknown[]): Promise<number> {
  return trx.run(statement(trx.dialect, sql, parameters))
}

/** Sets when the limit of a stage ends for the records that are in it. */
async function retime(trx: Transaction, module: Module, stage: string): Promise<void> {
  const limit = stageOf(module, stage)?.stage.dwellLimit
  const due = limit === undefined ? 'NULL' : `"_stage_at" + ${limit}`
  await run(trx, `UPDATE ${quoteName(module.key)} SET "_stage_due" = ${due} WHERE "_stage" = ?`, stage)
}

async function restore({ trx }: Applying, id: string, sql: string): Promise<void> {
  await trx.script(sql)
  await run(trx, 'DELETE FROM "_trash" WHERE "id" = ?', id)
}

async function toTrash(
  { trx, version, now }: Applying,
  module: string,
  field: string | null,
  place: string,
  definition: unknown,
): Promise<void> {
  const sql = 'INSERT INTO "_trash" ("id", "module", "field", "place", "definition", "at", "version") VALUES (?, ?, ?, ?, ?, ?, ?)'
  await run(trx, sql, newId(now), module, field, place, JSON.stringify(definition), now, version)
}

async function convertField(applying: Applying, step: Extract<Step, { kind: 'convert_field' }>): Promise<void> {
  const { trx, version } = applying
  const { module, before, field } = step
  const conversion = conversionOf(before, field)
  const pairs = (await valuesOf(trx, module, before)).flatMap(({ raw, value }) => {
    const converted = conversion.convert(value)
    return converted === undefined ? [] : [[raw, isJson(field.storage) ? converted : toColumn(field.storage, converted)] as const]
  })
  await updateByMap(trx, module.key, before.key, before.storage, freshName(field.key), field.storage, pairs)
  await trx.script(renameColumnSql(module.key, before.key, trashName(version, before.key)))
  await trx.script(renameColumnSql(module.key, freshName(field.key), field.key))
  await toTrash(applying, module.key, before.key, trashName(version, before.key), { storage: before.storage })
}

/** Sets `target` of every row to the value paired with its `source`; one statement whatever the number of pairs. */
async function updateByMap(
  trx: Transaction,
  table: string,
  source: string,
  sourceStorage: Storage,
  target: string,
  targetStorage: Storage,
  pairs: readonly (readonly [unknown, unknown])[],
): Promise<void> {
  if (pairs.length === 0) return
  const [from, to] = [quoteName(source), quoteName(target)]
  if (trx.dialect === 'sqlite') {
    const flat = pairs.map(([key, value]) => [key, isJson(targetStorage) ? JSON.stringify(value) : value])
    // A keyed table of its own, because looking a value up in JSON walks all of it for every row.
    await trx.script('CREATE TEMP TABLE "_map" ("k" PRIMARY KEY, "v") WITHOUT ROWID')
    await run(
      trx,
      `INSERT OR REPLACE INTO temp."_map" SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)`,
      JSON.stringify(flat),
    )
    await trx.script(`UPDATE ${quoteName(table)} SET ${to} = m."v" FROM temp."_map" AS m WHERE m."k" = ${from}`)
    await trx.script('DROP TABLE temp."_map"')
    return
  }
  const key = isJson(sourceStorage) ? 'x->0' : 'x->>0'
  const value = isJson(targetStorage) ? 'x->1' : `(x->>1)${POSTGRES_CAST[targetStorage.kind] ?? ''}`
  const match = isJson(sourceStorage) ? `${from} = m.k` : `${from}::text = m.k`
  const map = `SELECT ${key} AS k, ${value} AS v FROM jsonb_array_elements(?::jsonb) AS x`
  await run(trx, `UPDATE ${quoteName(table)} SET ${to} = m.v FROM (${map}) AS m WHERE ${match}`, JSON.stringify(pairs))
}

const POSTGRES_CAST: Readonly<Record<string, string>> = {
  integer: '::bigint',
  decimal: '::bigint',
  instant: '::bigint',
  boolean: '::boolean',
  date: '::date',
}

async function mapChoice({ trx, decisions }: Applying, { module, field, choice }: Extract<Step, { kind: 'remove_choice' }>): Promise<void> {
  const to = decisions[`choice:${module.key}.${field.key}:${choice}`] as string | null | undefined
  if (to === undefined) return
  const [table, column] = [quoteName(module.key), quoteName(field.key)]
  if (field.storage.kind !== 'json') {
    await run(trx, `UPDATE ${table} SET ${column} = ? WHERE ${column} = ?`, to, choice)
    return
  }
  const values = await valuesOf(trx, module, field)
  const pairs = values.flatMap(({ raw, value }) => {
    const list = value as string[]
    if (!list.includes(choice)) return []
    const next = [...new Set(list.flatMap((each) => (each !== choice ? [each] : to === null ? [] : [to])))]
    return [[raw, next.length > 0 ? next : null] as const]
  })
  const emptied = pairs.filter(([, value]) => value === null)
  await updateByMap(
    trx,
    module.key,
    field.key,
    field.storage,
    field.key,
    field.storage,
    pairs.filter(([, value]) => value !== null),
  )
  for (const [raw] of emptied) {
    const key = typeof raw === 'string' ? raw : JSON.stringify(raw)
    await run(trx, `UPDATE ${table} SET ${column} = NULL WHERE ${column} = ${castJson(trx.dialect)}`, key)
  }
}

function castJson(dialect: DialectName): string {
  return dialect === 'sqlite' ? '?' : '?::jsonb'
}

async function fillField({ trx, decisions }: Applying, module: string, field: Field): Promise<void> {
  const value = decisions[`fill:${module}.${field.key}`]
  if (value === undefined || value === null) return
  const cast = isJson(field.storage) ? castJson(trx.dialect) : '?'
  const column = quoteName(field.key)
  await run(trx, `UPDATE ${quoteName(module)} SET ${column} = ${cast} WHERE ${column} IS NULL`, toColumn(field.storage, value))
}

async function numberRecords({ trx }: Applying, module: string, field: Field): Promise<void> {
  if (field.storage.kind !== 'text' || !field.storage.sequence) return
  const { prefix, digits } = field.storage.sequence
  const rows = await trx.all(statement(trx.dialect, `SELECT "_id" FROM ${quoteName(module)} ORDER BY "_created_at", "_id"`))
  const pairs = rows.map((row, index) => [row._id, prefix + String(index + 1).padStart(digits, '0')] as const)
  await updateByMap(trx, module, '_id', { kind: 'text' }, field.key, field.storage, pairs)
  await run(trx, 'DELETE FROM "_sequence" WHERE "name" = ?', `${module}.${field.key}`)
  await run(trx, 'INSERT INTO "_sequence" ("name", "next") VALUES (?, ?)', `${module}.${field.key}`, rows.length + 1)
}

async function beginStages(
  { trx, version, decisions, now }: Applying,
  { module, pipeline }: Extract<Step, { kind: 'add_pipeline' }>,
): Promise<void> {
  const chosen = decisions[`start:${pipeline.key}`]
  const stage =
    typeof chosen === 'string' && pipeline.stage.has(chosen) ? chosen : pipeline.stages.find((each) => each.type === 'open')!.key
  const table = quoteName(module.key)
  await run(trx, `UPDATE ${table} SET "_stage" = ?, "_stage_at" = ?, "_regressions" = 0`, stage, now)
  await retime(trx, module, stage)
  const [key, moduleKey, stageKey] = [pipeline.key, module.key, stage].map(quoteText)
  const next = `(SELECT coalesce(max(v."seq"), 0) + 1 FROM "_visit" AS v WHERE v."record" = r."_id" AND v."pipeline" = ${key})`
  const sql = `INSERT INTO "_visit" ("record", "pipeline", "seq", "module", "version", "stage", "entered_at", "kind", "owner")
SELECT r."_id", ${key}, ${next}, ${moduleKey}, ${version}, ${stageKey}, ${now}, 'create', r."_owner" FROM ${table} AS r`
  await trx.script(sql)
}
