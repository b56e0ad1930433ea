// The place of a page: the sort values and the id of its last record, as opaque text. Only values travel in it, never names.
import { isDate } from '../../runtime/expression/dates.ts'
import type { Storage } from '../../runtime/expression/storage.ts'
import { fail, ok, problem, type Result } from '../../runtime/problem.ts'

export type CursorValue = string | number | boolean | null
export interface Cursor {
  readonly values: readonly CursorValue[]
  readonly id: string
}

export function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([...cursor.values, cursor.id])).toString('base64url')
}

/** Reads a cursor made for a list sorted by members of these kinds; what could not be a value of its column is refused. */
export function readCursor(text: string, kinds: readonly Storage['kind'][]): Result<Cursor> {
  const wrong = () =>
    fail(
      problem(
        'after',
        'cursor',
        'after: this is not a cursor of this list. Take "next" of the page before, with the same sort.',
        'after：不是此列表的游标，请使用上一页返回的 next，并保持相同排序。',
      ),
    )
  if (text.length > 4000) return wrong()
  let list: unknown
  try {
    list = JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return wrong()
  }
  if (!Array.isArray(list) || list.length !== kinds.length + 1) return wrong()
  const id = list.pop()
  if (!isText(id) || !list.every((value, index) => value === null || fits(kinds[index]!, value))) return wrong()
  return ok({ values: list as CursorValue[], id })
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0')
}

function fits(kind: Storage['kind'], value: unknown): boolean {
  if (kind === 'integer' || kind === 'decimal' || kind === 'instant') return Number.isSafeInteger(value)
  if (kind === 'boolean') return typeof value === 'boolean' || value === 0 || value === 1
  return isText(value) && (kind !== 'date' || isDate(value))
}
