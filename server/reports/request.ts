// Which report a request means: one of the app by its key, or a definition that comes with the request.
import type { App } from '../../runtime/definition/app.ts'
import type { TableReportDefinition } from '../../runtime/definition/types.ts'
import { validateReport } from '../../runtime/definition/validate.ts'
import { fail, ok, problem, type Result } from '../../runtime/problem.ts'

/** Fails for an unknown key and for a definition that is not in shape; whether it checks and may be read is for whoever runs it. */
export function readReport(
  app: App,
  { report, definition }: { readonly report?: unknown; readonly definition?: unknown },
): Result<TableReportDefinition> {
  if ((report === undefined) === (definition === undefined)) {
    return fail(problem('', 'missing', 'Give exactly one of "report" and "definition".', '请在 report 与 definition 中只填写一项。'))
  }
  if (definition !== undefined) {
    const problems = validateReport(definition)
    return problems.length > 0 ? fail(...problems) : ok(definition as TableReportDefinition)
  }
  const known = app.reports.get(String(report))
  if (known) return ok(known)
  const shown = String(report).slice(0, 60)
  return fail(problem('report', 'not_found', `report: there is no report "${shown}".`, `report：没有报表“${shown}”。`))
}
