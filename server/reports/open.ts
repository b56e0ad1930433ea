// Opens a figure of a table report: the list of exactly the records behind it, with the rights of whoever opens it.
import { sql } from 'kysely'
import type { TableReportDefinition } from '../../runtime/definition/types.ts'
import type { PlannedGroup, PlannedMeasure } from '../../runtime/funnel/report-plan.ts'
import { fail, problem, type Result } from '../../runtime/problem.ts'
import type { Principal } from '../access/principal.ts'
import type { Database } from '../database/database.ts'
import type { Published } from '../definitions/host.ts'
import type { ExpressionContext } from '../records/expression-sql.ts'
import { RECORD } from '../records/list-sql.ts'
import { type ListQuery, type ListRequest, resolveList } from '../records/query.ts'
import { listRecords, type Page, requestSlots } from '../records/read.ts'
import { expressionContext } from '../records/scope-sql.ts'
import { countsSql, groupIs, type Sql } from './column-sql.ts'
import type { ReportOptions } from './run.ts'
import { resolveTable } from './table-query.ts'
import { type Opened, readToken } from './token.ts'

export type Side = 'numerator' | 'denominator'

export interface OpenRequest extends Pick<ListRequest, 'fields' | 'sort' | 'limit' | 'after' | 'total'> {
  /** The token of the cell. */
  readonly open: string
  /** One side of a ratio; without it the records of both. */
  readonly side?: Side
}

/** A page of the records behind a cell; the total equals the cell's `n` (or that of the side) for the same data, reader and `now`. */
export async function openCell(
  db: Database,
  published: Published,
  principal: Principal,
  report: TableReportDefinition,
  request: OpenRequest,
  options: ReportOptions = {},
): Promise<Result<Page>> {
  const resolved = resolveTable(published.app, principal, report)
  if (!resolved.ok) return resolved
  const { app, module, plan, cacheKey } = resolved.value
  const opened = readToken(request.open, resolved.value)
  if (!opened.ok) return opened
  const { side, open: _, ...page } = request
  const measure = plan.measures[opened.value.measure]!
  if (side !== undefined && measure.parts.length === 1) {
    return fail(
      problem('side', 'not_needed', `side: "${measure.key}" is not a ratio. Remove it.`, `side：“${measure.key}”不是比率，请删除。`),
    )
  }
  const list = resolveList(app, module, principal, page)
  if (!list.ok) return list
  const { values } = opened.value
  const query: ListQuery = {
    ...list.value,
    conditions: plan.where ? [plan.where] : [],
    narrow: (dialect) => {
      const context = expressionContext(app, principal, RECORD, dialect)
      return [...groupConditions(opened.value, plan.groups, context), ...measureConditions(measure, side, context)]
    },
    slots: requestSlots(app, principal, options.now, Object.fromEntries(values.map((value, index) => [slotName(index), value]))),
    cacheKey: JSON.stringify([list.value.cacheKey, cacheKey, opened.value.measure, side, values.map((value) => value === null)]),
  }
  return listRecords(db, query, principal)
}

function slotName(group: number): string {
  return `group_${group}`
}

function groupConditions({ values }: Opened, groups: readonly PlannedGroup[], context: ExpressionContext): Sql[] {
  return values.map((value, index) => groupIs(groups[index]!, context, slotName(index), value === null))
}

function measureConditions({ parts }: PlannedMeasure, side: Side | undefined, context: ExpressionContext): Sql[] {
  const chosen = side === 'numerator' ? parts.slice(0, 1) : side === 'denominator' ? parts.slice(1) : parts
  const conditions = chosen.map((part) => countsSql(part, context))
  // A part for which every record counts makes the whole figure one of every record.
  return conditions.every((each) => each !== undefined) ? [sql`(${sql.join(conditions, sql` OR `)})`] : []
}
