// Reports over HTTP: running one, and the records behind one of its figures.
import { fail, ok, problem, type Result } from '../../runtime/problem.ts'
import { type OpenRequest, openCell, type Side } from '../reports/open.ts'
import { readReport } from '../reports/request.ts'
import { runReport } from '../reports/run.ts'
import { readFields } from './body.ts'
import { type Answer, type AppRequest, answer, type Route } from './route.ts'

export const reportRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/apps/:app/reports/run',
    permission: 'app',
    summary: 'Run a report of the app or one given as a definition',
    reads: true,
    handle: run,
  },
  {
    method: 'POST',
    path: '/apps/:app/reports/records',
    permission: 'app',
    summary: 'List the records behind a figure of a report',
    reads: true,
    handle: records,
  },
]

const SIDES: readonly string[] = ['numerator', 'denominator']

async function run(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { report: 'string', definition: 'object' })
  if (!fields.ok) return fields
  const { host, published, principal } = request
  const report = readReport(published.app, fields.value)
  if (!report.ok) return report
  return answer(await runReport(host.db, published, principal, report.value), (json) => ({ json }))
}

async function records(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(
    body.value,
    {
      report: 'string',
      definition: 'object',
      open: 'string',
      side: 'string',
      fields: 'list',
      sort: 'list',
      limit: 'number',
      after: 'string',
      total: 'boolean',
    },
    ['open'],
  )
  if (!fields.ok) return fields
  const { host, published, principal } = request
  const report = readReport(published.app, fields.value)
  if (!report.ok) return report
  const wanted = openRequest(fields.value)
  if (!wanted.ok) return wanted
  const page = await openCell(host.db, published, principal, report.value, wanted.value)
  return answer(page, (json) => ({ json }))
}

function openRequest(body: Readonly<Record<string, unknown>>): Result<OpenRequest> {
  for (const name of ['fields', 'sort'] as const) {
    const list = body[name] as readonly unknown[] | undefined
    if (list?.some((each) => typeof each !== 'string')) {
      return fail(problem(name, 'type', `${name}: every entry is the name of a field.`, `${name}：每一项都应为字段名。`))
    }
  }
  if (body.side !== undefined && !SIDES.includes(String(body.side))) {
    const shown = String(body.side).slice(0, 60)
    return fail(
      problem(
        'side',
        'not_allowed',
        `side: "${shown}" is not known. Use ${SIDES.join(', ')}.`,
        `side：没有“${shown}”，可用：${SIDES.join('、')}。`,
      ),
    )
  }
  const { open, side, fields, sort, limit, after, total } = body as unknown as OpenRequest & { side?: Side }
  return ok({
    open,
    ...(side === undefined ? {} : { side }),
    ...(fields === undefined ? {} : { fields }),
    ...(sort === undefined ? {} : { sort }),
    ...(limit === undefined ? {} : { limit }),
    ...(after === undefined ? {} : { after }),
    ...(total === undefined ? {} : { total }),
  })
}
