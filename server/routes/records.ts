// Records over HTTP: lists, single records, changes one by one and in bulk, history, visits, sums by stage.
import type { Module } from '../../runtime/definition/app.ts'
import { fail, ok, problem, type Result } from '../../runtime/problem.ts'
import { findApprovers } from '../access/approvers.ts'
import { offeredView } from '../access/views.ts'
import { flushAssignments } from '../records/assignment.ts'
import { flushBatch } from '../records/flush.ts'
import { readHistory, readVisits } from '../records/history.ts'
import { flushLogs } from '../records/log.ts'
import { type ListRequest, resolveList } from '../records/query.ts'
import { listText, readRecord } from '../records/read.ts'
import { notFound } from '../records/refusal.ts'
import { resolveStages, stageSummary } from '../records/stages.ts'
import { readTotals, resolveTotals } from '../records/totals.ts'
import { writeWhole } from '../records/whole.ts'
import { createRecord, deleteRecord, restoreRecord, updateRecord, type Written } from '../records/write.ts'
import { batched, type WriteContext } from '../records/write-context.ts'
import { readFields } from './body.ts'
import { type Answer, type AppRequest, answer, type Route } from './route.ts'
import { turnsOf } from './turns.ts'

const LIST_QUERY = ['fields', 'view', 'where', 'sort', 'search', 'limit', 'after', 'skip', 'total', 'trash']
const RECORDS = '/apps/:app/records/:module'
const MAX_BULK = 1000

export const recordRoutes: readonly Route[] = [
  { method: 'GET', path: RECORDS, permission: 'app', summary: 'List records', query: LIST_QUERY, handle: list },
  { method: 'POST', path: RECORDS, permission: 'app', summary: 'Create a record', handle: create },
  {
    method: 'GET',
    path: `${RECORDS}/stages`,
    permission: 'app',
    summary: 'Count, sum and time in the stage, by stage and by lane',
    query: ['view', 'where', 'search', 'sum', 'lane'],
    handle: stages,
  },
  {
    method: 'GET',
    path: `${RECORDS}/totals`,
    permission: 'app',
    summary: 'Count and figures of columns, for all records and by group',
    query: ['view', 'where', 'search', 'trash', 'totals', 'group'],
    handle: totals,
  },
  { method: 'POST', path: `${RECORDS}/bulk`, permission: 'app', summary: 'Change up to 1,000 records at once', handle: bulk },
  { method: 'GET', path: `${RECORDS}/:id`, permission: 'app', summary: 'Read a record', handle: read },
  { method: 'PATCH', path: `${RECORDS}/:id`, permission: 'app', summary: 'Change a record', handle: update },
  {
    method: 'DELETE',
    path: `${RECORDS}/:id`,
    permission: 'app',
    summary: 'Move a record to the trash',
    query: ['version'],
    handle: remove,
  },
  { method: 'POST', path: `${RECORDS}/:id/restore`, permission: 'app', summary: 'Bring a record back from the trash', handle: restore },
  {
    method: 'GET',
    path: `${RECORDS}/:id/history`,
    permission: 'app',
    summary: 'What happened to a record',
    handle: (request) => log(request, 'history', readHistory),
  },
  {
    method: 'GET',
    path: `${RECORDS}/:id/visits`,
    permission: 'app',
    summary: 'The stages a record passed',
    handle: (request) => log(request, 'visits', readVisits),
  },
]

/** The module in the path, if the published app has it. */
export function moduleOf(request: AppRequest): Result<Module> {
  const key = request.path.module ?? ''
  const module = request.published.app.modules.get(key)
  if (module) return ok(module)
  const shown = key.slice(0, 60)
  return fail(problem('', 'not_found', `There is no module "${shown}" in this app.`, `此应用中没有模块“${shown}”。`))
}

