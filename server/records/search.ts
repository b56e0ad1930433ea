// One text looked for in every module someone may read: literally, in the texts and tags he may see, records whose title begins with it first; a title in
// Chinese also by its pinyin.
// A module is scanned from its newest record on and only until enough is found: in 100,000 records a text that is nowhere costs about as much as two
// counts of them.
import { type RawBuilder, sql } from 'kysely'
import type { App, Field, Module } from '../../runtime/definition/app.ts'
import { fail, ok, problem, type Result } from '../../runtime/problem.ts'
import type { Principal } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import type { Database, DialectName, Row, Slots, Statement } from '../database/database.ts'
import { fromColumn } from '../schema/columns.ts'
import { and, column, foundSql, from, likeSql, RECORD, searchedFields, searchPattern, searchSlots } from './list-sql.ts'
import { requestSlots, statementCache } from './read.ts'
import { scopeSql } from './scope-sql.ts'

export interface SearchResult {
  readonly module: string
  readonly _id: string
  /** Empty where the reader may see no text that names the record. */
  readonly title: string
  /** The value the text was found in, where that is not the title. */
  readonly subtitle?: string
}

const MAX_TEXT = 200
const MOST_RESULTS = 5
/** Matches that are looked at for the best of them. */
const MOST_MATCHES = 200
/** Records of a module that are looked at, the newest. */
const MOST_SCANNED = 200_000
const MAX_SUBTITLE = 120

/** At most 5 records of each module, in the order of the definition. */
export async function searchRecords(db: Database, app: App, principal: Principal, text: string): Promise<Result<SearchResult[]>> {
  const wanted = text.trim()
  if (wanted.length > MAX_TEXT) {
    return fail(
      problem(
        'text',
        'too_long',
        `text: ${wanted.length} characters are more than ${MAX_TEXT}. Shorten it.`,
        `text：${wanted.length} 个字符超过上限 ${MAX_TEXT}，请缩短。`,
      ),
    )
  }
  const results: SearchResult[] = []
  if (wanted === '') return ok(results)
  const slots = requestSlots(app, principal, undefined, { ...searchSlots(wanted), prefix: searchPattern(wanted).slice(1) })
  for (const module of app.modules.values()) {
    results.push(...(await searchModule(db, app, module, principal, wanted, slots)))
    // A long scan must not keep everyone else waiting until all of them are done.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return ok(results)
}

async function searchModule(
  db: Database,
  app: App,
  module: Module,
  principal: Principal,
  text: string,
  slots: Slots,
): Promise<SearchResult[]> {
  const rights = rightsOf(principal, app, module)
  const fields = searchedFields(module, rights)
  if (rights.read === 'none' || fields.length === 0) return []
  const title = fields.find((field) => field === module.title)
  const make = (what: string, build: () => RawBuilder<unknown>): Statement =>
    statementCache(app).get(`${what} ${module.key} ${rights.cacheKey}`, () => build().compile(db.build))
  const scope = [sql.raw(`${column('_deleted_at')} IS NULL`), ...scopeSql(rights.read, app, RECORD, db.dialect)]
  const best = make('search', () => bestSql(module, fields, title, scope, db.dialect))
  let rows = await db.all(best, slots)
  const full = Number(rows[0]?._found ?? 0) >= MOST_MATCHES
  if (title && full && rows.some((row) => Number(row._rank) > 0)) {
    // So many match that a title which begins with the text may stand behind them.
    const first = await db.all(
      make('search prefix', () => prefixSql(module, fields, title, scope, db.dialect)),
      slots,
    )
    const seen = new Set(first.map((row) => row._id))
    rows = [...first, ...rows.filter((row) => !seen.has(row._id))].slice(0, MOST_RESULTS)
  }
  return rows.map((row) => resultOf(module, fields, title, row, text))
}

function matches(
  module: Module,
  fields: readonly Field[],
  condition: RawBuilder<unknown>,
  rank: RawBuilder<unknown>,
  scope: readonly RawBuilder<unknown>[],
  limit: number,
) {
  const columns = ['_id', ...fields.map((field) => field.key)].map((name) => sql.raw(column(name)))
  const order = sql.raw(`${column('_id')} DESC`)
  const newest = sql`SELECT * FROM ${sql.raw(from(module))} WHERE ${and(scope)} ORDER BY ${order} LIMIT ${sql.lit(MOST_SCANNED)}`
  return sql`SELECT ${sql.join(columns)}, ${rank} AS "_rank" FROM (${newest}) AS ${sql.id(RECORD)} WHERE ${condition} ORDER BY ${order} LIMIT ${sql.lit(limit)}`
}

function bestSql(
  module: Module,
  fields: readonly Field[],
  title: Field | undefined,
  scope: readonly RawBuilder<unknown>[],
  dialect: DialectName,
): RawBuilder<unknown> {
  const any = foundSql(module, fields, dialect)
  const rank = title
    ? sql`CASE WHEN ${likeSql(title, 'prefix', dialect)} THEN 0 WHEN ${likeSql(title, 'search', dialect)} THEN 1 ELSE 2 END`
    : sql`2`
  const found = matches(module, fields, any, rank, scope, MOST_MATCHES)
  return sql`SELECT f.*, count(*) OVER () AS "_found" FROM (${found}) AS f ORDER BY f."_rank", f."_id" DESC LIMIT ${sql.lit(MOST_RESULTS)}`
}

function prefixSql(
  module: Module,
  fields: readonly Field[],
  title: Field,
  scope: readonly RawBuilder<unknown>[],
  dialect: DialectName,
): RawBuilder<unknown> {
  return matches(module, fields, likeSql(title, 'prefix', dialect), sql`0`, scope, MOST_RESULTS)
}

function resultOf(module: Module, fields: readonly Field[], title: Field | undefined, row: Row, text: string): SearchResult {
  const holding = (value: unknown) => String(value).toLowerCase().includes(text.toLowerCase())
  const textOf = (field: Field) => {
    const value = fromColumn(field.storage, row[field.key]) ?? ''
    return Array.isArray(value) ? String(value.find(holding) ?? '') : String(value)
  }
  const holds = (field: Field) => holding(textOf(field))
  const named = title ?? fields[0]!
  const other = holds(named) ? undefined : fields.find(holds)
  const result = { module: module.key, _id: String(row._id), title: textOf(named) }
  return other ? { ...result, subtitle: around(textOf(other), text) } : result
}

/** The part of a long value in which the text stands. */
function around(value: string, text: string): string {
  if (value.length <= MAX_SUBTITLE) return value
  const at = value.toLowerCase().indexOf(text.toLowerCase())
  const start = Math.max(0, Math.min(at - Math.floor((MAX_SUBTITLE - text.length) / 2), value.length - MAX_SUBTITLE))
  const part = value.slice(start, start + MAX_SUBTITLE)
  return `${start > 0 ? '…' : ''}${part}${start + MAX_SUBTITLE < value.length ? '…' : ''}`
}
