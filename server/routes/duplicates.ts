// Records like the one being typed.
import { rightsOf } from '../access/rules.ts'
import { findDuplicates } from '../records/duplicates.ts'
import { readInput } from '../records/input.ts'
import { writerOf } from '../records/writer.ts'
import { readFields } from './body.ts'
import { moduleOf } from './records.ts'
import type { Answer, AppRequest, Route } from './route.ts'

export const duplicateRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/apps/:app/records/:module/duplicates',
    permission: 'app',
    summary: 'Records that are like one being typed',
    reads: true,
    handle: duplicates,
  },
]

async function duplicates(request: AppRequest): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { values: 'object', except: 'string' }, ['values'])
  if (!fields.ok) return fields
  const { host, published, principal } = request
  const { app } = published
  const writer = writerOf(host.db, app, module.value)
  // A value that is half typed is no value yet; what is wrong with it is told when it is saved.
  const { values } = readInput(writer, rightsOf(principal, app, module.value), fields.value.values as Record<string, unknown>)
  const except = (fields.value.except as string | undefined) ?? ''
  return { json: { duplicates: await findDuplicates(host.db, app, module.value, principal, values, except) } }
}