/** The parameters of a list as a request for records. */
export function listRequest(query: Readonly<Record<string, string>>): Result<ListRequest> {
  for (const name of ['total', 'trash']) {
    const value = query[name]
    if (value !== undefined && value !== 'true' && value !== 'false') {
      return fail(problem(name, 'type', `${name}: "${value}" is neither true nor false.`, `${name}：“${value}”应为 true 或 false。`))
    }
  }
  const { fields, view, where, sort, search, limit, after, skip } = query
  return ok({
    ...(fields === undefined ? {} : { fields: fields.split(',') }),
    ...(view === undefined ? {} : { view }),
    ...(where === undefined ? {} : { where }),
    ...(sort === undefined ? {} : { sort: sort === '' ? [] : sort.split(',') }),
    ...(search === undefined ? {} : { search }),
    ...(limit === undefined ? {} : { limit: /^\d{1,6}$/.test(limit) ? Number(limit) : Number.NaN }),
    ...(after === undefined ? {} : { after }),
    ...(skip === undefined ? {} : { skip: /^\d{1,8}$/.test(skip) ? Number(skip) : Number.NaN }),
    total: query.total === 'true',
    trash: query.trash === 'true',
  })
}

async function list(request: AppRequest): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const wanted = listRequest(request.query)
  if (!wanted.ok) return wanted
  const query = resolveList(request.published.app, module.value, request.principal, wanted.value)
  if (!query.ok) return query
  const page = await listText(request.host.db, query.value, request.principal)
  return answer(page, (jsonText) => ({ jsonText }))
}

async function stages(request: AppRequest): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const { sum, lane, ...rest } = request.query
  const wanted = listRequest(rest)
  if (!wanted.ok) return wanted
  const query = resolveList(request.published.app, module.value, request.principal, wanted.value)
  if (!query.ok) return query
  const { app } = request.published
  const view = wanted.value.view === undefined ? undefined : offeredView(app, module.value, request.principal, wanted.value.view)
  const drawn = view?.sum !== undefined && query.value.rights.canRead(view.sum) ? view.sum : undefined
  const resolved = resolveStages(query.value, sum ?? drawn, lane)
  if (!resolved.ok) return resolved
  return { json: { stages: await stageSummary(request.host.db, query.value, request.principal, resolved.value) } }
}

async function totals(request: AppRequest): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const { totals: figures, group, ...rest } = request.query
  const wanted = listRequest(rest)
  if (!wanted.ok) return wanted
  const query = resolveList(request.published.app, module.value, request.principal, wanted.value)
  if (!query.ok) return query
  const resolved = resolveTotals(query.value, figures, group)
  if (!resolved.ok) return resolved
  return { json: await readTotals(request.host.db, query.value, request.principal, resolved.value) }
}

async function read(request: AppRequest): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const id = request.path.id!
  const record = await readRecord(request.host.db, request.published.app, module.value, request.principal, id)
  return record === undefined ? { problems: [notFound(module.value, id)] } : { json: record }
}

/** Runs one write in its transaction; problems roll it back. */
async function write(
  request: AppRequest,
  work: (context: WriteContext, module: Module) => Promise<Result<Written>>,
): Promise<Result<Written>> {
  const module = moduleOf(request)
  if (!module.ok) return module
  return writeWhole(request.host, (trx, published) =>
    work(contextOf(request, trx, published), published.app.modules.get(module.value.key) ?? module.value),
  )
}

export function contextOf(
  { host, principal, services }: AppRequest,
  trx: WriteContext['trx'],
  published: WriteContext['published'],
): WriteContext {
  return {
    trx,
    db: host.db,
    published,
    principal,
    now: Date.now(),
    userExists: services.accounts.exists,
    approvers: (roles, manager, people) => findApprovers(services.accounts, host.key, roles, manager, people),
  }
}

async function written(request: AppRequest, result: Result<Written>, status = 200): Promise<Answer> {
  if (!result.ok) return result
  if (request.headers.get('prefer') !== 'return=representation') return { json: result.value, status }
  const { app } = request.published
  const record = await readRecord(request.host.db, app, app.modules.get(request.path.module!)!, request.principal, result.value._id)
  const { _approval } = result.value
  return record === undefined ? { json: result.value, status } : { json: _approval ? { ...record, _approval } : record, status }
}

async function create(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  return written(request, await write(request, (context, module) => createRecord(context, module, body.value)), 201)
}

async function update(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  return written(request, await write(request, (context, module) => updateRecord(context, module, request.path.id!, body.value)))
}

