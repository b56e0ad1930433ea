// Exports over HTTP: the records of a list as a file, written while it is sent.
import type { Module } from '../../runtime/definition/app.ts'
import { canGroup, membersOfModule } from '../../runtime/definition/view-members.ts'
import { LOCALES, textOf } from '../../runtime/label.ts'
import { fail, ok, type Problem, problem, type Result } from '../../runtime/problem.ts'
import { rightsOf } from '../access/rules.ts'
import { exportColumns } from '../records/export/columns.ts'
import { csvFile } from '../records/export/csv.ts'
import { exportPages } from '../records/export/pages.ts'
import { xlsxFile } from '../records/export/xlsx.ts'
import { resolveName } from '../records/names.ts'
import { type ListQuery, resolveList } from '../records/query.ts'
import { notAllowed } from '../records/refusal.ts'
import { SECURITY_HEADERS } from '../static.ts'
import { listRequest, moduleOf } from './records.ts'
import { type Answer, type AppRequest, personOf, type Route } from './route.ts'

export const exportRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/apps/:app/records/:module/export',
    permission: 'app',
    summary: 'The records of a list as a CSV or XLSX file',
    query: ['format', 'language', 'fields', 'view', 'where', 'sort', 'search', 'trash', 'group'],
    handle: exportList,
  },
]

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const
/** Exports one person has under way at once. */
const MOST_AT_ONCE = 3
const underWay = new Map<string, number>()

async function exportList(request: AppRequest): Promise<Answer> {
  const module = moduleOf(request)
  if (!module.ok) return module
  const { published, principal, host, services } = request
  if (!rightsOf(principal, published.app, module.value).export) return { problems: [notAllowed(module.value, 'export')] }
  const { format, group, language = request.locale, ...rest } = request.query
  if (format !== 'csv' && format !== 'xlsx') return { problems: [noFormat(format)] }
  const locale = LOCALES.find((each) => each === language)
  if (!locale) return { problems: [noLanguage(language)] }
  const wanted = listRequest(rest)
  if (!wanted.ok) return wanted
  const list = resolveList(published.app, module.value, principal, wanted.value)
  if (!list.ok) return list
  const query = grouped(withId(list.value, rest.fields), module.value, group)
  if (!query.ok) return query
  const person = personOf(principal)
  if ((underWay.get(person) ?? 0) >= MOST_AT_ONCE) return { problems: [tooMany()] }
  const columns = exportColumns(published.app, module.value, query.value.fields, await services.accounts.users(), locale)
  const title = textOf(module.value.label, locale, module.value.key)
  const stopped = new AbortController()
  const pages = exportPages(host.db, query.value, principal, stopped.signal)
  const file = format === 'csv' ? csvFile(columns, pages) : xlsxFile(title, columns, pages)
  const name = `${title} ${new Date().toISOString().slice(0, 10)}.${format}`
  const headers = {
    ...SECURITY_HEADERS,
    'content-type': TYPES[format],
    'cache-control': 'no-store',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  }
  return { body: streamOf(file, person, stopped, services.log), headers }
}

/** A list says which fields it shows; the id that leads back to the record comes with them unless the fields were chosen. */
function withId(query: ListQuery, chosen: string | undefined): ListQuery {
  if (chosen !== undefined || query.fields.some(({ name }) => name === '_id')) return query
  return { ...query, fields: [...query.fields, { name: '_id', storage: { kind: 'text' } }], cacheKey: `${query.cacheKey} _id` }
}

/** Records of one value together, in a column that comes first where it was not among them. */
function grouped(query: ListQuery, module: Module, group: string | undefined): Result<ListQuery> {
  if (group === undefined) return ok(query)
  const name = resolveName(module, query.rights, group, 'group')
  if (!name.ok) return name
  const member = membersOfModule(module).get(group)
  if (!member || !canGroup(member)) return fail(cannotGroup(group))
  const fields = query.fields.some((field) => field.name === group) ? query.fields : [name.value, ...query.fields]
  const sort = [{ ...name.value, descending: false }, ...query.sort.filter((key) => key.name !== group)]
  return ok({ ...query, fields, sort, cacheKey: `${query.cacheKey} by ${group}` })
}

/** The file as a stream that is made no faster than it is read, and no further than somebody reads it. */
function streamOf(
  file: AsyncGenerator<Uint8Array>,
  person: string,
  stopped: AbortController,
  log: AppRequest['services']['log'],
): ReadableStream<Uint8Array> {
  underWay.set(person, (underWay.get(person) ?? 0) + 1)
  let open = true
  const end = () => {
    if (!open) return
    open = false
    const left = (underWay.get(person) ?? 1) - 1
    if (left > 0) underWay.set(person, left)
    else underWay.delete(person)
  }
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const next = await file.next()
          if (!next.done) return controller.enqueue(next.value)
          end()
          controller.close()
        } catch (error) {
          end()
          if (stopped.signal.aborted) return
          log({ level: 'error', part: 'export', error: (error as Error).stack ?? String(error) })
          // The connection breaks off, so nobody takes half a file for the whole.
          controller.error(error)
        }
      },
      cancel() {
        end()
        stopped.abort()
      },
    },
    { highWaterMark: 1 },
  )
}

function noFormat(format: string | undefined): Problem {
  const shown = (format ?? '').slice(0, 20)
  return problem('format', 'not_allowed', `format: "${shown}" is neither csv nor xlsx.`, `format：“${shown}”应为 csv 或 xlsx。`)
}

function noLanguage(language: string): Problem {
  const [shown, known] = [language.slice(0, 20), LOCALES.join(', ')]
  return problem('language', 'not_allowed', `language: "${shown}" is not one of ${known}.`, `language：“${shown}”应为 ${known} 之一。`)
}

function cannotGroup(group: string): Problem {
  return problem(
    'group',
    'cannot_group',
    `group: "${group}" has too many or several values at once to group by.`,
    `group：“${group}”的值过多或为多值，不能用于分组。`,
  )
}

function tooMany(): Problem {
  return problem(
    '',
    'too_many',
    `${MOST_AT_ONCE} exports of yours are under way. Wait for one of them to end.`,
    `你有 ${MOST_AT_ONCE} 个导出正在进行，请等待其中一个完成。`,
  )
}
