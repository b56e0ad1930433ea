// Files over HTTP: one is sent for a field and fetched with the right to the field of its record. It comes as an attachment and never as a page of ours.
import type { Field, Module } from '../../runtime/definition/app.ts'
import { FILE_MODULE } from '../../runtime/expression/storage.ts'
import { bothOf } from '../../runtime/label.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { userId } from '../access/principal.ts'
import { rightsOf } from '../access/rules.ts'
import { fits } from '../records/files/magic.ts'
import { attachment, extensionOf, safeName } from '../records/files/names.ts'
import { findFile, readBytes, storeFile } from '../records/files/store.ts'
import { unknownName } from '../records/names.ts'
import { readRecord } from '../records/read.ts'
import { notAllowed } from '../records/refusal.ts'
import { moduleOf } from './records.ts'
import { type Answer, type AppRequest, answer, type Route } from './route.ts'

export const fileRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/apps/:app/files/:module/:field',
    permission: 'app',
    summary: 'Send a file for a field; saved with a record it belongs to it',
    query: ['name'],
    handle: upload,
  },
  { method: 'GET', path: '/apps/:app/files/:id', permission: 'app', summary: 'Fetch a file of a record', handle: download },
]

async function upload(request: AppRequest): Promise<Answer> {
  const found = fieldOf(request)
  if (!found.ok) return found
  const { module, field } = found.value
  const { storage } = field
  if (storage.kind !== 'json' || storage.module !== FILE_MODULE || !storage.accepts) return { problems: [unknownName('field', field.key)] }
  const { extensions, bytes: most } = storage.accepts
  const name = safeName(request.query.name ?? '')
  const extension = extensionOf(name)
  if (!extensions.includes(extension)) return { problems: [wrongKind(field, name, extensions)] }
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > most) return { problems: [tooLarge(field, most)] }
  const bytes = await request.bytes()
  if (!bytes.ok) return bytes
  if (bytes.value.length > most) return { problems: [tooLarge(field, most)] }
  if (bytes.value.length === 0)
    return { problems: [problem('', 'empty_file', 'The file is empty. Send another.', '文件为空，请换一个文件。')] }
  if (!fits(extension, bytes.value)) return { problems: [notThatKind(name, extension)] }
  const by = userId(request.principal)
  const stored = await storeFile(request.host.db, { module, field: field.key, name, bytes: bytes.value, by })
  return answer(stored, ({ id, name: kept, size }) => ({ json: { id, name: kept, size }, status: 201 }))
}

/** The field of files in the path, if the principal may give it a value in some record. */
function fieldOf(request: AppRequest): Result<{ readonly module: Module; readonly field: Field }> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const key = request.path.field!
  const rights = rightsOf(request.principal, request.published.app, module.value)
  const field = module.value.fields.get(key)
  if (!field || !rights.canRead(key)) return fail(unknownName('field', key))
  if (!rights.canWrite(key) || field.readOnly === true || (!rights.create && rights.update === 'none'))
    return fail(notAllowed(module.value, 'update'))
  return ok({ module: module.value, field })
}

async function download({ host, published, principal, path }: AppRequest): Promise<Answer> {
  const { app } = published
  const id = path.id!
  const file = await findFile(host.db, id)
  const module = file && app.modules.get(file.module)
  if (!file || !module || !rightsOf(principal, app, module).canRead(file.field)) return { problems: [noFile(id)] }
  // Until it is saved with a record, a file is there for who sent it.
  if (file.record === null && file.by !== userId(principal)) return { problems: [noFile(id)] }
  if (file.record !== null) {
    const held = (await readRecord(host.db, app, module, principal, file.record))?.[file.field]
    if (!Array.isArray(held) || !held.includes(id)) return { problems: [noFile(id)] }
  }
  const bytes = await readBytes(host.db, id)
  // Whatever the bytes are, no browser may take them for a page: they are bytes to save, and even opened they may do nothing.
  const headers = {
    'content-type': 'application/octet-stream',
    'content-disposition': attachment(file.name),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, no-store',
  }
  return { body: bytes, headers }
}

function noFile(id: string): Problem {
  const shown = id.slice(0, 60)
  return problem('', 'not_found', `File "${shown}" does not exist or is not open to you.`, `没有文件“${shown}”，或你无权查看。`)
}

function wrongKind(field: Field, name: string, extensions: readonly string[]): Problem {
  const label = bothOf(field.label, field.key)
  const list = extensions.join(', ')
  return problem(
    '',
    'file_kind',
    `${label.en}: "${name}" is not of a kind that is taken here. Send one of: ${list}.`,
    `${label['zh-CN']}：不接受“${name}”这类文件，可用：${list}。`,
  )
}

function tooLarge(field: Field, most: number): Problem {
  const label = bothOf(field.label, field.key)
  const size = most >> 20
  return problem(
    '',
    'too_large',
    `${label.en}: the file is larger than ${size} MB. Send a smaller one.`,
    `${label['zh-CN']}：文件超过 ${size} MB，请换一个较小的文件。`,
  )
}

function notThatKind(name: string, extension: string): Problem {
  return problem(
    '',
    'file_kind',
    `"${name}" does not begin like a ${extension} file. Send the file under its own kind.`,
    `“${name}”的内容不是 ${extension} 格式，请使用文件的真实扩展名。`,
  )
}
