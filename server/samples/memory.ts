// What the pages remember for people (favourites, recent records) may name records that are gone for good; such entries go with them.
import type { Transaction } from '../database/database.ts'
import { statement } from '../database/text.ts'

const NAMES = ['favourites', 'recents']

/** Takes entries that name one of `ids` out of everybody's lists. */
export async function forgetRecords(trx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const gone = new Set<unknown>(ids)
  const names = NAMES.map((name) => `'${name}'`).join(', ')
  for (const row of await trx.all(
    statement(trx.dialect, `SELECT "owner", "name", "value" FROM "_preference" WHERE "name" IN (${names})`),
  )) {
    const text = String(row.value)
    const rest = JSON.stringify(without(JSON.parse(text), gone))
    if (rest !== text)
      await trx.run(
        statement(trx.dialect, 'UPDATE "_preference" SET "value" = ? WHERE "owner" = ? AND "name" = ?', [rest, row.owner, row.name]),
      )
  }
}

function without(value: unknown, gone: ReadonlySet<unknown>): unknown {
  if (Array.isArray(value)) return value.filter((item) => !names(item, gone)).map((item) => without(item, gone))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, without(item, gone)]))
}

/** Whether the entry is, or has as a member, the id of a record that is gone. */
function names(item: unknown, gone: ReadonlySet<unknown>): boolean {
  return gone.has(item) || (item !== null && typeof item === 'object' && Object.values(item).some((each) => gone.has(each)))
}
