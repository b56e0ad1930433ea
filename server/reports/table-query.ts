// A report resolved for a principal: planned once per published version, and refused where any of its expressions reads what the principal may not.
import type { App, Module } from '../../runtime/definition/app.ts'
import type { TableReportDefinition } from '../../runtime/definition/types.ts'
import type { CheckedExpression } from '../../runtime/expression/expression.ts'
import { planReport, type ReportPlan } from '../../runtime/funnel/report-plan.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import type { Principal } from '../access/principal.ts'
import { type Rights, rightsOf } from '../access/rules.ts'
import { boundedCache, type Cache } from '../records/cache.ts'
import { forbiddenReferences } from '../records/names.ts'

export interface TableQuery {
  readonly app: App
  readonly module: Module
  readonly rights: Rights
  readonly principal: Principal
  readonly plan: ReportPlan
  /** Equal for queries of the same report by principals with the same rights. */
  readonly cacheKey: string
}

const PLANS = 300
const caches = new WeakMap<App, Cache<Result<ReportPlan>>>()

/** Problems are those of the report, and one per name the principal may not read, as if it were not there. */
export function resolveTable(app: App, principal: Principal, report: TableReportDefinition): Result<TableQuery> {
  const module = app.modules.get(report.module)
  const rights = module && rightsOf(principal, app, module)
  if (!module || !rights || rights.read === 'none') return fail(unknownModule(report))
  let cache = caches.get(app)
  if (!cache) {
    cache = boundedCache(PLANS)
    caches.set(app, cache)
  }
  const text = JSON.stringify(report)
  const plan = cache.get(text, () => planReport(app, report))
  if (!plan.ok) return plan
  const problems = expressionsOf(plan.value).flatMap(([place, expression]) =>
    forbiddenReferences(app, principal, expression, `/reports/${report.key}/${place}`),
  )
  if (problems.length > 0) return fail(...problems)
  return ok({ app, module, rights, principal, plan: plan.value, cacheKey: `${rights.cacheKey} ${text}` })
}

function expressionsOf({ where, groups, measures }: ReportPlan): [place: string, expression: CheckedExpression][] {
  const measured = measures.flatMap(({ key, parts }) =>
    parts.flatMap(({ where, value }) =>
      [...where, ...(value ? [value] : [])].map((expression): [string, CheckedExpression] => [`measures/${key}`, expression]),
    ),
  )
  const grouped = groups.map(({ key, by }): [string, CheckedExpression] => [`groups/${key}/by`, by])
  return [...(where ? [['where', where] as [string, CheckedExpression]] : []), ...grouped, ...measured]
}

function unknownModule({ key, module }: TableReportDefinition): Problem {
  const path = `/reports/${key}/module`
  const shown = module.slice(0, 60)
  return problem(
    path,
    'unknown_module',
    `${path}: there is no module "${shown}" here for you. Check the key and your rights.`,
    `${path}：没有你可用的模块“${shown}”，请检查键与权限。`,
  )
}
