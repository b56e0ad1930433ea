// A small world of records for the expression tests, in memory in wire form and as tables of both databases.
import { type RawBuilder, sql } from 'kysely'
import type { Environment, RecordShape } from '../../../runtime/expression/scope.ts'
import { type Storage, toUnits } from '../../../runtime/expression/storage.ts'
import type { Database, DialectName } from '../../../server/database/database.ts'
import { type Random, randomValue } from './expression-generator.ts'

export type Record = { [name: string]: unknown }
export type World = ReadonlyMap<string, readonly Record[]>

const COLUMN_TYPES: { [dialect in DialectName]: { [kind in Storage['kind']]: string } } = {
  sqlite: {
    text: 'text',
    integer: 'integer',
    decimal: 'integer',
    boolean: 'integer',
    date: 'text',
    instant: 'integer',
    json: 'text',
    document: 'text',
    reference: 'text',
    none: '',
  },
  postgres: {
    text: 'text collate "C"',
    integer: 'bigint',
    decimal: 'bigint',
    boolean: 'boolean',
    date: 'date',
    instant: 'bigint',
    json: 'jsonb',
    document: 'jsonb',
    reference: 'text collate "C"',
    none: '',
  },
}

function columnsOf(shape: RecordShape): [name: string, storage: Storage][] {
  return [...shape.members.values()].flatMap((member): [string, Storage][] => {
    if (member.kind === 'reference') return [[member.name, { kind: 'reference', module: member.module }]]
    return member.kind === 'value' && member.storage.kind !== 'none' ? [[member.name, member.storage]] : []
  })
}

/** `count` records of each module with random values and links; one in eight is in the trash, one link in eight leads nowhere. */
export function randomWorld(random: Random, shapes: ReadonlyMap<string, RecordShape>, count: number): World {
  return new Map(
    [...shapes.values()].map((shape) => [
      shape.key,
      Array.from({ length: count }, (_, index) => {
        const record: Record = { _deleted_at: random.next() < 0.125 ? 1 : null }
        for (const [name, storage] of columnsOf(shape)) record[name] = randomValue(random, storage, name)
        for (const [name, storage] of columnsOf(shape)) {
          if (storage.kind !== 'reference' || random.next() < 0.2) continue
          const target = random.next() < 0.125 ? 'nowhere' : random.below(storage.module === '_user' ? 3 : count)
          record[name] = storage.module === '_user' ? `u${target}` : `${storage.module}${target}`
        }
        return { ...record, _id: `${shape.key}${index}` }
      }),
    ]),
  )
}

export function environmentOf(world: World, record: Record, now: number, timeZone: string, me: string | null = 'u1'): Environment {
  return {
    record,
    now,
    timeZone,
    me,
    myTeam: me === null ? [] : [me, 'u2'],
    follow: (module, id) => world.get(module)?.find((each) => each._id === id) ?? null,
    related: (module, via, id) => world.get(module)?.filter((each) => each[via] === id && each._deleted_at === null) ?? [],
  }
}

export async function storeWorld(database: Database, world: World, shapes: ReadonlyMap<string, RecordShape>): Promise<void> {
  for (const shape of shapes.values()) {
    const columns = columnsOf(shape)
    const types = COLUMN_TYPES[database.dialect]
    await database.script(
      `create table "${shape.key}" (${columns.map(([name, storage]) => `"${name}" ${types[storage.kind]}`).join(', ')}, "_deleted_at" bigint)`,
    )
    for (const record of world.get(shape.key) ?? []) {
      const values: RawBuilder<unknown>[] = columns.map(([name, storage]) => sql`${stored(record[name], storage, database.dialect)}`)
      const statement = sql`insert into ${sql.table(shape.key)} values (${sql.join([...values, sql`${record._deleted_at}`])})`
      await database.run(statement.compile(database.build))
    }
  }
}

function stored(value: unknown, storage: Storage, dialect: DialectName): unknown {
  if (value === null || value === undefined) return null
  if (storage.kind === 'decimal') return toUnits(Number(value), storage.scale)
  if (storage.kind === 'instant') return Date.parse(String(value))
  if (storage.kind === 'json') return JSON.stringify(value)
  if (storage.kind === 'boolean' && dialect === 'sqlite') return Number(value)
  return value
}

/** A value as a database gives it back, brought to the form `evaluate` gives. */
export function wireOf(value: unknown, kind: string): unknown {
  if (value === null || value === undefined) return null
  if (kind === 'boolean') return value === true || value === 1
  if (kind === 'instant') return new Date(Number(value)).toISOString()
  if (kind === 'list') return typeof value === 'string' ? JSON.parse(value) : value
  return typeof value === 'number' ? value + 0 : value
}
