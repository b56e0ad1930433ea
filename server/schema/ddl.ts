// Steps of a plan as DDL of one dialect. Removing renames: columns and tables of removed things wait in the trash under names no definition can have.
import type { Module } from '../../runtime/definition/app.ts'
import { type Storage, USER_MODULE } from '../../runtime/expression/storage.ts'
import type { DialectName } from '../database/database.ts'
import { columnSql, quoteName } from './columns.ts'
import { createIndexSql, dropIndexSql } from './indexes.ts'
import type { Step } from './plan.ts'
import { columnsOf, STAGE_COLUMNS } from './record-columns.ts'

/** Where the values of a removed field or module wait: `_trash_7_budget`. */
export function trashName(version: number, key: string): string {
  return `_trash_${version}_${key}`
}

/** Name of the column that holds converted values until the old one has moved to the trash. */
export function freshName(key: string): string {
  return `_fresh_${key}`
}

export function createTableSql(module: Module, dialect: DialectName): string[] {
  const columns = columnsOf(module).map((column) => {
    const storage = dialect === 'postgres' ? withoutForeignKey(column.storage) : column.storage
    return `  ${columnSql(column.name, storage, dialect)}${column.notNull ? ' NOT NULL' : ''}`
  })
  const id = `  ${columnSql('_id', { kind: 'text' }, dialect)} NOT NULL PRIMARY KEY`
  return [`CREATE TABLE ${quoteName(module.key)} (\n${[id, ...columns].join(',\n')}\n)${dialect === 'sqlite' ? ' STRICT' : ''}`]
}

/** PostgreSQL wants the other table to exist, so foreign keys of new tables come after all of them. */
export function foreignKeysSql(module: Module, dialect: DialectName): string[] {
  if (dialect === 'sqlite') return []
  return columnsOf(module).flatMap(({ name, storage }) =>
    storage.kind === 'reference' && storage.module !== USER_MODULE
      ? [`ALTER TABLE ${quoteName(module.key)} ADD FOREIGN KEY (${quoteName(name)}) REFERENCES ${quoteName(storage.module)} ("_id")`]
      : [],
  )
}

function withoutForeignKey(storage: Storage): Storage {
  return storage.kind === 'reference' ? { kind: 'text' } : storage
}

export function addColumnSql(table: string, name: string, storage: Storage, dialect: DialectName): string {
  return `ALTER TABLE ${quoteName(table)} ADD COLUMN ${columnSql(name, storage, dialect)}`
}

export function renameColumnSql(table: string, from: string, to: string): string {
  return `ALTER TABLE ${quoteName(table)} RENAME COLUMN ${quoteName(from)} TO ${quoteName(to)}`
}

/** The DDL a step needs before its data is touched; `version` is the number being published. Steps on data only give nothing. */
export function stepSql(step: Step, version: number, dialect: DialectName): string[] {
  switch (step.kind) {
    case 'create_module':
      return createTableSql(step.module, dialect)
    case 'remove_module':
      return [`ALTER TABLE ${quoteName(step.module.key)} RENAME TO ${quoteName(trashName(version, step.module.key))}`]
    case 'add_field':
      return step.field.storage.kind === 'none' ? [] : [addColumnSql(step.module.key, step.field.key, step.field.storage, dialect)]
    case 'remove_field':
      return step.field.storage.kind === 'none'
        ? []
        : [renameColumnSql(step.module.key, step.field.key, trashName(version, step.field.key))]
    case 'convert_field':
      return [addColumnSql(step.module.key, freshName(step.field.key), step.field.storage, dialect)]
    case 'add_pipeline':
      return STAGE_COLUMNS.map((column) => addColumnSql(step.module.key, column.name, column.storage, dialect))
    case 'remove_pipeline':
      return STAGE_COLUMNS.map((column) => renameColumnSql(step.module.key, column.name, trashName(version, column.name)))
    case 'drop_index':
      return [dropIndexSql(step.index)]
    case 'create_index':
      return [createIndexSql(step.index, dialect)]
    default:
      return []
  }
}

/** Everything DDL of a plan in order: what the golden files show. */
export function planSql(steps: readonly Step[], version: number, dialect: DialectName): string[] {
  const out: string[] = []
  let keysDue = steps.flatMap((step) => (step.kind === 'create_module' ? foreignKeysSql(step.module, dialect) : []))
  for (const step of steps) {
    if (step.kind !== 'create_module' && step.kind !== 'drop_index') {
      out.push(...keysDue)
      keysDue = []
    }
    out.push(...stepSql(step, version, dialect))
    if (step.kind === 'convert_field') {
      out.push(renameColumnSql(step.module.key, step.field.key, trashName(version, step.field.key)))
      out.push(renameColumnSql(step.module.key, freshName(step.field.key), step.field.key))
    }
  }
  return [...out, ...keysDue]
}
