// The history of scores: a row whenever the score of a record changed, whatever made it change.
import { type RawBuilder, sql } from 'kysely'
import type { App, Scorecard } from '../../../runtime/definition/app.ts'
import type { Derived } from '../../../runtime/definition/derived.ts'
import { Slot } from '../../database/database.ts'
import { slotValues } from '../expression-sql.ts'
import { statementCache } from '../read.ts'
import type { Changes } from './changes.ts'
import { derivedSql, differs, idsSql } from './column-sql.ts'
import type { DerivedContext } from './recompute.ts'

function insertInto(card: Scorecard, rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`INSERT INTO "_score_history" ("module", "record", "card", "score", "tier", "at", "version") SELECT ${sql.lit(card.module)}, ${rows}`
}

function rest(dialect: DerivedContext['db']['dialect']): RawBuilder<unknown> {
  return dialect === 'sqlite'
    ? sql`${new Slot('now')}, ${new Slot('version')}`
    : sql`cast(${new Slot('now')} as bigint), cast(${new Slot('version')} as bigint)`
}

/** Appends the scores that the changes noted. */
export async function appendScores({ trx, db, published, now }: DerivedContext, { scored }: Changes): Promise<void> {
  if (scored.size === 0) return
  const { app, number } = published
  for (const card of app.scorecards.values()) {
    const ids = scored.get(`${card.module} ${card.score}`)
    if (!ids) continue
    const append = statementCache(app).get(`scored ${card.key}`, () => {
      const tier = card.tier ? sql.id('d', card.tier) : sql`NULL`
      const rows = sql`d."_id", ${sql.lit(card.key)}, ${sql.id('d', card.score)}, ${tier}, ${rest(db.dialect)} FROM ${sql.id(card.module)} AS d WHERE d."_id" IN (${idsSql(db.dialect)})`
      return insertInto(card, rows).compile(db.build)
    })
    await trx.run(append, { now, version: number, ids: JSON.stringify([...ids]) })
  }
}

/** The score of every record and its tier where the score changes, with the history of the change. */
export async function computeScores(context: DerivedContext, column: Derived, card: Scorecard): Promise<number> {
  const { trx, db, published, now } = context
  const { app, number } = published
  const { dialect } = db
  const slots = { ...slotValues({ now, timeZone: app.settings.timeZone, me: null, myTeam: [] }), version: number }
  const tier = card.tier ? tierColumn(app, card) : undefined
  const tierOver = (alias: string) => (tier ? derivedSql(tier, app, alias, dialect) : sql`NULL`)
  // Keeps the planner from writing the score out again wherever it is used.
  const once = sql.raw(dialect === 'sqlite' ? ' LIMIT -1' : ' OFFSET 0')
  const fresher = sql`SELECT d."_id", ${sql.id('d', card.score)} AS "_old", ${derivedSql(column, app, 'd', dialect)} AS ${sql.id(card.score)} FROM ${sql.id(card.module)} AS d${once}`
  const rows = sql`n."_id", ${sql.lit(card.key)}, ${sql.id('n', card.score)}, ${tierOver('n')}, ${rest(dialect)} FROM (${fresher}) AS n WHERE n."_old" ${differs(dialect)} ${sql.id('n', card.score)}`
  const newest = sql`SELECT coalesce(max("id"), 0) AS last FROM "_score_history"`.compile(db.build)
  const last = Number((await trx.get(newest))?.last)
  await trx.run(insertInto(card, rows).compile(db.build), slots)
  // The history just written says which records change and to what, so no score is computed twice. Publishing keeps other writers out meanwhile.
  const set = [sql`${sql.id(card.score)} = h."score"`, ...(tier ? [sql`${sql.id(tier.name)} = h."tier"`] : [])]
  const update = sql`UPDATE ${sql.id(card.module)} SET ${sql.join(set)} FROM "_score_history" AS h WHERE h."id" > ${sql.lit(last)} AND h."card" = ${sql.lit(card.key)} AND ${sql.id(card.module, '_id')} = h."record"`
  return trx.run(update.compile(db.build))
}

export function tierColumn(app: App, card: Scorecard): Derived | undefined {
  return app.derived.find(({ module, name }) => module === card.module && name === card.tier)
}
