// The records of an export page by page, each page read when the one before it has been taken: never more than one of them in memory.
import { sql } from 'kysely'
import type { Principal } from '../../access/principal.ts'
import { type Database, Slot } from '../../database/database.ts'
import type { ListQuery } from '../query.ts'
import { listRecords, requestSlots } from '../read.ts'
import type { WireRecord } from '../row-json.ts'
import { orderedIds, turn } from './order.ts'

const PAGE = 200

/** Every record of `query` that is still there, and still of the list, when its page is read. */
export async function* exportPages(
  db: Database,
  query: ListQuery,
  principal: Principal,
  signal: AbortSignal,
): AsyncGenerator<readonly WireRecord[]> {
  const now = Date.now()
  const ids = await orderedIds(db, { ...query, slots: requestSlots(query.app, principal, now) }, principal, signal)
  const some: ListQuery = {
    ...query,
    sort: [],
    limit: PAGE,
    cacheKey: `export ${query.cacheKey}`,
    narrow: (dialect) => [
      ...(query.narrow?.(dialect) ?? []),
      dialect === 'sqlite'
        ? sql`r."_id" IN (SELECT value FROM json_each(${new Slot('ids')}))`
        : sql`r."_id" IN (SELECT jsonb_array_elements_text(cast(${new Slot('ids')} as jsonb)))`,
    ],
  }
  for (let start = 0; start < ids.length; start += PAGE) {
    signal.throwIfAborted()
    const wanted = ids.slice(start, start + PAGE)
    const slots = requestSlots(query.app, principal, now, { ...query.slots, ids: JSON.stringify(wanted) })
    const page = await listRecords(db, { ...some, slots }, principal)
    if (!page.ok) throw new Error('a list without a cursor was refused')
    const found = new Map(page.value.records.map((record) => [record._id, record]))
    yield wanted.flatMap((id) => {
      const record = found.get(id)
      return record ? [record] : []
    })
    await turn()
  }
}
