// Which indexes a module's table gets: chosen from its relations, unique rules, duplicate rules, views, board and the scopes of roles, never by hand.

import { createHash } from 'node:crypto'
import type { App, Module, View } from '../../runtime/definition/app.ts'
import { isNumbered } from '../../runtime/definition/numbered.ts'
import { toRows } from '../../runtime/expression/rows.ts'
import { isJson } from '../../runtime/expression/storage.ts'
import type { DialectName } from '../database/database.ts'
import { quoteName } from './columns.ts'

export interface Index {
  readonly name: string
  readonly table: string
  readonly columns: readonly string[]
  readonly unique: boolean
  /** Only rows outside the trash. */
  readonly live: boolean
}

/** The indexes of every module of the app, without duplicates or prefixes of one another. */
export function indexesOf(app: App): Index[] {
  return [...app.modules.values()].flatMap((module) => indexesOfModule(app, module))
}

function indexesOfModule(app: App, module: Module): Index[] {
  const indexes = new Map<string, Index>()
  const add = (columns: readonly string[], options: { unique?: boolean; live?: boolean } = {}) => {
    const index = indexOf(module.key, columns, options.unique ?? false, options.live ?? true)
    indexes.set(index.name, index)
  }
  for (const field of module.fields.values()) {
    if (isJson(field.storage) || field.storage.kind === 'none') continue
    if (field.unique || isNumbered(field)) add([field.key], { unique: true })
    // A foreign key is checked against trashed rows too, so its index covers them.
    else if (field.storage.kind === 'reference') add([field.key, '_id'], { live: false })
  }
  for (const rule of module.duplicates) add([...rule.fields, '_id'])
  add(['_import'], { live: false })
  if (module.pipeline) {
    const sums = [...new Set([...module.views.values()].flatMap((view) => (view.type === 'board' && view.sum ? [view.sum] : [])))]
    // Counts and sums by stage read nothing but this index, or a longer one that begins like it: what each index costs every write is more than that saves.
    add(['_stage', ...sums])
  }
  for (const view of module.views.values()) for (const columns of viewColumns(module, view)) add(columns)
  if (usesOwner(app, module)) add(['_owner', '_id'])
  return withoutPrefixes([...indexes.values()])
}

/** What a view is read by: lists by their condition and order, and by their groups before that; boards by stage and lane; calendars by day. */
function viewColumns(module: Module, view: View): string[][] {
  const equal = equalColumns(module, view)
  const sort = view.sort.filter(({ field }) => indexable(module, field)).map(({ field }) => field)
  const own = (name: string | undefined) => (name !== undefined && indexable(module, name) ? [name] : [])
  const ordered = (lead: readonly string[]) => [...new Set([...lead, ...sort, '_id'])]
  const lists: string[][] =
    view.type === 'board'
      ? [ordered(['_stage']), ...own(view.swimlane).map((lane) => ordered(['_stage', lane]))]
      : view.type === 'calendar'
        ? own(view.date).map((date) => [...new Set([...equal, date, '_id'])])
        : [ordered(equal), ...own(view.group).map((group) => ordered([...equal, group]))]
  return lists.filter((columns) => columns.length > 1)
}

/** Own columns that the view's condition compares for equality in every case. */
function equalColumns(module: Module, view: View): string[] {
  const rows = view.where ? toRows(view.where.text, module.shape) : null
  if (!rows || (rows.join === 'or' && rows.rows.length > 1)) return []
  return rows.rows.flatMap((row) => ('path' in row && row.operator === 'eq' && indexable(module, row.path) ? [row.path] : []))
}

function indexable(module: Module, name: string): boolean {
  const storage = module.fields.get(name)?.storage
  return storage ? !isJson(storage) && storage.kind !== 'none' : name.startsWith('_') && name !== '_id'
}

function usesOwner(app: App, module: Module): boolean {
  return [...app.roles.values()].some((role) => {
    const rights = role.rights.get(module.key)
    return rights?.read === 'own' || rights?.read === 'team'
  })
}

function indexOf(table: string, columns: readonly string[], unique: boolean, live: boolean): Index {
  const id = createHash('sha256')
    .update([table, ...columns, unique, live].join(' '))
    .digest('hex')
    .slice(0, 10)
  return { name: `_${unique ? 'u' : 'i'}_${table.slice(0, 40)}_${id}`, table, columns, unique, live }
}

/** A plain index whose columns are the beginning of another live one serves nothing that the longer one does not. */
function withoutPrefixes(indexes: readonly Index[]): Index[] {
  const covers = (long: Index, short: Index) =>
    long !== short &&
    !short.unique &&
    !long.unique &&
    long.live === short.live &&
    long.columns.length > short.columns.length &&
    short.columns.every((name, place) => long.columns[place] === name)
  return indexes.filter((index) => !indexes.some((other) => covers(other, index))).sort((a, b) => (a.name < b.name ? -1 : 1))
}

/**
 * A large import puts indexes aside for a while, so none may be missing or there already. Nothing sorts before something in both databases: SQLite does so
 * by itself, PostgreSQL is told.
 */
export function createIndexSql(index: Index, dialect: DialectName): string {
  const nulls = dialect === 'postgres' && !index.unique ? ' NULLS FIRST' : ''
  // SQLite reads the row itself to check a condition on a column the index does not hold, even one the index already implies; so it holds it, and counts
  // and sums are read from the index alone.
  const held = dialect === 'sqlite' && index.live && !index.unique ? [...index.columns, '_deleted_at'] : index.columns
  const columns = held.map((name) => quoteName(name) + (name === '_id' ? '' : nulls)).join(', ')
  const where = index.live ? ' WHERE "_deleted_at" IS NULL' : index.columns[0] === '_import' ? ' WHERE "_import" IS NOT NULL' : ''
  return `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS ${quoteName(index.name)} ON ${quoteName(index.table)} (${columns})${where}`
}

export function dropIndexSql(index: Index): string {
  return `DROP INDEX IF EXISTS ${quoteName(index.name)}`
}
