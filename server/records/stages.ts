// The head of a board: per stage the number of records and the sum of one number field, over exactly the records the list would show.
import { sql } from 'kysely'
import type { Principal } from '../access/principal.ts'
import type { Database } from '../database/database.ts'
import { fromColumn } from '../schema/columns.ts'
import { and, column, filters, from, searchPattern } from './list-sql.ts'
import type { ListQuery } from './query.ts'
import { requestSlots, statementCache } from './read.ts'

export interface StageSummary {
  readonly stage: string
  readonly count: number
  /** In major units; null where there is no sum field or nothing to add. */
  readonly sum: number | null
}

/** One entry per stage of the pipeline, in its order. `sumField` is ignored where the principal may not read it. */
export async function stageSummary(
  db: Database,
  query: ListQuery,
  principal: Principal,
  sumField: string | undefined,
): Promise<StageSummary[]> {
  const { module, rights } = query
  const stages = module.pipeline?.stages ?? []
  const field = sumField !== undefined && rights.canRead(sumField) ? module.fields.get(sumField) : undefined
  const statement = statementCache(query.app).get(`stages ${field?.key ?? ''} ${query.cacheKey}`, () => {
    const sum = field ? sql`sum(${sql.raw(column(field.key))})` : sql`NULL`
    const stage = sql.raw(column('_stage'))
    return sql`SELECT ${stage} AS stage, count(*) AS n, ${sum} AS s FROM ${sql.raw(from(module))} WHERE ${and(filters(query, principal, db.dialect))} GROUP BY ${stage}`.compile(
      db.build,
    )
  })
  const slots = requestSlots(query.app, principal, undefined, { search: query.search === undefined ? null : searchPattern(query.search) })
  const rows = new Map((await db.all(statement, slots)).map((row) => [row.stage, row]))
  return stages.map(({ key }) => {
    const row = rows.get(key)
    const sum = row?.s === null || row?.s === undefined || !field ? null : Number(fromColumn(field.storage, Number(row.s)))
    return { stage: key, count: Number(row?.n ?? 0), sum }
  })
}
