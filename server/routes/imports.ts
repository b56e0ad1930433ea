// Imports over HTTP: the file first, then what to do with it; errors as a file; taking it back.
import { problem } from '../../runtime/problem.ts'
import { rightsOf } from '../access/rules.ts'
import { csvLine } from '../records/import/csv.ts'
import { importErrors } from '../records/import/log.ts'
import { type HistoryMap, type RecordMap, readMap } from '../records/import/mapping.ts'
import { prepareRecords } from '../records/import/records.ts'
import { openSource } from '../records/import/source.ts'
import { readUpload, storeUpload } from '../records/import/upload.ts'
import { notAllowed } from '../records/refusal.ts'
import { readFields } from './body.ts'
import { mayFollow, noSuchJob } from './jobs.ts'
import { moduleOf } from './records.ts'
import type { Answer, AppRequest, Route } from './route.ts'

const PREVIEW = 20

export const importRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/apps/:app/imports/:module/upload',
    permission: 'app',
    summary: 'Upload a CSV file; tells its encoding, delimiter, headings and first rows',
    handle: upload,
  },
  {
    method: 'POST',
    path: '/apps/:app/imports/:module',
    permission: 'app',
    summary: 'Start an import of an uploaded file, or a dry run',
    handle: start,
  },
  {
    method: 'GET',
    path: '/apps/:app/imports/:id/errors',
    permission: 'app',
    summary: 'Lines that failed, with column, value and reason, as CSV',
    handle: errors,
  },
  { method: 'POST', path: '/apps/:app/imports/:id/undo', permission: 'app', summary: 'Take a whole import back', handle: undo },
]

async function upload(request: AppRequest): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  if (!rightsOf(request.principal, request.published.app, module.value).import) return { problems: [notAllowed(module.value, 'import')] }
  const bytes = await request.bytes()
  if (!bytes.ok) return bytes
  const source = openSource(bytes.value, {})
  if (!source.ok) return source
  const rows: (readonly string[])[] = []
  for (let row = source.value.rows.next(); !row.done && rows.length < PREVIEW; row = source.value.rows.next()) rows.push(row.value.cells)
  const id = await storeUpload(request.host.db, bytes.value)
  const { encoding, delimiter, headings } = source.value
  return { json: { upload: id, encoding, delimiter, headings, rows }, status: 201 }
}

async function start(request: AppRequest): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  if (!rightsOf(request.principal, request.published.app, module.value).import) return { problems: [notAllowed(module.value, 'import')] }
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { upload: 'string', map: 'object', mode: 'string', dryRun: 'boolean', name: 'string' }, [
    'upload',
    'map',
  ])
  if (!fields.ok) return fields
  const {
    upload: uploadId,
    map: document,
    mode = 'records',
    dryRun = false,
    name,
  } = fields.value as { upload: string; map: unknown; mode?: string; dryRun?: boolean; name?: string }
  if (mode !== 'records' && mode !== 'history') {
    return {
      problems: [
        problem('mode', 'not_allowed', `mode: "${mode}" is neither records nor history.`, `mode：“${mode}”应为 records 或 history。`),
      ],
    }
  }
  const map = readMap(mode === 'history' ? 'history' : 'record', document)
  if (!map.ok) return map
  const bytes = await readUpload(request.host.db, uploadId)
  if (!bytes)
    return {
      problems: [problem('upload', 'not_found', 'upload: there is no such file. Upload it again.', 'upload：没有此文件，请重新上传。')],
    }
  const source = openSource(bytes, map.value as RecordMap | HistoryMap)
  if (!source.ok) return source
  if (mode === 'records') {
    const users = await request.services.accounts.users()
    const prepared = prepareRecords(request, request.published, module.value.key, map.value as RecordMap, source.value.headings, users)
    if (!prepared.ok) return prepared
  }
  const input = { upload: uploadId, module: module.value.key, mode, map: map.value, dryRun }
  const id = await request.services.jobs.add(request.host, { kind: 'import', name: name ?? module.value.key, input }, request.principal)
  return { json: { job: id }, status: 202 }
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
  const job = await request.services.jobs.get(request.host, request.path.id!)
  if (!mayFollow(request, job) || job.kind !== 'import') return noSuchJob()
  if (job.state === 'running' || job.state === 'waiting')
    return { problems: [problem('', 'conflict', 'The import is still running. Stop it first.', '导入仍在进行，请先停止。')] }
  const input = { import: job.id, module: ((await request.services.jobs.input(request.host, job.id)) as { module: string }).module }
  const id = await request.services.jobs.add(request.host, { kind: 'import_undo', name: job.name, input }, request.principal)
  return { json: { job: id }, status: 202 }
}
