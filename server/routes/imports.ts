// Imports over HTTP: the file first and how it is read, then what to do with it; lines that failed, corrected in place; taking it all back.
import type { Module } from '../../runtime/definition/app.ts'
import { textOf } from '../../runtime/label.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { rightsOf } from '../access/rules.ts'
import type { JobInfo } from '../jobs/runner.ts'
import { csvLine } from '../records/import/csv.ts'
import { type CellFix, correctLines, failedPage } from '../records/import/failed-lines.ts'
import { storeFixes } from '../records/import/fixes.ts'
import { importInfo, mayImport } from '../records/import/info.ts'
import { importErrors } from '../records/import/log.ts'
import { type HistoryMap, type RecordMap, readForm, readMap } from '../records/import/mapping.ts'
import { previewFile } from '../records/import/preview.ts'
import { prepareRecords } from '../records/import/records.ts'
import type { ImportInput, RetryInput } from '../records/import/run.ts'
import { openSource } from '../records/import/source.ts'
import { dropUpload, openUpload, storeUpload } from '../records/import/upload.ts'
import { notAllowed } from '../records/refusal.ts'
import { readFields } from './body.ts'
import { mayFollow, noSuchJob } from './jobs.ts'
import { moduleOf } from './records.ts'
import { type Answer, type AppRequest, answer, type Route } from './route.ts'

const IMPORTS = '/apps/:app/imports'
const MAX_FIXES = 2000
const LONGEST_CELL = 100_000

export const importRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `${IMPORTS}/:module/upload`,
    permission: 'app',
    summary: 'Upload a CSV or XLSX file; tells how it is read, its headings, first rows and likely fields',
    handle: upload,
  },
  {
    method: 'POST',
    path: `${IMPORTS}/:module/preview`,
    permission: 'app',
    summary: 'Look at an uploaded file again, read another way',
    handle: preview,
  },
  {
    method: 'POST',
    path: `${IMPORTS}/:module`,
    permission: 'app',
    summary: 'Start an import of an uploaded file, or a dry run',
    background: true,
    handle: start,
  },
  { method: 'GET', path: `${IMPORTS}/:id`, permission: 'app', summary: 'An import: what it does and what became of it', handle: show },
  {
    method: 'GET',
    path: `${IMPORTS}/:id/problems`,
    permission: 'app',
    summary: 'Lines that failed, with what is wrong and their cells, by the page',
    query: ['after'],
    handle: problems,
  },
  {
    method: 'POST',
    path: `${IMPORTS}/:id/fix`,
    permission: 'app',
    summary: 'Correct cells: for the next run of the upload, or taken up by an import that is over',
    background: true,
    handle: fix,
  },
  {
    method: 'GET',
    path: `${IMPORTS}/:id/errors`,
    permission: 'app',
    summary: 'Lines that failed, with column, value and reason, as CSV',
    handle: errors,
  },
  { method: 'POST', path: `${IMPORTS}/:id/undo`, permission: 'app', summary: 'Take a whole import back', background: true, handle: undo },
]

/** The module in the path, if the principal may import into it. */
function importable(request: AppRequest): Result<Module> {
  const module = moduleOf(request)
  if (!module.ok || rightsOf(request.principal, request.published.app, module.value).import) return module
  return fail(notAllowed(module.value, 'import'))
}

async function upload(request: AppRequest): Promise<Answer> {
  const module = importable(request)
  if (!module.ok) return module
  const { db } = request.host
  const stored = await storeUpload(db, (add) => request.pieces(add))
  if (!stored.ok) return stored
  const id = stored.value
  const file = (await openUpload(db, id))!
  const found = await previewFile(file, {}, request.published.app, module.value, request.principal)
  if (found.ok) return { json: { upload: id, ...found.value }, status: 201 }
  await dropUpload(db, id)
  return found
}

async function preview(request: AppRequest): Promise<Answer> {
  const module = importable(request)
  if (!module.ok) return module
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { upload: 'string', form: 'object' }, ['upload'])
  if (!fields.ok) return fields
  const { upload: id } = fields.value as { upload: string }
  const form = readForm(fields.value.form ?? {})
  if (!form.ok) return form
  const file = await openUpload(request.host.db, id)
  if (!file) return { problems: [noUpload()] }
  const found = await previewFile(file, form.value, request.published.app, module.value, request.principal)
  return answer(found, (json) => ({ json: { upload: id, ...json } }))
}

