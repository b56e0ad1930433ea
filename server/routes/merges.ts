// Merging two records over HTTP, what a record in the trash went into, and taking a merge back.
import { type Problem, problem } from '../../runtime/problem.ts'
import { findMerge } from '../records/merge/kept.ts'
import { type MergeOrder, mergeRecords } from '../records/merge/merge.ts'
import { undoMerge } from '../records/merge/undo.ts'
import { readRecord } from '../records/read.ts'
import { notFound } from '../records/refusal.ts'
import { writeWhole } from '../records/whole.ts'
import { readFields } from './body.ts'
import { contextOf, moduleOf } from './records.ts'
import { type Answer, type AppRequest, answer, type Route } from './route.ts'

const RECORDS = '/apps/:app/records/:module'

export const mergeRoutes: readonly Route[] = [
  { method: 'POST', path: `${RECORDS}/merge`, permission: 'app', summary: 'Make one record of two', handle: merge },
  { method: 'GET', path: `${RECORDS}/:id/merge`, permission: 'app', summary: 'The record this one was merged into', handle: show },
  { method: 'POST', path: `${RECORDS}/:id/merge/undo`, permission: 'app', summary: 'Take the merge of a record back', handle: undo },
]

async function merge(request: AppRequest): Promise<Answer> {
  const body = await request.body()
  if (!body.ok) return body
  const module = moduleOf(request)
  if (!module.ok) return module
  const fields = readFields(body.value, { keep: 'string', drop: 'string', values: 'object', versions: 'object' }, [
    'keep',
    'drop',
    'versions',
  ])
  if (!fields.ok) return fields
  const values = Object.entries((fields.value.values ?? {}) as Record<string, unknown>)
  const wrong = values.filter(([, from]) => from !== 'keep' && from !== 'drop')
  if (wrong.length > 0) return { problems: wrong.map(([name]) => badChoice(name)) }
  const { keep, drop } = fields.value.versions as Record<string, unknown>
  const order: MergeOrder = {
    keep: fields.value.keep as string,
    drop: fields.value.drop as string,
    take: values.filter(([, from]) => from === 'drop').map(([name]) => name),
    versions: { keep, drop },
  }
  const result = await writeWhole(request.host, (trx, published) =>
    mergeRecords(contextOf(request, trx, published), published.app.modules.get(module.value.key) ?? module.value, order),
  )
  return answer(result, (json) => ({ json }))
}

async function show(request: AppRequest): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const { host, published, principal, path } = request
  const id = path.id!
  if (!(await readRecord(host.db, published.app, module.value, principal, id))) return { problems: [notFound(module.value, id)] }
  const stored = await findMerge(host.db, module.value.key, id)
  const kept = stored && (await readRecord(host.db, published.app, module.value, principal, stored.kept))
  if (!stored || !kept) return { json: { merge: null } }
  const title = kept[module.value.title.key] ?? null
  return { json: { merge: { into: stored.kept, title, at: new Date(stored.at).toISOString(), by: stored.by } } }
}

async function undo(request: AppRequest): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const result = await writeWhole(request.host, (trx, published) =>
    undoMerge(contextOf(request, trx, published), published.app.modules.get(module.value.key) ?? module.value, request.path.id!),
  )
  return answer(result, (json) => ({ json }))
}

function badChoice(name: string): Problem {
  const shown = name.slice(0, 60)
  return problem(
    `values.${shown}`,
    'not_allowed',
    `values.${shown}: say whose value stays, "keep" or "drop".`,
    `values.${shown}：请指明保留哪一方的值，keep 或 drop。`,
  )
}
