// Runs a table report: two statements, whatever the number of groups and measures.
import type { TableReportDefinition } from '../../runtime/definition/types.ts'
import { reportColumns } from '../../runtime/funnel/report-columns.ts'
import type { ReportTable } from '../../runtime/funnel/report-table.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import type { Principal } from '../access/principal.ts'
import type { Database, Row } from '../database/database.ts'
import type { Published } from '../definitions/host.ts'
import { requestSlots, statementCache } from '../records/read.ts'
import { groupCell, groupValues, measureCell } from './cells.ts'
import { partName } from './figure-sql.ts'
import { resolveTable, type TableQuery } from './table-query.ts'
import { rowsStatement, totalsStatement } from './table-sql.ts'
import type { GroupValue } from './token.ts'

export interface ReportOptions {
  /** What `now()` and `today()` stand for, epoch milliseconds; the present unless given. */
  readonly now?: number
}

/** The report over the records the principal may read. Fails for a report that does not check and for one that reads what the principal may not. */
export async function runReport(
  db: Database,
  published: Published,
  principal: Principal,
  report: TableReportDefinition,
  options: ReportOptions = {},
): Promise<Result<ReportTable>> {
  const resolved = resolveTable(published.app, principal, report)
  if (!resolved.ok) return resolved
  const query = resolved.value
  const { plan } = query
  const statements = statementCache(query.app)
  const slots = requestSlots(query.app, principal, options.now)
  const [totals = {}] = await db.heavy(
    statements.get(`report totals ${query.cacheKey}`, () => totalsStatement(db, query)),
    slots,
  )
  const rows =
    plan.groups.length > 0
      ? await db.heavy(
          statements.get(`report rows ${query.cacheKey}`, () => rowsStatement(db, query)),
          slots,
        )
      : [totals]
  const beyond = plan.measures.flatMap((measure, index) => (isBeyond(query, index, totals) ? [tooLarge(report.key, measure.key)] : []))
  if (beyond.length > 0) return fail(...beyond)
  const measures = (values: readonly GroupValue[], row: Row) =>
    plan.measures.map((measure, index) => measureCell(measure, index, values, row))
  return ok({
    report: {
      key: report.key,
      label: report.label ?? report.key,
      ...(report.description ? { description: report.description } : {}),
      module: report.module,
      ...(report.chart ? { chart: report.chart } : {}),
    },
    columns: reportColumns(plan),
    rows: rows.slice(0, plan.limit).map((row) => {
      const values = groupValues(plan, row)
      return {
        cells: [...plan.groups.map((group, index) => groupCell(group, index, values[index] ?? null, row)), ...measures(values, row)],
      }
    }),
    totals: { cells: measures([], totals) },
    truncated: rows.length > plan.limit,
  })
}

/** Whether a computed number is too large to be added exactly. */
function isBeyond({ plan }: TableQuery, index: number, totals: Row): boolean {
  return plan.measures[index]!.parts.some((_, place) => Number(totals[partName(index, place, 'beyond')] ?? 0) > 0)
}

function tooLarge(report: string, measure: string): Problem {
  const path = `/reports/${report}/measures/${measure}`
  return problem(
    path,
    'out_of_range',
    `${path}: a computed number is beyond 9,000,000,000,000,000,000 and cannot be added exactly. Divide it in the expression.`,
    `${path}：计算结果超过 9,000,000,000,000,000,000，无法精确相加，请在表达式中缩小。`,
  )
}
