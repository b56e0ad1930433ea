// The columns of a module's table: the system columns every record has, then one per field.
import type { Module } from '../../runtime/definition/app.ts'
import type { Storage } from '../../runtime/expression/storage.ts'
import { USER_MODULE } from '../../runtime/expression/storage.ts'

export interface Column {
  readonly name: string
  readonly storage: Storage
  readonly notNull?: boolean
}

const text: Storage = { kind: 'text' }
const integer: Storage = { kind: 'integer' }
const instant: Storage = { kind: 'instant' }
const user: Storage = { kind: 'reference', module: USER_MODULE }

export const RECORD_COLUMNS: readonly Column[] = [
  { name: '_version', storage: integer, notNull: true },
  { name: '_owner', storage: user },
  { name: '_created_at', storage: instant, notNull: true },
  { name: '_created_by', storage: user },
  { name: '_updated_at', storage: instant, notNull: true },
  { name: '_updated_by', storage: user },
  { name: '_deleted_at', storage: instant },
  { name: '_import', storage: text },
]

export const STAGE_COLUMNS: readonly Column[] = [
  { name: '_stage', storage: text },
  { name: '_stage_at', storage: instant },
  { name: '_stage_due', storage: instant },
  { name: '_regressions', storage: integer },
]

/** All columns but `_id`, in the order of the table of a fresh install. */
export function columnsOf(module: Module): Column[] {
  const fields = [...module.fields.values()].filter((field) => field.storage.kind !== 'none')
  return [
    ...RECORD_COLUMNS,
    ...(module.pipeline ? STAGE_COLUMNS : []),
    ...fields.map((field) => ({ name: field.key, storage: field.storage })),
  ]
}

/** The storage of a field or system column of the module, by column name. */
export function storageOf(module: Module, name: string): Storage | undefined {
  if (name === '_id') return text
  return module.fields.get(name)?.storage ?? [...RECORD_COLUMNS, ...STAGE_COLUMNS].find((column) => column.name === name)?.storage
}
