// Rows of a list by their place: pages of 100, each reached from the page before it by its cursor, or, after a jump, by how many records stand before it.
// A jump to row 90,000 is one request. Pages keep their order while somebody edits in them: an own change is put into the rows where they stand.
import { hashKey, type Query, queryOptions } from '@tanstack/react-query'
import type { Module } from '../../definition/app.ts'
import { call } from './api.ts'
import { queryClient } from './queries.tsx'
import type { ListRequest } from './records.tsx'
import type { RecordData, RecordPage } from './shapes.ts'
import { rememberTitles } from './titles.ts'

export const ROWS = 100
const KEPT = 60_000

export function rowsKey(app: string, module: string, request: ListRequest, page: number | 'added') {
  return ['rows', app, module, request, page] as const
}

/** The records from `page * 100` on; the first page tells the total. */
export function rowsQuery(app: string, module: Module, request: ListRequest, page: number) {
  return queryOptions({
    queryKey: rowsKey(app, module.key, request, page),
    gcTime: KEPT,
    queryFn: async ({ signal }) => {
      const { fields, trash, total: _, limit: __, ...rest } = request
      const query = {
        ...rest,
        limit: ROWS,
        ...(fields ? { fields: fields.join(',') } : {}),
        ...(trash ? { trash: true } : {}),
        ...placeOf(app, module.key, request, page),
      }
      const answer = await call<RecordPage>(`/apps/${app}/records/${module.key}`, { query, signal })
      rememberTitles(module, answer.records)
      return answer
    },
  })
}

/** The cursor of the page before where it still holds, else a number of records to skip. */
function placeOf(app: string, module: string, request: ListRequest, page: number): Record<string, string | number | boolean> {
  if (page === 0) return { total: true }
  const before = queryClient.getQueryState<RecordPage>(rowsKey(app, module, request, page - 1))
  const holds = before?.data?.next && !before.isInvalidated && before.fetchStatus === 'idle'
  return holds ? { after: before.data!.next! } : { skip: page * ROWS }
}

// The library names what it holds by the text of the whole key. A grid looks rows up by the hundred for every frame, so that text is put together once.
const prefixes = new WeakMap<ListRequest, string>()

function held<T>(app: string, module: string, request: ListRequest, page: number | 'added'): T | undefined {
  let prefix = prefixes.get(request)
  if (prefix === undefined) {
    prefix = hashKey(['rows', app, module, request]).slice(0, -1)
    prefixes.set(request, prefix)
  }
  return queryClient.getQueryCache().get<T>(`${prefix},${JSON.stringify(page)}]`)?.state.data
}

export function heldPage(app: string, module: string, request: ListRequest, page: number): RecordPage | undefined {
  return held<RecordPage>(app, module, request, page)
}

/** Records made here stand under the others until the list is read anew: then they are among them. */
export interface Added {
  /** How many records the list had without them; another number says that it was read since. */
  readonly total: number
  readonly records: readonly RecordData[]
}

export const NONE_ADDED: Added = { total: 0, records: [] }

export function heldAdded(app: string, module: string, request: ListRequest): readonly RecordData[] {
  const added = held<Added>(app, module, request, 'added')
  return added && added.total === heldPage(app, module, request, 0)?.total ? added.records : NONE_ADDED.records
}

const AT_ONCE = 4

/** Fetches pages that are not there yet, a few at a time. */
export async function fetchPages(app: string, module: Module, request: ListRequest, pages: readonly number[]): Promise<void> {
  const missing = pages.filter((page) => !heldPage(app, module.key, request, page))
  for (let start = 0; start < missing.length; start += AT_ONCE) {
    await Promise.all(missing.slice(start, start + AT_ONCE).map((page) => queryClient.fetchQuery(rowsQuery(app, module, request, page))))
  }
}

export interface WrittenRecord {
  readonly id: string
  readonly version: number
  readonly values: Readonly<Record<string, unknown>>
}

/** Puts written values into the rows that show them; everything keeps its place. */
export function patchRows(app: string, module: string, written: readonly WrittenRecord[]): void {
  const byId = new Map(written.map((each) => [each.id, each]))
  const patch = (record: RecordData): RecordData => {
    const change = byId.get(record._id)
    // An answer that was overtaken by a newer one says nothing any more.
    return change && change.version >= record._version ? { ...record, ...change.values, _version: change.version } : record
  }
  const patchAll = (records: readonly RecordData[]) => (records.some(({ _id }) => byId.has(_id)) ? records.map(patch) : records)
  queryClient.setQueriesData<RecordPage | Added>({ queryKey: ['rows', app, module] }, (page) => {
    if (!page) return page
    const records = patchAll(page.records)
    return records === page.records ? page : { ...page, records }
  })
}

/** Records made from this list stand at its end; `total` is how many it had before. */
export function addRows(app: string, module: string, request: ListRequest, total: number, records: readonly RecordData[]): void {
  queryClient.setQueryData<Added>(rowsKey(app, module, request, 'added'), (now) => ({
    total,
    records: now?.total === total ? [...now.records, ...records] : records,
  }))
}

function isAdded(app: string, module: string | undefined) {
  return {
    predicate: ({ queryKey: key }: Query) => key[0] === 'rows' && key[1] === app && (!module || key[2] === module) && key[4] === 'added',
  }
}

/** What was added at the end of lists finds its place as they are read anew. */
export function forgetAdded(app: string): void {
  queryClient.setQueriesData<Added>(isAdded(app, undefined), NONE_ADDED)
}

/** Takes records out of those that were added; tells whether all of them stood there and nothing else has to be read anew. */
export function dropAdded(app: string, module: string, ids: ReadonlySet<string>): boolean {
  const dropped = new Set<string>()
  for (const { queryKey } of queryClient.getQueryCache().findAll(isAdded(app, module))) {
    for (const { _id } of heldAdded(app, module, queryKey[3] as ListRequest)) if (ids.has(_id)) dropped.add(_id)
    queryClient.setQueryData<Added>(queryKey, (now) => now && { ...now, records: now.records.filter(({ _id }) => !ids.has(_id)) })
  }
  return dropped.size === ids.size
}
