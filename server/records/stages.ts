// The head of a board: per stage the number of records, the sum of one number field and how long the records have been in the stage, over exactly the
// records the list would show; for a board in lanes, count and sum of each lane in each stage too.
import { type RawBuilder, sql } from 'kysely'
import { canGroup, membersOfModule } from '../../runtime/definition/view-members.ts'
import { stagesOf } from '../../runtime/pipeline/visits.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import type { Principal } from '../access/principal.ts'
import type { Database, DialectName, Row } from '../database/database.ts'
import { fromColumn } from '../schema/columns.ts'
import { figureRows } from './figures.ts'
import { and, column, filters, from, searchSlots } from './list-sql.ts'
import { type Name, resolveName } from './names.ts'
import type { ListQuery } from './query.ts'
import { requestSlots, statementCache } from './read.ts'
import { type Figure, figureIn, figureSql } from './totals.ts'

/** As many lanes as there are groups in the totals of a list; the same ones. */
const MAX_LANES = 200

export interface StageRequest {
  readonly sum: Figure | undefined
  readonly lane: Name | undefined
}
export interface LaneFigures {
  /** In wire form; null for the records without a value. */
  readonly value: unknown
  readonly count: number
  readonly sum: number | null
}
export interface StageSummary {
  readonly stage: string
  readonly count: number
  /** In major units; null where there is no sum field or nothing to add. */
  readonly sum: number | null
  /** Milliseconds the records have been in the stage, on average; null where there are none. */
  readonly age: number | null
  readonly lanes?: readonly LaneFigures[]
}

/** Reads the names of the summed field and of the member that makes the lanes; a hidden one is refused like one that is not there. */
export function resolveStages({ module, rights }: ListQuery, sum: string | undefined, lane: string | undefined): Result<StageRequest> {
  const problems: Problem[] = []
  const summed = sum === undefined ? undefined : resolveName(module, rights, sum, 'sum')
  if (summed && !summed.ok) problems.push(...summed.problems)
  else if (summed && !isNumber(summed.value)) problems.push(noNumber(sum!))
  const parted = lane === undefined ? undefined : resolveName(module, rights, lane, 'lane')
  if (parted && !parted.ok) problems.push(...parted.problems)
  else if (parted && !canGroup(membersOfModule(module).get(lane!)!)) problems.push(noLanes(lane!))
  if (problems.length > 0) return fail(...problems)
  return ok({ sum: summed?.ok ? { ...summed.value, total: 'sum' } : undefined, lane: parted?.ok ? parted.value : undefined })
}

/** One entry per stage of the pipeline, in its order. */
export async function stageSummary(
  db: Database,
  query: ListQuery,
  principal: Principal,
  { sum, lane }: StageRequest,
): Promise<StageSummary[]> {
  const { dialect } = db
  const slots = requestSlots(query.app, principal, undefined, searchSlots(query.search))
  const whole = statementCache(query.app).get(`stages ${sum?.name ?? ''} ${query.cacheKey}`, () =>
    grouped(query, principal, dialect, sum, undefined).compile(db.build),
  )
  const parts =
    lane &&
    statementCache(query.app).get(`lanes ${lane.name} ${sum?.name ?? ''} ${query.cacheKey}`, () => {
      const same = sql.raw(dialect === 'sqlite' ? 'IS' : 'IS NOT DISTINCT FROM')
      const cells = grouped(query, principal, dialect, sum, lane)
      return sql`WITH cells AS (${cells}), top AS (SELECT lane, sum(n) AS m FROM cells GROUP BY lane ORDER BY m DESC, (lane IS NULL), lane LIMIT ${sql.lit(MAX_LANES)}) SELECT cells.* FROM cells JOIN top ON cells.lane ${same} top.lane`.compile(
        db.build,
      )
    })
  const now = Date.now()
  const [rows, cells] = await Promise.all([figureRows(db, whole, slots), parts ? figureRows(db, parts, slots) : []])
  const byStage = new Map(rows.map((row) => [row.stage, row]))
  const sumOf = (row: Row | undefined) => (sum && row ? (figureIn(row, sum, 0) as number | null) : null)
  return stagesOf(query.module).map(({ key }) => {
    const row = byStage.get(key)
    const since = row?.since === null || row?.since === undefined ? null : Number(row.since)
    const summary = {
      stage: key,
      count: Number(row?.n ?? 0),
      sum: sumOf(row),
      age: since === null ? null : Math.max(0, Math.round(now - since)),
    }
    if (!lane) return summary
    const own = cells.filter((cell) => cell.stage === key)
    return {
      ...summary,
      lanes: own.map((cell) => ({ value: fromColumn(lane.storage, cell.lane), count: Number(cell.n), sum: sumOf(cell) })),
    }
  })
}

function grouped(
  query: ListQuery,
  principal: Principal,
  dialect: DialectName,
  sum: Figure | undefined,
  lane: Name | undefined,
): RawBuilder<unknown> {
  const stage = sql.raw(column('_stage'))
  const parts = lane ? [stage, sql.raw(column(lane.name))] : [stage]
  const columns = [
    sql`${stage} AS stage`,
    ...(lane ? [sql`${sql.raw(column(lane.name))} AS lane`] : [sql`avg(${sql.raw(column('_stage_at'))}) AS since`]),
    sql`count(*) AS n`,
    ...(sum ? figureSql(sum, 0, dialect) : []),
  ]
  return sql`SELECT ${sql.join(columns)} FROM ${sql.raw(from(query.module))} WHERE ${and(filters(query, principal, dialect))} GROUP BY ${sql.join(parts)}`
}

function isNumber({ storage }: Name): boolean {
  return storage.kind === 'integer' || storage.kind === 'decimal'
}

function noNumber(name: string): Problem {
  return problem(
    'sum',
    'cannot_total',
    `sum: "${name}" is no number. Name a number field or leave it out.`,
    `sum：“${name}”不是数字字段，请换一个字段或去掉。`,
  )
}

function noLanes(name: string): Problem {
  return problem(
    'lane',
    'cannot_group',
    `lane: "${name}" has too many or several values at once to make lanes.`,
    `lane：“${name}”的值过多或为多值，不能用作泳道。`,
  )
}
