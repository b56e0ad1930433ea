// Records that look like one that is being typed: by unique fields and by the duplicate rules of the module, among what the principal may read.
import { sql } from 'kysely'
import type { App, Module } from '../../runtime/definition/app.ts'
import type { Principal } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import { type Database, Slot } from '../database/database.ts'
import { fromColumn, toColumn } from '../schema/columns.ts'
import { and, column, from, RECORD, slot } from './list-sql.ts'
import { requestSlots, statementCache } from './read.ts'
import { scopeSql } from './scope-sql.ts'
import type { Values } from './writer.ts'

const SHOWN = 3

export interface Duplicate {
  readonly _id: string
  /** What the record is called; null where the principal may not read its title. */
  readonly title: string | null
  /** Fields whose values are the same. */
  readonly fields: readonly string[]
  /** Whether saving will be refused for it. */
  readonly blocks: boolean
}

interface Rule {
  readonly key: string
  readonly fields: readonly string[]
  readonly blocks: boolean
}

/** Up to three records per rule whose fields are all given in `values` (wire form) and equal; `except` is the record itself; `match` is one more rule. */
export async function findDuplicates(
  db: Database,
  app: App,
  module: Module,
  principal: Principal,
  values: Values,
  except: string,
  match: readonly string[] = [],
): Promise<Duplicate[]> {
  const rights = rightsOf(principal, app, module)
  if (rights.read === 'none') return []
  const found = new Map<string, Duplicate>()
  const more: Rule[] = match.length > 0 ? [{ key: `match ${match.join(' ')}`, fields: match, blocks: false }] : []
  for (const rule of [...rulesOf(module), ...more]) {
    if (!rule.fields.every((key) => rights.canRead(key) && isGiven(values[key]))) continue
    const rows = await db.all(
      ruleStatement(db, app, module, principal, rights.cacheKey, rule),
      requestSlots(app, principal, undefined, {
        except,
        ...Object.fromEntries(rule.fields.map((key, index) => [`value_${index}`, toColumn(module.fields.get(key)!.storage, values[key])])),
      }),
    )
    for (const row of rows) {
      const id = String(row._id)
      const known = found.get(id)
      const title = rights.canRead(module.title.key) ? titleOf(module, row.title) : null
      found.set(id, {
        _id: id,
        title,
        fields: [...new Set([...(known?.fields ?? []), ...rule.fields])],
        blocks: rule.blocks || (known?.blocks ?? false),
      })
    }
  }
  return [...found.values()]
}

function rulesOf(module: Module): Rule[] {
  const unique = [...module.fields.values()]
    .filter((field) => field.unique)
    .map(({ key }) => ({ key: `unique ${key}`, fields: [key], blocks: true }))
  return [...unique, ...module.duplicates.map(({ key, fields, action }) => ({ key, fields, blocks: action === 'block' }))]
}

function ruleStatement(db: Database, app: App, module: Module, principal: Principal, rights: string, rule: Rule) {
  return statementCache(app).get(`duplicates ${module.key} ${rule.key} ${rights}`, () => {
    const where = [
      sql.raw(`${column('_deleted_at')} IS NULL`),
      sql`${sql.raw(column('_id'))} <> ${slot('except', db.dialect, 'text')}`,
      ...rule.fields.map((key, index) => sql`${sql.raw(column(key))} = ${new Slot(`value_${index}`)}`),
      ...scopeSql(rightsOf(principal, app, module).read, app, RECORD, db.dialect),
    ]
    return sql`SELECT ${sql.raw(column('_id'))} AS _id, ${sql.raw(column(module.title.key))} AS title FROM ${sql.raw(from(module))} WHERE ${and(where)} ORDER BY ${sql.raw(column('_id'))} DESC LIMIT ${sql.raw(String(SHOWN))}`.compile(
      db.build,
    )
  })
}

function titleOf({ title }: Module, value: unknown): string | null {
  const wire = fromColumn(title.storage, value)
  return wire === null || title.storage.kind === 'reference' ? null : title.type.format(wire, title.options, title.context)
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined && value !== ''
}
