// Reading records: lists, single records, counts. Statements are built once per shape of request, rights and definition version, and kept.

import { sql } from 'kysely'
import type { App, Module } from '../../runtime/definition/app.ts'
import { ok, type Result } from '../../runtime/problem.ts'
import { type Principal, userId } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import type { Database, Slots, Statement } from '../database/database.ts'
import { type Cache, cachePerOwner } from './cache.ts'
import { type Cursor, type CursorValue, readCursor, writeCursor } from './cursor.ts'
import { slotValues } from './expression-sql.ts'
import { figureRows } from './figures.ts'
import {
  and,
  column,
  from,
  type PageStatement,
  RECORD,
  rowsStatement,
  type Segment,
  searchSlots,
  slot,
  totalStatement,
} from './list-sql.ts'
import { allFields, type ListQuery } from './query.ts'
import { type RowStatement, rowShape, type WireRecord } from './row-json.ts'
import { scopeSql } from './scope-sql.ts'

export interface Page {
  readonly records: readonly WireRecord[]
  readonly next: string | null
  readonly total?: number
}

const STATEMENTS = 1000

/** Statements of one published version, under any key that says everything they depend on. */
export const statementCache: (app: App) => Cache<Statement> = cachePerOwner(STATEMENTS)

const ALL = Symbol('all')

/**
 * Slots every statement may use: the clock and who asks. Most statements use none of them, so they are worked out when they are read; a class, because
 * object literals with accessors are slow to make.
 */
class RequestSlots {
  /** Under a symbol, which is no name of a slot; slots that are made from these, with more of their own, find it too. */
  readonly [ALL]: () => Slots
  constructor(make: () => Slots) {
    let values: Slots | undefined
    this[ALL] = () => {
      values ??= make()
      return values
    }
  }
  get now() {
    return this[ALL]().now
  }
  get today() {
    return this[ALL]().today
  }
  get me() {
    return this[ALL]().me
  }
  get my_team() {
    return this[ALL]().my_team
  }
}

/** The slots of a request; `more` are those of one statement. */
export function requestSlots(app: App, principal: Principal, now: number = Date.now(), more: Slots = {}): Record<string, unknown> {
  const slots = new RequestSlots(() =>
    slotValues({
      now,
      timeZone: app.settings.timeZone,
      me: userId(principal),
      myTeam: principal.kind === 'user' ? principal.team : [],
    }),
  )
  return Object.assign(slots, more) as unknown as Record<string, unknown>
}

/** A page of the list. Fails only for a cursor that is not of this list. */
export async function listRecords(db: Database, query: ListQuery, principal: Principal): Promise<Result<Page>> {
  const after =
    query.after === undefined
      ? undefined
      : readCursor(
          query.after,
          query.sort.map(({ storage }) => storage.kind),
        )
  if (after && !after.ok) return after
  const own: Record<string, unknown> = query.slots ? Object.create(query.slots) : requestSlots(query.app, principal)
  if (query.search !== undefined) Object.assign(own, searchSlots(query.search))
  const cursor = after?.value
  cursor?.values.forEach((value, index) => {
    own[`after_${index}`] = value
  })
  if (cursor) own.after_id = cursor.id
  if (query.skip !== undefined) own.skip = query.skip
  let rows: unknown[][] = []
  let statement: PageStatement | undefined
  for (const segment of segments(query, cursor)) {
    if (rows.length > query.limit) break
    own.limit = query.limit + 1 - rows.length
    statement = statementCache(query.app).get(`list ${segment} ${query.cacheKey}`, () =>
      rowsStatement(db, query, principal, segment),
    ) as PageStatement
    const part = await db.values(statement, own)
    if (rows.length === 0) rows = part
    else rows.push(...part)
  }
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const next = rows.length > query.limit && last ? writeCursor(placeOf(statement!, last)) : null
  const total = query.total ? await countRecords(db, query, principal, own) : undefined
  return ok({ records: page.map(statement!.read), next, ...(total === undefined ? {} : { total }) })
}

function placeOf({ places }: PageStatement, row: readonly unknown[]): Cursor {
  return { values: places.map((place) => row[place] as CursorValue), id: String(row[0]) }
}

/** The parts of the list still to be read from the cursor on, in order. "Nothing" sorts before something. */
function segments(query: ListQuery, cursor: Cursor | undefined): Segment[] {
  if (!cursor) return [query.skip === undefined ? 'start' : 'skip']
  if (query.sort.length !== 1) return ['after']
  const { descending, name } = query.sort[0]!
  const nullable = !NEVER_NULL.has(name)
  if (cursor.values[0] === null) return descending ? ['nulls_after'] : ['nulls_after', 'values']
  return descending && nullable ? ['after', 'nulls'] : ['after']
}

const NEVER_NULL = new Set(['_id', '_created_at', '_updated_at'])

async function countRecords(db: Database, query: ListQuery, principal: Principal, slots: Slots): Promise<number> {
  const statement = statementCache(query.app).get(`total ${query.cacheKey}`, () => totalStatement(db, query, principal))
  const [row] = await figureRows(db, statement, slots)
  return Number(row?.n)
}

/** One record with every member the principal may read; undefined where it is not there for the principal. */
export async function readRecord(
  db: Database,
  app: App,
  module: Module,
  principal: Principal,
  id: string,
): Promise<WireRecord | undefined> {
  const rights = rightsOf(principal, app, module)
  const { dialect } = db
  const statement = statementCache(app).get(`read ${module.key} ${rights.cacheKey}`, () => {
    const fields = [...allFields(module, rights), { name: '_deleted_at', storage: { kind: 'instant' } as const }]
    const where = and([sql`${sql.raw(column('_id'))} = ${slot('id', dialect, 'text')}`, ...scopeSql(rights.read, app, RECORD, dialect)])
    const shape = rowShape(app, fields, principal, dialect)
    const compiled = sql`SELECT ${sql.join(shape.columns)} FROM ${sql.raw(from(module))} WHERE ${where}`.compile(db.build)
    return { sql: compiled.sql, parameters: compiled.parameters, read: shape.read }
  }) as RowStatement
  const slots = rights.read === 'all' ? { id } : requestSlots(app, principal, undefined, { id })
  const [row] = await db.values(statement, slots)
  return row && statement.read(row)
}
