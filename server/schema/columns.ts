// Storage kinds as columns of the two databases: their SQL type, and how a value in wire form goes in and comes out. Total over the storage kinds.
import { fromUnits, type Storage, toUnits, USER_MODULE } from '../../runtime/expression/storage.ts'
import type { DialectName, Into } from '../database/database.ts'

/** An identifier in double quotes. Names come from definitions and system lists, never from a request. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A text literal for DDL, where parameters are not possible. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

const TYPES: Readonly<Record<Exclude<Storage['kind'], 'none'>, Readonly<Record<DialectName, string>>>> = {
  text: { sqlite: 'TEXT', postgres: 'TEXT COLLATE "C"' },
  integer: { sqlite: 'INTEGER', postgres: 'BIGINT' },
  decimal: { sqlite: 'INTEGER', postgres: 'BIGINT' },
  boolean: { sqlite: 'INTEGER', postgres: 'BOOLEAN' },
  date: { sqlite: 'TEXT', postgres: 'DATE' },
  instant: { sqlite: 'INTEGER', postgres: 'BIGINT' },
  json: { sqlite: 'TEXT', postgres: 'JSONB' },
  document: { sqlite: 'TEXT', postgres: 'JSONB' },
  reference: { sqlite: 'TEXT', postgres: 'TEXT COLLATE "C"' },
}

const POSTGRES = {
  text: 'text',
  integer: 'bigint',
  decimal: 'bigint',
  boolean: 'boolean',
  date: 'date',
  instant: 'bigint',
  json: 'jsonb',
  document: 'jsonb',
  reference: 'text',
} as const

/** The type PostgreSQL keeps such values as. */
export function typeOf(storage: Storage): Into['columns'][number]['type'] {
  if (storage.kind === 'none') throw new Error('what is not stored has no column')
  return POSTGRES[storage.kind]
}

/** `"amount" INTEGER`; a relation also carries its foreign key. Users live in another database, so they have none. */
export function columnSql(name: string, storage: Storage, dialect: DialectName): string {
  if (storage.kind === 'none') throw new Error(`${name} has no column`)
  const column = `${quoteName(name)} ${TYPES[storage.kind][dialect]}`
  return storage.kind === 'reference' && storage.module !== USER_MODULE
    ? `${column} REFERENCES ${quoteName(storage.module)} ("_id")`
    : column
}

/** Whether two storages keep the same values in the same column, so that nothing has to be converted. */
export function sameColumn(left: Storage, right: Storage): boolean {
  if (left.kind !== right.kind) return false
  if (left.kind === 'decimal' && right.kind === 'decimal') return left.scale === right.scale
  if (left.kind === 'reference' && right.kind === 'reference') return left.module === right.module
  if (left.kind === 'json' && right.kind === 'json') return left.module === right.module
  return true
}

/** A value in wire form (never undefined) as the column keeps it. The value must already be valid. */
export function toColumn(storage: Storage, value: unknown): unknown {
  if (value === null || value === undefined) return null
  switch (storage.kind) {
    case 'decimal':
      return toUnits(value as number, storage.scale)
    case 'instant':
      return epochOf(value as string)
    case 'json':
    case 'document':
      return JSON.stringify(value)
    default:
      return value
  }
}

/** The instants of one change are the same, so the last one is often the next one asked for. */
let last = { text: '', epoch: Number.NaN }
function epochOf(text: string): number {
  if (last.text !== text) last = { text, epoch: Date.parse(text) }
  return last.epoch
}

/** An instant in epoch milliseconds as the wire has it. */
export function isoOf(epoch: number): string {
  if (last.epoch !== epoch) last = { text: new Date(epoch).toISOString(), epoch }
  return last.text
}

/** What a column holds, in wire form. */
export function fromColumn(storage: Storage, value: unknown): unknown {
  if (value === null || value === undefined) return null
  switch (storage.kind) {
    case 'decimal':
      return fromUnits(value as number, storage.scale)
    case 'instant':
      return new Date(value as number).toISOString()
    case 'json':
    case 'document':
      return typeof value === 'string' ? JSON.parse(value) : value
    case 'boolean':
      return value === true || value === 1
    default:
      return value
  }
}
