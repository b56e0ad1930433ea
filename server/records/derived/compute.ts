// Derived columns of all records at once: when a definition is published, and after records were removed for good.
import { sql } from 'kysely'
import type { Derived } from '../../../runtime/definition/derived.ts'
import { slotValues } from '../expression-sql.ts'
import { derivedSql, differs } from './column-sql.ts'
import type { DerivedContext } from './recompute.ts'
import { computeScores } from './score-history.ts'

/** One statement; `fresh`: no record has a value yet, so nothing has to be compared. */
export async function computeColumn({ trx, db, published, now }: DerivedContext, column: Derived, fresh: boolean): Promise<number> {
  const { app } = published
  const { module, name, scorecard } = column
  const card = scorecard === undefined ? undefined : app.scorecards.get(scorecard)
  if (card) return computeScores({ trx, db, published, now }, column, card)
  const value = derivedSql(column, app, module, db.dialect)
  const changed = fresh ? sql`` : sql` WHERE ${sql.id(module, name)} ${differs(db.dialect)} ${value}`
  const update = sql`UPDATE ${sql.id(module)} SET ${sql.id(name)} = ${value}${changed}`.compile(db.build)
  return trx.run(update, slotValues({ now, timeZone: app.settings.timeZone, me: null, myTeam: [] }))
}

/** Every derived column of every record. */
export async function computeAll(context: DerivedContext): Promise<void> {
  for (const column of context.published.app.derived) await computeColumn(context, column, false)
}