async function start(request: AppRequest): Promise<Answer> {
  const module = importable(request)
  if (!module.ok) return module
  const body = await request.body()
  if (!body.ok) return body
  const kinds = { upload: 'string', map: 'object', mode: 'string', dryRun: 'boolean', name: 'string' } as const
  const fields = readFields(body.value, kinds, ['upload', 'map'])
  if (!fields.ok) return fields
  const { upload: id, map: document, mode = 'records', dryRun = false, name } = fields.value as Partial<ImportInput> & { name?: string }
  if (mode !== 'records' && mode !== 'history') return { problems: [noMode(mode)] }
  const map = readMap(mode === 'history' ? 'history' : 'record', document)
  if (!map.ok) return map
  const file = await openUpload(request.host.db, id!)
  if (!file) return { problems: [noUpload()] }
  const source = await openSource(file, map.value as RecordMap | HistoryMap)
  if (!source.ok) return source
  await source.value.close()
  if (mode === 'records') {
    const users = await request.services.accounts.users()
    const prepared = prepareRecords(request, request.published, module.value.key, map.value as RecordMap, source.value.headings, users)
    if (!prepared.ok) return prepared
  }
  const input = { upload: id, module: module.value.key, mode, map: map.value, dryRun }
  const job = await request.services.jobs.add(request.host, { kind: 'import', name: name ?? module.value.key, input }, request.principal)
  return { json: { job }, status: 202 }
}

/** The import in the path, or the one whose corrected lines the job in the path took up; for whoever started it and for administrators. */
async function followed(
  request: AppRequest,
  id = request.path.id!,
): Promise<Result<{ readonly job: JobInfo; readonly input: ImportInput }>> {
  const { jobs } = request.services
  const job = await jobs.get(request.host, id)
  if (!mayFollow(request, job) || job.kind !== 'import') return fail(noSuchImport())
  const input = (await jobs.input(request.host, job.id)) as ImportInput | RetryInput
  return 'retry' in input ? followed(request, input.retry) : ok({ job, input })
}

async function show(request: AppRequest): Promise<Answer> {
  const found = await followed(request)
  if (!found.ok) return found
  const info = await importInfo(request.host.db, found.value.job, found.value.input)
  return { json: { ...info, result: told(info.result, request) } }
}

/** A result in the reader's language: why an import was refused is told in both. */
function told(result: unknown, { locale }: AppRequest): unknown {
  const refused = (result as { problems?: readonly Problem[] } | null)?.problems
  return refused ? { problems: refused.map(({ message, ...rest }) => ({ ...rest, message: textOf(message, locale) })) } : result
}

async function problems(request: AppRequest): Promise<Answer> {
  const found = await followed(request)
  if (!found.ok) return found
  const { after = '0' } = request.query
  if (!/^\d{1,9}$/.test(after))
    return { problems: [problem('after', 'type', `after: "${after}" is not a line.`, `after：“${after}”不是行号。`)] }
  const { job, input } = found.value
  const page = await failedPage(request.host.db, job.id, Number(after))
  const fieldOf = new Map('columns' in input.map ? input.map.columns.map(({ column, field }) => [column, field] as const) : [])
  return {
    json: {
      headings: page.headings,
      problems: page.problems.map(({ line, field, value, code, reason }) => ({
        line,
        column: field,
        field: fieldOf.get(field) ?? (fieldOf.size > 0 && !page.headings.includes(field) ? field : null),
        value,
        code,
        message: reason[request.locale],
      })),
      lines: page.lines.map(({ line, cells }) => ({ line, cells })),
      next: page.next,
    },
  }
}

