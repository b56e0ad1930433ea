// Notes on a record over HTTP.
import { ok, type Result } from '../../runtime/problem.ts'
import { createNote, listNotes, type NotePlace, removeNote, updateNote } from '../collaboration/notes.ts'
import { readFields } from './body.ts'
import { moduleOf } from './records.ts'
import { type Answer, type AppRequest, answer, type Route } from './route.ts'

const NOTES = '/apps/:app/records/:module/:id/notes'

export const noteRoutes: readonly Route[] = [
  { method: 'GET', path: NOTES, permission: 'app', summary: 'Notes on a record, newest first', query: ['after'], handle: list },
  { method: 'POST', path: NOTES, permission: 'app', summary: 'Write a note', handle: create },
  { method: 'PATCH', path: `${NOTES}/:note`, permission: 'app', summary: 'Change my note', handle: update },
  { method: 'DELETE', path: `${NOTES}/:note`, permission: 'app', summary: 'Remove my note', handle: remove },
]

function placeOf(request: AppRequest): Result<NotePlace> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const { host, published, principal, path, services } = request
  const userExists = services.accounts.exists
  return ok({ host, app: published.app, module: module.value, record: path.id!, principal, userExists })
}

async function textOf(request: AppRequest): Promise<Result<string>> {
  const body = await request.body()
  if (!body.ok) return body
  const fields = readFields(body.value, { text: 'string' }, ['text'])
  return fields.ok ? ok(fields.value.text as string) : fields
}

async function list(request: AppRequest): Promise<Answer> {
  const place = placeOf(request)
  if (!place.ok) return place
  return answer(await listNotes(place.value, request.query.after), (page) => ({ json: page }))
}

async function create(request: AppRequest): Promise<Answer> {
  const [place, text] = [placeOf(request), await textOf(request)]
  if (!place.ok) return place
  if (!text.ok) return text
  return answer(await createNote(place.value, text.value), (note) => ({ json: note, status: 201 }))
}

async function update(request: AppRequest): Promise<Answer> {
  const [place, text] = [placeOf(request), await textOf(request)]
  if (!place.ok) return place
  if (!text.ok) return text
  return answer(await updateNote(place.value, request.path.note!, text.value), (note) => ({ json: note }))
}

async function remove(request: AppRequest): Promise<Answer> {
  const place = placeOf(request)
  if (!place.ok) return place
  return answer(await removeNote(place.value, request.path.note!), () => ({ json: null, status: 204 }))
}
