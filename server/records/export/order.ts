// Which records an export has, in order. They are gathered a page at a time along the primary key and put in order here: sorting them in the database would
// be quicker, but keep everybody else waiting for one long statement.

import type { Principal } from '../../access/principal.ts'
import type { Database } from '../../database/database.ts'
import type { ListQuery, SortKey } from '../query.ts'
import { listRecords } from '../read.ts'
import type { WireRecord } from '../row-json.ts'

const PAGE = 2000
/** Records sorted or merged before others get their turn. */
const RUN = 4096
const BY_ID: SortKey = { name: '_id', storage: { kind: 'text' }, descending: false }

/** Ids of the records of `query`, in its order; its page and members play no part. Throws when `signal` says so. */
export async function orderedIds(db: Database, query: ListQuery, principal: Principal, signal: AbortSignal): Promise<string[]> {
  const keys = query.sort.filter(({ name }) => name !== '_id')
  const cacheKey = `ids ${query.cacheKey}`
  const records: WireRecord[] = []
  let after: string | undefined
  do {
    signal.throwIfAborted()
    const page = await listRecords(db, { ...query, fields: keys, sort: [BY_ID], limit: PAGE, after, cacheKey }, principal)
    if (!page.ok) throw new Error('a cursor of this very list was refused')
    records.push(...page.value.records)
    after = page.value.next ?? undefined
    await turn()
  } while (after !== undefined)
  const sorted = query.sort.length === 0 ? records : await sortPatiently(records, comparing(query.sort), signal)
  return sorted.map((record) => String(record._id))
}

/** Lets whatever else waits go first. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

type Compare = (left: WireRecord, right: WireRecord) => number

/** Nothing sorts before something, texts by their code points, as both databases do. */
function comparing(sort: readonly SortKey[]): Compare {
  const last = sort.at(-1)?.descending ? -1 : 1
  return (left, right) => {
    for (const { name, descending } of sort) {
      const order = compareValues(left[name], right[name])
      if (order !== 0) return descending ? -order : order
    }
    return compareValues(left._id, right._id) * last
  }
}

function compareValues(left: unknown, right: unknown): number {
  if (left === right) return 0
  if (left === null || left === undefined) return right === null || right === undefined ? 0 : -1
  if (right === null || right === undefined) return 1
  if (typeof left !== 'string' || typeof right !== 'string') return (left as number) < (right as number) ? -1 : 1
  const apart = /[\ud800-\udfff]/.test(left) || /[\ud800-\udfff]/.test(right)
  return apart ? Buffer.compare(Buffer.from(left), Buffer.from(right)) : left < right ? -1 : 1
}

async function sortPatiently(records: readonly WireRecord[], compare: Compare, signal: AbortSignal): Promise<WireRecord[]> {
  let runs: WireRecord[][] = []
  for (let start = 0; start < records.length; start += RUN) {
    runs.push(records.slice(start, start + RUN).sort(compare))
    await turn()
  }
  while (runs.length > 1) {
    const merged: WireRecord[][] = []
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(await merge(runs[index]!, runs[index + 1] ?? [], compare))
      signal.throwIfAborted()
    }
    runs = merged
  }
  return runs[0] ?? []
}

async function merge(left: readonly WireRecord[], right: readonly WireRecord[], compare: Compare): Promise<WireRecord[]> {
  const merged: WireRecord[] = []
  let [l, r] = [0, 0]
  while (l < left.length && r < right.length) {
    merged.push(compare(left[l]!, right[r]!) <= 0 ? left[l++]! : right[r++]!)
    if (merged.length % RUN === 0) await turn()
  }
  while (l < left.length) merged.push(left[l++]!)
  while (r < right.length) merged.push(right[r++]!)
  return merged
}