async function remove(request: AppRequest): Promise<Answer> {
  const { version } = request.query
  if (version !== undefined && !/^\d{1,15}$/.test(version)) {
    return { problems: [problem('version', 'type', `version: "${version}" is not a whole number.`, `version：“${version}”不是整数。`)] }
  }
  const seen = version === undefined ? undefined : Number(version)
  return written(request, await write(request, (context, module) => deleteRecord(context, module, request.path.id!, seen)))
}

async function restore(request: AppRequest): Promise<Answer> {
  return written(request, await write(request, (context, module) => restoreRecord(context, module, request.path.id!)))
}

/** What is logged of the record in the path, under `name`. */
async function log(request: AppRequest, name: string, readLog: typeof readHistory | typeof readVisits): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const { host, published, principal, path } = request
  const entries = await readLog(host.db, published.app, module.value, principal, path.id!)
  return entries ? { json: { [name]: entries } } : { problems: [notFound(module.value, path.id!)] }
}

/** A bulk change may hold two megabytes, and ten times as much once it is read. */
const takeBulkTurn = turnsOf(4)

async function bulk(request: AppRequest): Promise<Answer> {
  let end: (() => void) | undefined
  try {
    const body = await request.body(async () => {
      end = await takeBulkTurn()
    })
    return body.ok ? await changeMany(request, body.value) : body
  } finally {
    end?.()
  }
}

/** Each record stands for itself: what fails is told by its place in the list, the others are done. */
async function changeMany(request: AppRequest, body: Readonly<Record<string, unknown>>): Promise<Answer> {
  const fields = readFields(body, { action: 'string', records: 'list', values: 'object' }, ['action', 'records'])
  if (!fields.ok) return fields
  const action = fields.value.action as string
  const records = fields.value.records as unknown[]
  const shared = (fields.value.values ?? {}) as Record<string, unknown>
  const work = Object.hasOwn(BULK, action) ? BULK[action] : undefined
  if (!work) {
    const known = Object.keys(BULK).join(', ')
    return {
      problems: [
        problem('action', 'not_allowed', `action: "${action}" is not known. Use ${known}.`, `action：没有“${action}”，可用：${known}。`),
      ],
    }
  }
  if (records.length === 0 || records.length > MAX_BULK) {
    return {
      problems: [
        problem(
          'records',
          'too_large',
          `records: ${records.length} is not between 1 and ${MAX_BULK}.`,
          `records：${records.length} 条，应为 1 到 ${MAX_BULK} 条。`,
        ),
      ],
    }
  }
  const module = moduleOf(request)
  if (!module.ok) return module
  const locale = request.locale
  const results = await request.host.write(async (trx, published) => {
    const context = batched(contextOf(request, trx, published))
    const { batch } = context
    const current = published.app.modules.get(module.value.key) ?? module.value
    const touched = new Set<unknown>()
    const out: unknown[] = []
    for (const record of records) {
      const values = record && typeof record === 'object' && !Array.isArray(record) ? (record as Record<string, unknown>) : {}
      // What the batch wrote about a record must be in the log before the next entry about it is.
      if (touched.has(values._id)) await flushLogs(context.trx, batch.logs)
      const result = await work(context, current, values, shared)
      if (values._id !== undefined) touched.add(values._id)
      out.push(
        result.ok ? result.value : { problems: result.problems.map(({ message, ...rest }) => ({ ...rest, message: message[locale] })) },
      )
    }
    await flushBatch(context)
    await flushAssignments(trx, batch.assignments)
    return out
  })
  return { json: { results } }
}

type BulkWork = (
  context: WriteContext,
  module: Module,
  record: Record<string, unknown>,
  values: Record<string, unknown>,
) => Promise<Result<Written>>

const BULK: Readonly<Record<string, BulkWork>> = {
  create: (context, module, record, values) => createRecord(context, module, { ...values, ...record }),
  update: (context, module, { _id, ...record }, values) => updateRecord(context, module, String(_id), { ...record, ...values }),
  delete: (context, module, { _id, _version }) => deleteRecord(context, module, String(_id), _version),
  restore: (context, module, { _id }) => restoreRecord(context, module, String(_id)),
}
