// Reading records: lists, single records, counts. Statements are built once per shape of request, rights and definition version, and kept.

import { sql } from 'kysely'
import type { App, Module } from '../../runtime/definition/app.ts'
import { ok, type Result } from '../../runtime/problem.ts'
import { type Principal, userId } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import type { Database, Slots, Statement } from '../database/database.ts'
import { toColumn } from '../schema/columns.ts'
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
import { cutPage, pageTextStatement, writesText } from './record-text.ts'
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
  const asked = askFor(query, principal)
  if (!asked.ok) return asked
  const { slots, segments } = asked.value
  let rows: unknown[][] = []
  let statement: PageStatement | undefined
  for (const segment of segments) {
    if (rows.length > query.limit) break
    slots.limit = query.limit + 1 - rows.length
    statement = statementCache(query.app).get(`list ${segment} ${query.cacheKey}`, () =>
      rowsStatement(db, query, principal, segment),
    ) as PageStatement
    const part = await db.values(statement, slots)
    if (rows.length === 0) rows = part
    else rows.push(...part)
  }
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  const next = rows.length > query.limit && last ? writeCursor(placeOf(statement!, last)) : null
  const total = query.total ? await countRecords(db, query, principal, slots) : undefined
  return ok({ records: page.map(statement!.read), next, ...(total === undefined ? {} : { total }) })
}

/**
 * The same page as JSON text. Where the database can, it writes the records itself: when all of the page comes from one segment, and what the list is sorted
 * by stands in the records, which is where the place of the next page is read from.
 */
export async function listText(db: Database, query: ListQuery, principal: Principal): Promise<Result<string | Uint8Array>> {
  const asked = askFor(query, principal)
  if (!asked.ok) return asked
  const { slots, segments } = asked.value
  const [segment, more] = segments
  if (segment === undefined || more !== undefined || !writesText(db, query.fields.length) || !showsSort(query)) {
    const page = await listRecords(db, query, principal)
    return page.ok ? ok(JSON.stringify(page.value)) : page
  }
  const { limit } = query
  slots.limit = limit + 1
  const statement = statementCache(query.app).get(`text ${segment} ${query.cacheKey}`, () =>
    pageTextStatement(db, query, principal, segment),
  )
  const [[count, texts] = []] = (await db.values(statement, slots)) as [number, Buffer | null][]
  const total = query.total ? `,"total":${await countRecords(db, query, principal, slots)}` : ''
  if (!texts || count === undefined) return ok(`{"records":[],"next":null${total}}`)
  const { page, last } = cutPage(texts, count, limit)
  const next = count > limit ? writeCursor(placeIn(query, last)) : null
  return ok(Buffer.concat([OPENING, page, Buffer.from(`],"next":${JSON.stringify(next)}${total}}`)]))
}

const OPENING = Buffer.from('{"records":[')

function showsSort({ fields, sort }: ListQuery): boolean {
  return sort.every(({ name }) => name === '_id' || fields.some((field) => field.name === name))
}

/** The place of a record of the list, from its text. */
function placeIn({ sort }: ListQuery, text: string): Cursor {
  const record = JSON.parse(text) as WireRecord
  return { values: sort.map(({ name, storage }) => toColumn(storage, record[name]) as CursorValue), id: String(record._id) }
}

interface Asked {
  readonly slots: Record<string, unknown>
  readonly segments: readonly Segment[]
}

/** What the statements of a page are given, except their limit, and of which parts of the list it is made. */
function askFor(query: ListQuery, principal: Principal): Result<Asked> {
  const after =
    query.after === undefined
      ? undefined
      : readCursor(
          query.after,
          query.sort.map(({ storage }) => storage.kind),
        )
  if (after && !after.ok) return after
  const slots: Record<string, unknown> = query.slots ? Object.create(query.slots) : requestSlots(query.app, principal)
  if (query.search !== undefined) Object.assign(slots, searchSlots(query.search))
  const cursor = after?.value
  cursor?.values.forEach((value, index) => {
    slots[`after_${index}`] = value
  })
  if (cursor) slots.after_id = cursor.id
  if (query.skip !== undefined) slots.skip = query.skip
  return ok({ slots, segments: segmentsOf(query, cursor) })
}

function placeOf({ places }: PageStatement, row: readonly unknown[]): Cursor {
  return { values: places.map((place) => row[place] as CursorValue), id: String(row[0]) }
}

/** The parts of the list still to be read from the cursor on, in order. "Nothing" sorts before something. */
function segmentsOf(query: ListQuery, cursor: Cursor | undefined): Segment[] {
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
  const statement = statementCache(app).get(`read ${module.key} ${rights.cacheKey}`, () => {
    const { dialect } = db
    const fields = [...allFields(module, rights), { name: '_deleted_at', storage: { kind: 'instant' } as const }]
    const shape = rowShape(app, fields, principal, dialect)
    const where = and([sql`${sql.raw(column('_id'))} = ${slot('id', dialect, 'text')}`, ...scopeSql(rights.read, app, RECORD, dialect)])
    const compiled = sql`SELECT ${sql.join(shape.columns)} FROM ${sql.raw(from(module))} WHERE ${where}`.compile(db.build)
    return { sql: compiled.sql, parameters: compiled.parameters, read: shape.read }
  }) as RowStatement
  const [row] = await db.values(statement, rights.read === 'all' ? { id } : requestSlots(app, principal, undefined, { id }))
  return row && statement.read(row)
}
