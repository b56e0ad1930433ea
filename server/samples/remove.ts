// Removes sample data with everything that hangs on it: visits, history, notes, what the outbox and people's notices said of it. What people changed is kept
// if they say so, what their own records need is always kept; what is kept is theirs from then on. Records of their own are not touched.
import type { App, Module } from '../../runtime/definition/app.ts'
import { isNumbered } from '../../runtime/definition/numbered.ts'
import { bothOf } from '../../runtime/label.ts'
import { fail, ok, problem, type Result } from '../../runtime/problem.ts'
import type { Transaction } from '../database/database.ts'
import { statement } from '../database/text.ts'
import type { AppHost } from '../definitions/host.ts'
import { computeAll } from '../records/derived/compute.ts'
import { quoteName } from '../schema/columns.ts'
import { dropSampleMark, sampleMark } from './mark.ts'
import { forgetRecords } from './memory.ts'
import { type Chosen, choose, type EditedRecord, editedRecords, foreignReferences, neededBy, relationsOf } from './state.ts'

export interface SampleRemoval {
  /** Records removed, by module. */
  readonly removed: Readonly<Record<string, number>>
  /** Records kept, by module. */
  readonly kept: Readonly<Record<string, number>>
}

/** Tables that say something of a record by its id. */
const BESIDE = ['_visit', '_history', '_outbox', '_note', '_notification', '_import_line', '_score_history']

/**
 * Removes the sample data of the app in one transaction; where there is none (any more), nothing happens. `edited` says what becomes of records people
 * changed; without it such records are a problem that says how many there are.
 */
export function removeSample(host: AppHost, edited?: 'keep' | 'remove'): Promise<Result<SampleRemoval>> {
  return host.write(async (trx, published) => {
    const { app } = published
    const mark = await sampleMark(trx)
    if (!mark) return ok({ removed: {}, kept: {} })
    const modules = [...app.modules.values()]
    const changed: EditedRecord[] = []
    for (const module of modules) changed.push(...(await editedRecords(trx, module, mark.id)))
    if (changed.length > 0 && edited === undefined) return fail(undecided(app, changed))
    const start = await foreignReferences(trx, app, mark.id)
    if (edited === 'keep') for (const { module, _id } of changed) choose(start, module, _id)
    const keep = await neededBy(trx, app, mark.id, start)
    const kept = await adopt(trx, keep, mark.id)
    await forgetRecords(trx, await removeBeside(trx, modules, mark.id))
    const removed: Record<string, number> = {}
    // References among what goes are emptied first, so that the order of the modules does not matter.
    for (const module of modules) await emptyRelations(trx, app, module, mark.id)
    for (const module of modules) {
      const count = await trx.run(statement(trx.dialect, `DELETE FROM ${quoteName(module.key)} WHERE "_import" = ?`, [mark.id]))
      if (count > 0) {
        removed[module.key] = count
        await tellPurge(trx, module)
      }
      await restartNumbers(trx, module)
    }
    for (const table of ['_visit', '_history'])
      await trx.run(statement(trx.dialect, `UPDATE "${table}" SET "import" = NULL WHERE "import" = ?`, [mark.id]))
    // Records that are gone counted in values of others.
    await computeAll({ trx, db: host.db, published, now: Date.now() })
    await dropSampleMark(trx)
    return ok({ removed, kept })
  })
}

function undecided(app: App, changed: readonly { readonly module: string }[]) {
  const keys = [...new Set(changed.map(({ module }) => module))]
  const counts = keys.map((key) => ({
    label: bothOf(app.modules.get(key)!.label),
    n: changed.filter(({ module }) => module === key).length,
  }))
  const [en, zh] = [
    counts.map(({ label, n }) => `${n} ${label.en}`).join(', '),
    counts.map(({ label, n }) => `${label['zh-CN']} ${n} 条`).join('、'),
  ]
  return problem(
    'edited',
    'decision_needed',
    `edited: people changed sample records (${en}). Say "keep" or "remove".`,
    `edited：有示例记录被修改过（${zh}），请填写 keep（保留）或 remove（移除）。`,
  )
}

/** What is kept is sample data no more. */
async function adopt(trx: Transaction, keep: Chosen, mark: string): Promise<Record<string, number>> {
  const kept: Record<string, number> = {}
  for (const [key, ids] of keep) {
    const update = statement(trx.dialect, `UPDATE ${quoteName(key)} SET "_import" = NULL WHERE "_id" = ? AND "_import" = ?`)
    let count = 0
    for (const id of ids) count += await trx.run({ ...update, parameters: [id, mark] })
    if (count > 0) kept[key] = count
  }
  return kept
}

/** Removes what other tables say of the records that go, and returns their ids. */
async function removeBeside(trx: Transaction, modules: readonly Module[], mark: string): Promise<string[]> {
  const ids: string[] = []
  for (const module of modules) {
    const going = `SELECT "_id" FROM ${quoteName(module.key)} WHERE "_import" = ?`
    ids.push(...(await trx.all(statement(trx.dialect, going, [mark]))).map((row) => String(row._id)))
    for (const table of BESIDE) await trx.run(statement(trx.dialect, `DELETE FROM "${table}" WHERE "record" IN (${going})`, [mark]))
  }
  return ids
}

async function emptyRelations(trx: Transaction, app: App, module: Module, mark: string): Promise<void> {
  const relations = relationsOf(app, module)
  if (relations.length === 0) return
  const set = relations.map(({ key }) => `${quoteName(key)} = NULL`).join(', ')
  await trx.run(statement(trx.dialect, `UPDATE ${quoteName(module.key)} SET ${set} WHERE "_import" = ?`, [mark]))
}

/** Whoever has the module on screen reads it anew. */
async function tellPurge(trx: Transaction, { key }: Module): Promise<void> {
  const text = `INSERT INTO "_outbox" ("at", "kind", "module", "record", "version") VALUES (?, 'purge', ?, '', 1)`
  await trx.run(statement(trx.dialect, text, [Date.now(), key]))
}

/** Where no record is left, automatic numbers begin with 1 again. */
async function restartNumbers(trx: Transaction, module: Module): Promise<void> {
  const names = [...module.fields.values()].filter(isNumbered).map((field) => `${module.key}.${field.key}`)
  if (names.length === 0 || (await trx.get(statement(trx.dialect, `SELECT 1 AS there FROM ${quoteName(module.key)} LIMIT 1`)))) return
  for (const name of names) await trx.run(statement(trx.dialect, 'DELETE FROM "_sequence" WHERE "name" = ?', [name]))
}