async function fix(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const fixes = readFixes(body.value)
  if (!fixes.ok) return fixes
  const found = await followed(request)
  if (!found.ok) return found
  const { job, input } = found.value
  if (!mayImport(request.published.app, request.principal, input.module))
    return { problems: [problem('', 'forbidden', 'You may not import into this module.', '你没有在此模块中导入的权限。')] }
  const { db } = request.host
  const { running, undone } = await importInfo(db, job, input)
  if (job.state === 'running' || job.state === 'waiting' || running) return { problems: [stillRunning()] }
  if (undone)
    return { problems: [problem('', 'conflict', 'This import was taken back. Import the file again.', '此导入已撤销，请重新导入文件。')] }
  const lines = await db.transaction(async (trx) => {
    const corrected = await correctLines(trx, job.id, fixes.value)
    if (corrected.ok && input.dryRun) await storeFixes(trx, input.upload, fixes.value)
    return corrected
  })
  if (!lines.ok) return lines
  if (input.dryRun) return { json: { lines: lines.value.length } }
  const again = { retry: job.id, module: input.module, map: input.map, lines: lines.value }
  const id = await request.services.jobs.add(request.host, { kind: 'import', name: job.name, input: again }, request.principal)
  return { json: { lines: lines.value.length, job: id }, status: 202 }
}

function readFixes(body: Readonly<Record<string, unknown>>): Result<CellFix[]> {
  const fields = readFields(body, { cells: 'list' }, ['cells'])
  if (!fields.ok) return fields
  const cells = fields.value.cells as unknown[]
  if (cells.length === 0 || cells.length > MAX_FIXES)
    return fail(
      problem(
        'cells',
        'too_large',
        `cells: ${cells.length} is not between 1 and ${MAX_FIXES}.`,
        `cells：${cells.length} 个，应为 1 到 ${MAX_FIXES} 个。`,
      ),
    )
  const wrong = cells.findIndex((cell) => !isFix(cell))
  if (wrong < 0) return ok(cells as CellFix[])
  return fail(
    problem(
      `cells/${wrong}`,
      'type',
      `cells/${wrong}: give line (a number), column and value (texts of at most ${LONGEST_CELL} characters), nothing else.`,
      `cells/${wrong}：应只包含 line（数字）、column 和 value（不超过 ${LONGEST_CELL} 个字符的文本）。`,
    ),
  )
}

function isFix(cell: unknown): cell is CellFix {
  if (typeof cell !== 'object' || cell === null || Object.keys(cell).length !== 3) return false
  const { line, column, value } = cell as Partial<CellFix>
  return Number.isSafeInteger(line) && typeof column === 'string' && typeof value === 'string' && value.length <= LONGEST_CELL
}

async function errors(request: AppRequest): Promise<Answer> {
  const job = await request.services.jobs.get(request.host, request.path.id!)
  if (!mayFollow(request, job)) return noSuchJob()
  const heads = request.locale === 'en' ? ['Line', 'Column', 'Value', 'Reason'] : ['行', '列', '值', '原因']
  const lines = (await importErrors(request.host.db, job.id)).map((each) =>
    csvLine([String(each.line), each.field, each.value, each.reason[request.locale]]),
  )
  return { content: `\uFEFF${csvLine(heads)}${lines.join('')}`, type: 'text/csv; charset=utf-8', fileName: `${job.name}-errors.csv` }
}

async function undo(request: AppRequest): Promise<Answer> {
  const found = await followed(request)
  if (!found.ok) return found
  const { job, input } = found.value
  const { running } = await importInfo(request.host.db, job, input)
  if (job.state === 'running' || job.state === 'waiting' || running) return { problems: [stillRunning()] }
  const work = { kind: 'import_undo', name: job.name, input: { import: job.id, module: input.module } }
  return { json: { job: await request.services.jobs.add(request.host, work, request.principal) }, status: 202 }
}

function stillRunning(): Problem {
  return problem('', 'conflict', 'The import is still running. Stop it first.', '导入仍在进行，请先停止。')
}

function noSuchImport(): Problem {
  return problem('', 'not_found', 'There is no such import for you.', '没有你可查看的该导入。')
}

function noUpload(): Problem {
  return problem('upload', 'not_found', 'upload: there is no such file. Upload it again.', 'upload：没有此文件，请重新上传。')
}

function noMode(mode: string): Problem {
  return problem('mode', 'not_allowed', `mode: "${mode}" is neither records nor history.`, `mode：“${mode}”应为 records 或 history。`)
}
