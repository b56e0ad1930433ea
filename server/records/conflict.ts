// Two people changed one record: which fields clash, said with both values, so that a person can choose. Fields only one of them touched merge.
import type { Module } from '../../runtime/definition/app.ts'
import { systemFields } from '../../runtime/definition/system.ts'
import { bothOf } from '../../runtime/label.ts'
import type { Problem } from '../../runtime/problem.ts'
import type { Rights } from '../access/rules.ts'
import type { Transaction } from '../database/database.ts'
import { statement } from '../database/text.ts'
import type { Values } from './writer.ts'

export interface Clash {
  readonly field: string
  readonly original: unknown
  readonly theirs: unknown
  readonly yours: unknown
}
export interface ConflictProblem extends Problem {
  readonly clashes: readonly Clash[]
  /** The version the record has now. */
  readonly version: number
}

/** A conflict naming the fields of `changed` that were also changed since `seen`; undefined where none were. */
export async function clashingFields(
  trx: Transaction,
  module: Module,
  rights: Rights,
  id: string,
  seen: number,
  changed: readonly string[],
  now: Values,
  wanted: Values,
): Promise<ConflictProblem | undefined> {
  const sql = 'SELECT "changes" FROM "_history" WHERE "record" = ? AND "version" > ? ORDER BY "id"'
  const rows = await trx.all(statement(trx.dialect, sql, [id, seen]))
  const originals = new Map<string, unknown>()
  for (const { changes } of rows) {
    const values = (typeof changes === 'string' ? JSON.parse(changes) : changes) as Record<string, [unknown, unknown]> | null
    for (const [field, [before]] of Object.entries(values ?? {})) if (!originals.has(field)) originals.set(field, before)
  }
  const clashes = changed.filter((field) => originals.has(field) && rights.canRead(field))
  if (clashes.length === 0) return undefined
  const labels = clashes.map((name) => bothOf(module.fields.get(name)?.label ?? systemFields.get(name)?.label, name))
  const [en, zh] = [labels.map((label) => label.en).join(', '), labels.map((label) => label['zh-CN']).join('、')]
  return {
    path: clashes[0]!,
    code: 'conflict',
    message: {
      en: `Someone else changed ${en} since you opened this record. Choose whose value to keep and save again.`,
      'zh-CN': `在你打开此记录之后，他人已修改：${zh}。请选择保留谁的值，然后重新保存。`,
    },
    clashes: clashes.map((field) => ({ field, original: originals.get(field), theirs: now[field] ?? null, yours: wanted[field] ?? null })),
    version: Number(now._version),
  }
}
