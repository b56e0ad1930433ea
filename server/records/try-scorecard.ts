// How a scorecard that is being designed would score the records that are there: two statements, whatever the number of records and rules.
import { sql } from 'kysely'
import type { App, Module, Scorecard } from '../../runtime/definition/app.ts'
import type { Derived } from '../../runtime/definition/derived.ts'
import { fromUnits } from '../../runtime/expression/storage.ts'
import { bothOf, type Text } from '../../runtime/label.ts'
import { fail, ok, type Result } from '../../runtime/problem.ts'
import type { Principal } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import type { Database } from '../database/database.ts'
import { derivedSql } from './derived/column-sql.ts'
import { compileExpression } from './expression-sql.ts'
import { and } from './list-sql.ts'
import { forbiddenReferences } from './names.ts'
import { requestSlots } from './read.ts'
import { plainContext, scopeSql } from './scope-sql.ts'

export interface Distribution {
  readonly count: number
  /** Of the scores; null where there is no record. */
  readonly min: number | null
  readonly max: number | null
  readonly avg: number | null
  /** Equal parts between the least and the highest score, each without its end but the last. */
  readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[]
  /** The highest first. */
  readonly tiers: readonly { readonly key: string; readonly label: Text; readonly count: number }[]
  /** Records below all tiers. */
  readonly none: number
  /** Records that meet the condition of each rule. */
  readonly rules: readonly { readonly key: string; readonly count: number }[]
}

const BINS = 20
const SCALE = 2

/** `app` is the live one with the scorecard in it; `card` and `score` are of it. */
export async function tryScorecard(
  db: Database,
  app: App,
  principal: Principal,
  card: Scorecard,
  score: Derived,
  now = Date.now(),
): Promise<Result<Distribution>> {
  const module = app.modules.get(card.module)!
  const parts = card.rules.flatMap((rule) => [rule.when, rule.worth])
  const forbidden = parts.flatMap((part) => forbiddenReferences(app, principal, part, 'scorecard'))
  if (forbidden.length > 0) return fail(...forbidden)
  const slots = requestSlots(app, principal, now)
  const [figures = {}] = await db.heavy(figuresStatement(db, app, module, principal, card, score), slots)
  const [count, low, high] = [Number(figures.n), Number(figures.low), Number(figures.high)]
  const counts = count > 0 ? await binCounts(db, app, module, principal, score, low, high, slots) : new Map<number, number>()
  const edge = (index: number) => fromUnits(Math.round(low + ((high - low) * index) / BINS), SCALE)
  const tiers = card.tiers.map(({ key, label }, index) => ({ key, label: bothOf(label, key), count: Number(figures[`t${index}`] ?? 0) }))
  const inTiers = tiers.reduce((sum, tier) => sum + tier.count, 0)
  return ok({
    count,
    min: count > 0 ? fromUnits(low, SCALE) : null,
    max: count > 0 ? fromUnits(high, SCALE) : null,
    avg: count > 0 ? Math.round(Number(figures.mean)) / 10 ** SCALE : null,
    bins:
      count > 0
        ? Array.from({ length: BINS }, (_, index) => ({ from: edge(index), to: edge(index + 1), count: counts.get(index) ?? 0 }))
        : [],
    tiers,
    none: card.tiers.length > 0 ? count - inTiers : 0,
    rules: card.rules.map(({ key }, index) => ({ key, count: Number(figures[`r${index}`] ?? 0) })),
  })
}

/** The score of each record outside the trash that the principal may read, as units, with what `more` adds to a row. */
function scored(db: Database, app: App, module: Module, principal: Principal, score: Derived, more: readonly unknown[] = []) {
  const rights = rightsOf(principal, app, module)
  const where = and([sql`r."_deleted_at" IS NULL`, ...scopeSql(rights.read, app, 'r', db.dialect)])
  const columns = [sql`${derivedSql(score, app, 'r', db.dialect)} AS v`, ...(more as never[])]
  return sql`(SELECT ${sql.join(columns)} FROM ${sql.id(module.key)} AS r WHERE ${where}) AS s`
}

function figuresStatement(db: Database, app: App, module: Module, principal: Principal, card: Scorecard, score: Derived) {
  const context = plainContext(app, 'r', db.dialect)
  const rules = card.rules.map(
    ({ when }, index) => sql`CASE WHEN ${compileExpression(when, context)} THEN 1 ELSE 0 END AS ${sql.id(`r${index}`)}`,
  )
  const reached = (from: number) => sql`s.v / ${sql.lit(10 ** SCALE)}.0 >= ${sql.lit(from)}`
  const tiers = card.tiers.map(({ from }, index) => {
    const above = index === 0 ? sql`` : sql` AND NOT (${reached(card.tiers[index - 1]!.from)})`
    return sql`sum(CASE WHEN ${reached(from)}${above} THEN 1 ELSE 0 END) AS ${sql.id(`t${index}`)}`
  })
  const counts = card.rules.map((_, index) => sql`sum(s.${sql.id(`r${index}`)}) AS ${sql.id(`r${index}`)}`)
  const figures = [sql`count(s.v) AS n`, sql`min(s.v) AS low`, sql`max(s.v) AS high`, sql`avg(s.v) AS mean`, ...tiers, ...counts]
  return sql`SELECT ${sql.join(figures)} FROM ${scored(db, app, module, principal, score, rules)}`.compile(db.build)
}

async function binCounts(
  db: Database,
  app: App,
  module: Module,
  principal: Principal,
  score: Derived,
  low: number,
  high: number,
  slots: Readonly<Record<string, unknown>>,
): Promise<Map<number, number>> {
  const width = Math.max(1, high - low)
  // Whole numbers on both sides, so both databases cut alike.
  const bin = sql`CASE WHEN s.v >= ${sql.lit(high)} AND ${sql.lit(high)} > ${sql.lit(low)} THEN ${sql.lit(BINS - 1)} ELSE (s.v - ${sql.lit(low)}) * ${sql.lit(BINS)} / ${sql.lit(width)} END`
  const statement = sql`SELECT ${bin} AS bin, count(*) AS n FROM ${scored(db, app, module, principal, score)} WHERE s.v IS NOT NULL GROUP BY 1`
  const rows = await db.heavy(statement.compile(db.build), slots)
  return new Map(rows.map((row) => [Number(row.bin), Number(row.n)]))
}
